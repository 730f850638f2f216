"""How long searches are kept: twelve months, but one that led to a decision stays with the decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.errors import Refused
from placements.models.decision import Decision
from placements.models.offer import LIVE, Offer
from placements.models.search import Search, Seen, Shortlist
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

MONTHS = 12
MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True)
class Cleared:
    """How many searches, shortlists made from them, and answers that nobody points to any longer were cleared."""

    before: dt.date
    searches: int
    shortlists: int
    answers: int


def clear_old_searches(work: UnitOfWork, months: int = MONTHS) -> Cleared:
    """Clear the searches made more than so many months ago, with their shortlists and what they showed.

    A search stays as long as a decision rests on it or an offer made from it is live; an offer that came to nothing
    forgets its search. The unmet needs that only a cleared search told of are no longer read. Audit rows stay: who
    searched for whom, and when. Raises Refused (less than a month), NotPermitted.
    """
    work.viewer.must(Permission.CLEAR_OLD_SEARCHES)
    if months < 1:
        raise Refused(
            "Searches are kept for a month at least.", given=months, do_next=f"Give a number such as {MONTHS}."
        )
    before = _months_before(work.clock().date(), months)
    session = work.session
    old = _old(dt.datetime.combine(before, dt.time(), dt.UTC))
    shortlists = _deleted(session, sa.delete(Shortlist).where(Shortlist.search_id.in_(old)))
    for offer in session.scalars(sa.select(Offer).where(Offer.search_id.in_(old))).all():
        offer.search_id = None
    session.flush()
    searches = _deleted(session, sa.delete(Search).where(Search.id.in_(old)))
    answers = _deleted(session, sa.delete(Seen).where(Seen.digest.not_in(sa.select(Search.digest))))
    cleared = Cleared(before, searches, shortlists, answers)
    work.record(Event.SEARCHES_CLEARED, f"searches before {before}", searches=searches, shortlists=shortlists)
    return cleared


def _months_before(today: dt.date, months: int) -> dt.date:
    """The first day kept: so many months before a day, the last day of a shorter month."""
    years, month = divmod(today.year * MONTHS_IN_A_YEAR + today.month - 1 - months, MONTHS_IN_A_YEAR)
    first = dt.date(years, month + 1, 1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return min(first.replace(day=1) + dt.timedelta(days=today.day - 1), last)


def _old(before: dt.datetime) -> sa.Select[int]:
    decided = sa.select(Decision.search_id).where(Decision.search_id.is_not(None))
    live = sa.select(Offer.search_id).where(Offer.search_id.is_not(None), Offer.state.in_(LIVE))
    return sa.select(Search.id).where(Search.at < before, Search.id.not_in(decided), Search.id.not_in(live))


def _deleted(session: Session, query: sa.Delete) -> int:
    found = session.execute(query)
    return int(getattr(found, "rowcount", 0))
