"""Which providers to ask, in which order, and why the others are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from matching.approach import ContractFacts, ProviderFacts, approaches
from matching.costs import Pricing
from placements.models.base import Known
from placements.models.contract import ContractKind, ProviderKind
from placements.models.referral import Suitability
from placements.repository.approaches import ReplyHistory
from tests.worlds import EAST_RIDING, LEEDS, START, YORK, a_child, a_context, born

TWELVE = a_child()


def a_provider(ref: str = "P-1", **facts: Any) -> ProviderFacts:
    """A registered agency that works in York and takes every age, on the first tier of the framework."""
    usual: dict[str, Any] = {
        "areas": frozenset({YORK}),
        "registered": Known.YES,
        "age_min": 0,
        "age_max": 17,
        "contracts": (ContractFacts("F-1", ContractKind.FRAMEWORK, ("1", "2"), 1),),
    }
    return ProviderFacts(ref, ref, **({"kind": ProviderKind.IFA} | usual | facts))


def reason(provider: ProviderFacts, *, age: int = 12) -> str | None:
    """Why a provider is left out, or None where it is asked."""
    child = replace(TWELVE, dob=born(age))
    asked, left_out = approaches([provider], [child], a_context([child], []), Pricing(None), START)
    assert len(asked) + len(left_out) == 1
    return left_out[0].because if left_out else None


@pytest.mark.parametrize(
    ("facts", "age", "word"),
    [
        ({}, 12, None),
        ({"suspended": True}, 12, "Suspended"),
        ({"registered": Known.NO}, 12, "Not registered"),
        ({"registered": Known.UNKNOWN}, 12, None),
        ({"age_min": 13}, 12, "13 to 17"),
        ({"age_max": 10}, 12, "0 to 10"),
        ({"age_min": None, "age_max": None}, 12, None),
        ({"areas": frozenset({LEEDS})}, 12, "does not work in this area"),
        ({"areas": frozenset({EAST_RIDING})}, 12, None),
        ({"areas": frozenset()}, 12, None),
        ({"kind": ProviderKind.SUPPORTED}, 15, "16 to 17"),
        ({"kind": ProviderKind.SUPPORTED}, 16, None),
        ({"kind": ProviderKind.OTHER}, 12, "of a kind that is searched for"),
    ],
)
def test_who_is_asked_and_who_is_left_out(facts: dict[str, Any], age: int, word: str | None) -> None:
    because = reason(a_provider(**facts), age=age)
    assert (because is None) if word is None else (word in (because or ""))


def test_the_first_tier_is_asked_first_then_those_who_work_here() -> None:
    second = (ContractFacts("F-1", ContractKind.FRAMEWORK, ("1",), 2),)
    providers = [
        a_provider("P-1", contracts=()),
        a_provider("P-2", contracts=second),
        a_provider("P-3", areas=frozenset({EAST_RIDING})),
        a_provider("P-4"),
    ]
    asked, _ = approaches(providers, [TWELVE], a_context([TWELVE], []), Pricing(None), START)
    assert [one.provider.ref for one in asked] == ["P-4", "P-3", "P-2", "P-1"]


def test_every_approach_says_why_and_what_is_not_known() -> None:
    bare = a_provider(registered=Known.UNKNOWN, areas=frozenset(), age_min=None, age_max=None, contracts=())
    asked, _ = approaches([bare, a_provider("P-2")], [TWELVE], a_context([TWELVE], []), Pricing(None), START)
    by_ref = {one.provider.ref: one for one in asked}
    assert by_ref["P-2"].because == (
        "registered with Ofsted",
        "works in York",
        "takes this age",
        "framework F-1, lots 1 and 2, tier 1",
    )
    assert len(by_ref["P-1"].missing) == 5
    assert by_ref["P-1"].cost.weekly_pence is None


def test_a_kind_of_home_that_does_not_suit_is_not_asked_for_and_a_preferred_one_comes_first() -> None:
    group = a_provider("P-1", kind=ProviderKind.HOME_GROUP)
    settings = {"K2": Suitability.UNSUITABLE}
    found = approaches([group], [TWELVE], a_context([TWELVE], []), Pricing(None), START, settings=settings)
    assert [one.because for one in found[1]] == ["The referral says that this kind of home does not suit."]
    settings = {"foster": Suitability.PREFERRED}
    context = a_context([TWELVE], [])
    asked, _ = approaches([group, a_provider("P-2")], [TWELVE], context, Pricing(None), START, settings=settings)
    assert [one.provider.ref for one in asked] == ["P-2", "P-1"]


def test_who_answers_comes_before_who_is_silent_and_a_no_counts_for_nothing() -> None:
    silent = a_provider("P-1", history=ReplyHistory(8, 1, 1, 30.0))
    says_no = a_provider("P-2", history=ReplyHistory(8, 8, 0, 3.4))
    never_asked = a_provider("P-3")
    context = a_context([TWELVE], [])
    asked, _ = approaches([silent, says_no, never_asked], [TWELVE], context, Pricing(None), START)
    assert [one.provider.ref for one in asked] == ["P-2", "P-3", "P-1"]
    assert asked[0].because[-1] == "answered 8 of 8 requests, usually within 3 hours"
    assert asked[0].missing == ()
    assert asked[1].missing == ("how it answered before is not recorded",)
