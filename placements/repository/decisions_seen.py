"""One decision for whoever may see it, the tasks it started, and the referral it answers."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from placements.deciding.references import decision_by
from placements.errors import NotFound
from placements.models.decision import Decision
from placements.models.referral import Referral
from placements.models.task import Task
from placements.permissions import Permission
from placements.repository.records import Records, asks


@asks(Permission.SEE_SENSITIVE)
def decision_seen(records: Records, number: int) -> Decision:
    """The decision; one that records what was never suggested only for those who may see the restricted list."""
    found = decision_by(records.session, number)
    if found.happened is not None and not records.viewer.may(Permission.SEE_RESTRICTED):
        raise NotFound("There is no such decision.", given=number, do_next="See the referral's decisions.")
    return found


@asks(Permission.SEE_SENSITIVE)
def tasks_of(records: Records, number: int) -> Sequence[Task]:
    """The tasks that a decision started, open and closed, the first due first; restricted ones for those who may."""
    query = sa.select(Task).where(Task.decision_id == number).order_by(Task.due_on, Task.id)
    if not records.viewer.may(Permission.SEE_RESTRICTED):
        query = query.where(Task.restricted.is_(False))
    return records.session.scalars(query).all()


@asks(Permission.SEE_REFERRALS)
def referral_of(records: Records, decision: Decision) -> str | None:
    """The reference of the referral that a decision answers, or None."""
    return records.session.scalar(sa.select(Referral.ref).where(Referral.id == decision.referral_id))
