"""Seventeen weaknesses seen in other models of children in care, each a test of this one."""

from __future__ import annotations

import datetime as dt
import json
import socket

import numpy as np
import pytest

from forecasting.answer import counts_of
from forecasting.budget import budget_of
from forecasting.estimate import estimate
from forecasting.exposure import exposure_of
from forecasting.history import history_of
from forecasting.lever import Changes, Lever
from forecasting.scenario import BASE, Scenario
from forecasting.simulate import Model
from forecasting.states import PROVIDERS, SETTINGS, YOUNGEST
from placements.codes import AGE_BANDS, Place, Setting, UnknownCode, age_band, age_on
from placements.models.contract import ProviderKind
from placements.prices import PriceBook
from tests.forecasting.invented import Truth, authority
from tests.forecasting.town import (
    CUT,
    EPOCH,
    episode,
    history,
    in_care,
    line,
    locate,
    model,
    months,
    position,
    rates,
    run,
    years,
)

FIRST = dt.date(2021, 4, 1)


@pytest.fixture(scope="module")
def estimated() -> Model:
    """A model estimated from five years of an invented authority."""
    rows = authority(Truth(), FIRST, CUT, seed=4)
    return estimate(history_of(rows, years(2021, 2025), locate), months(24), 300, 1)


def test_01_a_hundred_children_of_16_have_all_left_care_by_18() -> None:
    found = run(model(rates(leaving=0.0), in_care(*["2010-03-31"] * 100), runs=20, calendar=months(24)), months(24))
    assert (found.stock[:, 10].sum(axis=(1, 2)) == 100).all()
    assert found.stock[:, -1].sum() == 0


def test_02_age_at_every_date_is_what_date_arithmetic_says(estimated: Model) -> None:
    dobs = ["2025-09-30", "2022-02-28", "2020-02-29", "2016-06-15", "2010-12-31", "2009-01-01"]
    looks = np.arange(1.0, 1400.0, 13.0)
    found = run(model(rates(leaving=0.0), in_care(*dobs), runs=1, calendar=months(48)), months(48), looks=looks)
    for look, counted in zip(looks, found.stock[0].sum(axis=1), strict=True):
        day = CUT + dt.timedelta(days=int(look) - 1)
        ages = [age_on(dt.date.fromisoformat(dob), day) for dob in dobs]
        bands = [AGE_BANDS.index(age_band(age)) for age in ages if age < 18]
        assert counted.tolist() == np.bincount(bands, minlength=5).tolist()


def test_03_no_child_is_ever_in_a_setting_impossible_at_its_age(estimated: Model) -> None:
    nights = run(estimated, months(24)).nights.sum(axis=(2, 3))
    homes = run(estimated, months(24)).homes
    for (setting, _), by_age in zip(homes, nights, strict=True):
        assert by_age[: YOUNGEST[setting]].sum() == 0
    supported = homes[:, 0] == position(Setting.SUPPORTED)
    assert nights[supported].sum() > 0


def test_04_the_forecast_is_the_same_for_any_reporting_step(estimated: Model) -> None:
    calendar = months(24)
    monthly = run(estimated, calendar)
    daily = run(estimated, calendar, looks=np.arange(1, calendar.starts[-1] + 1))
    once = run(estimated, calendar, looks=calendar.starts[-1:])
    at_ends = daily.stock[:, calendar.starts[1:].astype(int) - 1]
    assert np.array_equal(at_ends, monthly.stock)
    assert np.array_equal(once.stock[:, 0], monthly.stock[:, -1])


def test_05_a_rate_never_seen_in_ten_exposure_years_is_not_nought() -> None:
    rows = [episode(n, "2014-01-01", "2020-01-01", rne="P", place="K2", place_provider="PR4") for n in range(10)]
    found = history(*rows, first=2024)
    assert exposure_of(found).leaving_by_quarter.sum() > 10
    assert exposure_of(found).left_by_quarter.sum() == 0
    drawn = estimate(found, months(), 50, 1).rates
    assert (drawn["leaving"].mean(axis=0) > 0).all()
    assert (drawn["moving"] > 0).all()


def test_06_ten_days_and_ten_years_in_care_leave_at_different_rates(estimated: Model) -> None:
    leaving = estimated.rates["leaving"].sum(axis=-1)[:, 3, position(Setting.MAINSTREAM_FOSTERING)].mean(axis=0)
    assert leaving[0] > 1.5 * leaving[-1]


