"""Snapshots times yearly averages, as council papers set them out: a run-rate, and never what was spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from forecasting.change import Change, Spent, change_between
from placements.amounts import half_up
from placements.errors import Refused


@dataclass(frozen=True)
class RateLine:
    """A kind of home: children on two days, and the average pence a year applied to both."""

    name: str
    before: int
    after: int
    pence_a_year: int

    @property
    def pence(self) -> tuple[int, int]:
        """The run-rate before and after."""
        return self.before * self.pence_a_year, self.after * self.pence_a_year

    @property
    def change(self) -> int:
        """The change of the run-rate."""
        return self.pence[1] - self.pence[0]


@dataclass(frozen=True)
class RunRate:
    """Two snapshots of some kinds of home, beside all children looked after on the same two days."""

    before_on: dt.date
    after_on: dt.date
    children: tuple[int, int]
    lines: tuple[RateLine, ...]
    source: str

    def __post_init__(self) -> None:
        """Refuse lines that hold more children than there are."""
        for at in (0, 1):
            inside = sum((line.before, line.after)[at] for line in self.lines)
            if inside > self.children[at] or min(self.children) < 0:
                raise Refused(
                    "The lines of a run-rate hold more children than are looked after.",
                    given=f"{inside} of {self.children[at]}",
                    do_next="Correct the lines, or the number of all children.",
                )

    @property
    def in_lines(self) -> tuple[int, int]:
        """Children in the lines, before and after."""
        return sum(line.before for line in self.lines), sum(line.after for line in self.lines)

    @property
    def pence(self) -> tuple[int, int]:
        """The run-rate of all lines, before and after."""
        return sum(line.pence[0] for line in self.lines), sum(line.pence[1] for line in self.lines)

    @property
    def shares(self) -> tuple[float, float]:
        """The share of all children in the lines."""
        before, after = self.in_lines
        return before / (self.children[0] or 1), after / (self.children[1] or 1)

    @property
    def why(self) -> Change:
        """The change as volume and mix; one average is applied to both days, so nothing of it is price."""
        before, after = (
            {line.name: Spent((line.before, line.after)[at], line.pence[at]) for line in self.lines} for at in (0, 1)
        )
        return change_between(before, after)

    def worth_of(self, line: str, other: str) -> float:
        """How many places of another line one place of a line costs."""
        prices: Mapping[str, int] = {one.name: one.pence_a_year for one in self.lines}
        return prices[line] / prices[other]


def block_a_child(pence_a_bed_year: int, beds: int, filled: int) -> int | None:
    """Pence a year for each child in a block paid for whether full or not; None where nobody lives there."""
    return half_up(Fraction(pence_a_bed_year * beds, filled)) if filled else None
