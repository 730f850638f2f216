"""Holding, taking and leaving a bed: the database refuses that it is given twice, this says so in words."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placements.audit_chain import Event
from placements.errors import Conflict, NotFound, Refused
from placements.migrations.occupancy_rule import NAME as RULE
from placements.models.decision import Decision
from placements.models.home import Bed, Home
from placements.models.placement import DECIDED_HERE, Occupancy, OccupancyKind, Standing
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

LONGEST_HOLD_HOURS = 72


def hold_bed(
    work: UnitOfWork,
    bed_id: int,
    starts_on: dt.date,
    *,
    hours: float = 2.0,
    child_id: int | None = None,
    referral_id: int | None = None,
    reason: str = "",
) -> Occupancy:
    """Keep a bed for a child for some hours, from the day it is needed; nobody else can take it meanwhile."""
    work.viewer.must(Permission.HOLD_BEDS)
    if not 0 < hours <= LONGEST_HOLD_HOURS:
        raise Refused(
            "A hold ends.",
            given=f"{hours:g} hours",
            do_next=f"Give more than 0 and at most {LONGEST_HOLD_HOURS} hours.",
        )
    held = Occupancy(
        bed_id=bed_id,
        kind=OccupancyKind.HOLD,
        starts_on=starts_on,
        lapses_at=work.clock() + dt.timedelta(hours=hours),
        child_id=child_id,
        referral_id=referral_id,
        **_said_by(work),
    )
    _take(work, held)
    work.record(Event.BED_HELD, f"bed {bed_id}", child=child_id, starts_on=str(starts_on), hours=hours, reason=reason)
    return held


def take_place(
    work: UnitOfWork,
    bed_id: int,
    child_id: int,
    decision: Decision,
    starts_on: dt.date,
    *,
    kind: OccupancyKind = OccupancyKind.PLACEMENT,
    ends_on: dt.date | None = None,
) -> Occupancy:
    """Give a child the bed that a named person decided on, from the day; a hold for the child becomes the place.

    Only a decision that is part of the same change opens the way: its row is written first.
    """
    work.viewer.must(Permission.DECIDE_PLACEMENTS)
    _release(work, _holds(bed_id).where(Occupancy.child_id == child_id), "the child was placed")
    occupancy = Occupancy(
        bed_id=bed_id,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        child_id=child_id,
        referral_id=decision.referral_id,
        decision_id=decision.id,
        **_said_by(work),
    )
    _take(work, occupancy)
    work.record(Event.CHILD_PLACED, f"child {child_id}", bed=bed_id, by=decision.decided_by, starts_on=str(starts_on))
    return occupancy


def end_occupancy(work: UnitOfWork, occupancy_id: int, on: dt.date, because: str) -> None:
    """End a stay on a day (the bed is free from that day) or, on or before its first day, release it whole."""
    work.viewer.must(Permission.HOLD_BEDS)
    occupancy = work.session.get(Occupancy, occupancy_id)
    if occupancy is None:
        raise NotFound("There is no such occupancy.", given=occupancy_id, do_next="Choose one from the home's page.")
    close_occupancy(work, occupancy, on, because)


def close_occupancy(work: UnitOfWork, occupancy: Occupancy, on: dt.date, because: str) -> None:
    """End a stay as part of a step that somebody may take, such as placing the child elsewhere."""
    if on <= occupancy.starts_on:
        occupancy.standing = Standing.RELEASED
    else:
        occupancy.ends_on = on
    occupancy.released_because = because
    work.record(Event.BED_RELEASED, f"bed {occupancy.bed_id}", on=str(on), because=because)


def _holds(bed_id: int) -> sa.Update:
    return sa.update(Occupancy).where(
        Occupancy.bed_id == bed_id,
        Occupancy.kind == OccupancyKind.HOLD,
        Occupancy.standing == Standing.IN_FORCE,
    )


def _release(work: UnitOfWork, holds: sa.Update, because: str) -> None:
    work.session.execute(holds.values(standing=Standing.RELEASED, released_because=because))


class _Said(TypedDict):
    as_of: dt.date
    source: str
    author: str


def _said_by(work: UnitOfWork) -> _Said:
    return {"as_of": work.clock().date(), "source": DECIDED_HERE, "author": work.viewer.name}


def _take(work: UnitOfWork, occupancy: Occupancy) -> None:
    """Take the bed, after releasing lapsed holds; whoever is second is refused by the database."""
    bed_id = occupancy.bed_id
    if work.session.scalar(sa.select(Bed.id).where(Bed.id == bed_id).with_for_update()) is None:
        raise NotFound("There is no such bed.", given=bed_id, do_next="Choose a bed from the home's page.")
    _release(work, _holds(bed_id).where(Occupancy.lapses_at <= work.clock()), "the hold lapsed")
    try:
        with work.session.begin_nested():
            work.session.add(occupancy)
    except IntegrityError as error:
        if RULE not in str(error.orig):
            raise
        raise _conflict(work, occupancy) from error


def _conflict(work: UnitOfWork, wanted: Occupancy) -> Conflict:
    home, label = work.session.execute(
        sa.select(Home.ref, Bed.label).join(Bed, Bed.home_id == Home.id).where(Bed.id == wanted.bed_id)
    ).one()
    until = "with no end" if wanted.ends_on is None else f"to {wanted.ends_on:%d/%m/%Y}"
    return Conflict(
        f"Bed {label} in {home} is already taken for some of these days.",
        given=f"from {wanted.starts_on:%d/%m/%Y} {until}",
        do_next="Choose another bed or other days, or ask whoever holds it to release it.",
    )
