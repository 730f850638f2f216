"""What carers say of their places: free, none, or away for a time; said in ten seconds, with who said it and when."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.references import home_by
from placements.errors import Refused
from placements.models.home import Bed, Home, HomeHold, HomeStatus
from placements.models.placement import DECIDED_HERE, Occupancy, Standing
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england

AWAY = "break"
MOST_PLACES = 20


def say_free(work: UnitOfWork, home: str, places: int) -> Home:
    """Note how many places are free by the carers' own word; the vacancy counts as confirmed today.

    Every bed that nobody lives in is confirmed where as many are free as the record shows, or more; where fewer are,
    the word is kept beside the record, and a search asks which is right. Raises NotFound, Refused.
    """
    work.viewer.must(Permission.UPDATE_AVAILABILITY)
    if not 0 <= places <= MOST_PLACES:
        raise Refused("So many places no home has.", given=places, do_next=f"Give a number from 0 to {MOST_PLACES}.")
    found, today = home_by(work.session, home), day_in_england(work.clock())
    free = _free_beds(work, found, today)
    for bed in free if places >= len(free) else ():
        bed.confirmed_on, bed.confirmed_by = today, work.viewer.name
    if places < len(free):
        for bed in free:
            bed.confirmed_on, bed.confirmed_by = None, None
    found.said_free, found.said_free_on = places, today
    if found.status is HomeStatus.UNKNOWN and places:
        found.status = HomeStatus.ACTIVE
    if found.available_from is not None and places:
        found.available_from = min(found.available_from, today)
    work.session.flush()
    work.record(Event.AVAILABILITY_CONFIRMED, f"home {home}", places=places, on=str(today))
    return found


def say_away(work: UnitOfWork, home: str, starts_on: dt.date, ends_on: dt.date, reason: str = "") -> HomeHold:
    """Note that the carers take no child over [starts_on, ends_on); the reason is restricted."""
    work.viewer.must(Permission.UPDATE_AVAILABILITY)
    if ends_on <= starts_on:
        raise Refused(
            "They are back after they leave.",
            given=f"{ends_on:%d/%m/%Y}",
            do_next="Give the day they take children again.",
        )
    found = home_by(work.session, home)
    hold = HomeHold(
        home_id=found.id,
        kind=AWAY,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip() or None,
        as_of=day_in_england(work.clock()),
        source=DECIDED_HERE,
        author=work.viewer.name,
    )
    work.session.add(hold)
    work.session.flush()
    work.record(Event.AVAILABILITY_CONFIRMED, f"home {home}", away_from=str(starts_on), until=str(ends_on))
    return hold


def _free_beds(work: UnitOfWork, home: Home, today: dt.date) -> list[Bed]:
    taken = sa.select(Occupancy.bed_id).where(
        Occupancy.standing != Standing.RELEASED,
        Occupancy.starts_on <= today,
        sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > today),
    )
    query = sa.select(Bed).where(Bed.home_id == home.id, Bed.id.not_in(taken)).order_by(Bed.id)
    return list(work.session.scalars(query))
