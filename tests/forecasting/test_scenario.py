"""Levers: dated, multiplied, faded, logged; and refused where they cannot be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from forecasting.scenario import BASE, Changes, Lever, Scenario, read_scenario
from forecasting.states import ROUTES
from placements.codes import ExitRoute, Setting
from placements.errors import Refused
from tests.forecasting.town import always, in_care, model, months, position, rates, run

AUTUMN = dt.date(2026, 10, 1)
WHO = {"source": "an invented pilot", "owner": "Invented Owner"}


def lever(changes: Changes, change: float = 0.0, **more: object) -> Lever:
    return Lever(changes, more.pop("starts", AUTUMN), change=change, **WHO, **more)  # type: ignore[arg-type]


def test_the_base_changes_nothing() -> None:
    levers = BASE.levers_for(months())
    assert all((getattr(levers, name) == 1).all() for name in ("entries", "unaccompanied", "leaving", "step_down"))
    assert (BASE.prices_for(months()) == 1).all()


def test_a_lever_acts_from_its_day_until_its_day() -> None:
    entries = Scenario("s", (lever(Changes.ENTRIES, -0.2, ends=dt.date(2027, 1, 1)),)).levers_for(months()).entries
    assert entries == pytest.approx([1.0] * 6 + [0.8] * 3 + [1.0] * 3)


def test_a_lever_that_starts_within_a_month_changes_it_by_the_share_of_its_days() -> None:
    entries = Scenario("s", (lever(Changes.ENTRIES, -0.5, starts=dt.date(2026, 4, 16)),)).levers_for(months()).entries
    assert entries[0] == pytest.approx(0.75)


def test_two_levers_on_one_rate_multiply() -> None:
    both = Scenario("s", (lever(Changes.ENTRIES, -0.2), lever(Changes.ENTRIES, -0.5)))
    assert both.levers_for(months()).entries[-1] == pytest.approx(0.4)


def test_an_effect_fades_evenly_after_its_end() -> None:
    fading = lever(Changes.ENTRIES, -0.6, ends=dt.date(2026, 11, 1), fades_over_months=4)
    entries = Scenario("s", (fading,)).levers_for(months()).entries
    assert entries[6] == pytest.approx(0.4)
    assert (np.diff(entries[6:12]) >= 0).all()
    assert entries[11] == pytest.approx(1.0, abs=0.001)


def test_leaving_can_be_changed_by_route() -> None:
    guardianship = lever(Changes.LEAVING, 0.5, route=ExitRoute.SPECIAL_GUARDIANSHIP)
    leaving = Scenario("s", (guardianship,)).levers_for(months()).leaving[-1]
    at = ROUTES.index(ExitRoute.SPECIAL_GUARDIANSHIP)
    assert leaving[at] == 1.5
    assert np.delete(leaving, at).tolist() == [1.0] * (len(ROUTES) - 1)


def test_prices_grow_by_the_year_and_by_setting() -> None:
    inflation = lever(Changes.PRICES, a_year=0.10, setting=Setting.CHILDRENS_HOME, starts=dt.date(2026, 4, 1))
    factors = Scenario("s", (inflation,)).prices_for(months(24))
    assert factors[12, position(Setting.CHILDRENS_HOME)] == pytest.approx(1.10 * 1.004, abs=0.002)
    assert (factors[:, position(Setting.SUPPORTED)] == 1).all()


def test_a_lever_moves_the_forecast_and_the_base_meets_the_same_chance() -> None:
    made = model(rates(leaving=0.5), in_care(*["2014-05-05"] * 20), families=40)
    fewer = Scenario("s", (lever(Changes.ENTRIES, -1.0, starts=dt.date(2026, 4, 1)),))
    base, changed = run(made), run(made, scenario=fewer)
    assert changed.came.sum() == 0
    assert np.array_equal(base.left[:, 0].sum(axis=1) >= changed.left[:, 0].sum(axis=1), np.ones(200, dtype=bool))


def test_step_down_moves_more_children_from_homes_to_fostering() -> None:
    stock = in_care(*["2014-05-05"] * 10, setting=Setting.CHILDRENS_HOME)
    made = model(rates(leaving=0.0), stock)
    doubled = Scenario("s", (lever(Changes.STEP_DOWN, 1.0, starts=dt.date(2026, 4, 1)),))
    homes = position(Setting.CHILDRENS_HOME)
    base, changed = run(made).stock.sum(axis=3), run(made, scenario=doubled).stock.sum(axis=3)
    assert changed[:, -1, homes].mean() < base[:, -1, homes].mean()
    assert changed[:, -1, :2].mean() > 1.3 * base[:, -1, :2].mean()
    assert np.array_equal(changed.sum(axis=2), base.sum(axis=2))


def test_step_down_leaves_children_who_are_not_in_a_home_alone() -> None:
    made = model(always(rates(), Setting.WITH_PARENTS), families=30)
    nowhere = made.rates.copy()
    nowhere["settings"][:, :, :, position(Setting.CHILDRENS_HOME)] = 0.0
    made = model(nowhere, families=30)
    doubled = Scenario("s", (lever(Changes.STEP_DOWN, 1.0),))
    assert np.array_equal(run(made).stock, run(made, scenario=doubled).stock)


@pytest.mark.parametrize("change", [-1.01, float("nan"), float("inf")])
def test_a_lever_that_makes_a_rate_negative_or_endless_is_refused(change: float) -> None:
    with pytest.raises(Refused, match="below -1"):
        lever(Changes.ENTRIES, change)


@pytest.mark.parametrize(
    "wrong",
    [
        {"changes": Changes.ENTRIES, "ends": dt.date(2026, 9, 30)},
        {"changes": Changes.ENTRIES, "fades_over_months": -1.0},
        {"changes": Changes.ENTRIES, "route": ExitRoute.ADOPTION},
        {"changes": Changes.LEAVING, "route": ExitRoute.EIGHTEEN},
        {"changes": Changes.LEAVING, "setting": Setting.SECURE},
        {"changes": Changes.ENTRIES, "a_year": 0.04},
    ],
)
def test_a_lever_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        lever(wrong.pop("changes"), **wrong)  # type: ignore[arg-type]


GOOD = """
title = "Edge of care doubled"

