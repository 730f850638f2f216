"""One home with everything that decides who may live there, and who lives in its beds; never where it lies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import defer, selectinload

from placements.errors import NotFound
from placements.models.child import Child
from placements.models.contract import Provider
from placements.models.home import Bed, Home
from placements.models.kept_empty import KeptEmpty
from placements.models.placement import Occupancy, OccupancyKind, Standing
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class BedLine:
    """A bed and what takes it on a day or later: kind, child (for who may see children), from and until."""

    bed: Bed
    kind: OccupancyKind | None
    child: str | None
    starts_on: dt.date | None
    ends_on: dt.date | None


@asks(Permission.SEE_HOMES)
def home_with_facts(records: Records, ref: str) -> Home:
    """One home, by reference, with its facts; its postcode cannot be read from the answer. Raises NotFound."""
    facts = (Home.beds, Home.holds, Home.people, Home.approvals, Home.skills, Home.languages, Home.willing)
    query = sa.select(Home).where(Home.ref == ref).options(*(selectinload(fact) for fact in facts))
    query = query.options(selectinload(Home.registrations), defer(Home.postcode, raiseload=True))
    found = records.session.scalar(query)
    if found is None:
        raise NotFound("No home has this reference.", given=ref, do_next="See the list of homes.")
    return found


@asks(Permission.SEE_HOMES)
def provider_of(records: Records, home: Home) -> str | None:
    """The name of the provider behind a home, or None where it is the authority's own."""
    return records.session.scalar(sa.select(Provider.name).where(Provider.id == home.provider_id))


@asks(Permission.SEE_HOMES)
def kept_empty_of(records: Records, home: Home, on: dt.date) -> list[KeptEmpty]:
    """Decisions to keep a home empty that stand on a day or begin later, the first to begin first."""
    query = sa.select(KeptEmpty).where(
        KeptEmpty.home_id == home.id, KeptEmpty.released_on.is_(None), KeptEmpty.ends_on > on
    )
    return list(records.session.scalars(query.order_by(KeptEmpty.starts_on)))


@asks(Permission.SEE_HOMES)
def beds_taken(records: Records, home: Home, on: dt.date, now: dt.datetime) -> list[BedLine]:
    """The beds of a home with what takes each from a day on; holds that have lapsed are left out."""
    counts = sa.and_(
        Occupancy.bed_id == Bed.id,
        Occupancy.standing != Standing.RELEASED,
        sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > on),
        sa.or_(Occupancy.lapses_at.is_(None), Occupancy.lapses_at > now),
    )
    query = (
        sa.select(Bed, Occupancy.kind, Child.ref, Occupancy.starts_on, Occupancy.ends_on)
        .outerjoin(Occupancy, counts)
        .outerjoin(Child, Child.id == Occupancy.child_id)
        .where(Bed.home_id == home.id)
        .order_by(Bed.label, Occupancy.starts_on)
    )
    sees = records.viewer.may(Permission.SEE_CHILDREN)
    return [
        BedLine(bed, kind, child if sees else None, starts, ends)
        for bed, kind, child, starts, ends in records.session.execute(query)
    ]
