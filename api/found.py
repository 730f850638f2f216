"""Findings as a page shows them: filtered as the address asks, counted by check, the first of them row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placements.importing.outcome import Fault
from placements.models.loading import Finding, Level

MOST_SHOWN = 100
MOST_RULES = 8
LEVELS = {Level.ERROR: "To put right", Level.WARNING: "Kept, worth putting right"}

Found = Sequence[Fault | Finding]
Choices = list[tuple[str | None, str, int]]


@dataclass(frozen=True)
class FindingsShown:
    """The findings that fit what was asked, the choices there are, and how many there are in all."""

    lines: Found
    levels: Choices
    rules: Choices
    fitting: int
    total: int


def shown(found: Found, asked: Mapping[str, str]) -> FindingsShown:
    """The findings of a level and a check, what must be put right first; a word that is neither asks for nothing."""
    levels: Choices = [
        (level.value, words, sum(one.level is level for one in found)) for level, words in LEVELS.items()
    ]
    of_level = [one for one in found if asked.get("level") in {None, one.level.value}]
    checks = Counter(one.rule for one in of_level).most_common(MOST_RULES)
    fitting = [one for one in of_level if asked.get("check") in {None, one.rule}]
    fitting.sort(key=lambda one: one.level is not Level.ERROR)
    return FindingsShown(
        lines=fitting[:MOST_SHOWN],
        levels=[(None, "All", len(found)), *levels],
        rules=[(None, "Every check", len(of_level)), *((rule, rule, times) for rule, times in checks)],
        fitting=len(fitting),
        total=len(found),
    )
