"""Searches that were made, and decisions read again as they were seen."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from placements.models.referral import Referral
from placements.models.search import Search, Seen
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_REFERRALS)
def searches_of(records: Records, referral: str) -> Sequence[Search]:
    """Every search made for a referral, the newest first."""
    query = sa.select(Search).join(Referral, Referral.id == Search.referral_id).where(Referral.ref == referral)
    return records.session.scalars(query.order_by(Search.id.desc())).all()


@asks(Permission.SEE_SENSITIVE)
def seen_in(records: Records, search: Search) -> Seen:
    """What a search showed, whole."""
    return records.session.get_one(Seen, search.digest)
