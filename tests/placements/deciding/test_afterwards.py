"""After the decision: it can be questioned and taken higher, the child is told, and how it went is asked twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.challenges import ANSWERS, NEXT, answer, escalate, raise_challenge, resolve
from placements.deciding.outcomes import Went, record_outcome, tell_child
from placements.deciding.people import Named
from placements.deciding.placing import decide
from placements.deciding.tasks import close_task
from placements.errors import Conflict, NotPermitted, Refused
from placements.models.challenge import ChallengeLevel, ChallengeState, ChallengeStep, RaisedFor
from placements.models.child import Child
from placements.models.offer import Offer, OfferState
from placements.models.outcome import HowItGoes, Lacked, Outcome
from placements.models.placement import Occupancy
from placements.models.task import Task, TaskState
from placements.permissions import Role, Viewer
from placements.repository.lacked import lacked_of, missed_most
from placements.repository.records import records_for
from tests.placements.deciding import town
from tests.placements.deciding.town import DIRECTOR, FRIDAY_NOON, IRO, MANAGER, MONDAY, WORKER, do, viewer

WREN = Named(WORKER.name, WORKER.role)
AFTER_28 = FRIDAY_NOON + dt.timedelta(days=31)


def placed(engine: sa.Engine, tmp_path: Path) -> int:
    """The brothers placed in H-1: the decision's number."""
    offer = town.ready(engine, tmp_path)
    return do(engine, lambda work: decide(work, offer, town.decided()).id, viewer(MANAGER))


def open_rules(engine: sa.Engine) -> set[str]:
    with Session(engine) as session:
        return set(session.scalars(sa.select(Task.rule).where(Task.state == TaskState.OPEN)))


def test_a_reviewing_officer_takes_a_question_all_the_way_up(engine: sa.Engine, tmp_path: Path) -> None:
    decision = placed(engine, tmp_path)
    iro, manager, director = viewer(IRO), viewer(MANAGER), viewer(DIRECTOR)
    number = do(engine, lambda work: raise_challenge(work, decision, IRO, "He asked for his aunt.").id, iro)
    do(engine, lambda work: answer(work, number, MANAGER, "She is being assessed."), manager)
    for level in (ChallengeLevel.NOMINATED_OFFICER, ChallengeLevel.DIRECTOR):
        raised = do(engine, lambda work: escalate(work, number, IRO, "Not good enough."), iro)
        assert (raised.level, raised.state) == (level, ChallengeState.ESCALATED)
    with pytest.raises(NotPermitted, match="another's to answer"):
        do(engine, lambda work: answer(work, number, MANAGER, "No."), manager)
    do(engine, lambda work: answer(work, number, DIRECTOR, "The assessment is brought forward."), director)
    do(engine, lambda work: resolve(work, number, IRO, "Agreed."), iro)
    assert not {"challenge-answer", "challenge-whole"} & open_rules(engine)
    with Session(engine) as session:
        steps = session.scalars(sa.select(ChallengeStep.to_state).order_by(ChallengeStep.id)).all()
    assert [step.value for step in steps] == ["raised", "answered", "escalated", "escalated", "answered", "resolved"]


def test_a_child_questions_through_the_social_worker_and_only_the_reviewing_officer_takes_it_higher(
    record: sa.Engine, tmp_path: Path
) -> None:
    decision = placed(record, tmp_path)
    number = do(
        record,
        lambda work: raise_challenge(work, decision, WREN, "I want my old school.", raised_for=RaisedFor.CHILD).id,
        WORKER,
    )
    with pytest.raises(NotPermitted, match="Only the reviewing officer"):
        do(record, lambda work: escalate(work, number, WREN, "x"), WORKER)
    with pytest.raises(Conflict, match="cannot be resolved"):
        do(record, lambda work: resolve(work, number, WREN, "x"), WORKER)


def test_every_level_has_somebody_who_answers_and_the_last_step_closes() -> None:
    assert set(ANSWERS) == set(ChallengeLevel)
    assert set(NEXT) == set(ChallengeState)
    assert not NEXT[ChallengeState.RESOLVED]


def test_the_child_is_told_and_the_task_closes(record: sa.Engine, tmp_path: Path) -> None:
    decision = placed(record, tmp_path)
    with pytest.raises(Refused, match="before it was decided"):
        do(record, lambda work: tell_child(work, decision, dt.date(2026, 6, 4), "Wren"), WORKER)
    told = do(record, lambda work: tell_child(work, decision, dt.date(2026, 6, 6), "Wren"), WORKER)
    assert (told.child_told_on, told.child_told_by) == (dt.date(2026, 6, 6), "Wren")
    assert "tell-child" not in open_rules(record)


