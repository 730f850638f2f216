"""Agreements and prices in force: a plain reading day by day as judge of what holds, changes and stands still."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from placements.models.contract import Contract, ContractKind, PriceComponent, PriceLine, PriceUnit, Provider
from placements.models.contract import ProviderKind as Kind
from placements.models.finance import Uplift
from placements.providing.agreements import Agreements, agreements

DAY = dt.date(2026, 6, 5)
SAID: dict[str, Any] = {"as_of": DAY, "source": "invented"}
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1))


def line(ref: str, starts: dt.date, ends: dt.date | None = None, pence: int = 100_000, **facts: Any) -> PriceLine:
    return PriceLine(
        ref=ref, setting="childrens_home", component=PriceComponent.BASE, unit=PriceUnit.CHILD_WEEK,
        amount_pence=pence, starts_on=starts, ends_on=ends, **facts, **SAID,
    )  # fmt: skip


def contract(number: int, ends: dt.date | None, notice: int | None = 28) -> tuple[Contract, Provider]:
    made = Contract(
        ref=f"K-{number}", provider_id=1, kind=ContractKind.SPOT, starts_on=dt.date(2024, 1, 1), ends_on=ends,
        notice_days=notice, **SAID,
    )  # fmt: skip
    made.id = number
    return made, Provider(ref="P-1", name="Lantern", kind=Kind.HOME_GROUP)


def uplift(day: dt.date, points: int = 355) -> Uplift:
    return Uplift(ref=f"U {day}", starts_on=day, basis_points=points, **SAID)


def found(lines: list[PriceLine], *uplifts: Uplift) -> Agreements:
    return agreements([], lines, uplifts, DAY)


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), max_size=6), st.lists(DAYS, max_size=3, unique=True))
def test_every_price_that_holds_is_there_with_the_day_on_which_its_amount_changes(
    spans: list[tuple[dt.date, dt.date | None]], rises: list[dt.date]
) -> None:
    lines = [line(f"L{n}", starts, ends) for n, (starts, ends) in enumerate(spans)]
    told = {one.line.ref: one for one in found(lines, *map(uplift, rises)).general}
    assert set(told) == {
        one.ref for one in lines if one.starts_on <= DAY and (one.ends_on is None or one.ends_on > DAY)
    }
    for price in told.values():
        own = price.line
        passed = sorted(
            day for day in rises if own.starts_on < day <= DAY and (own.ends_on is None or day < own.ends_on)
        )
        to_come = [
            day for day in rises if day > DAY and own.starts_on < day and (own.ends_on is None or day < own.ends_on)
        ]
        to_come += [other.starts_on for other in lines if other.starts_on > DAY]
        assert price.since == (passed[-1] if passed else own.starts_on)
        assert price.changes_on == min(to_come, default=None)
        assert (price.pence > 100_000) is bool(passed)
        still = not to_come and (own.ends_on is None or own.ends_on > dt.date(2027, 4, 1))
        assert price.due_on == (dt.date(2027, 4, 1) if still else None)


def test_agreements_come_the_soonest_to_end_first_and_those_that_are_over_are_counted() -> None:
    held = [contract(1, None), contract(2, dt.date(2028, 1, 1)), contract(3, dt.date(2026, 9, 1)), contract(4, DAY)]
    told = agreements(held, [line("L", dt.date(2026, 1, 1), contract_id=2)], [], DAY)
    assert [one.contract.ref for one in told.held] == ["K-3", "K-2", "K-1"]
    assert [len(one.prices) for one in told.held] == [0, 1, 0]
    assert told.over == 1
    assert [one.say_by for one in told.held] == [dt.date(2026, 8, 4), dt.date(2027, 12, 4), None]


def test_the_price_of_one_lot_is_not_the_change_of_another() -> None:
    told = found([line("one", dt.date(2026, 4, 1), level="1"), line("two", dt.date(2027, 4, 1), level="2")])
    assert told.general[0].changes_on is None
