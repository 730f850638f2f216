"""The specification tables run: every row says what its rule says, to the word, and every rule has its rows."""

from __future__ import annotations

from collections import defaultdict

import pytest

from matching.rules.catalogue import every_rule
from matching.rules.rule import DRAFT_WORDS, Rule, RuleClass
from tests.spec.scene import NotUnderstood, Scene, say
from tests.spec.tables import PASSES, VERDICTS, Line, found, lines

ALWAYS = {"placement-plan", "notify-people", "visit-first-week", "first-review"}
"""Clocks that start with every move: no row passes."""

ALWAYS_KNOWN = {
    "current-home": "where a child lives is on record or the child lives nowhere that is held",
    "setting-unsuitable": "a referral that says nothing of a setting does not call it unsuitable",
    "kept-empty": "a home that nobody is recorded as keeping empty is not kept empty",
    "secure-never-auto": "what kind a home is, is known",
    "outside-terms": "terms that are not known are asked about by the rules of terms",
    "dual-approval": "a list of names that is empty names nobody",
    "long-term-match": "a plan that is not recorded is no plan for the long term",
    "adoption-route": "a plan that is not recorded is no plan for adoption",
    "fsp-consent": "consent that nobody recorded has not been given",
    "bed-share-3": "whether a room may be shared at all is asked by bed-free; an unknown age may be a baby's",
    "bed-unrelated": "the same",
    "bed-opposite-10": "the same",
    "ofsted-grade-gate": "a grade that is not recorded is a gap beside a local gate",
    "named-decider": "what is not given is missing",
    "no-negative-trait": "what a program reads is known",
}
GATES = (RuleClass.HARD, RuleClass.APPROVAL)
MISSING = ("not known", "not recorded", "be read", "No legal authority is recorded")


@pytest.mark.parametrize("line", lines(), ids=str)
def test_the_rule_says_what_the_row_says(line: Line) -> None:
    findings = found(line)
    effect = VERDICTS[line.verdict]
    assert [(one.effect, one.because) for one in findings] == ([(effect, line.says)] if effect else [])


def _by_rule() -> dict[str, list[Line]]:
    rows: dict[str, list[Line]] = defaultdict(list)
    for line in lines():
        rows[line.rule].append(line)
    return rows


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_every_rule_has_a_row_that_passes_one_that_fails_and_one_not_known(rule: Rule) -> None:
    rows = _by_rule()[rule.id]
    assert rule.id in ALWAYS or any(row.verdict == PASSES for row in rows)
    assert any(row.verdict != PASSES for row in rows)
    if rule.cls in GATES and rule.id not in ALWAYS_KNOWN:
        assert any(_not_known(row) for row in rows)


def _not_known(row: Line) -> bool:
    """Whether a row is about a missing fact; of a draft only its warning can say so."""
    said = row.says.removeprefix(DRAFT_WORDS)
    return row.verdict == "not known" or (row.verdict in ("warning", "gap") and any(word in said for word in MISSING))


def test_no_row_is_about_a_rule_that_does_not_exist() -> None:
    assert set(_by_rule()) == {rule.id for rule in every_rule()}


def test_a_phrase_that_nobody_defined_is_an_error_and_never_passed_over() -> None:
    with pytest.raises(NotUnderstood, match="likes cheese"):
        say(Scene(), {}, "likes cheese")
