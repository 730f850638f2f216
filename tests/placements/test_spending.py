"""Cost codes, payments by month, paid beside modelled, contributions and unit costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.charges import Charge, Costs, Paid, Stay
from placements.codes import Setting
from placements.commitments import commitment_list, commitments_of
from placements.models.contract import PriceComponent, PriceUnit, ProviderKind
from placements.models.finance import BudgetLine, Contribution, ContributionState, LedgerLine, Payer
from placements.quoting import QuoteBook
from placements.spending import (
    NO_LINE,
    Compared,
    Standing,
    by_line_and_month,
    code_for,
    compared,
    contributed,
    costs_by_month,
    matching_nobody,
    months_between,
)
from placements.unit_costs import unit_costs
from tests.placements.test_actual_cost import HOME, line

APRIL, MAY, JUNE = (dt.date(2026, month, 1) for month in (4, 5, 6))
STATED: dict[str, Any] = {"as_of": APRIL, "source": "invented"}


def budget(code: str, settings: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> BudgetLine:
    facts: dict[str, Any] = {"settings": list(settings), "provider_kinds": list(kinds)}
    return BudgetLine(code=code, year=2026, name=code, amount_pence=1, **facts, **STATED)


def paid(pence: int, first: dt.date = APRIL, end: dt.date = MAY, **more: Any) -> LedgerLine:
    facts: dict[str, Any] = {"ref": "V", "code": "H", "paid_on": end, "child_id": 1} | more
    return LedgerLine(starts_on=first, ends_on=end, amount_pence=pence, **facts, **STATED)


def charge(pence: int, child: int | None = 1, **more: Any) -> Charge:
    facts: dict[str, Any] = {"component": PriceComponent.BASE, "paid": Paid.PLACEMENT, "household": "H", **HOME} | more
    facts |= {"contract_id": None, "first": APRIL, "end": MAY, "days": more.get("days", 30)}
    return Charge(line="L", child=child, pence=pence, **facts)


def costs(*charges: Charge) -> Costs:
    return Costs(charges, (), 0)


def test_the_line_that_names_most_of_what_a_home_is_pays_for_it() -> None:
    lines = [budget("any"), budget("homes", ("childrens_home",)), budget("own", (), ("own",))]
    lines.append(budget("own homes", ("childrens_home",), ("own",)))
    assert code_for(lines, Setting.CHILDRENS_HOME, ProviderKind.OWN) == "own homes"
    assert code_for(lines, Setting.CHILDRENS_HOME, ProviderKind.HOME_GROUP) == "homes"
    assert code_for(lines, Setting.SUPPORTED, ProviderKind.OWN) == "own"
    assert code_for(lines[1:2], Setting.SUPPORTED, None) == NO_LINE


@given(pence=st.integers(-(10**8), 10**8), days=st.integers(1, 400), back=st.integers(0, 60))
def test_a_payment_spread_over_months_adds_up_to_itself(pence: int, days: int, back: int) -> None:
    first = JUNE - dt.timedelta(days=back)
    months = {start: costs() for start, _ in months_between(dt.date(2026, 3, 1), dt.date(2027, 12, 1))}
    found = compared(months, [paid(pence, first, first + dt.timedelta(days=days))], [])
    assert sum(one.paid for one in found) == pence


@pytest.mark.parametrize(
    ("modelled", "given_pence", "standing"),
    [
        (10_000, 10_100, Standing.AGREES),
        (10_000, 10_101, Standing.PAID_MORE),
        (10_000, 9_000, Standing.PAID_LESS),
        (10_000, 0, Standing.NOT_PAID),
        (0, 10_000, Standing.NOT_MODELLED),
    ],
)
def test_paid_stands_beside_modelled_child_by_child_code_by_code_month_by_month(
    modelled: int, given_pence: int, standing: Standing
) -> None:
    found = compared({APRIL: costs(*[charge(modelled)] * bool(modelled))}, [paid(given_pence)], [budget("H")])
    [one] = [each for each in found if each.modelled or each.paid]
    assert (one.child, one.code, one.month, one.standing) == (1, "H", APRIL, standing)


def test_a_paid_line_that_names_nobody_held_is_listed_and_stays_in_the_sums() -> None:
    stray = paid(500, child_id=None, child_text="C-99")
    shared = paid(700, child_id=None)
    assert matching_nobody([stray, shared, paid(1)]) == [stray]
    found = compared({APRIL: costs()}, [stray, shared], [])
    assert sum(one.paid for one in found) == 1_200


def test_costs_by_month_are_the_costs_of_each_month_notice_after_leaving_too() -> None:
    left = Stay(
        1, dt.date(2014, 1, 1), household="H1", starts=dt.date(2026, 4, 20), ends=MAY, paid_until=dt.date(2026, 5, 8),
        **HOME,
    )  # fmt: skip
    found = costs_by_month([left], [], QuoteBook([line(70_000)]), APRIL, JUNE)
    assert {month: one.pence for month, one in found.items()} == {APRIL: 110_000, MAY: 70_000}


def contribution(state: ContributionState, unit: PriceUnit, pence: int) -> Contribution:
    facts: dict[str, Any] = {"ref": state.value, "child_id": 1, "payer": Payer.HEALTH, "starts_on": APRIL}
    return Contribution(state=state, unit=unit, amount_pence=pence, **facts, **STATED)


def test_contributions_stand_by_how_far_they_have_come() -> None:
    some = [
        contribution(ContributionState.AGREED, PriceUnit.CHILD_WEEK, 7_000),
        contribution(ContributionState.CLAIMED, PriceUnit.ONCE, 500),
    ]
    found = contributed(some, APRIL, MAY)
    assert found == {ContributionState.CLAIMED: 500, ContributionState.AGREED: 30_000, ContributionState.RECEIVED: 0}
    assert contributed(some, APRIL, MAY, child=2)[ContributionState.AGREED] == 0


def test_a_unit_cost_is_all_spent_over_all_child_weeks_and_no_mean_of_weekly_prices() -> None:
    charges = [charge(700_000, 1, days=70), charge(700_000, 2, days=7), charge(100_000, None, paid=Paid.BLOCK)]
    [found] = unit_costs(charges, {Setting.CHILDRENS_HOME: 77})
    assert found.gross == 1_500_000
    assert found.weekly == round(1_500_000 * 7 / 77)
    assert found.quartiles == (227_500, 385_000, 542_500)


def test_a_commitment_runs_to_the_expected_end_the_birthday_or_the_year_s_end() -> None:
    end = dt.date(2027, 4, 1)
    born = dt.date(2014, 1, 1)
    stays = [
        Stay(1, born, household="A", starts=APRIL, **HOME),
        Stay(2, born, household="B", starts=APRIL, **HOME),
        Stay(3, dt.date(2008, 6, 8), household="C", starts=APRIL, **HOME),
        Stay(4, born, household="D", starts=APRIL, ends=MAY, **HOME),
    ]
    found = commitments_of(stays, [], {2: dt.date(2026, 6, 11)}, QuoteBook([line(70_000)]), JUNE, end)
    listed = commitment_list(
        found, [budget("H")], [contribution(ContributionState.AGREED, PriceUnit.CHILD_WEEK, 7_000)], JUNE, end
    )
    assert [(one.child, one.until, one.weekly, one.committed) for one in listed] == [
        (1, end, 70_000, 304 * 10_000),
        (2, dt.date(2026, 6, 11), 70_000, 10 * 10_000),
        (3, dt.date(2026, 6, 8), 70_000, 7 * 10_000),
    ]
    assert [one.contribution for one in listed] == [304 * 1_000, 0, 0]


ROWS = st.builds(
    Compared,
    st.one_of(st.none(), st.integers(1, 4)),
    st.sampled_from(["A", "B", NO_LINE]),
    st.sampled_from([APRIL, MAY]),
    st.sampled_from([0, 500, 10_000, 10_050, 40_000]),
    st.sampled_from([-700, 0, 500, 10_000, 10_050, 40_000]),
)


@given(st.lists(ROWS, max_size=12))
def test_by_line_and_month_every_penny_of_a_difference_has_one_cause(rows: list[Compared]) -> None:
    found = by_line_and_month(rows)
    assert [(one.month, one.code) for one in found] == sorted({(one.month, one.code) for one in rows})
    for one in found:
        mine = [row for row in rows if (row.code, row.month) == (one.code, one.month)]
        assert (one.modelled, one.paid) == (sum(row.modelled for row in mine), sum(row.paid for row in mine))
        assert one.difference == sum(one.causes.values())
        for cause, pence in one.causes.items():
            assert pence == sum(row.paid - row.modelled for row in mine if row.standing is cause)
        assert (one.children, one.agreeing) == (len(mine), len([row for row in mine if row.standing == "agrees"]))
