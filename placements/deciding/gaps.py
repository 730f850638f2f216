"""What a referral lacks, who will get it and by when; and the facts that are too old to rely on without asking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.people import must_say
from placements.deciding.references import children_of_referral, referral_by
from placements.errors import NotFound
from placements.models.child import Constraint, Need, Risk
from placements.models.gap import ReferralGap
from placements.models.referral import Referral
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

STALE_AFTER_DAYS = 90
"""A need, a risk or something the plan requires, older than this, shows as out of date (field list)."""


@dataclass(frozen=True)
class Stale:
    """A recorded fact older than the limit: about which child, what it says, and the day it was true."""

    child: str
    what: str
    as_of: dt.date


def note_gap(work: UnitOfWork, referral: str, what: str, who: str, by_when: dt.date) -> ReferralGap:
    """Note a missing fact, the person who will get it, and the day by which."""
    work.viewer.must(Permission.WRITE_REFERRALS)
    gap = ReferralGap(
        referral_id=referral_by(work.session, referral).id,
        what=must_say("What is missing", what),
        who=must_say("Who will get it", who),
        by_when=by_when,
        noted_on=work.clock().date(),
        noted_by=work.viewer.name,
    )
    work.session.add(gap)
    work.session.flush()
    work.record(Event.GAP_NOTED, f"referral {referral}", gap=gap.id)
    return gap


def close_gap(work: UnitOfWork, gap_id: int, *, referral: str | None = None) -> ReferralGap:
    """Note that a missing fact was found; where a `referral` is named, the gap must be its own. Raises NotFound."""
    work.viewer.must(Permission.WRITE_REFERRALS)
    gap = work.session.get(ReferralGap, gap_id)
    elsewhere = gap is not None and referral is not None and referral_by(work.session, referral).id != gap.referral_id
    if gap is None or elsewhere:
        raise NotFound("There is no such gap.", given=gap_id, do_next="See the referral's gaps.")
    gap.closed_on, gap.closed_by = work.clock().date(), work.viewer.name
    work.record(Event.GAP_NOTED, f"gap {gap_id}", closed=True)
    return gap


def open_gaps(session: Session, referral: Referral) -> list[ReferralGap]:
    """The gaps of a referral that nobody has closed, the first due first."""
    query = sa.select(ReferralGap).where(ReferralGap.referral_id == referral.id, ReferralGap.closed_on.is_(None))
    return list(session.scalars(query.order_by(ReferralGap.by_when, ReferralGap.id)))


def stale_facts(session: Session, referral: Referral, today: dt.date) -> list[Stale]:
    """Needs, risks and constraints of the referral's children that are out of date, the oldest first."""
    children = {child.id: child.ref for child in children_of_referral(session, referral)}
    before = today - dt.timedelta(days=STALE_AFTER_DAYS)
    facts = (("need", Need, Need.domain), ("risk", Risk, Risk.kind), ("constraint", Constraint, Constraint.kind))
    found = []
    for what, table, says in facts:
        query = sa.select(table.child_id, says, table.as_of)
        rows = session.execute(query.where(table.child_id.in_(children), table.as_of < before))
        found += [Stale(children[child], f"{what}: {said.value}", as_of) for child, said, as_of in rows]
    return sorted(found, key=lambda one: (one.as_of, one.child, one.what))
