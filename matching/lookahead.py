"""What a scarce home is worth to the children still to come: shadow prices from sampled futures.

The price of a place is the average, over sampled futures, of the dual value of its home's places in the linear
programme that places the children of the future (after Ahani and others, Operations Research 72(3), who place refugees
so). Prices decide nothing: among homes equally good for a child they break the tie, and what more they would change is
shown as a choice, with its price in fit. No home is kept empty by them: that needs a named person, a reason and an end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.futures import PLACED, Arrivals, Left
from matching.optimising.constraints import Floats
from matching.plan_problem import FIT_PARTS, URGENCY_WEIGHT, Bools, PlanProblem

FUTURES = 50
CAP = 300.0
"""Points of fit that a place counts in any one future at most, so that a few dark futures do not decide."""
MARGINS = {"tonight": 5.0, "within_72h": 100.0, "planned": 100.0}
"""Points of fit that a choice for the children to come may cost a child, by urgency: tonight next to nothing."""
APPROVAL = 5.0
"""Points that a step of approval counts beside fit and worth, where nobody waits for a home tonight."""
TONIGHT = tuple(URGENCY_WEIGHT).index("tonight")
DECISIVE = PLACED / 2
"""Where a place is worth more than this to a future, a child of it would go without a home for want of the place."""


@dataclass(frozen=True, eq=False)
class Prices:
    """What a place in each home is worth to each sampled future: `duals`, future x home, in points of fit."""

    duals: Floats
    oldest: int = 0

    def worth(self, free: Bools) -> Floats:
        """Points of fit, 0 to CAP, that children to come lose if a place here is taken rather than the least needed.

        `free` says which homes have a place at all: of these the least needed one counts nothing, in each future.
        """
        return np.asarray(np.minimum(self._above_least(free), CAP).mean(axis=0))

    def decisive(self, free: Bools) -> Floats:
        """The share of futures in which a child to come has no home if a place here is taken, but would otherwise."""
        return np.asarray((self._above_least(free) >= DECISIVE).mean(axis=0))

    def refreshed(
        self, arrivals: Arrivals, left: Left, random: np.random.Generator, expected: float, renewed: int
    ) -> Prices:
        """The prices once so many of their futures, the oldest, are drawn anew as things stand now."""
        rows = (self.oldest + np.arange(renewed)) % len(self.duals)
        duals = self.duals.copy()
        duals[rows] = _valued(arrivals, left, random, expected, renewed)
        return Prices(duals, (self.oldest + renewed) % len(self.duals))

    def _above_least(self, free: Bools) -> Floats:
        if not free.any():
            return np.zeros_like(self.duals)
        least = self.duals[:, free].min(axis=1, keepdims=True)
        return np.asarray(np.where(free, np.maximum(self.duals - least, 0.0), 0.0))


def prices(
    arrivals: Arrivals, left: Left, random: np.random.Generator, *, expected: float, futures: int = FUTURES
) -> Prices:
    """Prices from so many futures of about `expected` referrals each, as the homes stand now."""
    return Prices(_valued(arrivals, left, random, expected, futures))


def _valued(arrivals: Arrivals, left: Left, random: np.random.Generator, expected: float, futures: int) -> Floats:
    return np.array([arrivals.duals(future, left) for future in arrivals.sampled(random, expected, futures)])


def priced(problem: PlanProblem, worth: Floats) -> PlanProblem:
    """The problem with the worth of each place taken off the fit, by no more than the child's margin (`MARGINS`).

    Its best plan keeps unplaced and siblings as they were. A child who needs a home tonight gives up no approval and
    no more fit than the margin; for others approvals count points (`APPROVAL`) beside fit and worth. `worth` is in
    points, one a home.
    """
    urgency = problem.urgency[problem.pair_child]
    margin = np.array([MARGINS[name] for name in URGENCY_WEIGHT])[urgency]
    points = np.minimum(worth[problem.pair_home], margin)
    weighed = np.where(urgency == TONIGHT, 0, problem.pair_burden)
    points += APPROVAL * weighed
    return replace(
        problem,
        pair_fit=problem.pair_fit - np.rint(points * FIT_PARTS).astype(np.int64),
        pair_burden=problem.pair_burden - weighed,
    )


def left_of(problem: PlanProblem) -> Left:
    """What the settled children of a problem leave of its homes."""
    settled = problem.placed >= 0
    taken = np.bincount(problem.placed[settled], minlength=len(problem.homes))
    free = np.maximum(problem.places - taken, 0)
    free[problem.placed[settled & problem.alone]] = 0
    return Left(free, taken == 0)
