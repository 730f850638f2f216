"""A lever moved: the base beside it, the same chance in both, steps that add up, and what it may turn out to be."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from forecasting.lever import Changes, Column, Lever
from forecasting.lever_rows import ROWS
from forecasting.scenario import BASE, Scenario
from forecasting.states import SETTINGS
from forecasting.whatif import WhatIf
from placements.codes import Setting
from placements.prices import PriceBook
from tests.forecasting.town import CUT, in_care, line, model, months, rates

WHO = {"source": "an invented pilot", "owner": "Invented Owner"}
BOOK = PriceBook(line(setting.value, setting, 70_000) for setting in SETTINGS)


@pytest.fixture(scope="module")
def ready() -> WhatIf:
    stock = in_care(*["2014-05-05"] * 15, *["2010-03-03"] * 5, setting=Setting.CHILDRENS_HOME)
    return WhatIf(model(rates(leaving=0.4), stock, runs=100, families=30), months(), BOOK, seed=1, threads=1)


def lever(changes: Changes = Changes.ENTRIES, change: float = 0.0, **more: object) -> Lever:
    return Lever(changes, more.pop("starts", CUT), change=change, **WHO, **more)  # type: ignore[arg-type]


def test_doing_nothing_differs_from_the_base_in_no_run(ready: WhatIf) -> None:
    again = ready.ahead(BASE)
    assert np.array_equal(again.children, ready.base.children)
    assert np.array_equal(again.pence, ready.base.pence)
    assert ready.beside(BASE).over_all["p97_5"] == 0


def test_the_steps_of_the_levers_add_up_to_the_mean_difference(ready: WhatIf) -> None:
    levers = (
        lever(change=-0.3, column=Column.AVOIDED),
        lever(Changes.STEP_DOWN, 0.5, column=Column.CASHABLE),
        lever(Changes.COST, pence_a_week=50_000, column=Column.GROWTH),
    )
    found = ready.beside(Scenario("s", levers))
    assert sum(step.pence for step in found.steps) == pytest.approx(found.over_all["mean"])
    assert sum(step.children for step in found.steps) == pytest.approx(found.children["difference"]["mean"][-1])
    assert sum(found.columns.values()) == pytest.approx(found.over_all["mean"])
    assert list(found.columns) == ["cashable", "avoided", "growth"]
    assert found.steps[2].children == 0


def test_the_difference_is_run_by_run_and_far_narrower_than_the_forecasts(ready: WhatIf) -> None:
    found = ready.beside(Scenario("s", (lever(change=-0.1),)))
    width = {name: points["p97_5"][-1] - points["p2_5"][-1] for name, points in found.children.items()}
    assert width["difference"] < width["base"] / 2
    changed = ready.ahead(Scenario("s", (lever(change=-0.1),)))
    assert (changed.children <= ready.base.children + 8).all()


def test_both_ends_of_the_range_stand_beside_and_none_where_there_is_no_range(ready: WhatIf) -> None:
    found = ready.beside(Scenario("s", (lever(change=-0.2, low=-0.5, high=0.0),)))
    assert found.low is not None
    assert found.high == (0.0, 0.0)
    assert found.low[0] < found.children["difference"]["mean"][-1] < 0
    assert ready.beside(Scenario("s", (lever(change=-0.2),))).low is None


def test_the_same_seed_gives_the_same_document(ready: WhatIf) -> None:
    scenario = Scenario("s", (lever(change=-0.2),))
    assert ready.beside(scenario).as_json() == ready.beside(scenario).as_json()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_of_the_list_runs_from_the_file_to_the_figures(ready: WhatIf, row: object) -> None:
    levers = row.levers(starts=dt.date(2026, 6, 1), owner="Invented Owner")  # type: ignore[attr-defined]
    found = ready.beside(Scenario("s", levers))
    assert len(found.steps) == len(levers)
    assert all(step.row == row.name for step in found.steps)  # type: ignore[attr-defined]
    assert np.isfinite(found.over_all["mean"])
