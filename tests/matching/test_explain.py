"""Why this home, why above the next, what would turn it round, and what these children lose against their best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matching.child_facts import ContactFact, NeedFact
from matching.explain import Explanation, explained
from matching.home_facts import HomeFacts
from matching.searching import Method
from matching.situation import Request
from matching.snapshot import World
from matching.weights import Factor
from matching.whatif import changes, reversals
from placements.errors import NotFound
from placements.models.child import NeedDomain
from placements.models.contract import ProviderKind
from tests.matching.asked import METHOD, a_world, answered
from tests.oracles.random_cases import draw
from tests.oracles.reversal import first_home, first_home_after
from tests.worlds import ADEL, LITTLEWORTH, a_bed, a_child, a_home, a_request

AUTISTIC = a_child(needs=(NeedFact(NeedDomain.AUTISM, 3),))


def able(ref: str, level: int, **facts: Any) -> HomeFacts:
    """A home with a skill in autism."""
    return replace(a_home(ref), skills={NeedDomain.AUTISM: level}, **facts)


def why(home: str, *homes: HomeFacts, request: Request | None = None, method: Method = METHOD) -> Explanation:
    """The explanation of one home of a search."""
    world = a_world(request or a_request(AUTISTIC), homes)
    return explained(answered(world), world, method, home)


def test_the_home_above_says_why_factor_by_factor() -> None:
    near, far = able("H-1", 3), able("H-2", 2, position=ADEL)
    below = why("H-1", near, far).below
    assert below is not None
    assert below.other == "H-2"
    assert below.first is None
    assert below.factors[0].factor is Factor.NEEDS
    assert all(one.points > 0 for one in below.factors)
    assert "autism 3 against 2" in below.words


def test_points_between_two_homes_add_up_to_the_difference_in_fit() -> None:
    found = why("H-1", able("H-1", 3), able("H-2", 1, position=ADEL))
    assert found.below is not None
    worse = why("H-2", able("H-1", 3), able("H-2", 1, position=ADEL)).option
    assert sum(one.points for one in found.below.factors) == pytest.approx(found.option.fit - worse.fit)


def test_what_decides_before_fit_is_said_first() -> None:
    far_own, near_agency = able("H-1", 1, position=ADEL), able("H-2", 3, provider_kind=ProviderKind.IFA)
    below = why("H-1", far_own, near_agency).below
    assert below is not None
    assert below.words == "Above H-2: it needs a lighter approval."


def test_the_second_home_is_held_against_the_first() -> None:
    found = why("H-2", able("H-1", 3), able("H-2", 2))
    assert (found.place, found.homes) == (2, 2)
    assert found.above is not None
    assert found.reversals == ()
    assert found.regret == pytest.approx(35 / 4)


def test_the_best_lawful_home_costs_the_child_nothing() -> None:
    assert why("H-1", able("H-1", 3), able("H-2", 2)).regret == 0


def test_where_no_home_is_lawful_there_is_no_regret_to_tell() -> None:
    stale = able("H-1", 3, beds=(a_bed(confirmed_on=None),))
    assert why("H-1", stale).regret is None


def test_a_home_that_is_no_option_cannot_be_explained() -> None:
    with pytest.raises(NotFound, match="H-9"):
        why("H-9", able("H-1", 3))


def test_the_facts_that_would_turn_it_round_name_the_other_home() -> None:
    grandma = a_child(contacts=(ContactFact("Grandma", 4, LITTLEWORTH),))
    found = why("H-1", a_home("H-1"), able("H-2", 3, position=ADEL), request=a_request(grandma))
    assert {one.words: one.instead for one in found.reversals} == {
        "H-1 took no child now": "H-2",
        "H-1's carers said no to a child of this age": "H-2",
    }


def test_a_skill_of_either_home_is_a_fact_that_turns_it_round() -> None:
    turned = {one.words: one.instead for one in why("H-2", able("H-2", 3), able("H-1", 2)).reversals}
    assert turned["H-2's skill in autism were 2, not 3"] == "H-1"
    assert turned["H-1 could meet autism 3"] == "H-1"


def test_every_reversal_is_what_a_full_search_finds(scale: Callable[[int], int]) -> None:
    turned = 0
    for seed in range(scale(400)):
        world, request = random_town(seed)
        found = answered(world)
        for bundle in {option.children for option in found.options}:
            mine = [option for option in found.options if option.children == bundle]
            before = first_home(world, request, bundle)
            expected = {
                (change.words, after)
                for change in changes(request, bundle, mine)
                if (after := first_home_after(change, world, request, bundle)) != before
            }
            told = reversals(world, request, bundle, mine, METHOD)
            assert {(one.words, one.instead) for one in told} == expected, seed
            turned += len(told)
    assert turned


def random_town(seed: int) -> tuple[World, Request]:
    """The children of a random case, and a few homes of others."""
    case = draw(seed * 10)
    homes = [replace(draw(seed * 10 + n).home, ref=f"H-{n}", id=n) for n in range(6)]
    homes.append(a_home("H-7"))
    return a_world(case.request, homes, case.context.relations), case.request
