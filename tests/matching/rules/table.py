"""The form of a specification: a sentence, a child, a home, what else is so, and what the rule says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matching.candidates import Verdict
from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from matching.relations import Relations
from matching.rules.rule import Effect
from tests.worlds import a_child, a_home, judged

MET = None


@dataclass(frozen=True)
class Row:
    """One line of a table: `says` is the effect the rule has, None where it is met or does not apply."""

    so: str
    says: Effect | None
    child: ChildFacts = field(default_factory=a_child)
    home: HomeFacts = field(default_factory=a_home)
    others: Sequence[ChildFacts] = ()
    relations: Relations | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.so


def verdict_of(row: Row) -> Verdict:
    """What the rules say of a row."""
    return judged((row.child, *row.others), row.home, relations=row.relations, **row.asked)


def holds(rule: str, row: Row) -> None:
    """The rule says what the row says it does, with a sentence; and a home left out has a reason."""
    found = {one.effect: one.because for one in verdict_of(row).findings if one.rule.id == rule}
    assert set(found) == ({row.says} if row.says else set()), found
    assert all(because.strip() for because in found.values())
