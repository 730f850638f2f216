"""Unlock, then recruit, from a stored record: what each action brings, in order; returns; a brief without a child."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from forecasting.recruiting.brief import brief
from forecasting.recruiting.households import asks_of_carers, candidates, first_month
from forecasting.recruiting.returning import with_returning
from forecasting.recruiting.service import Recruitment, Towns, recruit
from forecasting.recruiting.unlock import Unlock
from forecasting.sufficing.kinds import requests_ahead
from forecasting.sufficing.outlook import Asked, Outlook, look_ahead
from forecasting.sufficing.priced import Weeks
from matching.supports import published_supports
from placements.database import open_engine
from placements.errors import NotPermitted
from placements.models.home import HomeStatus
from placements.permissions import Role, Viewer
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import records_for
from tests.engines import SqliteFiles
from tests.forecasting.stored import COMMISSIONER
from tests.forecasting.sufficing.authority import add_household, settle
from tests.forecasting.sufficing.towns import an_authority

ASKED: dict[str, Any] = {"months": 18, "replicates": 20, "seed": 3, "threads": 1}


@pytest.fixture(scope="module")
def settled(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    made = open_engine(sqlite_files.migrated())
    settle(made, households=3)
    with Session(made) as session, session.begin():
        add_household(session, "H-hold", status=HomeStatus.ON_HOLD)
        add_household(session, "H-three", beds=3)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def outlook(settled: sa.Engine) -> Outlook:
    with records_for(settled, COMMISSIONER) as records:
        return look_ahead(records, Asked(**ASKED))


@pytest.fixture(scope="module")
def found(settled: sa.Engine) -> Recruitment:
    return asked(settled)


def asked(engine: sa.Engine, **more: Any) -> Recruitment:
    with records_for(engine, COMMISSIONER) as records:
        return recruit(records, **(ASKED | more))


def test_lists_come_in_the_order_of_what_each_adds_and_say_who_can_do_it(found: Recruitment) -> None:
    assert found.unlock
    assert found.recruit_next
    for actions in (found.unlock, found.recruit_next, found.ask_first):
        for action in actions:
            document = action.as_json()
            assert document["words"]
            assert document["who"]
            assert 0 <= document["children_local"]["p10"] <= document["children_local"]["p90"]  # type: ignore[index]
            assert document["weekly_pence"] == 70_000
            assert document["per_thousand_pounds"] == pytest.approx(1000 / 700, abs=0.01)
    brings = [one.children_local["mean"] for one in found.recruit_next]
    assert brings[0] == max(brings)


def test_a_household_on_hold_without_an_end_is_worth_bringing_back(found: Recruitment) -> None:
    back = [one.candidate for one in found.unlock if one.candidate.home == "H-hold"]
    assert "reactivated_places" in {one.kind.value for one in back}
    assert all(one.places == 2 for one in back)


def test_new_households_bring_less_each_and_count_from_the_month_the_funnel_allows(found: Recruitment) -> None:
    brings = [action.children_local["mean"] for action in found.recruit_next]
    assert brings[0] > brings[-1]
    assert {action.candidate.from_month for action in found.recruit_next} == {first_month(found.lead)}
    assert found.short_after["mean"] < found.short["mean"]


def test_children_who_could_come_home_count_beside_those_still_to_come(settled: sa.Engine, outlook: Outlook) -> None:
    alone = asked(settled)
    returning = [replace(one, ref=f"R-{number}") for number, one in enumerate(requests_ahead(outlook.world)[40:43])]
    with_them = asked(settled, returning=returning)
    assert with_them.returning == 3
    assert with_them.short["mean"] > alone.short["mean"]
    assert with_them.recruit_next[0].children_local["mean"] >= alone.recruit_next[0].children_local["mean"]


def test_a_returning_child_takes_no_home_from_a_child_who_has_none() -> None:
    made = an_authority(1)
    joined = with_returning(made.demand, (0, 2))
    assert joined.runs == made.demand.runs
    for run in range(joined.runs):
        rows, before = joined.of(run), made.demand.of(run)
        assert (joined.kind[rows][:-2] == made.demand.kind[before]).all()
        assert (joined.kind[rows][-2:] == np.array([[0], [2]])).all()
        assert joined.since[rows][-2:].min() > made.demand.since.max()


def test_every_action_of_the_record_is_worth_what_solving_from_nothing_says(
    settled: sa.Engine, outlook: Outlook
) -> None:
    with records_for(settled, COMMISSIONER) as records:
        weeks = Weeks(price_book_for_forecast(records), outlook.world.today)
    towns = Towns(outlook, (), 1)
    solved = towns.solved()
    unlock = Unlock(outlook, weeks, published_supports())
    every = [*unlock.candidates(), *unlock.to_ask(), *candidates(outlook, weeks, 6)]
    assert len(every) > 30
    for one in every:
        assert (solved.gain(one.change) == solved.short - solved.from_nothing([one.change])).all(), one.words


def test_who_may_not_plan_is_refused(settled: sa.Engine) -> None:
    with records_for(settled, Viewer("Nora Invented", Role.BOARD_MEMBER)) as records, pytest.raises(NotPermitted):
        recruit(records, **ASKED)


def test_the_household_asked_for_asks_no_more_of_carers_than_it_must(found: Recruitment) -> None:
    homes = [one.candidate.new_home for one in found.recruit_next]
    assert all(home is not None for home in homes)
    assert asks_of_carers(homes[0]) <= 4.5
    assert asks_of_carers(None) == np.inf


def test_the_brief_says_whom_to_look_for_and_no_count_of_children(settled: sa.Engine, found: Recruitment) -> None:
    text = brief(found)
    assert "whom to look for" in text
    assert "Enquiries for one approved household" in text
    with settled.connect() as connection:
        refs = connection.scalars(sa.text("select ref from children union select ref from homes")).all()
    assert not any(ref in text for ref in refs)
    assert not re.search(r"\d+(\.\d+)? (child|children)\b", text)


def test_a_brief_with_nothing_to_do_says_so(found: Recruitment) -> None:
    text = brief(replace(found, recruit_next=(), unlock=()))
    assert "No household is wanted" in text
    assert "Nothing found" in text


def test_the_answer_is_one_json_document(found: Recruitment) -> None:
    document = json.loads(json.dumps(found.as_json()))
    assert {"unlock", "recruit_next", "ask_first", "lead", "short", "notes"} <= set(document)
    assert set(document["lead"]["leave_a_year"]) == {"p10", "p50", "p90", "n", "source"}
