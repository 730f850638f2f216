"""Asking about coming home, and what is decided: the child, the social worker and the reviewing officer come first.

A child's "no" ends it, and the child is asked again only on a day the child agreed to. Nothing here moves a child: a
plan to return says that a named person means to, and the move itself is a decision like any other
(`placements.deciding.placing`). Sources: CA 1989 s22(4) and (5), CPPCR 2010 reg 14, and this project's own rule that a
settled home is never ended for money.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.deciding.people import Named, answerable, must_say
from placements.deciding.references import child_by, home_by
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.base import Known
from placements.models.return_home import AskedOf, Ended, FarBecause, FarByPlan, ReturnAnswer, ReturnPlan, Said
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england

ANSWERS_FOR_THEMSELVES = {
    AskedOf.IRO: frozenset({Role.IRO}),
    AskedOf.SOCIAL_WORKER: frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER}),
}
"""Whose own answer it must be: nobody answers for the reviewing officer, or for the social work team."""


@dataclass(frozen=True)
class Asked:
    """Who was asked and what they said; `words` are the child's own, or why a child could not be asked."""

    of: AskedOf
    said: Said
    on: dt.date
    words: str = ""
    revisit_on: dt.date | None = None


def ask(work: UnitOfWork, child: str, asked: Asked, person: Named) -> ReturnAnswer:
    """Record that one of the three was asked about coming home, and the answer. Raises Refused, NotPermitted, Conflict.

    `person` asked the child, or is the social worker or reviewing officer who answers.
    """
    answerable(work, person, Permission.RECORD_RETURNS)
    found = child_by(work.session, child)
    _refuse_wrong(work, asked, person)
    before = newest_answer(work.session, found.id, asked.of)
    if asked.of is AskedOf.CHILD and before is not None:
        _refuse_too_soon(before, asked.on)
    answer = ReturnAnswer(
        child_id=found.id,
        of=asked.of,
        said=asked.said,
        asked_on=asked.on,
        asked_by=person.name,
        at=work.clock(),
        by=person.name,
        role=person.role,
        words=asked.words.strip() or None,
        revisit_on=asked.revisit_on,
    )
    work.session.add(answer)
    if asked.of is AskedOf.CHILD and asked.said is Said.NO:
        _give_up_plans(work, found.id, asked.on, "The child does not want it.")
    work.session.flush()
    work.record(Event.RETURN_ASKED, f"child {child}", of=asked.of, said=asked.said)
    return answer


def newest_answer(session: Session, child_id: int, of: AskedOf) -> ReturnAnswer | None:
    """What one of the three said last about a child."""
    query = sa.select(ReturnAnswer).where(ReturnAnswer.child_id == child_id, ReturnAnswer.of == of)
    return session.scalar(query.order_by(ReturnAnswer.asked_on.desc(), ReturnAnswer.id.desc()).limit(1))


def mean_to_live_far(
    work: UnitOfWork, child: str, because: FarBecause, words: str, review_on: dt.date, person: Named
) -> FarByPlan:
    """Record that a child is meant to live outside the area, why, and when that is looked at again."""
    answerable(work, person, Permission.RECORD_RETURNS)
    found, today = child_by(work.session, child), day_in_england(work.clock())
    if review_on <= today:
        raise Refused("It is looked at again on a day to come.", given=review_on, do_next="Give the day of the review.")
    if because is FarBecause.CHOSEN and found.uasc is not Known.YES:
        raise Refused(
            "Only an unaccompanied child's choice is recorded so.",
            given=child,
            do_next="Ask the child about coming home, and record the answer.",
        )
    plan = FarByPlan(
        child_id=found.id,
        because=because,
        words=must_say("Why the child lives far away", words),
        decided_by=person.name,
        role=person.role,
        decided_on=today,
        review_on=review_on,
    )
    work.session.add(plan)
    work.session.flush()
    work.record(Event.RETURN_PLANNED, f"child {child}", far=because)
    return plan


def plan_return(
    work: UnitOfWork, child: str, planned_for: dt.date, reason: str, person: Named, *, home: str | None = None
) -> ReturnPlan:
    """Record that a named person plans a child's return for a day: only after all three were asked and nobody said no.

    Raises Refused, NotPermitted, Conflict.
    """
    answerable(work, person, Permission.DECIDE_PLACEMENTS)
    found = child_by(work.session, child)
    if planned_for <= day_in_england(work.clock()):
        raise Refused("A return is planned for a day to come.", given=planned_for, do_next="Give a later day.")
    _refuse_unless_agreed(work.session, found.id, child)
    if open_plan(work.session, found.id) is not None:
        raise Conflict("A return is planned already.", given=child, do_next="Give that one up first.")
    plan = ReturnPlan(
        child_id=found.id,
        planned_for=planned_for,
        reason=must_say("The reason", reason),
        by=person.name,
        role=person.role,
        at=work.clock(),
        home_id=home_by(work.session, home).id if home else None,
    )
    work.session.add(plan)
    work.session.flush()
    work.record(Event.RETURN_PLANNED, f"child {child}", plan=plan.id, on=str(planned_for))
    return plan


