"""Offers of a referral with their steps, and what a provider answered before."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from placements.models.child import Child
from placements.models.contract import Provider
from placements.models.home import Home
from placements.models.offer import Offer, OfferChild
from placements.models.referral import Referral
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class OfferLine:
    """An offer with the references of its referral, children, home and provider; steps in order."""

    offer: Offer
    referral: str
    children: tuple[str, ...]
    home: str | None
    provider: str | None


@asks(Permission.SEE_REFERRALS)
def offer_lines(records: Records, referral: str | None = None, number: int | None = None) -> list[OfferLine]:
    """Every offer, or those of one referral, or the one with a number; the oldest first."""
    query = (
        sa.select(Offer, Referral.ref, Home.ref, Provider.ref)
        .join(Referral, Referral.id == Offer.referral_id)
        .outerjoin(Home, Home.id == Offer.home_id)
        .outerjoin(Provider, Provider.id == sa.func.coalesce(Offer.provider_id, Home.provider_id))
        .options(selectinload(Offer.children), selectinload(Offer.steps))
        .order_by(Offer.id)
    )
    if referral is not None:
        query = query.where(Referral.ref == referral)
    if number is not None:
        query = query.where(Offer.id == number)
    rows = records.session.execute(query).all()
    wanted = {row.child_id for offer, *_ in rows for row in offer.children}
    refs = dict(records.session.execute(sa.select(Child.id, Child.ref).where(Child.id.in_(wanted))).all())
    return [
        OfferLine(offer, ref, tuple(refs[row.child_id] for row in _in_order(offer)), home, provider)
        for offer, ref, home, provider in rows
    ]


def _in_order(offer: Offer) -> list[OfferChild]:
    return sorted(offer.children, key=lambda row: row.id)
