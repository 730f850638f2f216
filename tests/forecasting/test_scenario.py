"""Levers: dated, multiplied, faded, logged; and refused where they cannot be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.lever import Changes, Lever
from forecasting.lever_record import LEVERS
from forecasting.lever_rows import ROWS
from forecasting.scenario import BASE, Scenario
from forecasting.scenario_file import read_scenario, scenario_as_toml, scenario_from_toml
from forecasting.states import PLACES, PROVIDERS, ROUTES, ProviderType
from placements.codes import AgeBand, ExitRoute, Setting
from placements.errors import Refused
from placements.geography import Locality
from placements.models.contract import PriceComponent
from tests.forecasting.town import always, in_care, model, months, position, rates, run

AUTUMN = dt.date(2026, 10, 1)
FOLLOWING = ("steers", "chooses", "acts", "steady")
"""What a LEVERS record holds besides multipliers."""
WHO = {"source": "an invented pilot", "owner": "Invented Owner"}


SHARES = st.floats(-1, 5, allow_subnormal=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
LEVERS_DRAWN = st.builds(
    Lever,
    changes=st.just(Changes.LEAVING),
    starts=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    source=TEXTS,
    owner=TEXTS,
    change=SHARES,
    touches=st.floats(0, 1),
    ends=st.none() | st.dates(dt.date(2031, 1, 1), dt.date(2040, 1, 1)),
    grows_over_months=st.floats(0, 48),
    route=st.none() | st.sampled_from(ROUTES),
    setting=st.none() | st.sampled_from(list(Setting)),
    pence_a_week=st.integers(0, 10**9),
)
SCENARIOS = st.builds(Scenario, TEXTS, st.lists(LEVERS_DRAWN, max_size=3).map(tuple))


def lever(changes: Changes, change: float = 0.0, **more: object) -> Lever:
    return Lever(changes, more.pop("starts", AUTUMN), change=change, **WHO, **more)  # type: ignore[arg-type]


def of_families(scenario: Scenario) -> list[float]:
    """What the arrivals of families are multiplied by in each of twelve months, at every age the same."""
    entries = scenario.levers_for(months())["entries"][0, :12]
    assert (entries == entries[:, :1]).all()
    return list(entries[:, 0])


def test_the_base_changes_nothing() -> None:
    record = BASE.levers_for(months())
    assert all((record[name] == 1).all() for name in LEVERS.names or () if name not in FOLLOWING)
    assert not record["steers"].any()
    assert not record["chooses"].any()
    assert not record["acts"].any()
    assert (BASE.prices_for(months()) == 1).all()


def test_a_lever_acts_from_its_day_until_its_day() -> None:
    entries = of_families(Scenario("s", (lever(Changes.ENTRIES, -0.2, ends=dt.date(2027, 1, 1)),)))
    assert entries == pytest.approx([1.0] * 6 + [0.8] * 3 + [1.0] * 3)


def test_a_lever_that_starts_within_a_month_changes_it_by_the_share_of_its_days() -> None:
    entries = of_families(Scenario("s", (lever(Changes.ENTRIES, -0.5, starts=dt.date(2026, 4, 16)),)))
    assert entries[0] == pytest.approx(0.75)


def test_two_levers_on_one_rate_multiply() -> None:
    both = Scenario("s", (lever(Changes.ENTRIES, -0.2), lever(Changes.ENTRIES, -0.5)))
    assert of_families(both)[-1] == pytest.approx(0.4)


def test_an_effect_fades_evenly_after_its_end() -> None:
    fading = lever(Changes.ENTRIES, -0.6, ends=dt.date(2026, 11, 1), fades_over_months=4)
    entries = of_families(Scenario("s", (fading,)))
    assert entries[6] == pytest.approx(0.4)
    assert (np.diff(entries[6:12]) >= 0).all()
    assert entries[11] == pytest.approx(1.0, abs=0.001)


def test_leaving_can_be_changed_by_route() -> None:
    guardianship = lever(Changes.LEAVING, 0.5, route=ExitRoute.SPECIAL_GUARDIANSHIP)
    leaving = Scenario("s", (guardianship,)).levers_for(months())["leaving"][0, 11]
    at = ROUTES.index(ExitRoute.SPECIAL_GUARDIANSHIP)
    assert (leaving[:, at] == 1.5).all()
    assert (np.delete(leaving, at, axis=1) == 1).all()


def test_prices_grow_by_the_year_and_by_setting() -> None:
    inflation = lever(Changes.PRICES, a_year=0.10, setting=Setting.CHILDRENS_HOME, starts=dt.date(2026, 4, 1))
    factors = Scenario("s", (inflation,)).prices_for(months(24))
    assert factors[12, position(Setting.CHILDRENS_HOME)] == pytest.approx(1.10 * 1.004, abs=0.002)
    assert factors.shape == (24, len(Setting), len(PROVIDERS))
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


def test_an_effect_grows_in_evenly_and_may_touch_only_part_of_the_rate() -> None:
    slow = lever(Changes.ENTRIES, -0.4, starts=dt.date(2026, 4, 1), grows_over_months=6, touches=0.5)
    factors = np.array(of_families(Scenario("s", (slow,))))
    assert (np.diff(factors[:6]) < 0).all()
    assert factors[6:] == pytest.approx([0.8] * 6)


def test_entries_of_some_ages_fall_and_of_the_others_stay_child_for_child() -> None:
    made = model(rates(leaving=0.0, moving=0.0), families=60, runs=100)
    fewer = Scenario("s", (lever(Changes.ENTRIES, -1.0, starts=dt.date(2026, 4, 1), ages=(AgeBand.FROM_10_TO_15,)),))
    base, changed = run(made).stock.sum(axis=2), run(made, scenario=fewer).stock.sum(axis=2)
    assert changed[:, -1, 3].sum() < 0.2 * base[:, -1, 3].sum()
    assert np.array_equal(changed[:, 0, :3], base[:, 0, :3])


def test_more_entries_of_one_age_leave_the_others_as_often_as_they_came() -> None:
    made = model(rates(leaving=0.0, moving=0.0), families=60, runs=400)
    more = Scenario("s", (lever(Changes.ENTRIES, 1.0, starts=dt.date(2026, 4, 1), ages=(AgeBand.FROM_16,)),))
    base, changed = (run(made, scenario=one).stock.sum(axis=2)[:, -1].mean(axis=0) for one in (BASE, more))
    assert changed[4] == pytest.approx(2 * base[4], rel=0.15)
    assert changed[:3].sum() == pytest.approx(base[:3].sum(), rel=0.1)


def test_leaving_moving_providers_and_places_answer_where_they_are_named_and_nowhere_else() -> None:
    homes, stock = Setting.CHILDRENS_HOME, in_care(*["2014-05-05"] * 10)
    made = model(rates(leaving=0.2, moving=1.0), stock, runs=300)
    start = {"starts": dt.date(2026, 4, 1)}
    never = Scenario("s", (lever(Changes.MOVING, -1.0, setting=Setting.MAINSTREAM_FOSTERING, **start),))
    assert run(made, scenario=never).stock.sum(axis=3)[:, :, [0, 2, 3, 4]].sum() == 0
    other = Scenario("s", (lever(Changes.MOVING, -1.0, setting=homes, place=Locality.FURTHER, **start),))
    assert run(made, scenario=other).moved[:, 0].sum() == run(made).moved[:, 0].sum()
    own = Scenario("s", (lever(Changes.PROVIDERS, -1.0, provider=ProviderType.OWN, **start),))
    arrived = model(rates(leaving=0.0, moving=0.0), families=40)
    assert run(arrived, scenario=own).provider[:, :, PROVIDERS.index("own")].sum() == 0
    local = Scenario("s", (lever(Changes.PLACES, -1.0, place=Locality.FURTHER, **start),))
    assert run(arrived, scenario=local).place[:, :, PLACES.index("further")].sum() == 0


def test_a_lever_that_leaves_no_home_to_go_to_leaves_children_where_they_would_have_gone() -> None:
    start = {"starts": dt.date(2026, 4, 1)}
    nowhere = Scenario("s", tuple(lever(Changes.TOWARDS, -1.0, setting=one, **start) for one in Setting))
    made = model(rates(leaving=0.0, moving=0.0), families=40)
    assert np.array_equal(run(made, scenario=nowhere).stock, run(made).stock)


def test_a_lever_on_one_component_leaves_whole_prices_alone() -> None:
    uplift = lever(Changes.PRICES, 0.1, component=PriceComponent.ALLOWANCE, starts=dt.date(2026, 4, 1))
    scenario = Scenario("s", (uplift,))
    assert (scenario.prices_for(months()) == 1).all()
    assert scenario.components == (PriceComponent.ALLOWANCE,)
    assert scenario.prices_for(months(), PriceComponent.ALLOWANCE) == pytest.approx(1.1)


def test_what_a_lever_costs_is_counted_by_the_day_and_once_on_its_first() -> None:
    team = lever(Changes.COST, pence_a_week=70_000, pence_once=5_000, starts=dt.date(2026, 5, 30))
    assert Scenario("s", (team,)).own_cost(months())[:3] == pytest.approx([0, 2 * 10_000 + 5_000, 30 * 10_000])


def test_a_range_is_answered_at_both_its_ends() -> None:
    ranged = Scenario("s", (lever(Changes.ENTRIES, -0.1, low=-0.3, high=0.0),))
    assert ranged.has_range
    assert [of_families(ranged.at(end))[-1] for end in ("low", "high")] == pytest.approx([0.7, 1.0])
    rise = Scenario("s", (lever(Changes.PRICES, a_year=0.03, low=0.01, high=0.06),))
    assert [rise.at(end).levers[0].a_year for end in ("low", "high")] == [0.01, 0.06]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_of_the_list_of_levers_changes_something_and_says_who_owns_it(row: object) -> None:
    levers = row.levers(starts=AUTUMN, owner="Invented Owner")  # type: ignore[attr-defined]
    scenario = Scenario("s", levers)
    record = scenario.levers_for(months())
    moved = any((record[name] != 1).any() for name in LEVERS.names or () if name not in FOLLOWING)
    priced = (scenario.prices_for(months()) != 1).any() or bool(scenario.components)
    assert moved or priced
    assert all(one.owner and one.source and one.column and one.starts == AUTUMN for one in levers)
    assert any(one.low is not None and one.high is not None for one in levers)
    assert scenario_from_toml(scenario_as_toml(scenario), "x") == scenario


def test_a_row_of_the_list_takes_the_figure_it_is_given() -> None:
    text = '[[lever]]\nrow = "step_down"\nfrom = 2026-10-01\nchange = 0.5\nsource = "plan"\nowner = "Invented Owner"\n'
    [given] = scenario_from_toml(text, "s").levers
    assert (given.changes, given.change, given.low, given.source) == (Changes.STEP_DOWN, 0.5, None, "plan")
    with pytest.raises(Refused, match="no such lever"):
        scenario_from_toml(text.replace("step_down", "magic"), "s")


@given(SCENARIOS)
def test_a_scenario_reads_back_as_it_was_written(scenario: Scenario) -> None:
    assert scenario_from_toml(scenario_as_toml(scenario), "other") == scenario


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
        {"changes": Changes.ENTRIES, "setting": Setting.SECURE},
        {"changes": Changes.PROVIDERS, "change": 0.2},
        {"changes": Changes.ENTRIES, "touches": 1.2},
        {"changes": Changes.ENTRIES, "change": 0.2, "high": 0.1},
        {"changes": Changes.ENTRIES, "grows_over_months": float("nan")},
        {"changes": Changes.COST, "pence_a_week": -1},
        {"changes": Changes.COST, "change": 0.1},
        {"changes": Changes.BLOCK, "setting": Setting.CHILDRENS_HOME, "provider": ProviderType.PRIVATE},
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
