"""What a week costs, in whole pence: worked examples of the costs paper and the rules of the price book."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.codes import Setting
from placements.models.contract import (
    ContractKind,
    PriceComponent,
    PriceLine,
    PriceStanding,
    PriceUnit,
    ProviderKind,
)
from placements.models.finance import Uplift
from placements.prices import Block, InUse, PriceBook, Wanted, line_pence
from tests.placements.random_money import contract

JUNE = dt.date(2026, 6, 10)
NUMBER = count()


def line(amount_pence: int, **more: object) -> PriceLine:
    """An agreed weekly base price for agency fostering from April 2026, changed as a test says."""
    facts: dict[str, object] = {
        "ref": f"P-{next(NUMBER)}",
        "setting": Setting.MAINSTREAM_FOSTERING,
        "provider_kind": ProviderKind.IFA,
        "component": PriceComponent.BASE,
        "unit": PriceUnit.CHILD_WEEK,
        "amount_pence": amount_pence,
        "starts_on": dt.date(2026, 4, 1),
        "as_of": JUNE,
        "source": "test",
    }
    return PriceLine(**(facts | more))  # type: ignore[arg-type]


def agency(age: int = 9, on: dt.date = JUNE, **more: object) -> Wanted:
    """A child of nine with an agency."""
    return Wanted(Setting.MAINSTREAM_FOSTERING, ProviderKind.IFA, age, on, **more)  # type: ignore[arg-type]


def test_seventeen_days_at_920_a_week_cost_2234_pounds_29() -> None:
    assert line_pence(92_000, (dt.date(2026, 6, 27) - JUNE).days) == 223_429


@given(amount=st.integers(0, 10_000_000), days=st.integers(0, 4000))
def test_a_line_is_rounded_once_half_up(amount: int, days: int) -> None:
    exact = Decimal(amount) * days / 7
    assert line_pence(amount, days) == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def test_a_price_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    book = PriceBook([line(92_000, ends_on=dt.date(2027, 4, 1)), line(95_000, starts_on=dt.date(2027, 4, 1))])
    assert book.quote(agency(on=dt.date(2027, 3, 31))).weekly_pence == 92_000
    assert book.quote(agency(on=dt.date(2027, 4, 1))).weekly_pence == 95_000


def test_an_unknown_price_is_unknown_and_says_why_never_nought() -> None:
    quote = PriceBook([line(92_000)]).quote(agency(on=dt.date(2025, 1, 1)))
    assert quote.weekly_pence is None
    assert "No price is held for mainstream fostering by ifa at age 9 on 01/01/2025" in quote.because


def test_an_agreed_price_replaces_the_published_one() -> None:
    published = line(82_000, standing=PriceStanding.PUBLISHED)
    assert PriceBook([published]).quote(agency()).weekly_pence == 82_000
    assert PriceBook([published, line(92_000)]).quote(agency()).weekly_pence == 92_000


def test_allowance_and_fee_add_up_and_the_fee_is_paid_once_a_household() -> None:
    own: dict[str, Any] = {"provider_kind": ProviderKind.OWN}
    book = PriceBook(
        [
            line(19_400, component=PriceComponent.ALLOWANCE, age_min=5, age_max=10, **own),
            line(22_000, component=PriceComponent.ALLOWANCE, age_min=11, age_max=15, **own),
            line(25_000, component=PriceComponent.FEE, unit=PriceUnit.CARER_WEEK, level="2", **own),
        ]
    )
    first = Wanted(Setting.MAINSTREAM_FOSTERING, ProviderKind.OWN, 12, JUNE, level="2")
    second = Wanted(Setting.MAINSTREAM_FOSTERING, ProviderKind.OWN, 9, JUNE, level="2", first_in_home=False)
    assert book.quote(first).weekly_pence == 47_000
    assert book.quote(second).weekly_pence == 19_400


def test_the_price_of_a_contract_comes_before_the_general_one() -> None:
    book = PriceBook([line(92_000), line(88_000, contract_id=7)])
    assert book.quote(agency(contract_id=7)).weekly_pence == 88_000
    assert book.quote(agency(contract_id=8)).weekly_pence == 92_000


def test_planning_takes_the_mean_where_only_single_contracts_are_priced_and_says_so() -> None:
    book = PriceBook([line(90_000, contract_id=1), line(100_000, contract_id=2)])
    quote = book.typical(agency())
    assert quote.weekly_pence == 95_000
    assert "plain mean of 2 single prices" in quote.because


def test_planning_shares_a_carers_fee_over_the_children_who_live_there() -> None:
    own: dict[str, Any] = {"provider_kind": ProviderKind.OWN}
    fee: dict[str, Any] = {"component": PriceComponent.FEE, "unit": PriceUnit.CARER_WEEK}
    allowance = line(20_000, component=PriceComponent.ALLOWANCE, **own)
    book = PriceBook([allowance, line(20_000, level="1", **fee, **own), line(30_000, level="2", **fee, **own)])
    wanted = Wanted(Setting.MAINSTREAM_FOSTERING, ProviderKind.OWN, 9, JUNE)
    assert book.typical(wanted, children_per_carer=1.25).weekly_pence == 40_000


def test_the_fixed_part_of_a_block_does_not_depend_on_who_lives_there() -> None:
    home = {"setting": Setting.CHILDRENS_HOME, "provider_kind": ProviderKind.HOME_GROUP}
    fixed = line(2_000_000, component=PriceComponent.BLOCK_FIXED, unit=PriceUnit.CONTRACT_WEEK, contract_id=1, **home)
    book = PriceBook([fixed])
    assert book.fixed_weekly_pence(Setting.CHILDRENS_HOME, JUNE) == 2_000_000
    assert book.quote(Wanted(Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, 13, JUNE, contract_id=1)).lines == ()


def test_the_rate_table_is_the_quotes_one_by_one() -> None:
    lines = [
        line(92_000, ends_on=dt.date(2026, 9, 1)),
        line(95_000, starts_on=dt.date(2026, 9, 1), age_max=11),
        line(300_000, setting=Setting.CHILDRENS_HOME, provider_kind=None),
    ]
    book = PriceBook(lines)
    settings = [Setting.MAINSTREAM_FOSTERING, Setting.CHILDRENS_HOME, Setting.SECURE]
    kinds = [ProviderKind.OWN, ProviderKind.IFA, None]
    ages = list(range(19))
    days = [dt.date(2026, 5, 1), dt.date(2026, 9, 1), dt.date(2027, 1, 1)]
    rates, because = book.daily_rates(settings, kinds, ages, days)
    for s, setting in enumerate(settings):
        for k, kind in enumerate(kinds):
            assert because[setting, kind]
            for age in ages:
                for d, day in enumerate(days):
                    weekly = book.typical(Wanted(setting, kind, age, day)).weekly_pence
                    expected = np.nan if weekly is None else weekly / 7
                    assert np.array_equal(rates[s, k, age, d], expected, equal_nan=True)


def home(amount_pence: int, **more: Any) -> PriceLine:
    """A weekly base price of a children's home."""
    return line(amount_pence, setting=Setting.CHILDRENS_HOME, provider_kind=ProviderKind.HOME_GROUP, **more)


