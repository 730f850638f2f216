"""Offers, decisions, tasks, notices and questions, as programs and pages read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from api.shapes.shape import Shape
from placements.models.base import Base
from placements.models.challenge import Challenge as ChallengeRow
from placements.models.decision import Decision as DecisionRow
from placements.models.outcome import Outcome as OutcomeRow
from placements.repository.decisions import RestrictedLine
from placements.repository.offers import OfferLine
from placements.repository.tasks import NoticeLine, TaskLine


class Step(Shape):
    """One step of an offer."""

    state: str
    at: dt.datetime
    by: str
    role: str
    words: str | None


class Offer(Shape):
    """An approach to a home or provider for children of a referral, its state, and every step so far."""

    offer: int
    referral: str
    children: list[str]
    home: str | None
    provider: str | None
    state: str
    reply_due: dt.datetime | None
    reason: str | None
    weekly_pence: int | None
    accepted_by: str | None
    accepted_as: str | None
    starts_on: dt.date | None
    decision: int | None
    steps: list[Step]


class InTheWay(Shape):
    """One thing that stands in the way of a decision, and who can clear it."""

    about: str
    what: str
    who: str


class Decision(Shape):
    """A named person's decision with all that it rested on."""

    decision: int
    decided_by: str
    role: str
    at: dt.datetime
    reason: str
    search: int | None
    happened: str | None
    overridden_rank: int | None
    override: str | None
    versions: dict[str, Any]
    options_seen: list[dict[str, Any]]
    wishes: list[dict[str, Any]]
    wishes_weighed: str | None
    contest_route: str | None
    child_told_on: dt.date | None
    child_told_by: str | None
    snapshot: dict[str, Any]


class Task(Shape):
    """Something to be done by a day; a draft comes from a rule that no legal reviewer has signed."""

    task: int
    rule: str
    what: str
    who: str
    due_on: dt.date
    late: bool
    draft: bool
    child: str | None
    referral: str | None
    source: str


class Support(Shape):
    """What was tried to keep a child in a home, and its weekly cost in pence."""

    support: int
    kind: str
    what: str
    weekly_pence: int
    starts_on: dt.date
    ends_on: dt.date | None
    outcome: str | None


class Notice(Shape):
    """Notice that runs on a child's home."""

    notice: int
    child: str
    home: str | None
    given_on: dt.date
    given_by: str
    reason: str
    ends_on: dt.date
    meeting_on: dt.date
    met_on: dt.date | None
    immediate_risk: str | None
    referral: str | None
    tried: list[Support]


class Challenge(Shape):
    """A question put to a decision, and who must answer it by when."""

    challenge: int
    decision: int
    raised_for: str
    about: str
    state: str
    level: str
    answer_due: dt.date


class Outcome(Shape):
    """How it went for a child after 28 or 90 days."""

    outcome: int
    decision: int
    after_days: int
    how: str
    recorded_on: dt.date
    by: str
    child_says: str | None
    carers_say: str | None
    referral_lacked: str | None
    lacked_about: list[str]
    ended_on: dt.date | None
    ended_because: str | None


class Restricted(Shape):
    """A placement that is never suggested and was made: the director's list."""

    decision: int
    happened: str
    children: list[str]
    home: str | None
    place: str | None
    starts_on: dt.date
    still_there: bool
    decided_by: str
    role: str
    reason: str
    tasks: list[dict[str, Any]]


def _columns(row: Base) -> dict[str, Any]:
    """What a row holds, column by column, those that were never set among them."""
    return {column.key: getattr(row, column.key) for column in sa.inspect(type(row)).column_attrs}


def offer_shape(line: OfferLine) -> Offer:
    """An offer for programs."""
    row = line.offer
    steps = sorted(row.steps, key=lambda step: step.id)
    return Offer(
        offer=row.id,
        referral=line.referral,
        children=list(line.children),
        home=line.home,
        provider=line.provider,
        state=row.state,
        reply_due=row.reply_due,
        reason=row.reason,
        weekly_pence=row.weekly_pence,
        accepted_by=row.accepted_by or None,
        accepted_as=row.accepted_as,
        starts_on=row.starts_on,
        decision=row.decision_id,
        steps=[Step(state=one.to_state, at=one.at, by=one.by, role=one.role, words=one.words) for one in steps],
    )


def decision_shape(row: DecisionRow) -> Decision:
    """A decision for programs."""
    return Decision.model_validate(_columns(row) | {"decision": row.id, "search": row.search_id})


def task_shape(line: TaskLine) -> Task:
    """A task for programs."""
    return Task.model_validate(
        _columns(line.task) | {"task": line.task.id, "child": line.child, "referral": line.referral, "late": line.late}
    )


def notice_shape(line: NoticeLine) -> Notice:
    """A notice for programs."""
    told = _columns(line.notice) | {"notice": line.notice.id, "child": line.child, "home": line.home}
    tried = [Support.model_validate(_columns(one) | {"support": one.id}) for one in line.tried]
    return Notice.model_validate(told | {"referral": line.referral, "tried": tried})


def challenge_shape(row: ChallengeRow) -> Challenge:
    """A question for programs."""
    return Challenge.model_validate(_columns(row) | {"challenge": row.id, "decision": row.decision_id})


def outcome_shape(row: OutcomeRow) -> Outcome:
    """How it went, for programs."""
    return Outcome.model_validate(_columns(row) | {"outcome": row.id, "decision": row.decision_id})


def restricted_shape(line: RestrictedLine) -> Restricted:
    """One line of the director's list, for programs."""
    row = line.decision
    return Restricted.model_validate(
        {
            **row.snapshot,
            "decision": row.id,
            "happened": row.happened,
            "children": list(line.children),
            "still_there": line.still_there,
            "decided_by": row.decided_by,
            "role": row.role,
            "reason": row.reason,
            "tasks": [{"task": one.id, "what": one.what, "who": one.who, "due_on": one.due_on} for one in line.tasks],
        }
    )
