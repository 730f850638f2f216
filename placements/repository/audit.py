"""What was written down: the chain of audit rows, and how far the data have come."""

from __future__ import annotations

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.models.audit import AuditRow
from placements.permissions import Permission
from placements.repository.records import Records, asks

CHANGES_OF_DATA = (
    Event.DATABASE_CREATED,
    Event.REFERENCE_LOADED,
    Event.DATA_LOADED,
    Event.MATCH_DECIDED,
    Event.MATCH_UNDONE,
    Event.REFERRAL_WRITTEN,
    Event.AVAILABILITY_CONFIRMED,
    Event.BED_HELD,
    Event.BED_RELEASED,
    Event.HOME_KEPT_EMPTY,
    Event.CHILD_PLACED,
    Event.HAPPENED,
    Event.WISHES_RECORDED,
)

LOOKS = (
    Event.SEARCHED,
    Event.SEARCHES_CLEARED,
    Event.PLANNED,
    Event.FORECAST_MADE,
    Event.INDICATORS_READ,
    Event.HOMES_READ,
    Event.CHILD_READ,
    Event.NAMES_SHOWN,
    Event.PAPER_READ,
    Event.BRING_HOME_READ,
    Event.ADDRESS_SHOWN,
    Event.LOOK_REVIEWED,
    Event.DATA_TRIED,
    Event.DATA_REFUSED,
    Event.RELEASE_PREPARED,
    Event.RELEASE_SIGNED,
    Event.RELEASED,
    Event.RELEASE_WITHDRAWN,
    Event.TOLD_ELSEWHERE,
    Event.ACCOUNT_CREATED,
    Event.ACCOUNT_DISABLED,
    Event.SIGNED_IN,
    Event.SIGN_IN_FAILED,
    Event.SIGNED_OUT,
)
"""What changes nothing that a search reads; every other event, also one that is new, may."""


@asks(Permission.SEE_REFERENCE)
def data_version(records: Records) -> int:
    """A number that grows with every change of the data, and stays while people only look."""
    newest = sa.select(sa.func.max(AuditRow.id)).where(AuditRow.event.in_(CHANGES_OF_DATA))
    return records.session.scalar(newest) or 0


@asks(Permission.SEE_REFERENCE)
def desk_version(records: Records) -> int:
    """A number that grows with whatever may change a search: data, offers, replies, signatures, decisions."""
    newest = sa.select(sa.func.max(AuditRow.id)).where(AuditRow.event.not_in(LOOKS))
    return records.session.scalar(newest) or 0


@asks(Permission.SEE_AUDIT)
def audit_rows(records: Records) -> list[AuditRow]:
    """Every audit row in the order of the chain."""
    return list(records.session.scalars(sa.select(AuditRow).order_by(AuditRow.id)))
