"""Bounds: what a plan could reach at most if fragments could be chosen in part (linear programming)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.optimising.cliques import cliques
from matching.optimising.constraints import Floats
from matching.optimising.core import NEXT_TO_NOTHING, TOLERANCE, Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.levels import COST, FIT
from matching.optimising.or_tools import first_order
from matching.optimising.simplex import NoPlan, fractions

MOST_FOR_SIMPLEX = 60_000
"""Columns; where there are more, nearly exact prices in good time beat exact ones too late."""
SHARE_OF_TIME = 0.25
"""Of the time left, what nearly exact prices may take, and what making them exact may take."""
FINE, ROUGH = 1e-6, 1e-4
"""How exact such prices are made: where values are small whole numbers, until rounding up proves them; else less."""
FIRST_COLUMNS_A_CHILD = 3
GROWTH = 2
ENOUGH = 2e-5
"""Of a bound, how much it may lack."""
ROUNDS = 30
"""Of looking for cuts and for fragments missed; the first few find most."""
WORTH_A_ROUND = 0.02
"""Of what all rounds gained, the least that the last must have brought for another."""


def relaxed(core: Core, objective: Objective, deadline: Deadline) -> tuple[Core, Relaxation]:
    """The bound of a level and what it says of every fragment; the core with the cuts that made the bound.

    The bound is recomputed here from the prices that the solver gives (weak duality), so it holds for any prices and
    does not rest on the solver's word.

    Raises:
        OutOfTime: the limit passed first.
        NoPlan: not even fractions meet the levels above.
    """
    cost = objective.cost[core.columns].astype(np.float64)
    if cost.size > MOST_FOR_SIMPLEX and not cost.any():
        return core, priced(core, cost, np.zeros(core.rows[2].size))
    if cost.size > MOST_FOR_SIMPLEX:
        own = deadline.share(SHARE_OF_TIME)
        accuracy = ROUGH if objective.name in (FIT, COST) else FINE
        amounts, prices = own.bounding(lambda seconds: _first_order(core, cost, accuracy, seconds))
        relaxation = replace(_best_priced(core, cost, prices), amounts=amounts)
        if relaxation.bound > _most_possible(core, cost):
            raise NoPlan
    else:
        relaxation = _best_priced(core, cost, fractions(core, cost, deadline).prices)
    if _is_whole(objective, relaxation):
        return core, relaxation
    return _cut_down(core, objective, relaxation, deadline.share(SHARE_OF_TIME))


def feasible(core: Core, deadline: Deadline) -> bool:
    """Whether fragments, chosen in part, could meet every row.

    Raises:
        OutOfTime: the limit passed first.
    """
    try:
        fractions(core, np.zeros(core.columns.size), deadline)
    except NoPlan:
        return False
    return True


def priced(core: Core, cost: Floats, prices: Floats) -> Relaxation:
    """What any prices prove (of rows that need not be met exactly, none above 0)."""
    matrix, _, most = core.rows
    moved = prices.copy()
    moved[: core.children] += _at_most_once(core, cost - matrix.T @ prices)
    reduced = cost - matrix.T @ moved
    bound = float(moved @ most + np.minimum(reduced, 0.0).sum())  # what is below 0 still is a slip of arithmetic
    return Relaxation(bound, reduced, moved)


def _best_priced(core: Core, cost: Floats, prices: Floats) -> Relaxation:
    """Prices in such a model are mostly whole or halves: where rounding mends what the solver left, take it."""
    tried = [priced(core, cost, given) for given in (prices, np.rint(prices), np.rint(prices * 2) / 2)]
    return max(tried, key=lambda relaxation: relaxation.bound)


def _first_order(core: Core, cost: Floats, accuracy: float, seconds: float) -> tuple[Floats, Floats]:
    """Nearly exact amounts and prices."""
    matrix, least, most = core.rows
    amounts, given = first_order(cost, matrix, least, most, accuracy, seconds)
    return amounts, np.where(least == most, given, np.minimum(given, 0.0))


def _most_possible(core: Core, cost: Floats) -> float:
    """More than any plan's units: every child once in the dearest fragment."""
    return core.children * max(0.0, float(cost.max(initial=0.0))) + TOLERANCE


def _is_whole(objective: Objective, relaxation: Relaxation) -> bool:
    """Whether the bound is a value that a plan can have: there is then nothing to round up."""
    return objective.units(objective.value(relaxation.bound)) - relaxation.bound <= NEXT_TO_NOTHING


def _cut_down(core: Core, objective: Objective, known: Relaxation, deadline: Deadline) -> tuple[Core, Relaxation]:
    """The bound made exact and raised by cuts, step by step; what stands when the time is up.

    Only the few fragments that the prices known like are looked at, and those that newer prices show to be missed.

    Raises:
        NoPlan: not even fractions meet the levels above.
    """
    cost, best, gains = objective.cost[core.columns].astype(np.float64), known, _Gains()
    count = FIRST_COLUMNS_A_CHILD * core.children
    kept = known.reduced <= _smallest(known.reduced, count if count * GROWTH < cost.size else cost.size)
    for _ in range(ROUNDS):
        try:
            found = fractions(core.only(kept), cost[kept], deadline)
        except OutOfTime:
            break
        except NoPlan:
            if kept.all():
                raise
            count *= GROWTH
            if count > GROWTH * MOST_FOR_SIMPLEX:
                break
            kept |= known.reduced <= _smallest(known.reduced, count)
            continue
        here = replace(priced(core, cost, found.prices), amounts=known.amounts)
        best, exact = max(best, here, key=lambda one: one.bound), found.units - here.bound <= ENOUGH * abs(found.units)
        rows = cliques(core.constraints.places, _over_all(core.only(kept), found.amounts))
        more = gains.worth_more(found.units) and rows.shape[0] > 0
        if exact and (not more or _is_whole(objective, best)):
            break
        reduced = cost - core.rows[0].T @ found.prices
        kept |= reduced <= max(TOLERANCE, _smallest(reduced, count))
        if more:
            core, best = core.cut(rows), _with_rows(core, best, rows.shape[0])
    return core, best


@dataclass(eq=False)
class _Gains:
    """What the rounds of cuts brought so far."""

    first: float | None = None
    last: float = 0.0

    def worth_more(self, units: float) -> bool:
        """Whether the last round brought enough for another."""
        if self.first is None:
            self.first = self.last = units
            return True
        gained, self.last = units - self.last, units
        return gained >= WORTH_A_ROUND * (units - self.first)


def _over_all(core: Core, amounts: Floats) -> Floats:
    """Amounts of a core's fragments as amounts of all fragments."""
    everywhere = np.zeros(core.constraints.matrix.shape[1])
    everywhere[core.columns] = amounts
    return everywhere


def _with_rows(core: Core, relaxation: Relaxation, count: int) -> Relaxation:
    """The same with prices of 0 for new rows, which stand before those of the levels held."""
    place = np.full(count, relaxation.prices.size - len(core.held))
    return replace(relaxation, prices=np.insert(relaxation.prices, place, 0.0))


def _smallest(reduced: Floats, count: int) -> float:
    """The reduced cost up to which this many fragments go."""
    return float(np.inf if count >= reduced.size else np.partition(reduced, count)[count])


def _at_most_once(core: Core, reduced: Floats) -> Floats:
    """The solver knows that a fragment is chosen at most once; this moves what that is worth to its child's row."""
    moved = np.zeros(core.children)
    first = core.constraints.first_child[core.columns]
    gains = (reduced < 0) & (first >= 0)
    np.minimum.at(moved, first[gains], reduced[gains])
    return moved
