"""Keeping a home empty for children to come: a named person's decision, with a reason and an end, and its release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import Named, answerable, must_say
from placements.deciding.references import home_by
from placements.errors import NotFound, Refused
from placements.models.kept_empty import KeptEmpty
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork


def keep_empty(
    work: UnitOfWork, home: str, by: Named, reason: str, *, ends_on: dt.date, starts_on: dt.date | None = None
) -> KeptEmpty:
    """Keep a home empty from a day (today) until another: whoever lives there stays, and nobody new is suggested.

    Raises NotFound, Refused (no reason, an end that is over, a home that is kept empty already), NotPermitted.
    """
    answerable(work, by, Permission.DECIDE_PLACEMENTS)
    today = work.clock().date()
    begins = starts_on or today
    if ends_on <= max(begins, today):
        raise Refused("It would end before it begins.", given=ends_on, do_next="Give an end still to come.")
    found = home_by(work.session, home)
    if any(begins < one.ends_on and one.starts_on < ends_on for one in _standing(work, found.id, today)):
        raise Refused("This home is kept empty already.", given=home, do_next="Release it first, or wait for its end.")
    kept = KeptEmpty(
        home_id=found.id,
        starts_on=begins,
        ends_on=ends_on,
        reason=must_say("Why the home is kept empty", reason),
        decided_by=by.name.strip(),
        role=by.role,
        decided_at=work.clock(),
    )
    work.session.add(kept)
    work.session.flush()
    work.record(Event.HOME_KEPT_EMPTY, f"home {home}", by=by.name, role=by.role, until=str(ends_on))
    return kept


def release_home(work: UnitOfWork, home: str, by: Named, reason: str) -> int:
    """Let a home that is kept empty take children again; how many decisions that ends. Raises NotFound."""
    answerable(work, by, Permission.DECIDE_PLACEMENTS)
    why, today = must_say("Why it is released", reason), work.clock().date()
    standing = _standing(work, home_by(work.session, home).id, today)
    if not standing:
        raise NotFound("Nobody keeps this home empty.", given=home, do_next="Read in a search why it is out.")
    for one in standing:
        one.released_on, one.released_by = today, by.name.strip()
    work.record(Event.HOME_KEPT_EMPTY, f"home {home}", by=by.name, role=by.role, released=True, because=why)
    return len(standing)


def _standing(work: UnitOfWork, home_id: int, today: dt.date) -> Sequence[KeptEmpty]:
    query = sa.select(KeptEmpty).where(
        KeptEmpty.home_id == home_id, KeptEmpty.released_on.is_(None), KeptEmpty.ends_on > today
    )
    return work.session.scalars(query.with_for_update()).all()
