"""A shortlist with the referral that its search was for."""

from __future__ import annotations

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.referral import Referral
from placements.models.search import Search, Shortlist
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_SENSITIVE)
def shortlist_with(records: Records, number: int) -> tuple[Shortlist, str]:
    """The shortlist and the reference of its referral. Raises NotFound; one from a file has no page."""
    query = (
        sa.select(Shortlist, Referral.ref)
        .join(Search, Search.id == Shortlist.search_id)
        .join(Referral, Referral.id == Search.referral_id)
        .where(Shortlist.id == number)
    )
    found = records.session.execute(query).one_or_none()
    if found is None:
        raise NotFound("There is no such shortlist.", given=number, do_next="Make one from a search.")
    return found