def a_home(on: dt.date = JUNE, **more: Any) -> Wanted:
    return Wanted(Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, 13, on, **more)


FIXED: dict[str, Any] = {"component": PriceComponent.BLOCK_FIXED, "unit": PriceUnit.CONTRACT_WEEK, "contract_id": 1}
VARIABLE: dict[str, Any] = {"component": PriceComponent.BLOCK_VARIABLE, "contract_id": 1}


def test_a_published_price_stands_in_until_the_agreed_one_begins_without_a_gap() -> None:
    published = line(82_000, standing=PriceStanding.PUBLISHED, starts_on=dt.date(2020, 4, 1))
    book = PriceBook([published, line(92_000, starts_on=dt.date(2026, 9, 1))])
    assert book.quote(agency()).weekly_pence == 82_000
    assert book.quote(agency(on=dt.date(2026, 9, 1))).weekly_pence == 92_000


def test_a_bed_of_a_block_is_never_the_base_and_the_variable_part_together() -> None:
    book = PriceBook([home(600_000), home(2_398_000, **FIXED), home(397_000, **VARIABLE)])
    assert book.quote(a_home(contract_id=1)).weekly_pence == 397_000
    assert book.quote(a_home()).weekly_pence == 600_000
    assert book.typical(a_home()).weekly_pence == 600_000


