"""What a return saves: worked out by hand, in one of three columns, and never a pence of a block's fixed part."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from forecasting.returning.assumptions import Assumed, Assumptions, published_assumptions, read_assumptions
from forecasting.returning.lasting import ANCHOR, lasts
from forecasting.returning.saved import Ledger, Saved, saved
from placements.codes import Setting
from placements.errors import Refused
from placements.models.contract import Contract, ContractKind, PriceComponent, PriceLine, PriceUnit, ProviderKind
from placements.models.finance import BudgetLine, Contribution, ContributionState, Payer
from placements.prices import PriceBook
from tests.forecasting.returning.town import away
from tests.worlds import TODAY, a_child

ON = dt.date(2026, 10, 1)
HOME_WEEK, FOSTER_WEEK = 700_000, 50_000
STATED: dict[str, Any] = {"as_of": TODAY, "source": "invented"}


def line(ref: str, setting: Setting, pence: int, **more: Any) -> PriceLine:
    usual: dict[str, Any] = {
        "component": PriceComponent.BASE, "unit": PriceUnit.CHILD_WEEK, "starts_on": dt.date(2026, 4, 1), **STATED,
    }  # fmt: skip
    return PriceLine(ref=ref, setting=setting.value, amount_pence=pence, **(usual | more))


def book(*more: PriceLine, contracts: tuple[Contract, ...] = ()) -> PriceBook:
    lines = (
        line("home", Setting.CHILDRENS_HOME, HOME_WEEK, provider_kind=ProviderKind.HOME_GROUP),
        line("own home", Setting.CHILDRENS_HOME, HOME_WEEK, provider_kind=ProviderKind.OWN),
        line("ifa", Setting.MAINSTREAM_FOSTERING, 100_000, provider_kind=ProviderKind.IFA),
    )
    return PriceBook([*lines, *more], [], contracts)


def budget(code: str, settings: list[str], kinds: list[str]) -> BudgetLine:
    return BudgetLine(
        code=code, year=2026, name="a line", amount_pence=1, settings=settings, provider_kinds=kinds,
        holder="Bryony Invented", **STATED,
    )  # fmt: skip


def nothing_assumed(**figures: Fraction) -> Assumptions:
    """No deduction but these, so that a line can be worked out by hand."""
    zero = Assumed(Fraction(), Fraction(), Fraction(), "none")
    held = published_assumptions()
    made = dict.fromkeys(held.figures, zero) | {"very_dear_weekly_pence": held["very_dear_weekly_pence"]}
    return replace(held, figures=made | {name: Assumed(one, one, one, "test") for name, one in figures.items()})


def ledger(**more: Any) -> Ledger:
    usual: dict[str, Any] = {
        "book": book(),
        "lines": [budget("C200", ["mainstream_fostering"], ["ifa"]), budget("C300", ["childrens_home"], [])],
        "contributions": [],
        "assumed": nothing_assumed(),
        "lasts": lasts(*ANCHOR, "a source"),
    }
    return Ledger(**(usual | more))


def from_a_home(**more: Any) -> Any:
    return away("Ash", a_child("Ash"), setting=Setting.CHILDRENS_HOME, place="K2", **more)


def told(answer: Saved) -> dict[str, int]:
    return {one.name: one.pence for one in answer.deductions if one.pence}


def test_a_gross_worked_out_by_hand() -> None:
    """£6,500 a week over 182 of 365 days: £338,928.57 a year, rounded price by price, of which £169,000 this year."""
    found = saved(from_a_home(), ON, FOSTER_WEEK, "a price", ledger())
    assert found.gross_a_year == 36_500_000 - 2_607_143 == 33_892_857
    assert found.gross == 16_900_000
    assert told(found) == {"part year": 16_900_000 - 33_892_857}
    assert (found.net, found.cashable.pence, found.avoided.pence, found.growth.pence) == (16_900_000, 16_900_000, 0, 0)


def test_the_worked_example_of_the_page_through_the_whole_way() -> None:
    """28 days' notice, 26 weeks of support at £300, 11 of 31 return and lose half, one in ten leaves anyway."""
    assumed = nothing_assumed(
        notice_days=Fraction(28), notice_unserved=Fraction(1), support_weekly_pence=Fraction(30_000),
        support_weeks=Fraction(26), lost_on_return=Fraction(1, 2), would_have_left=Fraction(1, 10),
    )  # fmt: skip
    found = saved(from_a_home(), ON, FOSTER_WEEK, "a price", ledger(assumed=assumed))
    lines = told(found)
    assert lines["notice"] == -2_800_000
    assert lines["support"] == -780_000
    assert lines["return"] == pytest.approx(-16_900_000 * 11 / 62, abs=200)
    assert lines["would have left anyway"] == -1_690_000
    assert found.gross is not None
    assert found.net == found.gross + sum(pence for name, pence in lines.items() if name != "part year")


def test_cash_names_the_line_the_day_and_who_holds_it() -> None:
    cash = saved(from_a_home(), ON, FOSTER_WEEK, "a price", ledger()).cashable
    assert (cash.line, cash.starts, cash.holder) == ("C300 a line", ON, "Bryony Invented")
    without = saved(from_a_home(), ON, FOSTER_WEEK, "a price", ledger(lines=[])).cashable
    assert without.line is None
    assert "load the budget" in without.because


