"""How it went, 28 and 90 days on; and telling the child what was decided and how to question it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.codes.ending import ChangeReason
from placements.deciding.clocks import TELL_CHILD
from placements.deciding.people import Named, answerable, must_say
from placements.deciding.placing import end_earlier
from placements.deciding.references import child_by, decision_by
from placements.deciding.tasks import close_by_rule
from placements.errors import Conflict, Refused
from placements.models.decision import Decision
from placements.models.outcome import HowItGoes, Lacked, Outcome
from placements.models.placement import Occupancy
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england

ASKED_AFTER = (28, 90)
ROUTE = (
    "Tell your social worker, your reviewing officer or your advocate. They must take it up and tell you the answer; "
    "the reviewing officer can take it higher."
)
"""How a child can question a decision, in words that a child can be told."""


@dataclass(frozen=True)
class Went:
    """How it goes for a child: a word, what the child and the carers say, what the referral lacked, and an end."""

    how: HowItGoes
    child_says: str = ""
    carers_say: str = ""
    referral_lacked: str = ""
    lacked_about: tuple[Lacked, ...] = ()
    ended_on: dt.date | None = None
    ended_because: str | None = None


def record_outcome(
    work: UnitOfWork, decision_id: int, child: str, after_days: int, went: Went, person: Named
) -> Outcome:
    """Record how it went after 28 or 90 days; an end that is told here also ends the stay."""
    answerable(work, person, Permission.DO_TASKS)
    decision, found = decision_by(work.session, decision_id), child_by(work.session, child)
    _refuse_wrong(work, decision, child, after_days, went)
    taken = sa.select(Outcome.id).filter_by(decision_id=decision.id, child_id=found.id, after_days=after_days)
    if work.session.scalar(taken) is not None:
        raise Conflict("This was recorded already.", given=f"{child}, {after_days} days", do_next="It stands.")
    outcome = Outcome(
        decision_id=decision.id,
        child_id=found.id,
        after_days=after_days,
        how=went.how,
        recorded_on=day_in_england(work.clock()),
        by=person.name,
        role=person.role,
        child_says=went.child_says.strip() or None,
        carers_say=went.carers_say.strip() or None,
        referral_lacked=went.referral_lacked.strip() or None,
        lacked_about=sorted({one.value for one in went.lacked_about}),
        ended_on=went.ended_on,
        ended_because=went.ended_because,
    )
    work.session.add(outcome)
    if went.ended_on is not None and _still_there(work, decision, found.id, went.ended_on):
        end_earlier(work, found.id, went.ended_on, f"Ended: {went.ended_because}.", person)
    close_by_rule(work, f"outcome-{after_days}", went.how, decision_id=decision.id, child_id=found.id)
    work.session.flush()
    work.record(Event.OUTCOME_RECORDED, f"decision {decision.id}", child=child, after_days=after_days, how=went.how)
    return outcome


def tell_child(work: UnitOfWork, decision_id: int, on: dt.date, by: str) -> Decision:
    """Note when and by whom the child was told what was decided and how to question it."""
    work.viewer.must(Permission.DO_TASKS)
    decision = decision_by(work.session, decision_id)
    if on < day_in_england(decision.at):
        raise Refused("The child was told before it was decided.", given=on, do_next="Give the day it was told.")
    decision.child_told_on, decision.child_told_by = on, must_say("Who told the child", by)
    close_by_rule(work, TELL_CHILD.rule, f"Told by {by}.", decision_id=decision.id)
    work.record(Event.CHILD_TOLD, f"decision {decision.id}", on=str(on))
    return decision


def _refuse_wrong(work: UnitOfWork, decision: Decision, child: str, after_days: int, went: Went) -> None:
    if after_days not in ASKED_AFTER:
        raise Refused("Outcomes are asked for after 28 and 90 days.", given=after_days, do_next="Give 28 or 90.")
    if child not in decision.snapshot["children"]:
        raise Refused("The decision is not about this child.", given=child, do_next="Name a child it is about.")
    ended = went.how is HowItGoes.ENDED
    if ended != (went.ended_on is not None) or ended != (went.ended_because in set(ChangeReason)):
        codes = ", ".join(ChangeReason)
        raise Refused(
            "An end has its day and its reason, and nothing else has.",
            given=f"{went.how}, {went.ended_on}, {went.ended_because}",
            do_next=f"Give both with `ended`: the reason is one of {codes}.",
        )
    start = dt.date.fromisoformat(decision.snapshot["starts_on"])
    if not ended and day_in_england(work.clock()) < start + dt.timedelta(days=after_days):
        due = start + dt.timedelta(days=after_days)
        raise Refused("It is too early to say.", given=f"{after_days} days", do_next=f"Say it from {due:%d/%m/%Y}.")


def _still_there(work: UnitOfWork, decision: Decision, child_id: int, on: dt.date) -> bool:
    query = sa.select(Occupancy.id).where(
        Occupancy.decision_id == decision.id,
        Occupancy.child_id == child_id,
        sa.or_(Occupancy.ends_on.is_(None), Occupancy.ends_on > on),
    )
    return work.session.scalar(query.limit(1)) is not None
