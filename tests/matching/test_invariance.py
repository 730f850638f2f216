"""A trait that no rule names cannot change the list, and what the carers are is never read."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from matching.candidates import Judge
from matching.case import Beyond, Case, DesignFacts
from matching.child_facts import ChildFacts, TraitFact
from matching.rules.design import ladder_no_order, no_negative_trait
from matching.rules.rule import Finding
from matching.scoring import Scorer
from matching.situation import stay_of
from matching.weights import published_weights
from placements.models.base import Answer, Known, Sex
from placements.models.child import ConstraintKind, Topic
from tests.matching.watched import GROWN_UP, Readings, what_factors_read
from tests.oracles.random_cases import Draw, draw

DISABILITIES = ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA")
WAYS_TO_SPEAK = ("ESOL", "BSL", "Makaton", "other")
OF_TERMS = {
    "terms-age",
    "terms-number",
    "terms-sex",
    "terms-type",
    "terms-named",
    "parent-child-terms",
    "outside-terms",
}
OF_ROOMS = {"bed-free", "bed-share-3", "bed-unrelated", "bed-opposite-10"}
NAMES_SEX = frozenset({"home-statement", "harm-sexual", "carer-willing", *OF_TERMS, *OF_ROOMS})
"""Of several approvals the one that fits best is read, so that sex may change what all the terms say."""
NAMES_UASC = frozenset({"uasc-needs"})
Said = list[tuple[str, str, str]]


def asked(case: Draw) -> tuple[tuple[Finding, ...], float]:
    """What the rules find and the fit."""
    judge = Judge(case.request, case.context, [case.home])
    verdict = judge.verdict(case.children, case.home.ref)
    return verdict.findings, Scorer(judge, published_weights()).score(verdict).fit


def with_child(case: Draw, child: ChildFacts) -> Draw:
    """The same case with its first child changed."""
    children = (child, *case.children[1:])
    return replace(case, children=children, request=replace(case.request, children=children))


def _disabled(child: ChildFacts, rng: random.Random) -> ChildFacts:
    return _coded(child, Topic.DISABILITY, rng.sample(DISABILITIES, rng.randint(0, 3)))


def _speaking(child: ChildFacts, rng: random.Random) -> ChildFacts:
    return _coded(child, Topic.COMMUNICATION, rng.sample(WAYS_TO_SPEAK, rng.randint(0, 2)))


def _coded(child: ChildFacts, topic: Topic, codes: list[str]) -> ChildFacts:
    others = tuple(trait for trait in child.traits if trait.topic is not topic)
    answers = {**child.answers, topic: Answer.GIVEN if codes else Answer.NONE}
    return replace(child, traits=(*others, *(TraitFact(topic, code) for code in codes)), answers=answers)


def _of_another_sex(child: ChildFacts, rng: random.Random) -> ChildFacts:
    return replace(child, sex=rng.choice(list(Sex)))


def _unaccompanied(child: ChildFacts, rng: random.Random) -> ChildFacts:
    return replace(child, uasc=rng.choice(list(Known)))


CHANGES: dict[str, tuple[Callable[[ChildFacts, random.Random], ChildFacts], frozenset[str]]] = {
    "disability": (_disabled, frozenset()),
    "communication": (_speaking, frozenset()),
    "sex": (_of_another_sex, NAMES_SEX),
    "unaccompanied": (_unaccompanied, NAMES_UASC),
}
"""A trait of a child, how it is changed, and the rules that name it: no other rule and no score may notice."""


def without(findings: tuple[Finding, ...], rules: frozenset[str]) -> Said:
    """What rules other than these say."""
    return [(one.rule.id, one.effect.value, one.because) for one in findings if one.rule.id not in rules]


@pytest.mark.parametrize("trait", CHANGES)
def test_a_trait_that_no_rule_names_cannot_change_the_list(trait: str, scale: Callable[[int], int]) -> None:
    change, named_by = CHANGES[trait]
    changed = 0
    for seed in range(scale(10_000 // len(CHANGES))):
        case = draw(seed)
        other = change(case.children[0], random.Random(seed))
        changed += other != case.children[0]
        before, fit = asked(case)
        after, fit_after = asked(with_child(case, other))
        assert fit_after == fit, seed
        assert without(after, named_by) == without(before, named_by), seed
    assert changed


def test_what_the_carers_are_changes_nothing_unless_the_plan_asks_for_it(scale: Callable[[int], int]) -> None:
    for seed in range(scale(10_000 // len(CHANGES))):
        case = draw(seed)
        rng = random.Random(seed)
        people = tuple(
            replace(one, sex=rng.choice(list(Sex)), dob=None) if one.living_as in GROWN_UP else one
            for one in case.home.people
        )
        before, fit = asked(case)
        after, fit_after = asked(replace(case, home=replace(case.home, people=people)))
        named_by = frozenset({"carer-sex"}) if _plan_asks(case) else frozenset()
        assert fit_after == fit, seed
        assert without(after, named_by) == without(before, named_by), seed


def _plan_asks(case: Draw) -> bool:
    return any(child.constraint(ConstraintKind.CARER_SEX) for child in case.children)


def test_a_carer_s_own_traits_are_never_read(scale: Callable[[int], int]) -> None:
    for seed in range(scale(2_000)):
        readings = Readings()
        case = readings.watched(draw(seed))
        readings.read.clear()
        asked(case)
        allowed = {"person.sex"} if _plan_asks(case) else set()
        read = {fact for fact in readings.read if fact.startswith("person.")}
        assert read <= {"person.living_as"} | allowed, (seed, read)


def judged_design(reads: DesignFacts) -> Case:
    """The program itself as a case."""
    case = draw(0)
    stay = stay_of(case.request, case.context.policy, case.context.today)
    return Case(case.request, case.context, stay, (), None, Beyond(design=reads))


def test_no_factor_of_the_score_reads_a_trait_or_ranks_kinds_of_home() -> None:
    reads = what_factors_read(draw, 300)
    assert "child.school_urn" in reads.reads["education"]
    assert "home.kind" in reads.reads["permanence"]
    case = judged_design(reads)
    assert no_negative_trait(case) is None
    assert ladder_no_order(case) is None


def test_a_factor_that_read_a_trait_would_be_seen() -> None:
    says = no_negative_trait(judged_design(DesignFacts({"needs": frozenset({"child.disability"})})))
    assert says is not None
    assert says.because == "A trait would be scored: needs reads child.disability."