def test_what_stands_empty_is_no_part_of_what_a_child_costs() -> None:
    retainer = line(50_000, component=PriceComponent.RETAINER)
    assert PriceBook([line(92_000), retainer]).quote(agency()).weekly_pence == 92_000


def test_a_fee_by_level_without_the_level_is_not_known_and_says_from_what_to_what() -> None:
    own: dict[str, Any] = {"provider_kind": ProviderKind.OWN}
    fee: dict[str, Any] = {"component": PriceComponent.FEE, "unit": PriceUnit.CARER_WEEK}
    allowance = line(20_000, component=PriceComponent.ALLOWANCE, **own)
    book = PriceBook([allowance, line(20_000, level="1", **fee, **own), line(30_000, level="2", **fee, **own)])
    wanted = Wanted(Setting.MAINSTREAM_FOSTERING, ProviderKind.OWN, 9, JUNE)
    quote = book.quote(wanted)
    assert quote.weekly_pence is None
    assert "from £200.00 to £300.00" in quote.because


def test_a_provider_is_quoted_from_its_own_contract_and_its_framework_comes_first() -> None:
    contracts = [contract(1, ContractKind.SPOT, 7), contract(2, ContractKind.FRAMEWORK, 7), contract(3, provider=8)]
    lines = [line(110_000, contract_id=1), line(90_000, contract_id=2), line(70_000, contract_id=3), line(95_000)]
    book = PriceBook(lines, contracts=contracts)
    assert book.quote_from(7, agency()).weekly_pence == 90_000
    assert book.quote_from(7, agency()).because.startswith("framework C-2: ")
    assert book.quote_from(8, agency()).weekly_pence == 70_000
    other = book.quote_from(9, agency())
    assert other.weekly_pence == 95_000
    assert "No contract of this provider" in other.because


def test_a_contract_that_has_ended_prices_nobody() -> None:
    ended = contract(1, provider=7, ends_on=dt.date(2026, 6, 1))
    book = PriceBook([line(70_000, contract_id=1), line(95_000)], contracts=[ended])
    assert book.quote_from(7, agency()).weekly_pence == 95_000


def test_planning_weighs_single_prices_by_where_children_live_today() -> None:
    lines = [home(500_000, home_id=1), home(2_000_000, home_id=2), home(650_000)]
    where: dict[str, Any] = {"setting": Setting.CHILDRENS_HOME, "provider_kind": ProviderKind.HOME_GROUP}
    used = [InUse(children=3, homes=1, home_id=1, **where), InUse(children=1, homes=1, home_id=2, **where)]
    used.append(InUse(children=2, homes=2, home_id=9, **where))
    quote = PriceBook(lines, in_use=used).typical(a_home())
    assert quote.weekly_pence == round((3 * 500_000 + 2_000_000 + 2 * 650_000) / 6)
    assert quote.because.startswith("by where 6 children live today")