def test_a_dearer_home_near_by_is_growth_and_never_netted_off() -> None:
    found = saved(away("Ash", a_child("Ash")), ON, 150_000, "a price", ledger())
    assert found.cashable.pence == 0
    assert (found.growth.pence, found.net) == (1_300_000, -1_300_000)
    assert found.gross_a_year == 5_214_286 - 7_821_429


def test_an_own_bed_releases_no_cash() -> None:
    found = saved(from_a_home(provider="PR1"), ON, FOSTER_WEEK, "a price", ledger())
    assert (found.cashable.pence, found.avoided.pence) == (0, None)
    assert "nobody knows" in found.avoided.because


def test_a_bed_of_a_block_saves_only_what_it_costs_besides_the_fixed_part() -> None:
    contract = Contract(
        ref="BLOCK", provider_id=1, kind=ContractKind.BLOCK, starts_on=dt.date(2026, 4, 1), beds=4, **STATED
    )
    contract.id = 7
    block = (
        line("fixed", Setting.CHILDRENS_HOME, 2_400_000, component=PriceComponent.BLOCK_FIXED,
             unit=PriceUnit.CONTRACT_WEEK, provider_kind=ProviderKind.HOME_GROUP, contract_id=7),
        line("variable", Setting.CHILDRENS_HOME, 90_000, component=PriceComponent.BLOCK_VARIABLE,
             provider_kind=ProviderKind.HOME_GROUP, contract_id=7),
    )  # fmt: skip
    child = from_a_home(contract_id=7, contract=ContractKind.BLOCK, provider_kind=ProviderKind.HOME_GROUP)
    found = saved(child, ON, FOSTER_WEEK, "a price", ledger(book=book(*block, contracts=(contract,))))
    assert found.gross == 26 * (600_000 + 90_000 - 50_000)
    assert told(found)["fixed part of a block"] == -26 * 600_000
    assert found.net == 26 * 40_000


def test_what_others_paid_is_lost_with_the_home_and_a_claim_is_no_money() -> None:
    def paid(ref: str, state: ContributionState) -> Contribution:
        return Contribution(
            ref=ref, child_id=child.living.child_id, payer=Payer.HEALTH, state=state, unit=PriceUnit.CHILD_WEEK,
            amount_pence=100_000, starts_on=dt.date(2026, 4, 1), **STATED,
        )  # fmt: skip

    child = from_a_home()
    given = [paid("A", ContributionState.RECEIVED), paid("B", ContributionState.CLAIMED)]
    found = saved(child, ON, FOSTER_WEEK, "a price", ledger(contributions=given))
    assert told(found)["lost contributions"] == -26 * 100_000


@pytest.mark.parametrize(
    ("child", "after", "said"),
    [
        (away("Ash", a_child("Ash"), setting=None), FOSTER_WEEK, "kind of placement"),
        (away("Ash", a_child("Ash"), setting=Setting.SECURE, place="K1"), FOSTER_WEEK, "No price is held"),
        (from_a_home(), None, "no fee level"),
    ],
)
def test_without_a_price_nothing_is_said_and_the_reason_is(child: Any, after: int | None, said: str) -> None:
    found = saved(child, ON, after, "no fee level", ledger())
    assert (found.gross, found.net, found.cashable.pence) == (None, None, None)
    assert said in found.cashable.because


def test_a_child_who_is_eighteen_soon_saves_only_until_then() -> None:
    grown = away("Ash", a_child("Ash", dob=dt.date(2008, 11, 1)), setting=Setting.CHILDRENS_HOME, place="K2")
    found = saved(grown, ON, FOSTER_WEEK, "a price", ledger())
    assert found.net == pytest.approx(16_900_000 * 31 / 182, abs=2)


def test_the_range_takes_the_group_that_stays_least() -> None:
    cautious = ledger(assumed=nothing_assumed(lost_on_return=Fraction(1)), beside=lasts(11, 39, "all who moved back"))
    without = replace(cautious, beside=None)
    low = saved(from_a_home(), ON, FOSTER_WEEK, "a price", cautious).cashable
    other = saved(from_a_home(), ON, FOSTER_WEEK, "a price", without).cashable
    assert low.pence == other.pence
    assert low.low is not None
    assert other.low is not None
    assert low.low < other.low


def test_every_figure_that_is_assumed_has_a_range_and_a_source() -> None:
    for name, figure in published_assumptions().figures.items():
        assert figure.low <= figure.middle <= figure.high, name
        assert figure.source, name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("low = 0.05", "low = 0.5"),
        ("high = 0.30", "high = 1.30"),
        ("[reverts]", "[revert]"),
        ('version = "', "version = 1 #"),
    ],
)
def test_a_file_of_assumptions_that_is_wrong_is_refused(tmp_path: Any, old: str, new: str) -> None:
    from forecasting.returning.assumptions import PUBLISHED

    text = PUBLISHED.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "wrong.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused):
        read_assumptions(file)
