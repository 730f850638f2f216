"""Decisions, how they went and how they were questioned; and the director's restricted list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placements.models.challenge import Challenge
from placements.models.child import Child
from placements.models.decision import Decision
from placements.models.outcome import Outcome
from placements.models.placement import Occupancy, Residence, Standing
from placements.models.referral import Referral
from placements.models.task import Task, TaskState
from placements.permissions import Permission
from placements.repository.records import Records, asks


@dataclass(frozen=True)
class RestrictedLine:
    """A placement that is never suggested and was made: what, who still lives there, and what is still to be done."""

    decision: Decision
    children: tuple[str, ...]
    still_there: bool
    tasks: tuple[Task, ...]


@asks(Permission.SEE_SENSITIVE)
def decisions_of(records: Records, referral: str | None = None) -> Sequence[Decision]:
    """Decisions to place, of one referral or all, the oldest first; the restricted list is apart."""
    query = sa.select(Decision).where(Decision.happened.is_(None)).order_by(Decision.id)
    if referral is not None:
        query = query.join(Referral, Referral.id == Decision.referral_id).where(Referral.ref == referral)
    return records.session.scalars(query).all()


@asks(Permission.SEE_RESTRICTED)
def restricted_list(records: Records, today: dt.date) -> list[RestrictedLine]:
    """Every placement that is never suggested and was made, those that last first, then the newest."""
    decisions = records.session.scalars(
        sa.select(Decision).where(Decision.happened.is_not(None)).order_by(Decision.id.desc())
    ).all()
    lines = [_restricted(records, decision, today) for decision in decisions]
    return sorted(lines, key=lambda line: not line.still_there)


def _restricted(records: Records, decision: Decision, today: dt.date) -> RestrictedLine:
    tasks = records.session.scalars(
        sa.select(Task).where(Task.decision_id == decision.id, Task.state == TaskState.OPEN).order_by(Task.due_on)
    )
    children = tuple(decision.snapshot["children"])
    return RestrictedLine(decision, children, _still_there(records, decision, children, today), tuple(tasks))


def _still_there(records: Records, decision: Decision, children: Sequence[str], today: dt.date) -> bool:
    beds = sa.select(Occupancy.id).where(
        Occupancy.decision_id == decision.id,
        Occupancy.standing != Standing.RELEASED,
        sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > today),
    )
    elsewhere = (
        sa.select(Residence.id)
        .join(Child, Child.id == Residence.child_id)
        .where(
            Child.ref.in_(children),
            Residence.starts_on == dt.date.fromisoformat(decision.snapshot["starts_on"]),
            sa.or_(Residence.ends_on.is_(None), Residence.ends_on > today),
        )
    )
    return any(records.session.scalar(query.limit(1)) is not None for query in (beds, elsewhere))


@asks(Permission.SEE_SENSITIVE)
def outcomes_of(records: Records, decision_id: int | None = None) -> Sequence[Outcome]:
    """How it went, of one decision or all, in the order in which it was recorded."""
    query = sa.select(Outcome).order_by(Outcome.id)
    return records.session.scalars(query if decision_id is None else query.filter_by(decision_id=decision_id)).all()


@asks(Permission.SEE_SENSITIVE)
def challenges_of(records: Records, decision_id: int | None = None) -> Sequence[Challenge]:
    """The questions put to one decision or to all, in order."""
    query = sa.select(Challenge).order_by(Challenge.id)
    return records.session.scalars(query if decision_id is None else query.filter_by(decision_id=decision_id)).all()
