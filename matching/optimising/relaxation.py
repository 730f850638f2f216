"""Bounds: what a plan could reach at most if fragments could be chosen in part (linear programming)."""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from matching.optimising.cliques import cliques
from matching.optimising.constraints import Floats
from matching.optimising.core import NEXT_TO_NOTHING, TOLERANCE, Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.or_tools import first_order_prices
from matching.optimising.simplex import Fractions, NoPlan, fractions

MOST_FOR_SIMPLEX = 60_000
"""Columns; where there are more, nearly exact prices in good time beat exact ones too late."""
SHARE_OF_TIME = 0.25
"""Of the time left, what nearly exact prices may take, and what making them exact may take."""
FIRST_COLUMNS_A_CHILD = 2
GROWTH = 4
ENOUGH = 1e-6
"""Of a bound, how much it may lack."""
ROUNDS = 12
"""Of looking for cuts; the first few find most."""
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
    if cost.size > MOST_FOR_SIMPLEX:
        own = deadline.share(SHARE_OF_TIME)
        relaxation = _best_priced(core, cost, own.bounding(lambda seconds: _first_order(core, cost, seconds)))
        if relaxation.bound > _most_possible(core, cost):
            raise NoPlan
        found = None
    else:
        found = fractions(core, cost, deadline)
        relaxation = _best_priced(core, cost, found.prices)
    if _is_whole(objective, relaxation):
        return core, relaxation
    return _cut_down(core, objective, relaxation, found, deadline.share(SHARE_OF_TIME))


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


def _first_order(core: Core, cost: Floats, seconds: float) -> Floats:
    """Nearly exact prices."""
    matrix, least, most = core.rows
    given = first_order_prices(cost, matrix, least, most, seconds)
    return np.where(least == most, given, np.minimum(given, 0.0))


def _most_possible(core: Core, cost: Floats) -> float:
    """More than any plan's units: every child once in the dearest fragment."""
    return core.children * max(0.0, float(cost.max(initial=0.0))) + TOLERANCE


def _is_whole(objective: Objective, relaxation: Relaxation) -> bool:
    """Whether the bound is a value that a plan can have: there is then nothing to round up."""
    return objective.units(objective.value(relaxation.bound)) - relaxation.bound <= NEXT_TO_NOTHING


def _cut_down(
    core: Core, objective: Objective, relaxation: Relaxation, found: Fractions | None, deadline: Deadline
) -> tuple[Core, Relaxation]:
    """The bound raised by cuts, round by round; what stands when the time is up."""
    cost, first, before = objective.cost[core.columns].astype(np.float64), None, -np.inf
    with suppress(OutOfTime):
        for _ in range(ROUNDS):
            if found is None:
                relaxation, found = _sifted(core, cost, relaxation, deadline)
            first = relaxation.bound if first is None else first
            if _is_whole(objective, relaxation) or relaxation.bound - before < WORTH_A_ROUND * (before - first):
                break
            before = relaxation.bound
            amounts = np.zeros(core.constraints.matrix.shape[1])
            amounts[core.columns] = found.amounts
            rows = cliques(core.constraints.places, amounts)
            if not rows.shape[0]:
                break
            core, found = core.cut(rows), None
            relaxation = _with_rows(core, relaxation, rows.shape[0])
    return core, relaxation


def _with_rows(core: Core, relaxation: Relaxation, count: int) -> Relaxation:
    """The same with prices of 0 for new rows, which stand before those of the levels held."""
    place = np.full(count, relaxation.prices.size - len(core.held))
    return Relaxation(relaxation.bound, relaxation.reduced, np.insert(relaxation.prices, place, 0.0))


def _sifted(core: Core, cost: Floats, known: Relaxation, deadline: Deadline) -> tuple[Relaxation, Fractions]:
    """Exact prices by way of the few fragments that matter: those that the prices known like, then those missed.

    Raises:
        OutOfTime: the limit passed first.
        NoPlan: not even fractions meet the levels above.
    """
    count = FIRST_COLUMNS_A_CHILD * core.children
    if count * GROWTH >= cost.size:
        found = fractions(core, cost, deadline)
        return priced(core, cost, found.prices), found
    kept, best = known.reduced <= _smallest(known.reduced, count), known
    while True:
        try:
            found = fractions(core.only(kept), cost[kept], deadline)
        except NoPlan:
            if kept.all():
                raise
            count *= GROWTH
            kept |= known.reduced <= _smallest(known.reduced, count)
            continue
        relaxation = priced(core, cost, found.prices)
        best = max(best, relaxation, key=lambda one: one.bound)
        if found.units - relaxation.bound <= ENOUGH * max(1.0, abs(found.units)):
            break
        matrix, _, _ = core.rows
        kept |= cost - matrix.T @ found.prices < TOLERANCE
    amounts = np.zeros(cost.size)
    amounts[kept] = found.amounts
    return best, Fractions(amounts, found.units, found.prices)


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