def test_a_fee_is_shared_by_the_children_who_live_with_carers_of_its_level() -> None:
    own: dict[str, Any] = {"provider_kind": ProviderKind.OWN}
    fee: dict[str, Any] = {"component": PriceComponent.FEE, "unit": PriceUnit.CARER_WEEK}
    allowance = line(20_000, component=PriceComponent.ALLOWANCE, **own)
    book_lines = [allowance, line(20_000, level="1", **fee, **own), line(30_000, level="2", **fee, **own)]
    where: dict[str, Any] = {"setting": Setting.MAINSTREAM_FOSTERING, "provider_kind": ProviderKind.OWN}
    used = [InUse(children=4, homes=2, level="2", **where), InUse(children=5, homes=3, level=None, **where)]
    wanted = Wanted(Setting.MAINSTREAM_FOSTERING, ProviderKind.OWN, 9, JUNE)
    assert PriceBook(book_lines, in_use=used).typical(wanted).weekly_pence == 35_000


def test_a_price_that_begins_later_makes_no_jump_in_the_mean_of_single_prices() -> None:
    lines = [line(90_000, contract_id=1), line(100_000, contract_id=2)]
    late = line(900_000, contract_id=3, starts_on=dt.date(2026, 10, 1))
    days = [dt.date(2026, month, 1) for month in range(6, 13)]
    rates, _ = PriceBook([*lines, late]).daily_rates([Setting.MAINSTREAM_FOSTERING], [ProviderKind.IFA], [9], days)
    assert rates[0, 0, 0].tolist() == [95_000 / 7] * 7


def test_a_price_that_ends_is_carried_on_and_one_to_come_is_carried_back_and_both_are_said() -> None:
    book = PriceBook([home(600_000, starts_on=dt.date(2026, 6, 1), ends_on=dt.date(2026, 9, 1))])
    days = [dt.date(2026, month, 1) for month in (4, 6, 9, 12)]
    rates, because = book.daily_rates([Setting.CHILDRENS_HOME], [ProviderKind.HOME_GROUP], [13], days)
    assert rates[0, 0, 0].tolist() == [600_000 / 7] * 4
    assert "carried from" in because[Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP]
    said = book.standing_in(Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, days[0], days[-1])
    assert any("ends on 31/08/2026 and is carried on" in one for one in said)
    assert any("begins on 01/06/2026 and is carried back" in one for one in said)


def test_an_uplift_changes_the_rate_table_from_its_day_and_a_year_without_one_is_said() -> None:
    rise = Uplift(ref="U", starts_on=dt.date(2027, 4, 1), basis_points=355, as_of=JUNE, source="test")
    book = PriceBook([home(600_000)], [rise])
    days = [dt.date(2027, 3, 1), dt.date(2027, 4, 1)]
    rates, _ = book.daily_rates([Setting.CHILDRENS_HOME], [ProviderKind.HOME_GROUP], [13], days)
    assert rates[0, 0, 0].tolist() == [600_000 / 7, 621_300 / 7]
    assert book.years_without_uplift(JUNE, dt.date(2029, 5, 1)) == [2028, 2029]


def test_the_spread_of_single_prices_has_a_mean_of_one_and_weighs_the_dear_ones_as_they_are_used() -> None:
    lines = [home(500_000, home_id=1), home(600_000, home_id=2), home(6_300_000, home_id=3)]
    spread = PriceBook(lines).spread(Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, JUNE)
    factors = spread.factors
    assert spread.children == 0
    assert factors @ spread.weights == pytest.approx(1.0)
    assert factors.max() / factors.min() == pytest.approx(12.6)
    none = PriceBook([home(500_000)]).spread(Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, JUNE)
    assert none.factors.tolist() == [1.0]


def test_a_block_is_known_by_its_beds_its_fixed_part_a_day_and_what_a_night_costs_besides() -> None:
    lines = [home(2_398_000, **FIXED), home(397_000, **VARIABLE)]
    book = PriceBook(lines, contracts=[contract(1, ContractKind.BLOCK, beds=4)])
    [block] = book.blocks()
    assert block == Block(1, Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP, 4)
    assert book.block_day(block, JUNE) == (2_398_000 / 7, 397_000 / 7)
