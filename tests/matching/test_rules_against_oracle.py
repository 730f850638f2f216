"""A second, slow reader of the rules agrees with the engine on random cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from matching.candidates import Judge, Verdict
from matching.rules.catalogue import every_rule
from matching.rules.rule import Scope
from tests.oracles.random_cases import draw
from tests.oracles.rules import read
from tests.oracles.rules_words import HARDEST_FIRST, OUT

NOT_OF_A_HOME = (Scope.SEARCH, Scope.DECISION, Scope.DESIGN)


def by_rule(verdict: Verdict) -> dict[str, str]:
    """What the engine finds, by rule, the hardest effect of each."""
    found: dict[str, str] = {}
    for one in verdict.findings:
        said = one.effect.value
        found[one.rule.id] = min(said, found.get(one.rule.id, said), key=HARDEST_FIRST.index)
    return found


def both(seed: int) -> tuple[dict[str, str], dict[str, str]]:
    """What the engine and the second reader say of one random case."""
    case = draw(seed)
    verdict = Judge(case.request, case.context, [case.home]).verdict(case.children, "H-1")
    return by_rule(verdict), read(case.children, case.home, case.request, case.context)


def test_both_readers_of_the_rules_agree(scale: Callable[[int], int]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(scale(100_000)):
        engine, reader = both(seed)
        assert engine == reader, seed
        seen.update(engine.items())
    read_of = {rule.id for rule in every_rule() if rule.scope not in NOT_OF_A_HOME}
    assert {rule for rule, _ in seen} == read_of


def test_the_cases_leave_somebody_in_and_somebody_out() -> None:
    outcomes = Counter(OUT in both(seed)[0].values() for seed in range(400))
    assert min(outcomes.values()) >= 20, outcomes
