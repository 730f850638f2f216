"""Coming home: the three are asked first, a child's no ends it, and only people change where a child stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.people import Named
from placements.deciding.returns import (
    Asked,
    ask,
    came_home,
    give_up,
    mean_to_live_far,
    open_plan,
    plan_return,
    return_ended,
)
from placements.deciding.savings_claimed import claim, release
from placements.errors import Conflict, HomewardError, NotFound, NotPermitted, Refused
from placements.models.base import Known
from placements.models.child import Child
from placements.models.return_home import AskedOf, Ended, FarBecause, ReturnAnswer, ReturnCash, ReturnPlan, Said
from placements.permissions import GRANTS, Permission, Role, Viewer
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from placements.repository.returns_home import answers_about, cash_of_returns, newest_answers
from tests.placements.deciding import town
from tests.placements.deciding.town import FRIDAY_NOON, IRO, MANAGER, do, viewer

TODAY = FRIDAY_NOON.date()
LATER = TODAY + dt.timedelta(days=60)
SOCIAL_WORKER = Named("Wren Invented", Role.SOCIAL_WORKER)
COMMISSIONER = Named("Chris Invented", Role.COMMISSIONER)
FINANCE = Named("Fran Invented", Role.FINANCE)
PERSON = {AskedOf.CHILD: SOCIAL_WORKER, AskedOf.SOCIAL_WORKER: SOCIAL_WORKER, AskedOf.IRO: IRO}


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(11), dt.UTC)


def answer(
    engine: sa.Engine, of: AskedOf, said: Said = Said.YES, *, on: dt.date = TODAY, who: Named | None = None, **more: Any
) -> ReturnAnswer:
    """One of the three is asked on a day and answers."""
    person = who or PERSON[of]
    asked = Asked(of, said, on, **more)
    return do(engine, lambda work: ask(work, "C-1", asked, person), viewer(person), moment(on))


def all_agree(engine: sa.Engine) -> None:
    for of in AskedOf:
        answer(engine, of)


def planned(engine: sa.Engine, **more: Any) -> ReturnPlan:
    return do(engine, lambda work: plan_return(work, "C-1", LATER, "All agree.", MANAGER, **more), viewer(MANAGER))


@pytest.fixture
def asked_town(record: sa.Engine, tmp_path: Path) -> sa.Engine:
    town.settle(record, tmp_path)
    return record


def test_the_childs_own_words_the_day_and_who_asked_are_kept(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    answer(engine, AskedOf.CHILD, Said.NO, words=" I like it here. ", revisit_on=LATER)
    with records_for(engine, Viewer("Ira Invented", Role.IRO)) as records:
        [held] = answers_about(records, "C-1")
    assert (held.said, held.words, held.asked_on, held.asked_by) == (Said.NO, "I like it here.", TODAY, "Wren Invented")
    assert held.revisit_on == LATER
    with records_for(engine, Viewer("Ada Invented", Role.ADMINISTRATOR)) as records:
        assert [row.who for row in audit_rows(records) if row.event == "return_asked"] == ["Wren Invented"]


def test_a_child_who_said_no_is_not_asked_again_before_the_day_they_agreed_to(asked_town: sa.Engine) -> None:
    answer(asked_town, AskedOf.CHILD, Said.NO, revisit_on=LATER)
    with pytest.raises(Conflict, match="not asked again before"):
        answer(asked_town, AskedOf.CHILD, on=LATER - dt.timedelta(days=1))
    assert answer(asked_town, AskedOf.CHILD, on=LATER).said is Said.YES


def test_a_no_without_a_day_is_never_asked_again(asked_town: sa.Engine) -> None:
    answer(asked_town, AskedOf.CHILD, Said.NO)
    with pytest.raises(Conflict):
        answer(asked_town, AskedOf.CHILD, on=TODAY + dt.timedelta(days=900))


@pytest.mark.parametrize(
    ("of", "role"),
    [(AskedOf.IRO, Role.TEAM_MANAGER), (AskedOf.IRO, Role.SOCIAL_WORKER), (AskedOf.SOCIAL_WORKER, Role.IRO)],
)
def test_nobody_answers_for_somebody_else(asked_town: sa.Engine, of: AskedOf, role: Role) -> None:
    with pytest.raises(NotPermitted, match="Nobody answers for"):
        answer(asked_town, of, who=Named("Kit Invented", role))


@pytest.mark.parametrize("role", sorted(role for role in Role if Permission.RECORD_RETURNS not in GRANTS[role]))
def test_only_those_who_work_with_the_child_write_answers(asked_town: sa.Engine, role: Role) -> None:
    with pytest.raises(HomewardError):
        answer(asked_town, AskedOf.CHILD, who=Named("Vic Invented", role))


def test_the_program_itself_cannot_answer_for_a_child(asked_town: sa.Engine) -> None:
    person = Named(town.SYSTEM.name, Role.SOCIAL_WORKER)
    with pytest.raises(Refused, match="A person must answer"):
        do(asked_town, lambda work: ask(work, "C-1", Asked(AskedOf.CHILD, Said.YES, TODAY), person))


@pytest.mark.parametrize(
    ("of", "said", "more", "match"),
    [
        (AskedOf.CHILD, Said.NOT_PRACTICABLE, {}, "could not be asked"),
        (AskedOf.IRO, Said.NOT_PRACTICABLE, {"words": "away"}, "Only a child"),
        (AskedOf.IRO, Said.NO, {"revisit_on": LATER}, "Only a child's no"),
        (AskedOf.CHILD, Said.YES, {"revisit_on": LATER}, "Only a child's no"),
        (AskedOf.CHILD, Said.NO, {"revisit_on": TODAY}, "asked again later"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    asked_town: sa.Engine, of: AskedOf, said: Said, more: dict[str, Any], match: str
) -> None:
    with pytest.raises(Refused, match=match):
        answer(asked_town, of, said, **more)
    with Session(asked_town) as session:
        assert not session.scalars(sa.select(ReturnAnswer)).all()


def test_a_day_to_come_is_refused(asked_town: sa.Engine) -> None:
    asked = Asked(AskedOf.CHILD, Said.YES, LATER)
    with pytest.raises(Refused, match="still to come"):
        do(asked_town, lambda work: ask(work, "C-1", asked, SOCIAL_WORKER), viewer(SOCIAL_WORKER))


def test_a_return_is_planned_only_after_all_three_were_asked(asked_town: sa.Engine) -> None:
    answer(asked_town, AskedOf.CHILD)
    with pytest.raises(Refused, match="Not asked yet: social worker, iro"):
        planned(asked_town)
    answer(asked_town, AskedOf.SOCIAL_WORKER)
    answer(asked_town, AskedOf.IRO)
    assert planned(asked_town, home="H-1").planned_for == LATER


@pytest.mark.parametrize("of", list(AskedOf))
@pytest.mark.parametrize("said", [Said.NO, Said.NOT_SURE])
def test_nobody_plans_against_one_of_the_three(asked_town: sa.Engine, of: AskedOf, said: Said) -> None:
    for other in AskedOf:
        answer(asked_town, other, said if other is of else Said.YES)
    with pytest.raises(Refused, match="Not agreed to"):
        planned(asked_town)


def test_a_childs_no_gives_up_what_was_planned(asked_town: sa.Engine) -> None:
    all_agree(asked_town)
    plan = planned(asked_town)
    answer(asked_town, AskedOf.CHILD, Said.NO, on=TODAY + dt.timedelta(days=3))
    with Session(asked_town) as session:
        held = session.get_one(ReturnPlan, plan.id)
        assert (held.given_up_on, open_plan(session, held.child_id)) == (TODAY + dt.timedelta(days=3), None)


def test_a_second_plan_waits_until_the_first_is_given_up(asked_town: sa.Engine) -> None:
    all_agree(asked_town)
    planned(asked_town)
    with pytest.raises(Conflict, match="planned already"):
        planned(asked_town)
    do(asked_town, lambda work: give_up(work, "C-1", "The carers moved away.", SOCIAL_WORKER), viewer(SOCIAL_WORKER))
    assert planned(asked_town).returned_on is None


def test_a_social_worker_alone_plans_no_return(asked_town: sa.Engine) -> None:
    all_agree(asked_town)
    with pytest.raises(NotPermitted):
        do(
            asked_town,
            lambda work: plan_return(work, "C-1", LATER, "I think so.", SOCIAL_WORKER),
            viewer(SOCIAL_WORKER),
        )


def test_a_return_comes_about_and_ends_as_a_person_records_it(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    all_agree(engine)
    planned(engine, home="H-1")
    back, left = viewer(SOCIAL_WORKER), LATER + dt.timedelta(days=90)
    with pytest.raises(Refused, match="still to come"):
        do(engine, lambda work: came_home(work, "C-1", LATER, SOCIAL_WORKER), back)
    do(engine, lambda work: came_home(work, "C-1", LATER, SOCIAL_WORKER), back, moment(LATER))
    with pytest.raises(Refused, match="not between"):
        do(
            engine,
            lambda work: return_ended(work, "C-1", LATER, Ended.UNPLANNED, "x", SOCIAL_WORKER),
            back,
            moment(left),
        )
    ended = do(
        engine,
        lambda work: return_ended(work, "C-1", left, Ended.UNPLANNED, "Nights.", SOCIAL_WORKER),
        back,
        moment(left),
    )
    assert (ended.returned_on, ended.ended_on, ended.ended) == (LATER, left, Ended.UNPLANNED)
    with pytest.raises(NotFound):
        do(engine, lambda work: return_ended(work, "C-1", left, Ended.PLANNED, "x", SOCIAL_WORKER), back, moment(left))


def test_what_was_not_planned_cannot_have_come_about(asked_town: sa.Engine) -> None:
    with pytest.raises(NotFound, match="No return is planned"):
        do(asked_town, lambda work: came_home(work, "C-1", TODAY, SOCIAL_WORKER), viewer(SOCIAL_WORKER))


def test_only_an_unaccompanied_childs_choice_is_a_reason_to_live_far(asked_town: sa.Engine) -> None:
    def choose() -> object:
        return do(
            asked_town,
            lambda work: mean_to_live_far(
                work, "C-1", FarBecause.CHOSEN, "His friends are there.", LATER, SOCIAL_WORKER
            ),
            viewer(SOCIAL_WORKER),
        )

    with pytest.raises(Refused, match="unaccompanied"):
        choose()
    with Session(asked_town) as session, session.begin():
        session.scalars(sa.select(Child).where(Child.ref == "C-1")).one().uasc = Known.YES
    assert choose()


def test_a_reason_to_live_far_is_looked_at_again(asked_town: sa.Engine) -> None:
    with pytest.raises(Refused, match="looked at again"):
        do(
            asked_town,
            lambda work: mean_to_live_far(work, "C-1", FarBecause.SAFETY, "Not safe here.", TODAY, SOCIAL_WORKER),
            viewer(SOCIAL_WORKER),
        )


def test_the_newest_answer_of_each_counts(asked_town: sa.Engine) -> None:
    answer(asked_town, AskedOf.IRO, Said.NO)
    answer(asked_town, AskedOf.IRO, Said.YES, on=TODAY + dt.timedelta(days=5))
    with records_for(asked_town, viewer(MANAGER)) as records:
        [of_child] = newest_answers(records).values()
    assert of_child[AskedOf.IRO].said is Said.YES


# --- cash -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def came_back(asked_town: sa.Engine) -> int:
    all_agree(asked_town)
    plan = planned(asked_town)
    do(asked_town, lambda work: came_home(work, "C-1", LATER, SOCIAL_WORKER), viewer(SOCIAL_WORKER), moment(LATER))
    return plan.id


def claimed(engine: sa.Engine, number: int, pence: int = 100_000, year: int = 2026) -> ReturnCash:
    return do(
        engine,
        lambda work: claim(work, number, year, pence, "C300", "Head of commissioning", COMMISSIONER),
        viewer(COMMISSIONER),
    )


def test_cash_is_claimed_once_a_year_and_released_by_finance_alone(asked_town: sa.Engine, came_back: int) -> None:
    assert claimed(asked_town, came_back).released_pence is None
    with pytest.raises(Conflict, match="claimed already"):
        claimed(asked_town, came_back)
    with pytest.raises(NotPermitted, match="Only finance"):
        do(asked_town, lambda work: release(work, came_back, 2026, 1, COMMISSIONER), viewer(COMMISSIONER))
    do(asked_town, lambda work: release(work, came_back, 2026, 40_000, FINANCE), viewer(FINANCE))
    with records_for(asked_town, viewer(FINANCE)) as records:
        assert [(row.claimed_pence, row.released_pence) for row in cash_of_returns(records)] == [(100_000, 40_000)]


def test_what_has_not_happened_saves_nothing(asked_town: sa.Engine) -> None:
    all_agree(asked_town)
    with pytest.raises(Refused, match="has not come home"):
        claimed(asked_town, planned(asked_town).id)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.IRO, Role.TEAM_MANAGER, Role.DIRECTOR, Role.BOARD_MEMBER])
def test_only_commissioners_and_finance_see_cash_and_savings(asked_town: sa.Engine, role: Role) -> None:
    with records_for(asked_town, Viewer("Vic Invented", role)) as records, pytest.raises(NotPermitted):
        cash_of_returns(records)
