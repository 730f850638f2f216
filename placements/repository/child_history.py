"""One child's history at the desk: referrals, searches, decisions, notices, and where the child lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.child import Child
from placements.models.decision import Decision
from placements.models.home import Bed, Home
from placements.models.notice import Notice
from placements.models.offer import Offer, OfferChild
from placements.models.placement import Occupancy, OccupancyKind, Residence, Standing
from placements.models.referral import Referral, ReferralChild
from placements.models.search import Search
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Stay:
    """Where a child lives or lived: a home by reference or a place in words, over [starts_on, ends_on)."""

    home: str | None
    place: str | None
    starts_on: dt.date | None
    ends_on: dt.date | None


@dataclass(frozen=True)
class History:
    """Everything at the desk about one child, the newest first."""

    referrals: Sequence[Referral]
    searches: Sequence[tuple[Search, str]]
    decisions: Sequence[Decision]
    notices: Sequence[Notice]
    stays: Sequence[Stay]


@asks(Permission.SEE_SENSITIVE)
def history_of(records: Records, child: Child) -> History:
    """The history of one child; decisions on the restricted list only for those who may see it."""
    return History(
        referrals=_referrals(records, child),
        searches=_searches(records, child),
        decisions=_decisions(records, child),
        notices=records.session.scalars(
            sa.select(Notice).where(Notice.child_id == child.id).order_by(Notice.id.desc())
        ).all(),
        stays=_stays(records, child),
    )


def _referrals(records: Records, child: Child) -> Sequence[Referral]:
    query = sa.select(Referral).join(ReferralChild, ReferralChild.referral_id == Referral.id)
    query = query.where(ReferralChild.child_id == child.id).order_by(Referral.needed_by.desc())
    return records.session.scalars(query).all()


def _searches(records: Records, child: Child) -> Sequence[tuple[Search, str]]:
    query = (
        sa.select(Search, Referral.ref)
        .join(Referral, Referral.id == Search.referral_id)
        .join(ReferralChild, ReferralChild.referral_id == Referral.id)
        .where(ReferralChild.child_id == child.id)
        .order_by(Search.id.desc())
    )
    return records.session.execute(query).all()


def _decisions(records: Records, child: Child) -> Sequence[Decision]:
    offered = sa.select(Offer.decision_id).join(OfferChild, OfferChild.offer_id == Offer.id)
    housed = sa.select(Occupancy.decision_id).where(Occupancy.child_id == child.id)
    query = sa.select(Decision).where(
        sa.or_(Decision.id.in_(offered.where(OfferChild.child_id == child.id)), Decision.id.in_(housed))
    )
    if not records.viewer.may(Permission.SEE_RESTRICTED):
        query = query.where(Decision.happened.is_(None))
    return records.session.scalars(query.order_by(Decision.id.desc())).all()


def _stays(records: Records, child: Child) -> Sequence[Stay]:
    beds = (
        sa.select(Home.ref, sa.null(), Occupancy.starts_on, Occupancy.ends_on)
        .join(Bed, Bed.home_id == Home.id)
        .join(Occupancy, Occupancy.bed_id == Bed.id)
        .where(
            Occupancy.child_id == child.id,
            Occupancy.standing != Standing.RELEASED,
            Occupancy.kind != OccupancyKind.HOLD,
        )
    )
    elsewhere = (
        sa.select(Home.ref, Residence.place_text, Residence.starts_on, Residence.ends_on)
        .outerjoin(Home, Home.id == Residence.home_id)
        .where(Residence.child_id == child.id, Residence.occupancy_id.is_(None))
        .select_from(Residence)
    )
    found = {Stay(*row) for query in (beds, elsewhere) for row in records.session.execute(query)}
    return sorted(found, key=lambda stay: stay.starts_on or dt.date.min, reverse=True)
