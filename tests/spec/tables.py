"""The specification tables: by rule, a child, a home, a referral, the verdict, and the sentence that says why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matching.case import Case
from matching.rules.catalogue import rules_in_force
from matching.rules.rule import Effect, Finding, Scope, ask
from matching.situation import stay_of
from tests.spec.child_words import CHILD_PHRASES
from tests.spec.home_words import HOME_PHRASES
from tests.spec.referral_words import REFERRAL_PHRASES
from tests.spec.scene import Scene, say, verdict_of

HERE = Path(__file__).parent
SECTIONS = {
    "a_duty": "A. Duty, relatives and place",
    "b_child": "B. Child: wishes, law, education, settled homes",
    "c_approval": "C. Approval and capacity",
    "d_compatibility": "D. Living together, asked in both directions",
    "e_decision": "E. Decisions and data protection",
}
PASSES = "passes"
VERDICTS: Mapping[str, Effect | None] = {
    PASSES: None,
    "excluded": Effect.EXCLUDES,
    "needs approval": Effect.NEEDS_APPROVAL,
    "not known": Effect.NOT_KNOWN,
    "task": Effect.TASK,
    "note": Effect.NOTE,
    "record": Effect.RECORD,
    "warning": Effect.WARNING,
    "gap": Effect.GAP,
    "not suggested": Effect.NOT_SUGGESTED,
}
BEYOND = (Scope.SEARCH, Scope.DECISION, Scope.DESIGN)


@dataclass(frozen=True)
class Line:
    """One row of a table; what it leaves blank is as in the usual child, home and referral."""

    section: str
    rule: str
    child: str
    home: str
    referral: str
    verdict: str
    says: str

    def __str__(self) -> str:
        parts = (self.rule, self.child, self.home, self.referral)
        return " | ".join(part for part in parts if part)


def lines() -> list[Line]:
    """Every row of every table, in order."""
    return [
        Line(section, rule, *row)
        for section in SECTIONS
        for rule, row in _rows(tomllib.loads((HERE / f"{section}.toml").read_text(encoding="utf-8")))
    ]


def _rows(document: Mapping[str, list[list[str]]]) -> list[tuple[str, list[str]]]:
    return [(rule, row) for rule, rows in document.items() for row in rows]


def found(line: Line) -> list[Finding]:
    """What the rule of a row finds in its scene."""
    scene = Scene()
    say(scene, CHILD_PHRASES, line.child)
    say(scene, HOME_PHRASES, line.home)
    say(scene, REFERRAL_PHRASES, line.referral)
    return [one for one in _findings(scene) if one.rule.id == line.rule]


def _findings(scene: Scene) -> tuple[Finding, ...]:
    """The findings of a verdict, and those of rules about a search, a decision or the program."""
    children, _, request, context = scene.built()
    stay = stay_of(request, context.policy, context.today)
    rules = rules_in_force(stay.starts_on)
    case = Case(request, context, stay, children, None, scene.beyond)
    beyond = ask([rule for scope in BEYOND for rule in rules[scope]], case)
    return verdict_of(scene).findings + beyond
