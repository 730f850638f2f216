"""Referrals: requests to find a home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from placements.errors import NotFound
from placements.models.referral import Referral, ReferralStatus, Urgency
from placements.permissions import Permission
from placements.repository.records import Records, asks

_FIRST = sa.case({Urgency.TONIGHT: 0, Urgency.WITHIN_72H: 1}, value=Referral.urgency, else_=2)

PAST = dt.timedelta(days=730)
MOST_PAST = 150


def _whole() -> sa.Select[Referral]:
    return sa.select(Referral).options(selectinload(Referral.children), selectinload(Referral.kin))


@asks(Permission.SEE_REFERRALS)
def open_referrals(records: Records) -> Sequence[Referral]:
    """Open referrals with their children and the relatives considered, the most urgent first."""
    query = _whole().where(Referral.status == ReferralStatus.OPEN)
    return records.session.scalars(query.order_by(_FIRST, Referral.needed_by, Referral.ref)).all()


@asks(Permission.SEE_REFERRALS)
def past_referrals(records: Records, today: dt.date) -> Sequence[Referral]:
    """Referrals that are closed, however they ended, and began within two years before a day; the newest first."""
    query = _whole().where(Referral.status != ReferralStatus.OPEN)
    since = dt.datetime.combine(today - PAST, dt.time(), dt.UTC)
    until = dt.datetime.combine(today + dt.timedelta(days=1), dt.time(), dt.UTC)
    query = query.where(Referral.needed_by >= since, Referral.needed_by < until)
    return records.session.scalars(query.order_by(Referral.needed_by.desc(), Referral.ref).limit(MOST_PAST)).all()


@asks(Permission.SEE_REFERRALS)
def find_referral(records: Records, ref: str) -> Referral | None:
    """The referral with this reference, or None."""
    return records.session.scalar(_whole().where(Referral.ref == ref))


@asks(Permission.SEE_REFERRALS)
def referral(records: Records, ref: str) -> Referral:
    """The referral with this reference. Raises NotFound."""
    found = find_referral(records, ref)
    if found is None:
        raise NotFound(
            "No referral has this reference.", given=ref, do_next="See the list of open referrals for its reference."
        )
    return found
