"""Fit: the points each factor gives a bundle in a home. The points sum to the fit, and are never shown without it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matching.candidates import Judge, Verdict
from matching.case import Case
from matching.child_facts import ChildFacts
from matching.factors import FACTORS, MIDPOINT, Value
from matching.household import HomeDuring
from matching.once import once
from matching.weights import Factor, Weights

HIGH, MEDIUM = 0.75, 0.4
CENTS = 2


class Contribution(NamedTuple):
    """The points one factor gives, of how many it could, and why; `known` is False where a midpoint stands in."""

    factor: Factor
    points: float
    of: float
    because: str
    known: bool

    @property
    def word(self) -> str:
        """High, medium or low, or that it is not known."""
        return level(self.points / self.of) if self.known and self.of else "not known"


def level(share: float) -> str:
    """High, medium or low, for a share of what could be reached."""
    if share >= HIGH:
        return "high"
    return "medium" if share >= MEDIUM else "low"


@dataclass(frozen=True)
class Gap:
    """An essential or other need that the home cannot meet as far as recorded; `shortfall` is None where not known."""

    child: str
    domain: str
    level: int
    skill: int | None
    essential: bool

    @property
    def shortfall(self) -> int | None:
        """Levels of skill missing."""
        return None if self.skill is None else self.level - self.skill


@dataclass(frozen=True, eq=False)
class Score:
    """The fit of a bundle in a home, 0 to 100, with its parts and the gaps."""

    contributions: tuple[Contribution, ...]
    gaps: tuple[Gap, ...]

    @once
    def fit(self) -> float:
        """The sum of the contributions."""
        return math.fsum(one.points for one in self.contributions)

    @once
    def essential(self) -> int:
        """0 if every essential need is met, 1 if for one it is not known, 2 if one is not met."""
        essential = [gap.skill for gap in self.gaps if gap.essential]
        if any(skill is not None for skill in essential):
            return 2
        return 1 if essential else 0


class Scorer:
    """Scores bundles for one search; what one child makes of one home is worked out once."""

    def __init__(self, judge: Judge, weights: Weights) -> None:
        self.judge = judge
        self.weights = weights
        self._values: dict[tuple[str, str], tuple[Value, ...]] = {}
        self._gaps: dict[tuple[str, str], tuple[Gap, ...]] = {}
        self._points = tuple((factor, weights.points[factor]) for factor in Factor)

    def score(self, verdict: Verdict) -> Score:
        """The score of a bundle in a home: the mean over its children of each factor."""
        every = [self._of_child(child, verdict.there) for child in verdict.children]
        values = every[0] if len(every) == 1 else tuple(map(_mean, zip(*every, strict=True)))
        parts = tuple(
            [
                Contribution(
                    factor,
                    round(points * (MIDPOINT if value is None else value), CENTS),
                    points,
                    because,
                    value is not None,
                )
                for (factor, points), (value, because) in zip(self._points, values, strict=True)
            ]
        )
        gaps = tuple([gap for child in verdict.children for gap in self._gaps[child.ref, verdict.home.ref]])
        return Score(parts, gaps)

    def _of_child(self, child: ChildFacts, there: HomeDuring) -> tuple[Value, ...]:
        key = (child.ref, there.home.ref)
        if key not in self._values:
            case = self.judge.each_case(child, there)
            self._values[key] = tuple([of(case) for of in FACTORS.values()])
            self._gaps[key] = tuple(_gaps(case))
        return self._values[key]


def _gaps(case: Case) -> Iterator[Gap]:
    for need, skill in case.skills:
        if skill is None or skill < need.level:
            yield Gap(case.child.called, need.domain.value, need.level, skill, need.essential)


def _mean(values: Sequence[Value]) -> Value:
    """One factor over a group: the mean, a midpoint for each who is not known; not known only if nobody is."""
    because = "; ".join(dict.fromkeys(one.because for one in values))
    if all(one.value is None for one in values):
        return Value(None, because)
    return Value(math.fsum(MIDPOINT if one.value is None else one.value for one in values) / len(values), because)


def order_depends_on_weights(upper: Score, lower: Score) -> bool:
    """Whether moving one weight by half would make two options equal or turn them round: then they count as equals."""
    differences = [
        one.points - other.points for one, other in zip(upper.contributions, lower.contributions, strict=True)
    ]
    return sum(differences) <= max(map(abs, differences)) / 2
