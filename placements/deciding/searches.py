"""What a search showed, kept as it was seen: a decision points to it and can be read again exactly."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.errors import Conflict, NotFound, Refused
from placements.models.referral import Referral
from placements.models.search import Search, Seen
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

Json = dict[str, Any]
INSERT: dict[str, Callable[[type[Seen]], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}
GOOD_FOR = dt.timedelta(hours=72)
"""How long a decision may rest on a search: a longer wait wants a fresh look at who is there now."""


def keep_search(
    work: UnitOfWork, asked: str, document: Mapping[str, Any], data_version: int, digest: str | None = None
) -> Search:
    """Keep a search before it is shown: what was asked, by whom, when, the versions, and the whole answer.

    `document` is the answer as `homeward search --json` gives it; the seconds it took are no part of it. An answer
    that was seen before is kept once; `digest` is its `digest_of_seen`, where a caller has it at hand.
    """
    work.viewer.must(Permission.SEE_REFERRALS)
    digest = digest or digest_of_seen(document)
    if not work.session.scalar(sa.select(sa.exists().where(Seen.digest == digest))):
        insert = INSERT[work.session.get_bind().dialect.name]
        work.session.execute(insert(Seen).values(digest=digest, document=_seen(document)).on_conflict_do_nothing())
    referral = work.session.scalar(sa.select(Referral.id).where(Referral.ref == asked))
    search = Search(
        asked=asked[:400],
        at=work.clock(),
        by=work.viewer.name,
        role=work.viewer.role,
        versions={**document["versions"], "data": data_version},
        digest=digest,
        referral_id=referral,
    )
    work.session.add(search)
    work.session.flush()
    work.record(Event.SEARCHED, f"referral {asked}"[:120], search=search.id, seen=digest)
    return search


def _seen(document: Mapping[str, Any]) -> Json:
    """An answer without the seconds that it took."""
    return {key: value for key, value in document.items() if key != "seconds"}


def digest_of_seen(document: Mapping[str, Any]) -> str:
    """The digest under which a search's answer is kept."""
    return digest_of(_seen(document))


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of what was seen."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def document_of(session: Session, search: Search) -> Json:
    """The answer exactly as it was shown. Raises Conflict where what is kept is no longer what was seen."""
    seen = session.get_one(Seen, search.digest)
    if digest_of(seen.document) != search.digest:
        raise Conflict(
            "What is kept of this search is not what was shown.",
            given=f"search {search.id}",
            do_next="Restore the record from its backup: somebody changed it outside the program.",
        )
    return dict(seen.document)


def search_by(session: Session, search_id: int) -> Search:
    """The search. Raises NotFound."""
    found = session.get(Search, search_id)
    if found is None:
        raise NotFound("There is no such search.", given=search_id, do_next="See the referral's searches.")
    return found


def newest_search(session: Session, referral_id: int) -> Search | None:
    """The last search made for a referral, whoever made it."""
    query = sa.select(Search).where(Search.referral_id == referral_id).order_by(Search.id.desc()).limit(1)
    return session.scalar(query)


def option_in(document: Mapping[str, Any], children: Iterable[str], home: str) -> Json | None:
    """The option of these children together in a home, or None where the search did not show it as one."""
    wanted = set(children)
    found = (one for one in document["options"] if one["home"] == home and set(one["children"]) == wanted)
    return next(found, None)


def why_not_an_option(document: Mapping[str, Any], children: Iterable[str], home: str) -> Refused:
    """The refusal that says why a home was no option in what was seen."""
    wanted = set(children)
    rules = [
        rule["because"]
        for one in document["excluded"]
        if one["home"] == home and set(one["children"]) == wanted
        for rule in one["rules"]
    ]
    what = "The rules exclude this home for these children." if rules else "The search did not show this home."
    return Refused(
        what,
        given="; ".join(rules) or home,
        do_next="Search again if the record has changed; what has happened already is recorded by a named senior.",
    )
