"""Agreements that were asked for and not answered yet: whose, for which home and children, by when."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.home import Home
from placements.models.offer import LIVE, Offer
from placements.models.referral import Referral
from placements.models.sign_off import SignOff, SignOffState
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class Awaited:
    """An agreement that somebody waits for, with the referral and the home it is about."""

    sign_off: SignOff
    referral: str
    home: str | None


@asks(Permission.SEE_REFERRALS)
def agreements_awaited(records: Records) -> list[Awaited]:
    """Agreements of open offers that nobody has given or refused, the first due first."""
    query = (
        sa.select(SignOff, Referral.ref, Home.ref)
        .join(Offer, Offer.id == SignOff.offer_id)
        .join(Referral, Referral.id == Offer.referral_id)
        .outerjoin(Home, Home.id == Offer.home_id)
        .where(SignOff.state == SignOffState.ASKED, Offer.state.in_(LIVE))
        .order_by(SignOff.due_on, SignOff.id)
    )
    return [Awaited(*row) for row in records.session.execute(query)]
