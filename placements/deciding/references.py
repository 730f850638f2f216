"""Finding a row by the reference that people use, and holding it while it changes."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.errors import NotFound, Refused
from placements.models.child import Child
from placements.models.contract import Provider
from placements.models.decision import Decision
from placements.models.home import Home
from placements.models.offer import Offer, OfferChild
from placements.models.referral import Referral, ReferralChild


def referral_by(session: Session, ref: str) -> Referral:
    """The referral, held until the change is over, so that two decisions about it take turns. Raises NotFound."""
    found = session.scalar(sa.select(Referral).where(Referral.ref == ref).with_for_update())
    if found is None:
        raise NotFound("No referral has this reference.", given=ref, do_next="See the list of open referrals.")
    return found


def home_by(session: Session, ref: str) -> Home:
    """The home. Raises NotFound."""
    found = session.scalar(sa.select(Home).where(Home.ref == ref))
    if found is None:
        raise NotFound("No home has this reference.", given=ref, do_next="See the list of homes, or record it first.")
    return found


def provider_by(session: Session, ref: str) -> Provider:
    """The provider. Raises NotFound."""
    found = session.scalar(sa.select(Provider).where(Provider.ref == ref))
    if found is None:
        raise NotFound("No provider has this reference.", given=ref, do_next="See the search for providers to ask.")
    return found


def child_by(session: Session, ref: str) -> Child:
    """The child. Raises NotFound."""
    found = session.scalar(sa.select(Child).where(Child.ref == ref))
    if found is None:
        raise NotFound("No child has this reference.", given=ref, do_next="Check the reference.")
    return found


def offer_by(session: Session, offer_id: int) -> Offer:
    """The offer as it stands now, with its referral held until the change is over. Raises NotFound."""
    referral = sa.select(Referral.id).join(Offer, Offer.referral_id == Referral.id).where(Offer.id == offer_id)
    if session.scalar(referral.with_for_update(of=Referral)) is None:
        raise NotFound("There is no such offer.", given=offer_id, do_next="See the referral's offers.")
    query = sa.select(Offer).where(Offer.id == offer_id).execution_options(populate_existing=True)
    return session.scalars(query).one()


def decision_by(session: Session, decision_id: int) -> Decision:
    """The decision. Raises NotFound."""
    found = session.get(Decision, decision_id)
    if found is None:
        raise NotFound("There is no such decision.", given=decision_id, do_next="See the referral's decisions.")
    return found


def children_of_offer(session: Session, offer: Offer) -> list[Child]:
    """The children an offer is for, in the order of the referral."""
    query = sa.select(Child).join(OfferChild, OfferChild.child_id == Child.id).where(OfferChild.offer_id == offer.id)
    return list(session.scalars(query.order_by(OfferChild.id)))


def children_of_referral(session: Session, referral: Referral, wanted: Iterable[str] = ()) -> list[Child]:
    """The children a referral names, or those of them wanted. Raises Refused for one it does not name."""
    query = sa.select(Child).join(ReferralChild, ReferralChild.child_id == Child.id)
    named = list(session.scalars(query.where(ReferralChild.referral_id == referral.id).order_by(ReferralChild.id)))
    asked = set(wanted)
    strangers = asked - {child.ref for child in named}
    if strangers:
        raise Refused(
            "The referral does not name this child.",
            given=", ".join(sorted(strangers)),
            do_next=f"It names: {', '.join(child.ref for child in named)}.",
        )
    return [child for child in named if not asked or child.ref in asked]
