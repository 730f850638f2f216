"""Nights times prices: units, ages, months, what has no price, and sums to the penny."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from forecasting.budget import Budget, budget_of, kinds_of
from forecasting.lever import Changes, Lever
from forecasting.scenario import BASE, Scenario
from forecasting.simulate import Model, Simulated
from forecasting.states import PROVIDERS, SETTINGS, ProviderType
from forecasting.tables import Records
from placements.codes import Setting
from placements.models.contract import ProviderKind
from placements.prices import PriceBook
from tests.forecasting.town import always, in_care, line, model, months, position, rates, run

MAINSTREAM = position(Setting.MAINSTREAM_FOSTERING)


EVERYTHING = PriceBook(line(setting.value, setting, 70_000) for setting in SETTINGS)


def staying(*dobs: str, setting: Setting = Setting.MAINSTREAM_FOSTERING, provider: str = "own") -> Model:
    """Children who neither leave nor move."""
    stock = in_care(*dobs, setting=setting)
    stock["provider"] = PROVIDERS.index(provider)
    return model(rates(leaving=0.0, moving=0.0), stock, runs=3)


def cost(made: Model, book: PriceBook, scenario: Scenario = BASE) -> tuple[Budget, Simulated]:
    found = run(made, scenario=scenario)
    return budget_of(found, months(), book, scenario.prices_for(months())), found


def test_a_week_s_price_is_a_seventh_of_it_a_night() -> None:
    found, _ = cost(staying("2015-06-06"), PriceBook([line("a", Setting.MAINSTREAM_FOSTERING, 70_000)]))
    assert found.pence[:, 0, MAINSTREAM].tolist() == [300_000] * 3
    assert found.pence.sum(axis=2)[0].tolist() == [10_000 * days for days in months().lengths]


def test_a_price_by_age_changes_on_the_birthday() -> None:
    book = PriceBook(
        [
            line("a", Setting.MAINSTREAM_FOSTERING, 70_000, age_max=10),
            line("b", Setting.MAINSTREAM_FOSTERING, 140_000, age_min=11),
        ]
    )
    found, _ = cost(staying("2015-04-11"), book)
    assert found.pence[0, 0, MAINSTREAM] == 10 * 10_000 + 20 * 20_000


def test_a_price_that_ends_within_the_months_is_carried_on() -> None:
    book = PriceBook([line("a", Setting.MAINSTREAM_FOSTERING, 70_000, ends_on=dt.date(2026, 7, 1))])
    found, _ = cost(staying("2015-06-06"), book)
    assert found.pence.sum(axis=2)[0].tolist() == [10_000 * days for days in months().lengths]
    assert not found.not_priced


def test_what_has_no_price_is_listed_with_its_nights_and_is_in_no_total() -> None:
    found, _ = cost(staying("2015-06-06"), PriceBook([line("a", Setting.CHILDRENS_HOME, 70_000)]))
    assert found.pence.sum() == 0
    assert not found.priced[MAINSTREAM]
    assert found.priced[position(Setting.CHILDRENS_HOME)]
    [missing] = found.not_priced
    assert (missing.setting, missing.provider) == (Setting.MAINSTREAM_FOSTERING, ProviderType.OWN)
    assert missing.nights_a_month == pytest.approx(365 / 12)
    assert "No price is held for mainstream fostering" in missing.because


def test_the_agency_s_price_is_paid_for_private_and_voluntary_foster_homes() -> None:
    book = PriceBook(
        [
            line("own", Setting.MAINSTREAM_FOSTERING, 70_000, ProviderKind.OWN),
            line("ifa", Setting.MAINSTREAM_FOSTERING, 140_000, ProviderKind.IFA),
        ]
    )
    for provider, daily in (("own", 10_000), ("private", 20_000), ("voluntary", 20_000)):
        found, _ = cost(staying("2015-06-06", provider=provider), book)
        assert found.pence[0, 0, MAINSTREAM] == 30 * daily


def test_a_voluntary_provider_s_own_price_comes_before_the_agency_s() -> None:
    book = PriceBook(
        [
            line("home", Setting.CHILDRENS_HOME, 140_000, ProviderKind.HOME_GROUP),
            line("vol", Setting.CHILDRENS_HOME, 70_000, ProviderKind.VOLUNTARY),
        ]
    )
    found, _ = cost(staying("2015-06-06", setting=Setting.CHILDRENS_HOME, provider="voluntary"), book)
    assert found.pence[0, 0].sum() == 300_000


def test_every_setting_and_provider_has_a_kind_to_be_priced_by() -> None:
    assert all(kinds_of(setting, provider) for setting in SETTINGS for provider in PROVIDERS)
    assert kinds_of(Setting.WITH_PARENTS, ProviderType.PARENTS) == (None,)


def test_inflation_changes_cost_only() -> None:
    dear = Scenario("s", (Lever(Changes.PRICES, dt.date(2026, 4, 1), "test", "test", change=0.1),))
    base, children = cost(staying("2015-06-06"), EVERYTHING)
    dearer, same_children = cost(staying("2015-06-06"), EVERYTHING, dear)
    assert dearer.pence.sum() == pytest.approx(1.1 * base.pence.sum(), abs=1)
    assert np.array_equal(children.stock, same_children.stock)


def expected_children() -> Records:
    return always(rates(leaving=1.0), Setting.SUPPORTED)


def test_under_half_a_child_costs_its_share_and_the_sum_of_costs_is_the_cost_of_the_sum() -> None:
    found, children = cost(model(expected_children(), runs=400, families=0.5), EVERYTHING)
    expected = children.nights.sum(axis=(2, 3)) * 10_000
    assert 0 < children.stock.sum(axis=(2, 3)).mean() < 0.5
    assert np.abs(found.pence.sum(axis=2) - expected).max() <= 1
    assert abs(found.pence.mean(axis=0).sum() - expected.mean(axis=0).sum()) <= 1


def test_a_fee_in_odd_pence_is_rounded_once_a_run_a_month_and_a_setting() -> None:
    found, _ = cost(staying("2015-06-06"), PriceBook([line("a", Setting.MAINSTREAM_FOSTERING, 92_001)]))
    assert found.pence[0, 0, MAINSTREAM] == int(30 * 92_001 / 7 + 0.5)
