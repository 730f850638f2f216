"""Why one option stands above another: the first thing that decides, then factor by factor."""

from __future__ import annotations

from dataclasses import dataclass

from matching.option import Json, Option
from matching.ranking import TIERS, tier_of
from matching.scoring import CENTS
from matching.weights import Factor


@dataclass(frozen=True)
class Difference:
    """What one factor gives the upper home more (or less) than the lower, and why."""

    factor: Factor
    points: float
    because: str

    def as_json(self) -> Json:
        """The difference for a program."""
        return {"factor": self.factor.value, "points": self.points, "because": self.because}


@dataclass(frozen=True)
class Comparison:
    """Why a home stands above another: `first` is what decides before fit, blank where fit decides."""

    other: str
    equals: bool
    first: str | None
    factors: tuple[Difference, ...]

    @property
    def words(self) -> str:
        """The comparison as one sentence."""
        if self.first is not None:
            return f"Above {self.other}: {self.first}."
        if self.equals:
            return f"As good as {self.other}: the order hangs on one weight."
        better = [one.because for one in self.factors if one.points > 0]
        return f"Above {self.other}: {'; '.join(better)}." if better else f"Level with {self.other} in every part."

    def as_json(self) -> Json:
        """The comparison for a program."""
        return {
            "home": self.other,
            "equals": self.equals,
            "first": self.first,
            "factors": [one.as_json() for one in self.factors],
            "because": self.words,
        }


def compared(upper: Option, lower: Option) -> Comparison:
    """Compare two options of one search, the upper ranked above the lower; the factors that differ most come first."""
    pairs = zip(upper.score.contributions, lower.score.contributions, strict=True)
    differences = [
        Difference(one.factor, round(one.points - other.points, CENTS), _words(one.because, other.because))
        for one, other in pairs
        if one.points != other.points
    ]
    differences.sort(key=lambda one: -abs(one.points))
    return Comparison(lower.home, lower.level_with_above, _first(upper, lower), tuple(differences))


def _words(one: str, other: str) -> str:
    return one if one == other else f"{one} (there: {other})"


def _first(upper: Option, lower: Option) -> str | None:
    """The first of the things that come before fit in which the two differ."""
    pairs = zip(TIERS, tier_of(upper), tier_of(lower), strict=True)
    return next((said for said, one, other in pairs if one != other), None)
