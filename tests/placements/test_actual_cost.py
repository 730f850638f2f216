"""Actual cost to the penny: the worked examples of the costs paper, the rules one by one, and a second calculation."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import count
from typing import Any

import pytest

from placements.actual_cost import costs_of
from placements.amounts import exact_pence, half_up, weekly_pence
from placements.charges import Kept, Paid, Stay
from placements.codes import Setting
from placements.models.contract import (
    Per,
    PriceComponent,
    PriceLine,
    PriceStanding,
    PriceUnit,
    ProviderKind,
    Span,
)
from placements.models.finance import Uplift
from placements.quoting import QuoteBook
from tests.oracles.money import pence
from tests.placements.random_money import made
from tests.scale import scaled

JUNE, JULY = dt.date(2026, 6, 10), dt.date(2026, 6, 27)
NUMBER = count()
HISTORIES = 10_000
HOME: dict[str, Any] = {"setting": Setting.CHILDRENS_HOME, "provider_kind": ProviderKind.HOME_GROUP}
OWN: dict[str, Any] = {"setting": Setting.MAINSTREAM_FOSTERING, "provider_kind": ProviderKind.OWN}


def line(amount_pence: int, component: PriceComponent = PriceComponent.BASE, **more: object) -> PriceLine:
    facts: dict[str, object] = {
        "ref": f"L{next(NUMBER):04}",
        "component": component,
        "unit": PriceUnit.CHILD_WEEK,
        "amount_pence": amount_pence,
        "starts_on": dt.date(2020, 4, 1),
        "as_of": JUNE,
        "source": "test",
        **HOME,
    }
    return PriceLine(**(facts | more))  # type: ignore[arg-type]


def uplift(day: dt.date, basis_points: int, **more: object) -> Uplift:
    facts = {"ref": f"U{next(NUMBER):04}", "starts_on": day, "basis_points": basis_points}
    return Uplift(**facts, as_of=JUNE, source="test", **more)  # type: ignore[arg-type]


def stay(child: int = 1, starts: dt.date = JUNE, ends: dt.date | None = JULY, **more: object) -> Stay:
    facts: dict[str, object] = {"dob": dt.date(2014, 1, 1), "household": "H1", **HOME}
    return Stay(child=child, starts=starts, ends=ends, **(facts | more))  # type: ignore[arg-type]


def cost(stays: list[Stay], *lines: PriceLine, uplifts: tuple[Uplift, ...] = (), **period: object) -> int:
    first, end = period.get("first", dt.date(2026, 4, 1)), period.get("end", dt.date(2027, 4, 1))
    return costs_of(stays, QuoteBook(lines, uplifts), first, end, period.get("kept", ())).pence  # type: ignore[arg-type]


# --- worked examples of the costs paper -------------------------------------------------------------------------------


def test_example_1_a_part_week_of_seventeen_days_at_920_a_week_is_2234_pounds_29() -> None:
    assert cost([stay()], line(92_000)) == 223_429


@pytest.mark.parametrize(("a_year", "a_week"), [(4_800_000, 92_055), (16_600_000, 318_356)])
def test_example_2_a_year_s_price_is_a_week_s_by_the_true_number_of_days(a_year: int, a_week: int) -> None:
    assert half_up(weekly_pence(a_year, PriceUnit.CHILD_YEAR, JUNE)) == a_week
    assert half_up(exact_pence(a_year, PriceUnit.CHILD_YEAR, dt.date(2026, 4, 1), dt.date(2027, 4, 1))) == a_year


@pytest.mark.parametrize(("a_year", "a_week"), [(4_800_000, 91_989), (16_600_000, 318_130)])
def test_example_2_by_52_18_weeks_it_is_another_figure(a_year: int, a_week: int) -> None:
    assert half_up(Fraction(a_year * 100, 5_218)) == a_week


def test_example_3_three_uplifts_compound_to_24_4_percent() -> None:
    rises = tuple(uplift(dt.date(year, 4, 1), points) for year, points in ((2023, 1243), (2024, 688), (2025, 355)))
    book = QuoteBook([made_line := line(10_000_000)], rises)
    assert book.amount(made_line, dt.date(2025, 4, 1)) == pytest.approx(12_443_000, abs=500)
    assert book.amount(made_line, dt.date(2023, 3, 31)) == 10_000_000


def test_example_4_an_in_house_week_is_the_allowance_of_the_age_and_the_carer_s_fee() -> None:
    allowance = line(22_000, PriceComponent.ALLOWANCE, age_min=11, age_max=15, **OWN)
    fee = line(25_000, PriceComponent.FEE, unit=PriceUnit.CARER_WEEK, **OWN)
    week = stay(ends=JUNE + dt.timedelta(days=7), **OWN)
    assert cost([week], allowance, fee) == 47_000
    assert half_up(Fraction(47_000 * 5_218, 100)) == 2_452_460


@pytest.mark.parametrize(("filled", "pounds"), [(4, 9_966), (3, 11_964), (2, 15_961), (1, 27_951)])
def test_example_5_an_occupied_week_of_a_block_costs_the_more_the_emptier_it_stands(filled: int, pounds: int) -> None:
    bed_weeks = Fraction(4 * 9 * 5_218, 100)
    fixed = line(
        half_up(1_126_200_000 * 4 / bed_weeks), PriceComponent.BLOCK_FIXED, unit=PriceUnit.CONTRACT_WEEK, contract_id=1
    )
    variable = line(half_up((1_872_000_000 - 1_126_200_000) / bed_weeks), PriceComponent.BLOCK_VARIABLE, contract_id=1)
    stays = [stay(child, ends=None, contract_id=1, household=f"H{child % 2}") for child in range(filled)]
    spent = cost(stays, fixed, variable, first=JUNE, end=JUNE + dt.timedelta(days=28))
    assert spent / 100 / (4 * filled) == pytest.approx(pounds, abs=1)


def test_example_5_a_bed_that_empties_saves_none_of_the_fixed_part() -> None:
    fixed = line(599_500 * 4, PriceComponent.BLOCK_FIXED, unit=PriceUnit.CONTRACT_WEEK, contract_id=1)
    variable = line(397_000, PriceComponent.BLOCK_VARIABLE, contract_id=1)
    week: dict[str, Any] = {"first": JUNE, "end": JUNE + dt.timedelta(days=7)}
    costs = [
        cost([stay(child, ends=None, contract_id=1) for child in range(filled)], fixed, variable, **week)
        for filled in range(5)
    ]
    assert costs == [2_398_000 + filled * 397_000 for filled in range(5)]


# --- every rule -------------------------------------------------------------------------------------------------------


def test_the_day_of_arrival_is_paid_and_the_day_of_leaving_is_not() -> None:
    nightly = line(100, unit=PriceUnit.CHILD_DAY)
    moved = [stay(ends=dt.date(2026, 6, 20)), stay(starts=dt.date(2026, 6, 20), household="H2")]
    found = costs_of(moved, QuoteBook([nightly]), dt.date(2026, 4, 1), dt.date(2027, 4, 1))
    assert (found.pence, found.child_days) == (1_700, 17)


def test_a_birthday_changes_the_allowance_on_the_day() -> None:
    young = line(700, PriceComponent.ALLOWANCE, age_max=10, **OWN)
    old = line(1_400, PriceComponent.ALLOWANCE, age_min=11, **OWN)
    assert cost([stay(dob=dt.date(2015, 6, 20), **OWN)], young, old) == 10 * 100 + 7 * 200


def test_a_carer_s_fee_is_paid_once_a_household_and_is_not_lost_when_one_of_two_children_leaves() -> None:
    fee = line(700, PriceComponent.FEE, unit=PriceUnit.CARER_WEEK, level="2", **OWN)
    allowance = line(7_000, PriceComponent.ALLOWANCE, **OWN)
    two = [stay(1, level="2", **OWN), stay(2, level="2", ends=dt.date(2026, 6, 15), **OWN)]
    assert cost(two, fee, allowance) == 17 * 100 + (17 + 5) * 1_000


def test_a_retainer_is_paid_on_the_days_a_household_stands_empty_and_for_a_bed_that_is_held() -> None:
    empty = line(10_430, PriceComponent.RETAINER, unit=PriceUnit.CARER_WEEK, level="2", **OWN)
    hold = line(14_000, PriceComponent.RETAINER, **OWN)
    fed = line(7_000, PriceComponent.ALLOWANCE, **OWN)
    household = Kept(household="H1", starts=dt.date(2026, 6, 1), ends=dt.date(2026, 7, 1), level="2", **OWN)
    held = Kept(household="H1", starts=JULY, ends=dt.date(2026, 7, 4), held=True, **OWN)
    expected = 17 * 1_000 + 13 * 1_490 + 7 * 2_000
    assert cost([stay(level="2", **OWN)], empty, hold, fed, kept=(household, held)) == expected


def test_an_uplift_holds_from_its_day_within_a_placement_and_only_for_its_component() -> None:
    base, extra = line(70_000), line(7_000, PriceComponent.ENHANCEMENT)
    rise = uplift(dt.date(2026, 6, 20), 1_000, component=PriceComponent.BASE)
    assert cost([stay()], base, extra, uplifts=(rise,)) == 10 * 10_000 + 7 * 11_000 + 17 * 1_000


def test_a_contract_s_own_uplift_comes_before_the_general_one() -> None:
    of_contract = line(70_000, contract_id=1)
    rises = (uplift(JUNE, 1_000), uplift(JUNE, 0, contract_id=1))
    assert cost([stay(contract_id=1)], of_contract, uplifts=rises) == 170_000


def test_enhancements_of_a_child_add_up_on_a_spot_price() -> None:
    spot = line(350_000, contract_id=3)
    two_to_one = line(70_000, PriceComponent.ENHANCEMENT, child_id=1)
    night = line(35_000, PriceComponent.ENHANCEMENT, child_id=1)
    week = stay(ends=JUNE + dt.timedelta(days=7), contract_id=3)
    assert cost([week], spot, two_to_one, night) == 455_000


def test_the_second_child_of_a_home_costs_what_the_line_for_the_second_says() -> None:
    first, second = line(70_000), line(35_000, nth=2)
    two = [stay(1), stay(2, starts=dt.date(2026, 6, 12))]
    assert cost(two, first, second) == 17 * 10_000 + 15 * 5_000
    gone = [stay(1, ends=dt.date(2026, 6, 20)), stay(2, starts=dt.date(2026, 6, 12))]
    assert cost(gone, first, second) == 10 * 10_000 + 8 * 5_000 + 7 * 10_000


def test_a_lot_of_the_framework_prices_the_child_placed_under_it() -> None:
    lots = [line(90_000, contract_id=1, level="1"), line(120_000, contract_id=1, level="3")]
    week = stay(ends=JUNE + dt.timedelta(days=7), contract_id=1, level="3")
    assert cost([week], *lots) == 120_000


def test_notice_is_paid_at_the_child_s_price_and_is_no_child_day() -> None:
    book = QuoteBook([line(70_000), line(7_000, PriceComponent.ENHANCEMENT)])
    left = stay(paid_until=dt.date(2026, 7, 25))
    found = costs_of([left], book, dt.date(2026, 4, 1), dt.date(2027, 4, 1))
    assert sum(one.pence for one in found.charges if one.paid is Paid.NOTICE) == 28 * 10_000
    assert found.child_days == 17


def test_what_is_due_once_is_paid_on_arrival_or_on_the_day_of_the_child_s_own_line() -> None:
    clothing = line(16_000, PriceComponent.ONE_OFF, unit=PriceUnit.ONCE)
    trip = line(5_000, PriceComponent.EXTRA, unit=PriceUnit.ONCE, child_id=1, starts_on=dt.date(2026, 6, 12))
    assert cost([stay()], clothing, trip) == 21_000
    assert cost([stay()], clothing, trip, first=dt.date(2026, 6, 11)) == 5_000
    assert cost([stay(2)], clothing, trip) == 16_000


def test_a_yearly_amount_is_spread_over_the_true_days_of_each_financial_year() -> None:
    leap = stay(starts=dt.date(2024, 3, 31), ends=dt.date(2024, 4, 2))
    yearly = line(36_600, PriceComponent.EXTRA, unit=PriceUnit.CHILD_YEAR)
    found = cost([leap], yearly, first=dt.date(2023, 4, 1))
    assert found == half_up(Fraction(36_600, 366) + Fraction(36_600, 365))


def test_days_without_a_price_are_in_no_total_and_are_listed_with_the_reason() -> None:
    ended = line(70_000, ends_on=dt.date(2026, 6, 20))
    found = costs_of([stay()], QuoteBook([ended]), dt.date(2026, 4, 1), dt.date(2027, 4, 1))
    [missing] = found.unpriced
    assert (missing.first, missing.end) == (dt.date(2026, 6, 20), JULY)
    assert "No price is held for childrens home" in missing.because
    assert found.pence == 100_000


def test_a_fee_whose_level_is_not_recorded_is_listed_and_not_taken_for_nothing() -> None:
    allowance = line(7_000, PriceComponent.ALLOWANCE, **OWN)
    fee = line(700, PriceComponent.FEE, unit=PriceUnit.CARER_WEEK, level="2", **OWN)
    found = costs_of([stay(**OWN)], QuoteBook([allowance, fee]), dt.date(2026, 4, 1), dt.date(2027, 4, 1))
    assert found.pence == 17 * 1_000
    [missing] = found.unpriced
    assert "level or lot that is not recorded" in missing.because


def test_of_two_lines_alike_the_newer_one_is_paid_not_both() -> None:
    assert cost([stay()], line(70_000), line(140_000, starts_on=dt.date(2026, 4, 1))) == 17 * 20_000


def test_a_published_price_stands_in_until_the_day_the_agreed_one_begins() -> None:
    published = line(70_000, standing=PriceStanding.PUBLISHED)
    agreed = line(140_000, starts_on=dt.date(2026, 6, 20))
    assert cost([stay()], published, agreed) == 10 * 10_000 + 7 * 20_000


# --- units and sums ---------------------------------------------------------------------------------------------------


def test_every_unit_says_for_whom_and_for_how_long() -> None:
    for unit in PriceUnit:
        assert unit.per in Per
        assert unit.span in Span
        assert (unit.span is Span.ONCE) == (unit is PriceUnit.ONCE)


@pytest.mark.parametrize("unit", [unit for unit in PriceUnit if unit is not PriceUnit.ONCE])
def test_an_amount_a_day_is_the_same_money_whatever_it_is_stated_per(unit: PriceUnit) -> None:
    days = {Span.DAY: 1, Span.WEEK: 7, Span.YEAR: 365}[unit.span]
    stated = exact_pence(1_000 * days, unit, JUNE, JULY)
    assert stated == 17 * 1_000


def test_an_amount_due_once_has_no_daily_share() -> None:
    with pytest.raises(ValueError, match="due once"):
        exact_pence(1, PriceUnit.ONCE, JUNE, JULY)


@pytest.mark.soak
def test_a_second_calculation_agrees_to_the_penny_on_random_histories() -> None:
    differ, paid = [], 0
    for number in range(scaled(HISTORIES)):
        one = made(number)
        ours = costs_of(one.stays, QuoteBook(one.lines, one.uplifts), one.first, one.end, one.kept).pence
        theirs = pence(one.stays, one.lines, one.uplifts, one.first, one.end, one.kept)
        paid += theirs > 0
        if ours != theirs:
            differ.append((number, ours, theirs))
    assert differ == []
    assert paid > scaled(HISTORIES) / 3


@pytest.mark.soak
def test_child_days_are_the_days_of_the_stays_and_months_add_up_to_the_year() -> None:
    for number in range(scaled(1_000)):
        one = made(number)
        book = QuoteBook(one.lines, one.uplifts)
        whole = costs_of(one.stays, book, one.first, one.end)
        inside = [(max(s.starts, one.first), min(s.ends or one.end, one.end)) for s in one.stays]
        assert whole.child_days == sum(max((end - first).days, 0) for first, end in inside)
        middle = one.first + (one.end - one.first) / 2
        halves = [costs_of(one.stays, book, *part) for part in ((one.first, middle), (middle, one.end))]
        assert sum(half.child_days for half in halves) == whole.child_days
        lines = len(halves[0].charges) + len(halves[1].charges)
        assert abs(sum(half.pence for half in halves) - whole.pence) <= lines
