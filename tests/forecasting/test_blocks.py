"""Blocks of beds: nights paid whoever sleeps there, nights used, and a fixed part that an empty bed does not save."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.blocks import block_use
from placements.charges import Stay
from placements.codes import Setting
from placements.models.contract import Contract, ContractKind, PriceComponent, PriceLine, PriceUnit, ProviderKind
from placements.prices import PriceBook

JANUARY, FEBRUARY, MARCH = (dt.date(2026, month, 1) for month in (1, 2, 3))
SAID: dict[str, Any] = {"as_of": JANUARY, "source": "invented"}
FIXED, NIGHTLY = 1_540_000, 255_000


def a_block(**facts: object) -> Contract:
    given: dict[str, Any] = {"starts_on": dt.date(2025, 1, 1), "beds": 4} | facts
    block = Contract(ref="BLOCK-1", provider_id=1, kind=ContractKind.BLOCK, **given, **SAID)
    block.id = 7
    return block


def a_book(block: Contract, *, priced: bool = True) -> PriceBook:
    def line(component: PriceComponent, unit: PriceUnit, pence: int) -> PriceLine:
        return PriceLine(
            ref=component.value, setting="childrens_home", provider_kind=ProviderKind.HOME_GROUP, component=component,
            unit=unit, amount_pence=pence, starts_on=dt.date(2020, 1, 1), contract_id=7, **SAID,
        )  # fmt: skip

    lines = [
        line(PriceComponent.BLOCK_FIXED, PriceUnit.CONTRACT_WEEK, FIXED),
        line(PriceComponent.BLOCK_VARIABLE, PriceUnit.CHILD_WEEK, NIGHTLY),
    ]
    return PriceBook(lines if priced else [], contracts=[block])


def living(child: int, starts: dt.date, ends: dt.date | None = None, contract: int = 7) -> Stay:
    home, kind = Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP
    return Stay(child, dt.date(2012, 1, 1), home, kind, "home 1", starts, ends, home_id=1, contract_id=contract)


def used(*stays: Stay, block: Contract | None = None, priced: bool = True) -> Any:
    block = block or a_block()
    return block_use(block, ["R-5"], stays, a_book(block, priced=priced), (JANUARY, FEBRUARY))


def test_a_month_by_hand() -> None:
    """Four beds over January's 31 days; one child all month, one from the 22nd: ten nights."""
    found = used(living(1, dt.date(2025, 6, 1)), living(2, dt.date(2026, 1, 22)), living(3, JANUARY, contract=8))
    january = found.months[0]
    assert (january.paid, january.used) == (124, 41)
    assert january.fixed == round(FIXED * 31 / 7)
    assert january.variable == round(NIGHTLY * 41 / 7)
    assert january.week == pytest.approx((FIXED * 31 + NIGHTLY * 41) / 41, abs=1)
    assert found.months[1].used == 56
    assert found.notes == ()


@given(st.lists(st.tuples(st.dates(dt.date(2025, 1, 1), dt.date(2026, 2, 27)), st.integers(1, 400)), max_size=4))
def test_emptying_a_bed_saves_none_of_the_fixed_part(stays: list[tuple[dt.date, int]]) -> None:
    there = [living(number, first, first + dt.timedelta(days)) for number, (first, days) in enumerate(stays)]
    for left in range(len(there)):
        with_, without = used(*there), used(*there[:left])
        for one, other in zip(with_.months, without.months, strict=True):
            assert (one.fixed, one.paid) == (other.fixed, other.paid)
            assert other.used <= one.used
            assert other.variable <= one.variable


def test_a_block_without_dates_or_beds_says_so_and_counts_the_nights_used() -> None:
    for missing in ({"starts_on": None}, {"beds": None}):
        found = used(living(1, JANUARY), block=a_block(**missing))
        assert {month.paid for month in found.months} == {None}
        assert [month.used for month in found.months] == [31, 28]
        assert found.months[0].fixed == round(FIXED * 31 / 7)
        assert any("homeward import contracts" in note for note in found.notes)


def test_a_block_without_a_price_says_where_to_load_it() -> None:
    found = used(living(1, JANUARY), priced=False)
    assert {(month.fixed, month.variable, month.week) for month in found.months} == {(None, None, None)}
    assert found.months[0].paid == 124
    assert any("homeward import prices" in note for note in found.notes)


def test_nights_outside_its_dates_are_not_the_block_s() -> None:
    found = used(living(1, JANUARY), block=a_block(starts_on=dt.date(2026, 1, 25), ends_on=FEBRUARY))
    assert [(month.month, month.paid, month.used) for month in found.months] == [(JANUARY, 28, 7)]
    assert used(block=a_block(starts_on=MARCH)).months == ()


def test_a_block_that_no_home_is_under_says_so() -> None:
    block = a_block()
    found = block_use(block, [], [], a_book(block), (JANUARY,))
    assert any("No home is under BLOCK-1" in note for note in found.notes)
