"""What a week costs, in whole pence: worked examples of the costs paper and the rules of the price book."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from itertools import count

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from placements.codes import Setting
from placements.models.contract import PriceComponent, PriceLine, PriceStanding, PriceUnit, ProviderKind
from placements.prices import PriceBook, Wanted, line_pence

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
    own = {"provider_kind": ProviderKind.OWN}
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
    own = {"provider_kind": ProviderKind.OWN}
    fee = {"component": PriceComponent.FEE, "unit": PriceUnit.CARER_WEEK}
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