def came_home(work: UnitOfWork, child: str, on: dt.date, person: Named, *, home: str | None = None) -> ReturnPlan:
    """Record that a child whose return was planned has come home on a day."""
    answerable(work, person, Permission.RECORD_RETURNS)
    plan = _planned(work, child)
    if on > day_in_england(work.clock()):
        raise Refused("The day is still to come.", given=on, do_next="Record it when the child has come home.")
    plan.returned_on = on
    plan.home_id = home_by(work.session, home).id if home else plan.home_id
    work.record(Event.RETURN_MOVED, f"child {child}", plan=plan.id, returned=str(on))
    return plan


def return_ended(work: UnitOfWork, child: str, on: dt.date, ended: Ended, words: str, person: Named) -> ReturnPlan:
    """Record that the home a child came back to has ended, by plan or not, and why."""
    answerable(work, person, Permission.RECORD_RETURNS)
    plan = _newest(work, child, ReturnPlan.returned_on.is_not(None), ReturnPlan.ended_on.is_(None))
    if plan is None or plan.returned_on is None:
        raise NotFound("No return of this child runs.", given=child, do_next="Record first that the child came home.")
    if on <= plan.returned_on or on > day_in_england(work.clock()):
        raise Refused("The day is not between the return and today.", given=on, do_next="Give the day it ended.")
    plan.ended_on, plan.ended, plan.words = on, ended, must_say("Why it ended", words)
    work.record(Event.RETURN_MOVED, f"child {child}", plan=plan.id, ended=ended)
    return plan


def give_up(work: UnitOfWork, child: str, words: str, person: Named) -> ReturnPlan:
    """Record that a planned return is given up, and why; the answers stand."""
    answerable(work, person, Permission.RECORD_RETURNS)
    plan = _planned(work, child)
    plan.given_up_on, plan.words = day_in_england(work.clock()), must_say("Why it is given up", words)
    work.record(Event.RETURN_MOVED, f"child {child}", plan=plan.id, given_up=True)
    return plan


def open_plan(session: Session, child_id: int) -> ReturnPlan | None:
    """The return that is planned for a child and has not come about."""
    query = sa.select(ReturnPlan).where(
        ReturnPlan.child_id == child_id, ReturnPlan.returned_on.is_(None), ReturnPlan.given_up_on.is_(None)
    )
    return session.scalar(query.order_by(ReturnPlan.id.desc()).limit(1))


def _refuse_wrong(work: UnitOfWork, asked: Asked, person: Named) -> None:
    if asked.on > day_in_england(work.clock()):
        raise Refused("The day of asking is still to come.", given=asked.on, do_next="Give the day it was asked.")
    own = ANSWERS_FOR_THEMSELVES.get(asked.of)
    if own is not None and person.role not in own:
        raise NotPermitted(
            f"Nobody answers for the {asked.of.replace('_', ' ')}.",
            given=f"{person.name}, {person.role}",
            do_next=f"Ask somebody who is: {', '.join(sorted(own))}.",
        )
    if asked.said is Said.NOT_PRACTICABLE:
        if asked.of is not AskedOf.CHILD:
            raise Refused(
                "Only a child may be unable to be asked.", given=asked.of, do_next="Give yes, no or not_sure."
            )
        must_say("Why the child could not be asked", asked.words)
    if asked.revisit_on is not None and (asked.of is not AskedOf.CHILD or asked.said is not Said.NO):
        raise Refused("Only a child's no is revisited.", given=asked.revisit_on, do_next="Leave the day out.")
    if asked.revisit_on is not None and asked.revisit_on <= asked.on:
        raise Refused("The child is asked again later.", given=asked.revisit_on, do_next="Give a later day.")


def _refuse_too_soon(before: ReturnAnswer, on: dt.date) -> None:
    """A child's no is respected: asked again only from the day the child agreed to."""
    if before.said is Said.NO and (before.revisit_on is None or on < before.revisit_on):
        when = "The child agreed to no day" if before.revisit_on is None else f"From {before.revisit_on:%d/%m/%Y}"
        raise Conflict(
            "The child said no, and is not asked again before the day the child agreed to.",
            given=on,
            do_next=f"{when}. If the child raises it, record that as wishes.",
        )


def _refuse_unless_agreed(session: Session, child_id: int, child: str) -> None:
    answers = {of: newest_answer(session, child_id, of) for of in AskedOf}
    missing = [of.replace("_", " ") for of, answer in answers.items() if answer is None]
    if missing:
        raise Refused(f"Not asked yet: {', '.join(missing)}.", given=child, do_next="Ask all three first.")
    against = [of.replace("_", " ") for of, answer in answers.items() if answer and answer.said not in _AGREES]
    if against:
        raise Refused(f"Not agreed to: {', '.join(against)}.", given=child, do_next="It stays as it is.")


_AGREES = frozenset({Said.YES, Said.NOT_PRACTICABLE})


def _give_up_plans(work: UnitOfWork, child_id: int, on: dt.date, words: str) -> None:
    plan = open_plan(work.session, child_id)
    if plan is not None:
        plan.given_up_on, plan.words = on, words


def _planned(work: UnitOfWork, child: str) -> ReturnPlan:
    plan = open_plan(work.session, child_by(work.session, child).id)
    if plan is None:
        raise NotFound("No return is planned for this child.", given=child, do_next="Plan it first.")
    return plan


def _newest(work: UnitOfWork, child: str, *where: sa.ColumnElement[bool]) -> ReturnPlan | None:
    query = sa.select(ReturnPlan).where(ReturnPlan.child_id == child_by(work.session, child).id, *where)
    return work.session.scalar(query.order_by(ReturnPlan.id.desc()).limit(1))
