"""What every rule must be, whatever it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from matching.candidates import Judge
from matching.rules.catalogue import every_rule, rules_in_force
from matching.rules.rule import DRAFT_WORDS, Effect, Rule, RuleClass
from tests.oracles.random_cases import draw
from tests.worlds import START


def test_every_rule_has_one_id() -> None:
    ids = [rule.id for rule in every_rule()]
    assert len(ids) == len(set(ids)) >= 50


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_every_rule_says_where_it_comes_from_and_what_clears_it(rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert rule.citation
    assert rule.cleared_by
    assert not rule.curable or rule.who
    assert rule.cls is not RuleClass.APPROVAL or rule.who


def test_a_rule_holds_from_its_first_day_and_not_before() -> None:
    day = dt.date(2023, 10, 28)
    before = {rule.id for rules in rules_in_force(day - dt.timedelta(days=1)).values() for rule in rules}
    after = {rule.id for rules in rules_in_force(day).values() for rule in rules}
    assert after - before == {"sa-16-17"}


def test_a_rule_that_was_repealed_holds_no_more() -> None:
    rule = next(iter(every_rule()))
    over = Rule(**{**vars(rule), "in_force_to": START})
    assert over.in_force(START - dt.timedelta(days=1))
    assert not over.in_force(START)


def test_a_draft_rule_never_excludes_and_never_asks_for_an_approval(scale: Callable[[int], int]) -> None:
    drafts = 0
    for seed in range(scale(10_000)):
        case = draw(seed)
        verdict = Judge(case.request, case.context, [case.home]).verdict(case.children, "H-1")
        for finding in verdict.findings:
            if finding.draft:
                drafts += 1
                assert finding.effect in (Effect.WARNING, Effect.NOTE, Effect.GAP)
                assert finding.because.startswith(DRAFT_WORDS)
                assert "the law" not in finding.because
    assert drafts


def test_every_finding_has_a_reason_and_what_is_not_known_names_what_is_missing(scale: Callable[[int], int]) -> None:
    for seed in range(scale(4_000)):
        case = draw(seed)
        verdict = Judge(case.request, case.context, [case.home]).verdict(case.children, "H-1")
        assert all(len(finding.because) > len("No bed.") for finding in verdict.findings)
        assert verdict.status.value == _by_hand([finding.effect for finding in verdict.findings])


def _by_hand(effects: list[Effect]) -> str:
    for effect, status in (
        (Effect.EXCLUDES, "excluded"),
        (Effect.NOT_KNOWN, "unknown"),
        (Effect.NEEDS_APPROVAL, "needs_approval"),
    ):
        if effect in effects:
            return status
    return "eligible"