def test_07_ten_children_with_another_provider_change_cost_and_supply_and_not_the_total(estimated: Model) -> None:
    agency = estimated.stock.copy()
    own = np.flatnonzero((agency["provider"] == 0) & (agency["setting"] == position(Setting.MAINSTREAM_FOSTERING)))[:10]
    agency["provider"][own] = PROVIDERS.index("private")
    switched = Model(**(vars(estimated) | {"stock": agency}))
    book = PriceBook(
        [
            line("own", Setting.MAINSTREAM_FOSTERING, 70_000, ProviderKind.OWN),
            line("ifa", Setting.MAINSTREAM_FOSTERING, 140_000, ProviderKind.IFA),
        ]
    )
    before, after = run(estimated, months(24)), run(switched, months(24))
    assert np.array_equal(before.stock, after.stock)
    assert after.provider[:, 0, PROVIDERS.index("private")].mean() > before.provider[:, 0, 1].mean() + 8
    costs = [budget_of(found, months(24), book, BASE).pence.sum() for found in (before, after)]
    assert costs[1] > costs[0]


def test_08_every_figure_has_a_range_and_the_range_is_neither_nothing_nor_everything(estimated: Model) -> None:
    total = counts_of(run(estimated, months(24)), 24).total
    assert all(low < high for low, high in zip(total["p10"], total["p90"], strict=True))
    assert total["p97_5"][-1] < 2 * total["p2_5"][-1]


@pytest.mark.parametrize("place", [place.value for place in Place])
def test_09_every_code_of_every_year_has_a_setting(place: str) -> None:
    found = history(episode(1, "2009-05-01", "2025-05-01", place=place, place_provider=""))
    assert len(found.stock) == 1


def test_09_a_code_that_is_not_held_stops_and_is_never_other() -> None:
    with pytest.raises(UnknownCode, match="PLACE"):
        history(episode(1, "2009-05-01", "2025-05-01", place="K9"))


def test_10_a_weekly_price_is_never_taken_for_a_daily_one() -> None:
    made = model(rates(leaving=0.0, moving=0.0), in_care("2015-05-05"), runs=1)
    book = PriceBook([line("a", Setting.MAINSTREAM_FOSTERING, 70_000)])
    found = budget_of(run(made), months(), book)
    assert found.pence.sum() == 365 * 70_000 // 7


def test_11_a_third_of_a_child_costs_a_third_and_costs_add_up_to_the_cost_of_the_sum() -> None:
    made = model(rates(leaving=0.0, moving=0.0), runs=600, families=0.35)
    found = run(made)
    book = PriceBook(line(setting.value, setting, 70_000) for setting in SETTINGS)
    pence = budget_of(found, months(), book).pence.mean(axis=0).sum()
    assert 0 < pence == pytest.approx(found.nights.sum(axis=(0, 1, 3)).mean() * 10_000, abs=1)


def test_12_siblings_places_season_and_what_is_known_of_its_accuracy_are_in_every_forecast(estimated: Model) -> None:
    found = counts_of(run(estimated, months(24)), 24)
    assert set(found.by_sibling_group) == {"1", "2", "3", "4+"}
    assert set(found.by_place) == {"in_area", "neighbouring", "further", "unknown"}
    assert found.families["2"]["mean"][0] > 0
    assert len(np.unique(estimated.families.mean(axis=0).round(9))) > 12


def test_13_a_lever_may_lengthen_stays_as_well_as_shorten_them(estimated: Model) -> None:
    def at_the_end(change: float) -> float:
        lever = Lever(Changes.LEAVING, CUT, "test", "test", change=change)
        return float(run(estimated, months(24), Scenario("s", (lever,))).stock[:, -1].sum(axis=(1, 2)).mean())

    assert at_the_end(-0.5) > at_the_end(0.0) > at_the_end(0.5)


def test_14_totals_come_from_joint_draws_and_not_from_sums_of_medians(estimated: Model) -> None:
    found = counts_of(run(estimated, months(24)), 24)
    parts = found.by_setting.values()
    assert sum(part["mean"][-1] for part in parts) == pytest.approx(found.total["mean"][-1])
    assert sum(part["p90"][-1] for part in parts) > found.total["p90"][-1]
    assert sum(part["p10"][-1] for part in parts) < found.total["p10"][-1]


def test_15_a_child_of_any_age_may_come_although_none_of_that_age_did() -> None:
    rows = [episode(n, "2012-01-01", "2024-05-01", "2024-09-01", rec="E4A") for n in range(30)]
    drawn = estimate(history(*rows, first=2024), months(), 50, 1).rates
    for name in ("only", "youngest"):
        assert (drawn[name].mean(axis=0) > 0).all()


def test_16_the_same_seed_gives_the_same_bytes(estimated: Model) -> None:
    one, two = (json.dumps(vars(counts_of(run(estimated, months(24), threads=t), 24))) for t in (1, 2))
    assert one == two


def test_17_a_forecast_needs_no_network_and_nothing_but_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a forecast asked for the network")

    monkeypatch.setattr(socket, "socket", no_network)
    rows = authority(Truth(), FIRST, CUT, seed=4)
    made = estimate(history_of(rows, years(2021, 2025), locate), months(), 20, 1)
    assert run(made).stock.sum() > 0


def test_the_days_of_the_simulator_are_the_days_of_the_calendar() -> None:
    assert EPOCH + dt.timedelta(days=int(in_care("2012-02-29")["born"][0])) == dt.date(2012, 2, 29)
