"""Beds held for a child for some hours, and when each referral was last searched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.child import Child
from placements.models.home import Bed, Home
from placements.models.placement import Occupancy, OccupancyKind, Standing
from placements.models.referral import Referral
from placements.models.search import Search
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class HoldLine:
    """A bed held: which, in which home, for which child of which referral, by whom and until when."""

    home: str
    bed: str
    child: str | None
    referral: str | None
    starts_on: dt.date
    lapses_at: dt.datetime
    by: str | None


@asks(Permission.SEE_REFERRALS)
def holds_in_force(records: Records, now: dt.datetime) -> list[HoldLine]:
    """Holds that have not lapsed by a moment, the first to lapse first."""
    query = (
        sa.select(
            Home.ref, Bed.label, Child.ref, Referral.ref, Occupancy.starts_on, Occupancy.lapses_at, Occupancy.author
        )
        .join(Bed, Bed.id == Occupancy.bed_id)
        .join(Home, Home.id == Bed.home_id)
        .outerjoin(Child, Child.id == Occupancy.child_id)
        .outerjoin(Referral, Referral.id == Occupancy.referral_id)
        .where(
            Occupancy.kind == OccupancyKind.HOLD,
            Occupancy.standing == Standing.IN_FORCE,
            Occupancy.lapses_at > now,
        )
        .order_by(Occupancy.lapses_at, Occupancy.id)
    )
    return [
        HoldLine(home, bed, child, referral, starts_on, lapses, by)
        for home, bed, child, referral, starts_on, lapses, by in records.session.execute(query)
        if lapses is not None
    ]


@asks(Permission.SEE_REFERRALS)
def last_searched(records: Records) -> dict[int, dt.datetime]:
    """When each referral, by its id, was last searched."""
    query = sa.select(Search.referral_id, sa.func.max(Search.at)).where(Search.referral_id.is_not(None))
    rows = records.session.execute(query.group_by(Search.referral_id))
    return {number: _aware(at) for number, at in rows if number is not None}


def _aware(at: dt.datetime) -> dt.datetime:
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
