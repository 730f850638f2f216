"""Who lives where and which beds are taken, from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from placements.models.loading import HomeMatch, MatchState
from placements.models.placement import Occupancy, Residence, Standing
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_HOMES)
def occupancies_from(records: Records, day: dt.date) -> Sequence[Occupancy]:
    """Occupancies that count (in force, or contested) and have not ended by `day`; a released one never counts."""
    query = (
        sa.select(Occupancy)
        .where(Occupancy.standing != Standing.RELEASED)
        .where(sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > day))
        .order_by(Occupancy.bed_id, Occupancy.starts_on, Occupancy.id)
    )
    return records.session.scalars(query).all()


@asks(Permission.SEE_CHILDREN)
def residences_from(records: Records, day: dt.date) -> Sequence[Residence]:
    """Where children live, as the position states it, for every stay that has not ended by `day`."""
    query = (
        sa.select(Residence)
        .where(sa.or_(Residence.ends_on.is_(None), Residence.ends_on > day))
        .order_by(Residence.child_id, Residence.starts_on, Residence.id)
    )
    return records.session.scalars(query).all()


@asks(Permission.SEE_HOMES)
def perhaps_living_in(records: Records, day: dt.date) -> dict[int, list[str]]:
    """By home id, the words of the lists by which a child may live there: a likeness that nobody has decided yet."""
    query = (
        sa.select(HomeMatch.home_id, Residence.place_text)
        .join(HomeMatch, HomeMatch.list_text == Residence.place_text)
        .where(Residence.home_id.is_(None), HomeMatch.state == MatchState.DOUBTFUL)
        .where(sa.or_(Residence.ends_on.is_(None), Residence.ends_on > day))
        .order_by(HomeMatch.home_id, Residence.id)
    )
    found: dict[int, list[str]] = {}
    for home_id, listed in records.session.execute(query):
        found.setdefault(home_id, []).append(str(listed))
    return found


@asks(Permission.SEE_CHILDREN)
def position_day(records: Records) -> dt.date | None:
    """The day of the newest position held, or None where none was loaded."""
    return records.session.scalar(sa.select(sa.func.max(Residence.as_of)))
