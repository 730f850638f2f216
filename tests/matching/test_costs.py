"""What a week costs stands beside the fit: summed over the children, not known where any price is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from matching.candidates import Judge
from matching.child_facts import ChildFacts
from matching.costs import Cost, Pricing
from matching.home_facts import HomeFacts
from placements.codes import Setting
from placements.models.contract import Contract, ContractKind, PriceComponent, PriceLine, PriceUnit, ProviderKind
from placements.prices import PriceBook
from tests.worlds import START, TODAY, a_child, a_context, a_home, a_request, born, living_there

CHILD, CARER = PriceUnit.CHILD_WEEK, PriceUnit.CARER_WEEK


def a_line(pence: int, unit: PriceUnit = CHILD, **facts: Any) -> PriceLine:
    """A price line for the authority's own mainstream fostering."""
    usual: dict[str, Any] = {
        "component": PriceComponent.ALLOWANCE if unit is CHILD else PriceComponent.FEE,
        "setting": "mainstream_fostering",
        "provider_kind": ProviderKind.OWN,
        "starts_on": dt.date(2025, 4, 1),
        "as_of": TODAY,
        "source": "test",
    }
    return PriceLine(ref=f"L-{pence}", unit=unit, amount_pence=pence, **(usual | facts))


def cost(children: tuple[ChildFacts, ...], home: HomeFacts, *lines: PriceLine) -> Cost:
    """The cost of these children in a home."""
    judge = Judge(a_request(*children), a_context(children, [home]), [home])
    return Pricing(PriceBook(lines)).of(children, judge.there[home.ref])


BROTHERS = (a_child("C-1"), a_child("C-2", dob=born(4)))


def test_the_price_of_a_group_is_the_sum_of_its_children_by_age() -> None:
    young, old = a_line(20_000, age_max=9), a_line(30_000, age_min=10)
    assert cost(BROTHERS, a_home(), young, old).weekly_pence == 50_000


def test_the_carers_fee_is_paid_once_a_household() -> None:
    lines = (a_line(20_000), a_line(15_000, CARER))
    assert cost(BROTHERS, a_home(), *lines).weekly_pence == 55_000
    not_alone = a_home(residents=(living_there(a_child("C-9"), 2),))
    assert cost(BROTHERS[:1], not_alone, *lines).weekly_pence == 20_000


def test_a_price_for_this_home_or_fee_level_comes_first() -> None:
    general, level, mine = a_line(20_000), a_line(25_000, level="3"), a_line(26_000, home_id=7)
    assert cost(BROTHERS[:1], a_home(), general, level, mine).weekly_pence == 20_000
    assert cost(BROTHERS[:1], a_home(fee_level="3"), general, level, mine).weekly_pence == 25_000
    assert cost(BROTHERS[:1], a_home(id=7), general, level, mine).weekly_pence == 26_000


def test_what_no_price_is_held_for_is_not_known_and_never_nothing() -> None:
    partly = cost(BROTHERS, a_home(), a_line(20_000, age_max=9))
    assert partly.weekly_pence is None
    assert "No price is held" in partly.because
    unborn = cost((a_child(dob=None),), a_home(), a_line(20_000))
    assert unborn.weekly_pence is None
    assert "age is not recorded" in unborn.because


def test_without_a_price_book_nothing_is_known_and_why_is_said() -> None:
    pricing = Pricing(None, "Price not shown to this role.")
    judge = Judge(a_request(a_child()), a_context([a_child()], [a_home()]), [a_home()])
    assert pricing.of((a_child(),), judge.there["H-1"]) == Cost(None, "Price not shown to this role.")
    assert pricing.of_provider(1, Setting.MAINSTREAM_FOSTERING, ProviderKind.IFA, 12, START).weekly_pence is None


def test_a_published_figure_makes_the_whole_published() -> None:
    assert cost(BROTHERS[:1], a_home(), a_line(20_000)).standing == "agreed"
    assert cost(BROTHERS[:1], a_home(), a_line(20_000, standing="published")).standing == "published"


def a_contract(number: int, provider_id: int, tier: int = 1) -> Contract:
    """A framework contract of a provider."""
    contract = Contract(
        ref=f"F-{number}",
        provider_id=provider_id,
        kind=ContractKind.FRAMEWORK,
        starts_on=dt.date(2025, 4, 1),
        tier=tier,
        as_of=TODAY,
        source="test",
    )
    contract.id = number
    return contract


def test_a_provider_to_approach_shows_the_price_of_its_own_contract() -> None:
    lines = [
        a_line(pence, provider_kind=ProviderKind.IFA, component=PriceComponent.BASE, contract_id=number)
        for number, pence in ((1, 90_000), (2, 110_000))
    ]
    pricing = Pricing(PriceBook(lines, (), [a_contract(1, 11), a_contract(2, 12)]))
    asked = [
        pricing.of_provider(provider, Setting.MAINSTREAM_FOSTERING, ProviderKind.IFA, 12, START)
        for provider in (11, 12)
    ]
    assert [one.weekly_pence for one in asked] == [90_000, 110_000]
    assert [one.because.split(":")[0] for one in asked] == ["framework F-1", "framework F-2"]
    nobody = pricing.of_provider(13, Setting.MAINSTREAM_FOSTERING, ProviderKind.IFA, 12, START)
    assert nobody.weekly_pence is None
    assert "No contract of this provider" in nobody.because
