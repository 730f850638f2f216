"""Bounds: what a plan could reach at most if fragments could be chosen in part (linear programming)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.optimising.cliques import cliques
from matching.optimising.constraints import Floats
from matching.optimising.core import NEXT_TO_NOTHING, TOLERANCE, Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.levels import COST, FIT
from matching.optimising.or_tools import first_order
from matching.optimising.simplex import Fractions, NoPlan, fractions

MOST_FOR_SIMPLEX = 60_000
"""Columns; where there are more, nearly exact prices in good time beat exact ones too late."""
SHARE_OF_TIME = 0.25
"""Of the time left, what nearly exact prices may take, and what making them exact may take."""
FINE, ROUGH = 1e-6, 1e-4
"""How exact such prices are made: where values are small whole numbers, until rounding up proves them; else less."""
FIRST_COLUMNS_A_CHILD = 2
GROWTH = 4
ENOUGH = 2e-5
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
        accuracy = ROUGH if objective.name in (FIT, COST) else FINE
        amounts, prices = own.bounding(lambda seconds: _first_order(core, cost, accuracy, seconds))
        relaxation = replace(_best_priced(core, cost, prices), amounts=amounts)
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


def _cut_down(
    core: Core, objective: Objective, relaxation: Relaxation, found: Fractions | None, deadline: Deadline
) -> tuple[Core, Relaxation]:
    """The bound raised by cuts, round by round; what stands when the time is up."""
    cost, first, before = objective.cost[core.columns].astype(np.float64), None, -np.inf
    for _ in range(ROUNDS):
        if found is None:
            relaxation, found = _sifted(core, cost, relaxation, deadline)
        first = relaxation.bound if first is None else first
        if found is None or _is_whole(objective, relaxation):
            break
        if relaxation.bound - before < WORTH_A_ROUND * (before - first):
            break
        before = relaxation.bound
        rows = cliques(core.constraints.places, _over_all(core, found.amounts))
        if not rows.shape[0]:
            break
        core, found = core.cut(rows), None
        relaxation = _with_rows(core, relaxation, rows.shape[0])
    return core, relaxation


def _over_all(core: Core, amounts: Floats) -> Floats:
    """Amounts of a core's fragments as amounts of all fragments."""
    everywhere = np.zeros(core.constraints.matrix.shape[1])
    everywhere[core.columns] = amounts
    return everywhere


def _with_rows(core: Core, relaxation: Relaxation, count: int) -> Relaxation:
    """The same with prices of 0 for new rows, which stand before those of the levels held."""
    place = np.full(count, relaxation.prices.size - len(core.held))
    return replace(relaxation, prices=np.insert(relaxation.prices, place, 0.0))


def _sifted(core: Core, cost: Floats, known: Relaxation, deadline: Deadline) -> tuple[Relaxation, Fractions | None]:
    """Exact prices by way of the few fragments that matter: those that the prices known like, then those missed.

    The best relaxation by then, and no fractions, where the time is up or more than a few fragments matter.

    Raises:
        NoPlan: not even fractions meet the levels above.
    """
    count = FIRST_COLUMNS_A_CHILD * core.children
    kept, best = known.reduced <= _smallest(known.reduced, count), known
    if count * GROWTH >= cost.size:
        kept[:] = True
    while True:
        try:
            found = fractions(core.only(kept), cost[kept], deadline)
        except NoPlan:
            if kept.all():
                raise
            count *= GROWTH
            if count > MOST_FOR_SIMPLEX:
                return best, None
            kept |= known.reduced <= _smallest(known.reduced, count)
            continue
        except OutOfTime:
            return best, None
        relaxation = replace(priced(core, cost, found.prices), amounts=known.amounts)
        best = max(best, relaxation, key=lambda one: one.bound)
        if found.units - relaxation.bound <= ENOUGH * max(1.0, abs(found.units)):
            break
        matrix, _, _ = core.rows
        reduced = cost - matrix.T @ found.prices
        kept |= reduced <= max(TOLERANCE, _smallest(reduced, count))
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
