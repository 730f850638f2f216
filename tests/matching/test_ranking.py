"""The order in which options are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from matching.answer import SearchAnswer
from matching.child_facts import ChildFacts, NeedFact
from matching.home_facts import HomeFacts
from placements.models.child import NeedDomain, Together
from placements.models.contract import ProviderKind
from placements.repository.places import Position
from tests.matching.asked import searched
from tests.worlds import (
    ADEL,
    LITTLEWORTH,
    NORTH_YORKSHIRE,
    a_bed,
    a_child,
    a_home,
    a_request,
    living_there,
    siblings,
)


def order(found: SearchAnswer, *refs: str) -> list[str]:
    """The homes in order, for one bundle."""
    return [option.home for option in found.options if option.children == refs]


AUTISTIC = a_child(needs=(NeedFact(NeedDomain.AUTISM, 3, essential=True),), home=LITTLEWORTH)


def skilled(ref: str, level: int | None, **facts: Any) -> HomeFacts:
    """A home with a skill, or of which nobody knows."""
    return replace(a_home(ref), skills={} if level is None else {NeedDomain.AUTISM: level}, **facts)


def test_an_unmet_essential_need_ranks_below_every_home_that_meets_it() -> None:
    far_but_able = skilled("H-3", 3, position=ADEL, la_code=NORTH_YORKSHIRE, provider_kind=ProviderKind.IFA)
    found = searched(a_request(AUTISTIC), skilled("H-1", 1), skilled("H-2", None), far_but_able)
    assert order(found, "C-1") == ["H-3", "H-2", "H-1"]


def test_what_is_known_comes_before_what_is_not() -> None:
    stale = a_home("H-1", beds=(a_bed(confirmed_on=None),))
    approval = a_home("H-2", provider_kind=ProviderKind.IFA)
    assert order(searched(a_request(a_child()), stale, approval), "C-1") == ["H-2", "H-1"]


def test_the_home_where_the_brother_lives_comes_first() -> None:
    brother = a_child("C-9")
    far_with_brother = a_home("H-2", position=ADEL, residents=(living_there(brother),))
    together = siblings("C-1", "C-9", assessed=Together.MUST)
    found = searched(a_request(a_child()), a_home("H-1"), far_with_brother, relations=together)
    assert order(found, "C-1") == ["H-2", "H-1"]
    assert [option.split for option in found.options] == [0, 5]


def test_the_lighter_approval_comes_before_the_better_fit() -> None:
    near_with_approval = a_home("H-1", provider_kind=ProviderKind.IFA)
    far_without = a_home("H-2", position=ADEL)
    assert order(searched(a_request(a_child()), near_with_approval, far_without), "C-1") == ["H-2", "H-1"]


def test_then_the_better_fit_and_then_the_reference() -> None:
    homes = [a_home("H-3"), a_home("H-2"), a_home("H-1", position=ADEL)]
    assert order(searched(a_request(a_child()), *homes), "C-1") == ["H-2", "H-3", "H-1"]


def test_a_group_of_two_is_searched_in_three_bundles() -> None:
    found = searched(a_request(a_child("C-1"), a_child("C-2")), a_home("H-1"))
    assert [option.children for option in found.options] == [("C-1", "C-2"), ("C-1",), ("C-2",)]


def test_equal_homes_are_marked_as_level_and_only_within_one_bundle() -> None:
    found = searched(a_request(a_child("C-1"), a_child("C-2")), a_home("H-1"), a_home("H-2"))
    assert [option.level_with_above for option in found.options] == [False, True] * 3
    nearer = _with_trade_off()
    assert [option.level_with_above for option in nearer.options] == [False, True]


def _with_trade_off() -> SearchAnswer:
    """Two homes, of which one is better at one thing and the other at another by nearly as much."""
    children: tuple[ChildFacts, ...] = (a_child(needs=(NeedFact(NeedDomain.AUTISM, 4),)),)
    able_but_far = skilled("H-1", 4, position=Position(54.10, -1.08, NORTH_YORKSHIRE))
    near = skilled("H-2", 3)
    return searched(a_request(*children), able_but_far, near)
