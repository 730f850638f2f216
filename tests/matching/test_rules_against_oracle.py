"""A second, slow reader of the rules agrees with the engine on random cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from matching.candidates import Judge, Verdict
from matching.rules.catalogue import every_rule
from matching.rules.rule import Effect
from tests.oracles.random_cases import draw
from tests.oracles.rules import read

GATES = frozenset({Effect.EXCLUDES, Effect.NEEDS_APPROVAL, Effect.NOT_KNOWN})


def by_rule(verdict: Verdict) -> dict[str, str]:
    """What stands in the way, by rule, the hardest effect of each."""
    found: dict[str, str] = {}
    for one in verdict.findings:
        if one.effect in GATES and (one.effect is Effect.EXCLUDES or one.rule.id not in found):
            found[one.rule.id] = one.effect.value
    return found


def test_both_readers_of_the_rules_agree(scale: Callable[[int], int]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(scale(100_000)):
        case = draw(seed)
        verdict = Judge(case.request, case.context, [case.home]).verdict(case.children, "H-1")
        engine = by_rule(verdict)
        assert engine == read(case.children, case.home, case.request, case.context), seed
        seen.update(engine.items())
    gates = {rule.id for rule in every_rule() if rule.id in {rule_id for rule_id, _ in seen}}
    assert len(gates) >= 35, sorted(gates)
