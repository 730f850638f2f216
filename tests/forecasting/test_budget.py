"""Nights times prices: units, ages, months, what has no price, and sums to the penny."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from forecasting.budget import Budget, budget_of, kinds_of, priced
from forecasting.lever import Changes, Lever
from forecasting.pricing import pricing_of
from forecasting.scenario import BASE, Scenario
from forecasting.simulate import Model
from forecasting.simulated import Simulated
from forecasting.states import PROVIDERS, SETTINGS, ProviderType
from forecasting.tables import Records
from forecasting.tails import Tails
from placements.codes import Setting
from placements.models.contract import ContractKind, PriceComponent, PriceUnit, ProviderKind
from placements.models.finance import Uplift
from placements.prices import InUse, PriceBook, Spread
from tests.forecasting.town import CUT, always, in_care, line, model, months, position, rates, run
from tests.placements.random_money import contract

MAINSTREAM = position(Setting.MAINSTREAM_FOSTERING)


EVERYTHING = PriceBook(line(setting.value, setting, 70_000) for setting in SETTINGS)


def staying(*dobs: str, setting: Setting = Setting.MAINSTREAM_FOSTERING, provider: str = "own") -> Model:
    """Children who neither leave nor move."""
    stock = in_care(*dobs, setting=setting)
    stock["provider"] = PROVIDERS.index(provider)
    return model(rates(leaving=0.0, moving=0.0), stock, runs=3)


def cost(made: Model, book: PriceBook, scenario: Scenario = BASE) -> tuple[Budget, Simulated]:
    found = run(made, scenario=scenario)
    return budget_of(found, months(), book, scenario), found


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
    expected = children.nights.sum(axis=(0, 1)) * 10_000
    assert 0 < children.stock.sum(axis=(2, 3)).mean() < 0.5
    assert np.abs(found.pence.sum(axis=2) - expected).max() <= 1
    assert abs(found.pence.mean(axis=0).sum() - expected.mean(axis=0).sum()) <= 1


def test_a_fee_in_odd_pence_is_rounded_once_a_run_a_month_and_a_setting() -> None:
    found, _ = cost(staying("2015-06-06"), PriceBook([line("a", Setting.MAINSTREAM_FOSTERING, 92_001)]))
    assert found.pence[0, 0, MAINSTREAM] == int(30 * 92_001 / 7 + 0.5)


# --- blocks, single prices, levers ------------------------------------------------------------------------------------

HOMES = position(Setting.CHILDRENS_HOME)
SPOT = line("spot", Setting.CHILDRENS_HOME, 7_000_000, ProviderKind.HOME_GROUP)


def block_book(beds: int) -> PriceBook:
    """Homes at £70,000 a week, and a block: £7,000 a week fixed, £70 a night besides."""
    home: dict[str, Any] = {"kind": ProviderKind.HOME_GROUP, "contract_id": 1}
    fixed: dict[str, Any] = {"component": PriceComponent.BLOCK_FIXED, "unit": PriceUnit.CONTRACT_WEEK}
    lines = [
        SPOT,
        line("fixed", Setting.CHILDRENS_HOME, 700_000, **fixed, **home),
        line("child", Setting.CHILDRENS_HOME, 49_000, component=PriceComponent.BLOCK_VARIABLE, **home),
    ]
    return PriceBook(lines, contracts=[contract(1, ContractKind.BLOCK, beds=beds)])


@pytest.mark.parametrize(("children", "beyond"), [(0, 0), (1, 0), (2, 0), (3, 1)])
def test_a_block_costs_its_fixed_part_at_any_occupancy_and_only_children_beyond_its_beds_the_spot_price(
    children: int, beyond: int
) -> None:
    made = staying(*["2015-06-06"] * children, setting=Setting.CHILDRENS_HOME, provider="private")
    found, _ = cost(made, block_book(beds=2))
    a_day = 100_000 + (children - beyond) * 7_000 + beyond * 1_000_000
    assert found.pence[0, :, HOMES].tolist() == [a_day * days for days in months().lengths]


def test_a_block_whose_beds_are_not_recorded_costs_its_fixed_part_and_children_the_spot_price() -> None:
    made = staying("2015-06-06", setting=Setting.CHILDRENS_HOME, provider="private")
    book = block_book(beds=2)
    book.contracts[1].beds = None
    assert cost(made, book)[0].pence[0, 0, HOMES] == 30 * (100_000 + 1_000_000)


def test_every_part_is_within_a_penny_of_its_cost_and_they_add_up_to_the_total() -> None:
    stock = in_care(*["2014-05-05"] * 7)
    made = model(rates(leaving=0.3, moving=2.0), stock, families=20, runs=50)
    book = PriceBook(line(setting.value, setting, 70_003 + 11 * at) for at, setting in enumerate(SETTINGS))
    found, children = cost(made, book)
    exact = np.zeros(found.by_cell.shape)
    for cell, (setting, _) in enumerate(found.cells):
        exact[:, :, cell] = children.nights[cell].sum(axis=0) * (70_003 + 11 * setting) / 7
    assert np.abs(found.by_cell - exact).max() <= 1
    assert np.abs(found.total - exact.sum(axis=2)).max() <= 1
    assert np.array_equal(found.by_cell.sum(axis=2), found.pence.sum(axis=2))


def spread(*factors: float, children: int = 0) -> Spread:
    values, weights = np.array(factors), np.full(len(factors), 1 / len(factors))
    return Spread(values / (values @ weights), weights, children)


def test_the_prices_of_places_have_the_mean_of_the_book_and_its_spread() -> None:
    found = Tails(spread(1, 1, 1, 9), [30.0] * 12, 4_000, (1, 2))
    one, many = (found.factors(np.full((4_000, 12), children)) for children in (1.0, 20.0))
    for factors in (one, many):
        assert factors.mean() == pytest.approx(1.0, abs=0.03)
    assert one[:, 0].std() == pytest.approx(np.std([1 / 3, 1 / 3, 1 / 3, 3]), rel=0.05)
    assert many[:, 0].std() == pytest.approx(one[:, 0].std() / np.sqrt(20), rel=0.1)


def test_the_children_of_today_have_the_prices_of_today_whatever_the_chance() -> None:
    factors = Tails(spread(1, 1, 1, 9, children=4), [30.0] * 6, 50, (1, 2)).factors(np.full((50, 6), 4.0))
    assert factors[:, 0] == pytest.approx(1.0)
    assert factors[:, 5].std() > 0.01


def test_one_child_more_leaves_the_prices_of_the_others_as_they_were() -> None:
    few, more = (Tails(spread(1, 2, 9), [30.0] * 6, 40, (1,)).factors(np.full((40, 6), n)) for n in (3.0, 4.0))
    again = Tails(spread(1, 2, 9), [30.0] * 6, 40, (1,))
    assert np.array_equal(again.factors(np.full((40, 6), 4.0)), more)
    assert np.array_equal(again.factors(np.full((40, 6), 3.0)), few)
    assert np.abs(4 * more - 3 * few - 1).min() >= 0 or (4 * more > 3 * few).all()


def test_part_of_a_child_costs_its_part_of_the_place() -> None:
    tails = Tails(spread(1, 2, 9), [30.0], 40, (1,))
    whole = [tails.factors(np.full((40, 1), n)) * n for n in (2.0, 2.25, 3.0)]
    assert whole[1] == pytest.approx(0.75 * whole[0] + 0.25 * whole[2])


def test_single_prices_widen_the_range_of_the_cost_and_leave_its_mean() -> None:
    lines = [line(f"home-{n}", Setting.CHILDRENS_HOME, price, ProviderKind.HOME_GROUP, home_id=n) for n, price in
             enumerate((400_000, 500_000, 600_000, 2_500_000), start=1)]  # fmt: skip
    mean = PriceBook([line("mean", Setting.CHILDRENS_HOME, 1_000_000, ProviderKind.HOME_GROUP)])
    stock = in_care(*["2014-05-05"] * 5, setting=Setting.CHILDRENS_HOME)
    stock["provider"] = PROVIDERS.index("private")
    found = run(model(rates(leaving=0.3, moving=0.0), stock, runs=2_000))
    one, many = (budget_of(found, months(), book).total.sum(axis=1) for book in (mean, PriceBook(lines)))
    assert many.mean() == pytest.approx(one.mean(), rel=0.03)
    assert many.std() > 2 * one.std()


def test_a_lever_s_block_takes_children_from_spot_homes_from_its_first_day() -> None:
    made = staying(*["2015-06-06"] * 3, setting=Setting.CHILDRENS_HOME, provider="private")
    block = Lever(
        Changes.BLOCK, dt.date(2026, 6, 1), "test", "test", setting=Setting.CHILDRENS_HOME,
        provider=ProviderType.PRIVATE, beds=2, pence_a_week=700_000, pence_a_child_week=49_000,
    )  # fmt: skip
    found, _ = cost(made, PriceBook([SPOT]), Scenario("s", (block,)))
    assert found.total[0, 1] == 31 * 3_000_000
    assert found.total[0, 2] == 30 * (100_000 + 2 * 7_000 + 1_000_000)


def test_an_allowance_s_uplift_leaves_the_rest_of_the_price_alone() -> None:
    own: dict[str, Any] = {"kind": ProviderKind.OWN}
    book = PriceBook(
        [
            line("allowance", Setting.MAINSTREAM_FOSTERING, 14_000, component=PriceComponent.ALLOWANCE, **own),
            line("around", Setting.MAINSTREAM_FOSTERING, 7_000, component=PriceComponent.OVERHEAD, **own),
        ]
    )
    rise = Lever(Changes.PRICES, CUT, "test", "test", change=0.5, component=PriceComponent.ALLOWANCE)
    found, _ = cost(staying("2015-06-06"), book, Scenario("s", (rise,)))
    assert found.total[0, 0] == 30 * (3_000 + 1_000)


def test_a_programme_s_own_cost_is_in_the_total_and_apart() -> None:
    team = Lever(Changes.COST, CUT, "test", "test", pence_a_week=70_000)
    found, _ = cost(staying("2015-06-06"), EVERYTHING, Scenario("s", (team,)))
    assert found.own[0, 0] == 300_000
    assert found.total[0, 0] == 600_000


def test_those_who_stay_put_cost_their_weeks_after_18() -> None:
    staying_put = Lever(Changes.STAYING_PUT, CUT, "test", "test", share=0.5, weeks=26.0, pence_a_child_week=70_000)
    stock = [f"2008-{month:02}-{day:02}" for month in range(5, 13) for day in (3, 13, 23)]
    found, children = cost(staying(*stock), EVERYTHING, Scenario("s", (staying_put,)))
    nights = found.own[0] / 10_000
    turned = children.turned[0].sum(axis=1)
    assert turned.tolist() == [0, *[3] * 8, 0, 0, 0]
    assert nights[1] == pytest.approx(turned[1] * 0.5 * 0.5 * 31)
    assert nights[3] == pytest.approx((turned[:3].sum() + turned[3] / 2) * 0.5 * 31)
    assert nights[11] < nights[7]


def test_inflation_is_told_apart_from_what_the_children_cost_at_first_prices() -> None:
    rise = Uplift(ref="U", starts_on=dt.date(2026, 10, 1), basis_points=1000, as_of=CUT, source="test")
    book = PriceBook([line("a", Setting.MAINSTREAM_FOSTERING, 70_000)], [rise])
    found, _ = cost(staying("2015-06-06"), book)
    assert found.inflation[:6] == pytest.approx(0.0)
    assert found.inflation[6] == pytest.approx(31 * 1_000)


def test_a_year_without_an_uplift_is_said_with_what_one_percent_would_be() -> None:
    made = staying("2015-06-06")
    calendar = months(24)
    found = budget_of(run(model(made.rates, made.stock, runs=3, calendar=calendar), calendar), calendar, EVERYTHING)
    [said] = found.notes
    assert "No uplift is held from 2027/28 on" in said
    assert f"£{366 * 10_000 / 100 / 100:,.0f}" in said


def test_prices_made_ready_once_give_what_they_give_when_made_anew() -> None:
    made = staying("2015-06-06", setting=Setting.CHILDRENS_HOME, provider="private")
    where: dict[str, Any] = {"setting": Setting.CHILDRENS_HOME, "provider_kind": ProviderKind.HOME_GROUP}
    homes = [line(f"h{n}", Setting.CHILDRENS_HOME, 500_000 * n, ProviderKind.HOME_GROUP, home_id=n) for n in (1, 2)]
    book = PriceBook(homes, in_use=[InUse(children=n, homes=1, home_id=n, **where) for n in (1, 2)])
    found = run(made)
    ready = pricing_of(found.homes, months(), book, len(found.stock), 1)
    dear = Scenario("s", (Lever(Changes.PRICES, CUT, "test", "test", change=0.1),))
    first, anew = priced(found, ready), priced(found, ready, dear)
    assert np.array_equal(priced(found, ready).total, first.total)
    assert anew.total.sum() == pytest.approx(1.1 * first.total.sum(), abs=100)
