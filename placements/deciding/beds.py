"""Which bed a child is to have, holding one, and leaving one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.references import children_of_referral, home_by, referral_by
from placements.errors import Conflict, NotFound
from placements.models.home import Bed, Home
from placements.models.placement import Occupancy, OccupancyKind, Residence, Standing
from placements.models.referral import Referral
from placements.occupancy import close_occupancy, hold_bed
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england


def hold(
    work: UnitOfWork,
    referral: str,
    home: str,
    *,
    hours: float,
    reason: str,
    children: Sequence[str] = (),
    starts_on: dt.date | None = None,
) -> list[Occupancy]:
    """Hold a bed of a home for each child of a referral; nobody else can take it until it lapses."""
    found, there = referral_by(work.session, referral), home_by(work.session, home)
    start = starts_on or first_day(found, work.clock())
    held = []
    for child in children_of_referral(work.session, found, children):
        bed = bed_for(work.session, there, child.id, start, None, work.clock())
        held.append(
            hold_bed(work, bed.id, start, hours=hours, child_id=child.id, referral_id=found.id, reason=reason.strip())
        )
    return held


def release(work: UnitOfWork, referral: str, home: str, because: str) -> int:
    """Release every hold of a referral on a home, and say how many there were."""
    work.viewer.must(Permission.HOLD_BEDS)
    found, there = referral_by(work.session, referral), home_by(work.session, home)
    query = sa.select(Occupancy).join(Bed, Bed.id == Occupancy.bed_id)
    query = query.where(Bed.home_id == there.id, Occupancy.referral_id == found.id, *_holding())
    holds = work.session.scalars(query).all()
    if not holds:
        raise NotFound("Nothing is held there for this referral.", given=home, do_next="See what is held.")
    for one in holds:
        one.standing, one.released_because = Standing.RELEASED, because
        work.record(Event.BED_RELEASED, f"bed {one.bed_id}", because=because)
    return len(holds)


def first_day(referral: Referral, now: dt.datetime) -> dt.date:
    """The day a home is needed from: the referral's, or today where that has passed."""
    return max(day_in_england(referral.needed_by), day_in_england(now))


def bed_for(
    session: Session, home: Home, child_id: int, starts_on: dt.date, ends_on: dt.date | None, now: dt.datetime
) -> Bed:
    """The bed to take in a home: the one held for the child, else the first that is free. Raises Conflict."""
    beds = session.scalars(sa.select(Bed).where(Bed.home_id == home.id).order_by(Bed.label, Bed.id)).all()
    if not beds:
        raise NotFound("No bed is recorded for this home.", given=home.ref, do_next="Record its beds first.")
    meeting = [Occupancy.starts_on < ends_on] if ends_on else []
    taken = session.scalars(
        sa.select(Occupancy).where(
            Occupancy.bed_id.in_([bed.id for bed in beds]),
            Occupancy.standing == Standing.IN_FORCE,
            sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > starts_on),
            *meeting,
        )
    ).all()
    held = {one.bed_id for one in taken if one.kind is OccupancyKind.HOLD and one.child_id == child_id}
    away = {one.bed_id for one in taken if one.bed_id not in held and not _lapsed(one, now)}
    free = sorted((bed for bed in beds if bed.id not in away), key=lambda bed: bed.id not in held)
    if not free:
        raise Conflict(
            f"Every bed in {home.ref} is taken for some of these days.",
            given=f"from {starts_on:%d/%m/%Y}",
            do_next="Choose another home or other days, or ask whoever holds a bed to release it.",
        )
    return free[0]


def leave(work: UnitOfWork, child_id: int, on: dt.date, because: str) -> list[int]:
    """Let a child leave every home it lives in from a day on; return the decisions behind the stays that end."""
    stays = work.session.scalars(
        sa.select(Occupancy).where(
            Occupancy.child_id == child_id,
            Occupancy.kind == OccupancyKind.PLACEMENT,
            Occupancy.standing != Standing.RELEASED,
            sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > on),
        )
    ).all()
    for stay in stays:
        close_occupancy(work, stay, on, because)
    stated = sa.select(Residence).where(Residence.child_id == child_id, Residence.ends_on.is_(None))
    for residence in work.session.scalars(stated):
        residence.ends_on = on
    work.session.flush()
    return [stay.decision_id for stay in stays if stay.decision_id is not None]


def _holding() -> tuple[sa.ColumnElement[bool], ...]:
    return Occupancy.kind == OccupancyKind.HOLD, Occupancy.standing == Standing.IN_FORCE


def _lapsed(one: Occupancy, now: dt.datetime) -> bool:
    return one.lapses_at is not None and one.lapses_at <= now
