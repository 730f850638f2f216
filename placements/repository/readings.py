"""Papers that wait for a second person, or went out alone tonight and are read afterwards."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from placements.errors import NotFound
from placements.models.reading import Reading, ReadingState
from placements.models.referral import Referral
from placements.permissions import Permission
from placements.repository.records import Records, asks

MOST_READ = 50


@asks(Permission.SEE_SENSITIVE)
def papers_to_read(records: Records) -> Sequence[Reading]:
    """Papers that nobody else has read: those that wait to go first, then those that went out already."""
    query = sa.select(Reading).where(Reading.state == ReadingState.WAITING)
    return records.session.scalars(query.order_by(Reading.alone_because.is_not(None), Reading.id)).all()


@asks(Permission.SEE_SENSITIVE)
def papers_read(records: Records) -> Sequence[Reading]:
    """The papers read last, the newest first."""
    query = sa.select(Reading).where(Reading.state != ReadingState.WAITING)
    return records.session.scalars(query.order_by(Reading.read_at.desc(), Reading.id.desc()).limit(MOST_READ)).all()


@asks(Permission.SEE_SENSITIVE)
def paper_to_read(records: Records, number: int) -> tuple[Reading, str | None]:
    """One paper as it was frozen, and the reference of the referral it is about. Raises NotFound."""
    found = records.session.get(Reading, number)
    if found is None:
        raise NotFound("There is no such paper.", given=number, do_next="See the papers to read.")
    return found, records.session.scalar(sa.select(Referral.ref).where(Referral.id == found.referral_id))


@asks(Permission.SEE_SENSITIVE)
def readings_about(
    records: Records, *, referral: str | None = None, decision: int | None = None, child: int | None = None
) -> Sequence[Reading]:
    """What was asked to be read about a referral, or about a child of a decision, the newest first."""
    query = sa.select(Reading).order_by(Reading.id.desc())
    if referral is not None:
        query = query.join(Referral, Referral.id == Reading.referral_id).where(Referral.ref == referral)
    if decision is not None:
        query = query.where(Reading.decision_id == decision)
    if child is not None:
        query = query.where(Reading.child_id == child)
    return records.session.scalars(query).all()
