"""How often children who came home were still there a year later: a rate of a group, with its number and its range.

It says nothing of any one child, and orders nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from placements.indicators.row import Indicator

ANCHOR = (20, 31)
ANCHOR_SOURCE = (
    "young people who moved from children's homes to families in Birmingham: 20 of 31 stable (Oxford evaluation, 2018)"
)
OWN_SOURCE = "this authority's own planned returns, still in that home 52 weeks later"
RETURNS_SOURCE = (
    "everybody who moved back into the area, planned or not, with the same carer 52 weeks later, by the returns (I19)"
)
OWN_ENOUGH = 20
"""So many own returns are needed before their rate stands in place of the published one (design)."""
EIGHT_IN_TEN = 1.2815515655446004
"""How many standard errors either side hold 8 in 10 (normal distribution)."""
NEVER = "A rate of a group, not a prediction about this child; it never orders the list."


@dataclass(frozen=True)
class Lasts:
    """Of `of` children `stayed` were still in the home after 52 weeks: the share and its 80% range (Wilson's score)."""

    stayed: int
    of: int
    low: float
    high: float
    source: str

    @property
    def share(self) -> float:
        """The share that stayed."""
        return self.stayed / self.of


def chance_lasts(due: int, still_home: int) -> Lasts:
    """The authority's own rate of planned returns where enough have had their 52 weeks, else the published anchor."""
    return lasts(still_home, due, OWN_SOURCE) if due >= OWN_ENOUGH else lasts(*ANCHOR, ANCHOR_SOURCE)


def beside(published: Indicator | None) -> Lasts | None:
    """The rate of everybody who moved back into the area, planned or not, by the yearly returns; None without any."""
    if published is None or published.numerator is None or not published.denominator:
        return None
    return lasts(published.numerator, round(published.denominator), RETURNS_SOURCE)


def lasts(stayed: int, of: int, source: str) -> Lasts:
    """The rate with its range (Wilson 1927): it stays within 0 and 1 and is never without width."""
    z, share = EIGHT_IN_TEN, stayed / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Lasts(stayed, of, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)), source)
