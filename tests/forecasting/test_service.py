"""A forecast from a stored record, on both engines: its shape, its sums, what it refuses, and what it knew when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from forecasting.lever import Changes, Lever
from forecasting.scenario import Scenario
from forecasting.service import forecast, history_from
from placements.codes import Setting
from placements.database import open_engine
from placements.errors import NotPermitted, Refused
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.engines import SqliteFiles
from tests.forecasting.stored import COMMISSIONER, fill
from tests.forecasting.town import CUT, years

SETTINGS = [setting.value for setting in Setting]
POINTS = ("p2_5", "p10", "p50", "p90", "p97_5")


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    made = open_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def quick(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    """SQLite alone, for what does not touch the database's own ways."""
    made = open_engine(sqlite_files.migrated())
    yield made
    made.dispose()


def ask(engine: sa.Engine, **question: Any) -> dict[str, Any]:
    question = {"months": 12, "replicates": 60, "threads": 1} | question
    with records_for(engine, question.pop("viewer", COMMISSIONER)) as records:
        answer: dict[str, Any] = json.loads(json.dumps(forecast(records, **question).as_json()))
    return answer


def figures(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "seconds"}


def test_the_document_has_the_agreed_shape_and_its_parts_add_up(engine: sa.Engine) -> None:
    fill(engine, years(2022, 2025))
    answer = ask(engine)
    assert answer["as_at"] == "2026-03-31"
    assert (answer["months"][0], answer["months"][-1]) == ("2026-04-30", "2027-03-31")
    assert set(answer["total"]) == {"mean", *POINTS}
    assert list(answer["by_setting"]) == SETTINGS
    for part in ("by_setting", "by_age", "by_provider", "by_place", "by_sibling_group"):
        means = np.sum([series["mean"] for series in answer[part].values()], axis=0)
        assert means == pytest.approx(answer["total"]["mean"])
    assert np.all(np.diff([answer["total"][point] for point in POINTS], axis=0) >= 0)
    assert all(isinstance(value, int) for point in POINTS for value in answer["total"][point])
    costs = answer["cost_pence"]
    assert np.sum([one["mean"] for one in costs["by_setting"].values()], axis=0) == pytest.approx(
        costs["total"]["mean"]
    )
    assert answer["backtest"] is None
    assert "back-test" in answer["because"]["backtest"]
    assert answer["children_set_aside"] == 1
    assert answer["version"].startswith("homeward ")


def test_a_setting_without_a_price_is_listed_and_stands_in_no_cost(quick: sa.Engine) -> None:
    fill(quick, years(2022, 2025))
    costs = ask(quick)["cost_pence"]
    assert "with_parents" not in costs["by_setting"]
    assert {"with_parents"} == {one["setting"] for one in costs["not_priced"]}
    assert costs["not_priced"][0]["nights_a_month"] > 0


def test_without_any_price_the_cost_is_null_with_its_reason(quick: sa.Engine) -> None:
    fill(quick, years(2022, 2025), prices=False)
    answer = ask(quick)
    assert answer["cost_pence"]["total"] is None
    assert answer["cost_pence"]["by_setting"] == {}
    assert "homeward import prices" in answer["because"]["cost_pence"]


def test_the_same_seed_gives_the_same_document_with_one_and_two_threads_and_on_both_engines(
    engine: sa.Engine, quick: sa.Engine
) -> None:
    fill(engine, years(2022, 2025))
    fill(quick, years(2022, 2025))
    assert figures(ask(engine, threads=2)) == figures(ask(quick, threads=1))


def test_as_at_uses_only_returns_whose_year_had_ended_by_then(quick: sa.Engine, sqlite_files: SqliteFiles) -> None:
    fill(quick, years(2022, 2025))
    earlier = open_engine(sqlite_files.migrated())
    fill(earlier, years(2022, 2023))
    answer = ask(quick, as_at=dt.date(2024, 3, 31))
    assert answer["months"][0] == "2024-04-30"
    assert figures(answer) == figures(ask(earlier))
    earlier.dispose()


def test_a_forecast_from_a_later_day_answers_the_month_ends_after_it(quick: sa.Engine) -> None:
    fill(quick, years(2022, 2025))
    answer = ask(quick, as_at=dt.date(2026, 6, 5), months=3)
    assert answer["months"] == ["2026-06-30", "2026-07-31", "2026-08-31"]
    whole = ask(quick, months=5)
    assert answer["total"] == {name: values[2:] for name, values in whole["total"].items()}


def test_unaccompanied_children_are_counted_as_the_return_says(quick: sa.Engine) -> None:
    fill(quick, years(2022, 2025))
    with records_for(quick, COMMISSIONER) as records:
        assert history_from(records).spells["uasc"].sum() >= 1


def test_a_scenario_is_named_and_moves_the_figures(quick: sa.Engine) -> None:
    fill(quick, years(2022, 2025))
    nobody = Lever(Changes.ENTRIES, CUT, "test", "test", change=-1.0)
    answer = ask(quick, scenario=Scenario("No family comes", (nobody,)))
    assert answer["scenario"] == "No family comes"
    assert answer["total"]["mean"][-1] < ask(quick)["total"]["mean"][-1]


def test_one_return_only_is_answered_and_said_to_be_wide(quick: sa.Engine) -> None:
    fill(quick, years(2025, 2025))
    assert "Only one return is held" in ask(quick)["notes"][0]


def test_a_missing_year_is_said(quick: sa.Engine) -> None:
    fill(quick, [*years(2022, 2022), *years(2024, 2025)])
    assert "The return of 2023/24 is missing" in ask(quick)["notes"][0]


def test_an_empty_record_is_refused_with_what_to_do(engine: sa.Engine) -> None:
    with pytest.raises(Refused, match="homeward import ssda903"):
        ask(engine)


def test_a_day_before_the_first_return_ended_is_refused(quick: sa.Engine) -> None:
    fill(quick, years(2022, 2025))
    with pytest.raises(Refused, match=r"none ended by 01/03/2023; held: 2022/23, 2023/24"):
        ask(quick, as_at=dt.date(2023, 3, 1))


@pytest.mark.parametrize("question", [{"months": 0}, {"replicates": 0}, {"threads": -1}, {"months": 121}])
def test_a_question_that_makes_no_sense_is_refused(quick: sa.Engine, question: dict[str, int]) -> None:
    fill(quick, years(2022, 2025))
    with pytest.raises(Refused):
        ask(quick, **question)


def test_a_role_that_may_not_see_forecasts_is_refused(quick: sa.Engine) -> None:
    with pytest.raises(NotPermitted):
        ask(quick, viewer=Viewer("Ira Invented", Role.IRO))
