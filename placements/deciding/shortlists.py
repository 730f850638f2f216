"""A shortlist to compare homes by what they offer: names stay hidden until a named person asks to see them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.searches import document_of, search_by
from placements.errors import NotFound, Refused
from placements.models.search import Shortlist
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

LONGEST = len(ascii_uppercase)


def make_shortlist(work: UnitOfWork, search_id: int, ranks: Sequence[int], *, hidden: bool) -> Shortlist:
    """Choose options of a search, by rank, to be compared side by side; at most 26."""
    work.viewer.must(Permission.SEE_REFERRALS)
    document = document_of(work.session, search_by(work.session, search_id))
    shown = {one["rank"] for one in document["options"]}
    unknown = [rank for rank in ranks if rank not in shown]
    if not ranks or unknown or len(set(ranks)) != len(ranks) or len(ranks) > LONGEST:
        raise Refused(
            "A shortlist is made of different options of the search.",
            given=", ".join(map(str, unknown or ranks)) or "none",
            do_next=f"Give up to {LONGEST} ranks between 1 and {len(shown)}, each once.",
        )
    made = Shortlist(
        search_id=search_id,
        options=list(ranks),
        hidden=hidden,
        made_at=work.clock(),
        made_by=work.viewer.name,
    )
    work.session.add(made)
    work.session.flush()
    work.record(Event.SHORTLIST_MADE, f"search {search_id}", shortlist=made.id, hidden=hidden)
    return made


def show_names(work: UnitOfWork, shortlist_id: int) -> Shortlist:
    """Show which homes the letters stand for; who asked first, and when, is kept."""
    work.viewer.must(Permission.SEE_REFERRALS)
    made = shortlist_by(work.session, shortlist_id)
    if made.revealed_at is None:
        made.revealed_at, made.revealed_by = work.clock(), work.viewer.name
    work.record(Event.NAMES_SHOWN, f"shortlist {shortlist_id}")
    return made


def shown(session: Session, shortlist_id: int) -> list[dict[str, Any]]:
    """The options of a shortlist in its order, as the search showed them; homes are letters while names are hidden."""
    made = shortlist_by(session, shortlist_id)
    document = document_of(session, search_by(session, made.search_id))
    by_rank = {one["rank"]: one for one in document["options"]}
    chosen = [by_rank[rank] for rank in made.options]
    if not made.hidden or made.revealed_at is not None:
        return chosen
    letters = {home: f"Home {letter}" for home, letter in zip(_homes(chosen), ascii_uppercase, strict=False)}
    return [_without_names(one, letters) for one in chosen]


def _homes(options: Sequence[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(one["home"] for one in options))


def _without_names(option: dict[str, Any], letters: dict[str, str]) -> dict[str, Any]:
    """The option with every mention of a home replaced by its letter, and no name."""
    pattern = "|".join(re.escape(json.dumps(home)[1:-1]) for home in sorted(letters, key=len, reverse=True))
    text = re.sub(
        rf"(?<![\w-])(?:{pattern})(?![\w-])",
        lambda found: letters[found.group()],
        json.dumps(option | {"home_name": None}),
    )
    answer: dict[str, Any] = json.loads(text)
    return answer


def shortlist_by(session: Session, shortlist_id: int) -> Shortlist:
    """The shortlist. Raises NotFound."""
    found = session.get(Shortlist, shortlist_id)
    if found is None:
        raise NotFound("There is no such shortlist.", given=shortlist_id, do_next="Make one from a search.")
    return found
