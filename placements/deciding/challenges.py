"""Questioning a decision: anybody it touches may, the reviewing officer may take it higher, and each answer has a day.

The steps follow local dispute resolution as the IRO Handbook (2010) describes it; the number of days is local practice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from placements.audit_chain import Event
from placements.deciding.clocks import CHALLENGE_WHOLE, CHALLENGED
from placements.deciding.people import Named, answerable, must_say
from placements.deciding.references import decision_by
from placements.deciding.tasks import add_task, close_by_rule
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.challenge import Challenge, ChallengeLevel, ChallengeState, ChallengeStep, RaisedFor
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england

S, L = ChallengeState, ChallengeLevel
NEXT: dict[ChallengeState, frozenset[ChallengeState]] = {
    S.RAISED: frozenset({S.ANSWERED, S.ESCALATED}),
    S.ESCALATED: frozenset({S.ANSWERED, S.ESCALATED}),
    S.ANSWERED: frozenset({S.ESCALATED, S.RESOLVED}),
    S.RESOLVED: frozenset(),
}
ANSWERS: dict[ChallengeLevel, frozenset[Role]] = {
    L.TEAM_MANAGER: frozenset({Role.TEAM_MANAGER, Role.NOMINATED_OFFICER, Role.DIRECTOR}),
    L.NOMINATED_OFFICER: frozenset({Role.NOMINATED_OFFICER, Role.DIRECTOR}),
    L.DIRECTOR: frozenset({Role.DIRECTOR}),
    L.CAFCASS: frozenset({Role.IRO}),
}
"""Who answers at each level; what Cafcass says is written down by the reviewing officer who went there."""


def raise_challenge(
    work: UnitOfWork, decision_id: int, person: Named, about: str, *, raised_for: RaisedFor = RaisedFor.IRO
) -> Challenge:
    """Question a decision, for oneself as reviewing officer or for the child, a parent or a carer."""
    answerable(work, person, Permission.CHALLENGE_DECISIONS)
    decision = decision_by(work.session, decision_id)
    today = day_in_england(work.clock())
    challenge = Challenge(
        decision_id=decision.id,
        raised_for=raised_for,
        about=must_say("What is questioned", about),
        state=S.RAISED,
        level=L.TEAM_MANAGER,
        at=work.clock(),
        by=person.name,
        answer_due=CHALLENGED.due(today),
    )
    work.session.add(challenge)
    work.session.flush()
    add_task(work, CHALLENGE_WHOLE.starting(today), challenge_id=challenge.id, decision_id=decision.id)
    return _note(work, challenge, person, challenge.about)


def answer(work: UnitOfWork, challenge_id: int, person: Named, words: str) -> Challenge:
    """Answer a question at the level it has reached."""
    needs = Permission.CHALLENGE_DECISIONS if person.role is Role.IRO else Permission.ANSWER_CHALLENGES
    answerable(work, person, needs)
    challenge = _going_to(work, challenge_id, S.ANSWERED)
    if person.role not in ANSWERS[challenge.level]:
        may = ", ".join(sorted(ANSWERS[challenge.level]))
        raise NotPermitted("This level is another's to answer.", given=person.role, do_next=f"May answer: {may}.")
    challenge.state = S.ANSWERED
    return _note(work, challenge, person, words)


def escalate(work: UnitOfWork, challenge_id: int, person: Named, words: str) -> Challenge:
    """Take a question one level higher; only the reviewing officer does."""
    answerable(work, person, Permission.CHALLENGE_DECISIONS)
    if person.role is not Role.IRO:
        raise NotPermitted("Only the reviewing officer takes it higher.", given=person.role, do_next="Ask the IRO.")
    challenge = _going_to(work, challenge_id, S.ESCALATED)
    higher = list(L)[list(L).index(challenge.level) + 1 :]
    if not higher:
        raise Refused("There is no higher level.", given=challenge.level, do_next="Resolve it with what Cafcass says.")
    challenge.state, challenge.level = S.ESCALATED, higher[0]
    challenge.answer_due = CHALLENGED.due(day_in_england(work.clock()))
    return _note(work, challenge, person, words)


def resolve(work: UnitOfWork, challenge_id: int, person: Named, words: str) -> Challenge:
    """Close a question whose answer is accepted."""
    answerable(work, person, Permission.CHALLENGE_DECISIONS)
    challenge = _going_to(work, challenge_id, S.RESOLVED)
    challenge.state = S.RESOLVED
    return _note(work, challenge, person, words)


def _going_to(work: UnitOfWork, challenge_id: int, to: ChallengeState) -> Challenge:
    challenge = work.session.get(Challenge, challenge_id)
    if challenge is None:
        raise NotFound("There is no such question.", given=challenge_id, do_next="See the decision's questions.")
    if to not in NEXT[challenge.state]:
        may = ", ".join(sorted(NEXT[challenge.state])) or "nothing"
        raise Conflict(f"It is {challenge.state} and cannot be {to}.", given=challenge_id, do_next=f"Next: {may}.")
    return challenge


def _note(work: UnitOfWork, challenge: Challenge, person: Named, words: str) -> Challenge:
    """Keep the step, and let the clock of the answer run or stop."""
    step = ChallengeStep(
        challenge_id=challenge.id,
        to_state=challenge.state,
        level=challenge.level,
        at=work.clock(),
        by=person.name,
        role=person.role,
        words=must_say("What is said", words),
    )
    work.session.add(step)
    close_by_rule(work, CHALLENGED.rule, step.words, challenge_id=challenge.id)
    if challenge.state in (S.RAISED, S.ESCALATED):
        _ask(work, challenge, day_in_england(work.clock()))
    if challenge.state is S.RESOLVED:
        close_by_rule(work, CHALLENGE_WHOLE.rule, step.words, challenge_id=challenge.id)
    work.session.flush()
    work.record(Event.CHALLENGED, f"challenge {challenge.id}", now=challenge.state, level=challenge.level)
    return challenge


def _ask(work: UnitOfWork, challenge: Challenge, today: dt.date) -> None:
    clock = replace(CHALLENGED, who=challenge.level.replace("_", " "))
    add_task(work, clock.starting(today), challenge_id=challenge.id, decision_id=challenge.decision_id)
