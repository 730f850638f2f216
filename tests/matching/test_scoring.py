"""Fit is parts that add up; not knowing counts the middle; no trait of a child or a carer counts against them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.candidates import Judge
from matching.child_facts import ChildFacts, ContactFact, NeedFact, TraitFact
from matching.home_facts import HomeFacts, PersonFacts
from matching.scoring import Score, Scorer, level, order_depends_on_weights
from matching.weights import ALL_POINTS, Factor, Weights, published_weights
from placements.models.base import Answer, Known, Sex
from placements.models.child import NeedDomain, Topic
from placements.models.household import LivingAs, Term
from placements.models.referral import Suitability
from tests.oracles.random_cases import draw
from tests.worlds import (
    ADEL,
    HEADLEY,
    LITTLEWORTH,
    TODAY,
    a_child,
    a_context,
    a_home,
    a_request,
    terms,
    without,
)

EXACT = 1e-9


def score(
    children: ChildFacts | tuple[ChildFacts, ...], home: HomeFacts, weights: Weights | None = None, **asked: Any
) -> Score:
    """The score of children in a home."""
    every = (children,) if isinstance(children, ChildFacts) else children
    judge = Judge(a_request(*every, **asked), a_context(every, [home]), [home])
    return Scorer(judge, weights or published_weights()).score(judge.verdict(every, home.ref))


def points(found: Score, factor: Factor) -> float:
    """The points of one factor."""
    return next(one.points for one in found.contributions if one.factor is factor)


def test_the_parts_sum_to_the_fit_on_random_cases(scale: Callable[[int], int]) -> None:
    for seed in range(scale(4_000)):
        case = draw(seed)
        judge = Judge(case.request, case.context, [case.home])
        found = Scorer(judge, published_weights()).score(judge.verdict(case.children, "H-1"))
        assert abs(found.fit - sum(one.points for one in found.contributions)) < EXACT
        assert [one.factor for one in found.contributions] == list(Factor)
        assert all(0 <= one.points <= one.of for one in found.contributions)
        assert 0 <= found.fit <= ALL_POINTS


def test_what_the_child_said_is_shown_and_never_scored() -> None:
    asked, not_asked = (
        a_child(answers={**a_child().answers, Topic.WISHES: Answer.GIVEN}),
        without(a_child(), Topic.WISHES),
    )
    assert points(score(asked, a_home()), Factor.WISHES) == points(score(not_asked, a_home()), Factor.WISHES) == 5


@pytest.mark.parametrize(
    ("needed", "skill", "expected"),
    [(3, 3, 1.0), (3, 4, 1.0), (3, 1, 0.5), (4, 0, 0.0), (0, 0, 1.0), (3, None, 0.5)],
)
def test_a_need_counts_by_the_shortfall_of_skill(needed: int, skill: int | None, expected: float) -> None:
    child = a_child(needs=(NeedFact(NeedDomain.AUTISM, needed),))
    home = a_home(skills={} if skill is None else {NeedDomain.AUTISM: skill})
    assert points(score(child, home), Factor.NEEDS) == pytest.approx(35 * expected)


def test_an_essential_need_that_is_not_met_is_a_floor_and_a_gap() -> None:
    child = a_child(needs=(NeedFact(NeedDomain.AUTISM, 3, essential=True),))
    met, unmet, unknown = (
        score(child, a_home(skills=skills)) for skills in ({NeedDomain.AUTISM: 3}, {NeedDomain.AUTISM: 2}, {})
    )
    assert (met.essential, unknown.essential, unmet.essential) == (0, 1, 2)
    assert [gap.shortfall for gap in unmet.gaps] == [1]


@pytest.mark.parametrize("factor", [Factor.EDUCATION, Factor.LOCALITY])
def test_nearer_is_never_worse(factor: Factor) -> None:
    near, middle, far = (points(score(a_child(), a_home(position=at)), factor) for at in (LITTLEWORTH, ADEL, HEADLEY))
    assert near >= middle > far
    assert near == published_weights().points[factor]


def test_contact_counts_by_the_share_of_visits_within_reach() -> None:
    visits = (ContactFact("Grandma", 3, LITTLEWORTH), ContactFact("Uncle", 1, HEADLEY))
    assert points(score(a_child(contacts=visits), a_home()), Factor.CONTACT) == pytest.approx(7.5)


def test_a_preferred_kind_of_home_for_the_right_length_suits_best() -> None:
    long_only = a_home(approvals=(terms(types_term=Term.LIMIT, types=frozenset({"long"})),))
    preferred: dict[str, Any] = {"settings": {"foster": Suitability.PREFERRED}}
    assert points(score(a_child(), a_home(), **preferred), Factor.PERMANENCE) == 5
    assert points(score(a_child(), long_only, **preferred), Factor.PERMANENCE) == 2.5
    assert points(score(a_child(), a_home()), Factor.PERMANENCE) == 5


def test_nothing_known_counts_the_middle_of_every_factor_and_is_listed() -> None:
    child = ChildFacts("C-1", supervision=1)
    home = a_home(position=None, approvals=(), supervision_cap=None)
    found = score(child, home)
    unknown = {one.factor for one in found.contributions if not one.known}
    assert unknown == set(Factor) - {Factor.HOUSEHOLD, Factor.IDENTITY}
    assert all(one.points == one.of / 2 for one in found.contributions if one.factor in unknown)
    assert all(one.because for one in found.contributions)


def test_a_bundle_scores_the_mean_of_its_children() -> None:
    child, other = a_child("C-1"), a_child("C-2", home=HEADLEY)
    alone = [points(score(one, a_home()), Factor.LOCALITY) for one in (child, other)]
    assert points(score((child, other), a_home()), Factor.LOCALITY) == pytest.approx(math.fsum(alone) / 2, abs=0.01)


TRAITS = [
    {"traits": (TraitFact(Topic.RELIGION, "Catholic"),)},
    {"traits": (TraitFact(Topic.LANGUAGE, "Polish"),)},
    {"traits": (TraitFact(Topic.DISABILITY, "LD"), TraitFact(Topic.COMMUNICATION, "BSL"))},
    {"uasc": Known.YES},
    {"sex": Sex.FEMALE},
]


@pytest.mark.parametrize("trait", TRAITS, ids=lambda trait: next(iter(trait)))
def test_no_protected_trait_lowers_a_score(trait: dict[str, Any], scale: Callable[[int], int]) -> None:
    for seed in range(scale(1_000)):
        case = draw(seed)
        child = replace(case.children[0], traits=())
        before, after = (score(one, case.home) for one in (child, replace(child, **trait)))
        assert after.fit >= before.fit - EXACT, seed


def test_a_carers_own_traits_are_not_even_read() -> None:
    fields = set(PersonFacts.__dataclass_fields__)
    own_traits = {"ethnicity", "religion", "languages", "sexuality", "disability", "health", "gender_identity"}
    assert not fields & own_traits
    child = a_child()
    pair = [
        a_home(people=tuple(PersonFacts(LivingAs.CARER, dob, sex) for sex in (Sex.FEMALE, Sex.MALE)))
        for dob in (TODAY.replace(year=1990), TODAY.replace(year=1960))
    ]
    assert score(child, pair[0]).fit == score(child, pair[1]).fit


@given(st.permutations(list(Factor)), st.floats(0, 1))
def test_any_weights_that_sum_to_100_keep_the_sum(order: list[Factor], share: float) -> None:
    weights = dict.fromkeys(Factor, 0.0)
    weights[order[0]], weights[order[1]] = ALL_POINTS * share, ALL_POINTS - ALL_POINTS * share
    found = score(a_child(), a_home(), Weights("test", "test", TODAY, weights))
    assert abs(found.fit - math.fsum(one.points for one in found.contributions)) < EXACT


def test_two_homes_whose_order_hangs_on_one_weight_are_equals() -> None:
    rng = random.Random(1)
    base = score(a_child(), a_home())
    for _ in range(200):
        upper, lower = (_with_points(base, rng) for _ in range(2))
        if upper.fit < lower.fit:
            upper, lower = lower, upper
        moves = ((factor, by) for factor in Factor for by in (0.5, 1.5))
        by_trying = any(_moved(upper, factor, by) <= _moved(lower, factor, by) for factor, by in moves)
        assert order_depends_on_weights(upper, lower) is by_trying


def _with_points(found: Score, rng: random.Random) -> Score:
    parts = tuple(one._replace(points=round(rng.uniform(0, one.of), 2)) for one in found.contributions)
    return Score(parts, ())


def _moved(found: Score, factor: Factor, by: float) -> float:
    return math.fsum(one.points * (by if one.factor is factor else 1) for one in found.contributions)


@pytest.mark.parametrize(
    ("share", "word"), [(1.0, "high"), (0.75, "high"), (0.5, "medium"), (0.39, "low"), (0.0, "low")]
)
def test_a_word_comes_before_the_number(share: float, word: str) -> None:
    assert level(share) == word