def test_how_it_went_is_said_once_after_28_days_and_not_before(engine: sa.Engine, tmp_path: Path) -> None:
    decision = placed(engine, tmp_path)
    went = Went(HowItGoes.SETTLED, child_says="I like the dog.", referral_lacked="That he sleepwalks.")
    with pytest.raises(Refused, match="too early"):
        do(engine, lambda work: record_outcome(work, decision, "C-1", 28, went, WREN), WORKER)
    do(engine, lambda work: record_outcome(work, decision, "C-1", 28, went, WREN), WORKER, AFTER_28)
    with pytest.raises(Conflict, match="already"):
        do(engine, lambda work: record_outcome(work, decision, "C-1", 28, went, WREN), WORKER, AFTER_28)
    with Session(engine) as session:
        open_of = session.scalars(sa.select(Task.child_id).filter_by(rule="outcome-28", state=TaskState.OPEN)).all()
    assert open_of == [2]  # his brother's is still to be said


def test_what_a_referral_lacked_is_read_when_the_next_is_written_and_counted_without_telling_of_few(
    record: sa.Engine, tmp_path: Path
) -> None:
    decision = placed(record, tmp_path)
    went = Went(HowItGoes.SETTLED, referral_lacked="That he sleepwalks.", lacked_about=(Lacked.ROUTINES, Lacked.HEALTH))
    do(record, lambda work: record_outcome(work, decision, "C-1", 28, went, WREN), WORKER, AFTER_28)
    with records_for(record, WORKER) as records:
        [told] = lacked_of(records, ["C-1", "C-2"])
        assert (told.child, told.words, told.about) == (
            "C-1",
            "That he sleepwalks.",
            (Lacked.HEALTH, Lacked.ROUTINES),
        )
        counts = missed_most(records)
    assert [one for one, _ in counts] == [Lacked.HEALTH, Lacked.ROUTINES]
    assert all(number.hidden for _, number in counts), "one child is never counted out"


def test_what_is_missed_of_six_children_is_counted_and_comes_first(record: sa.Engine, tmp_path: Path) -> None:
    decision = placed(record, tmp_path)
    with Session(record) as session, session.begin():
        for number in range(6):
            child = Child(ref=f"X-{number}")
            session.add(child)
            session.flush()
            session.add(
                Outcome(
                    decision_id=decision,
                    child_id=child.id,
                    after_days=28,
                    how=HowItGoes.SETTLED,
                    recorded_on=MONDAY,
                    by="Wren",
                    role="social_worker",
                    lacked_about=["friends"],
                )
            )
    with records_for(record, WORKER) as records:
        [(about, children)] = missed_most(records)
    assert (about, children.value) == (Lacked.FRIENDS, 6)


def test_an_end_told_as_an_outcome_ends_the_stay_and_frees_the_bed(engine: sa.Engine, tmp_path: Path) -> None:
    decision = placed(engine, tmp_path)
    on = MONDAY + dt.timedelta(days=10)
    ended = Went(HowItGoes.ENDED, ended_on=on, ended_because="CREQB")
    do(engine, lambda work: record_outcome(work, decision, "C-1", 28, ended, WREN), WORKER, AFTER_28)
    do(engine, lambda work: record_outcome(work, decision, "C-2", 28, ended, WREN), WORKER, AFTER_28)
    with Session(engine) as session:
        assert set(session.scalars(sa.select(Occupancy.ends_on))) == {on}
        assert session.scalars(sa.select(Offer.state)).one() is OfferState.ENDED


@pytest.mark.parametrize(
    "went",
    [
        Went(HowItGoes.ENDED),
        Went(HowItGoes.ENDED, ended_on=MONDAY, ended_because="because"),
        Went(HowItGoes.SETTLED, ended_on=MONDAY),
    ],
)
def test_an_end_has_its_day_and_its_reason(record: sa.Engine, tmp_path: Path, went: Went) -> None:
    decision = placed(record, tmp_path)
    with pytest.raises(Refused, match="An end has its day"):
        do(record, lambda work: record_outcome(work, decision, "C-1", 28, went, WREN), WORKER, AFTER_28)


def test_a_task_is_closed_once_by_somebody_who_says_how(record: sa.Engine, tmp_path: Path) -> None:
    placed(record, tmp_path)
    with Session(record) as session:
        number = session.scalars(sa.select(Task.id).filter_by(rule="placement-plan")).first() or 0
    closed = do(record, lambda work: close_task(work, number, "Made with the carers."), WORKER)
    assert (closed.closed_by, closed.state) == (WORKER.name, TaskState.DONE)
    with pytest.raises(Conflict, match="closed already"):
        do(record, lambda work: close_task(work, number, "Again."), WORKER)
    with pytest.raises(NotPermitted):
        do(record, lambda work: close_task(work, number, "x"), Viewer("Bo", Role.BOARD_MEMBER))
