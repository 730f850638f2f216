"""A search exactly as somebody was shown it, for whoever may see referrals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from placements.deciding.searches import document_of, search_by
from placements.errors import NotFound
from placements.models.referral import Referral
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_SENSITIVE)
def seen_search(records: Records, referral: str, search_id: int) -> Mapping[str, Any]:
    """What one search of a referral showed, with its number. Raises NotFound where it was of another referral."""
    search = search_by(records.session, search_id)
    ref = records.session.scalar(sa.select(Referral.ref).where(Referral.id == search.referral_id))
    if ref != referral:
        raise NotFound("This referral has no such search.", given=search_id, do_next="Search again.")
    return document_of(records.session, search) | {"search": search.id, "seconds": 0.0}
