"""What kept searches say of homes that were wanted and not found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from placements.models.search import Search, Seen
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_FORECASTS)
def referrals_searched(records: Records, since: dt.date) -> int:
    """For how many loaded referrals the newest search was made since a day."""
    begins = dt.datetime.combine(since, dt.time(), dt.UTC)
    query = sa.select(sa.func.count(Search.referral_id.distinct())).where(Search.at >= begins)
    return records.session.scalar(query) or 0


@asks(Permission.SEE_FORECASTS)
def unmet_in_kept_searches(records: Records, since: dt.date) -> list[dict[str, Any]]:
    """The unmet needs in the newest kept search of each loaded referral since a day; nothing in them names a child."""
    newest = sa.select(sa.func.max(Search.id)).where(Search.referral_id.is_not(None)).group_by(Search.referral_id)
    begins = dt.datetime.combine(since, dt.time(), dt.UTC)
    query = (
        sa.select(Seen.document)
        .join(Search, Search.digest == Seen.digest)
        .where(Search.id.in_(newest), Search.at >= begins)
        .order_by(Search.id)
    )
    return [need for document in records.session.scalars(query) for need in document.get("unmet", [])]