[[lever]]
changes = "entries"
change = -0.15
from = 2026-10-01
until = 2028-10-01
fades_over_months = 6
source = "an invented pilot"
owner = "Invented Owner"

[[lever]]
changes = "leaving"
route = "special_guardianship"
change = 0.2
from = 2026-07-01
source = "an invented plan"
owner = "Invented Owner"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_is_read_from_its_file_with_who_says_so(tmp_path: Path) -> None:
    scenario = read_scenario(written(tmp_path, GOOD))
    assert scenario.title == "Edge of care doubled"
    assert [one.changes for one in scenario.levers] == [Changes.ENTRIES, Changes.LEAVING]
    log = scenario.assumptions()
    assert log[0]["source"] == "an invented pilot"
    assert log[0]["change"] == "-0.15"
    assert log[1]["route"] == "special_guardianship"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("change = -0.15", "change = -1.5", "negative"),
        ("change = -0.15", 'change = "less"', "wrong kind"),
        ("change = -0.15", "chnge = -0.15", "no such word"),
        ('owner = "Invented Owner"\n\n', "\n", "lacks owner"),
        ("from = 2026-10-01", "from = 2026-10-01T10:00:00", "wrong kind"),
        ('changes = "entries"', 'changes = "weather"', "no such `changes`"),
        ('route = "special_guardianship"', 'route = "the_door"', "no such `route`"),
        ("[[lever]]", "[[lever", "cannot be read"),
        ("title =", "titel =", "no such word"),
    ],
)
def test_a_file_with_a_mistake_is_refused_and_the_mistake_named(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in GOOD
    with pytest.raises(Refused, match=said):
        read_scenario(written(tmp_path, GOOD.replace(before, after, 1)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_scenario(tmp_path / "nowhere.toml")
