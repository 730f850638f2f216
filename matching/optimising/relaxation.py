"""Bounds: what a plan could reach at most if fragments could be chosen in part (linear programming)."""

from __future__ import annotations

import numpy as np
from scipy.optimize import OptimizeResult, linprog

from matching.optimising.constraints import Floats
from matching.optimising.core import Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.or_tools import first_order_prices

OPTIMAL, INFEASIBLE = 0, 2
MOST_FOR_SIMPLEX = 60_000
"""Columns; where there are more, nearly exact prices in good time beat exact ones too late."""
SHARE_OF_TIME = 0.25
"""Of the time left, what nearly exact prices may take."""


class NoPlan(Exception):
    """No plan meets the levels above as they are held: one of them cannot be as good."""


def relaxed(core: Core, objective: Objective, deadline: Deadline) -> Relaxation:
    """The bound of a level and what it says of every fragment.

    The bound is recomputed here from the prices that the solver gives (weak duality), so it holds for any prices and
    does not rest on the solver's word.

    Raises:
        OutOfTime: the limit passed first.
        NoPlan: not even fractions meet the levels above.
    """
    cost = objective.cost[core.columns].astype(np.float64)
    prices = _prices(core, cost, deadline)
    # Prices in such a model are mostly whole or halves: where rounding mends what the solver left, take it.
    tried = [_priced(core, cost, given) for given in (prices, np.rint(prices), np.rint(prices * 2) / 2)]
    return max(tried, key=lambda relaxation: relaxation.bound)


def _priced(core: Core, cost: Floats, prices: Floats) -> Relaxation:
    """What these prices prove."""
    matrix, _, most = core.rows
    moved = prices.copy()
    moved[: core.children] += _at_most_once(core, cost - matrix.T @ prices)
    reduced = cost - matrix.T @ moved
    bound = float(moved @ most + np.minimum(reduced, 0.0).sum())  # what is below 0 still is a slip of arithmetic
    return Relaxation(bound, reduced, moved)


def feasible(core: Core, deadline: Deadline) -> bool:
    """Whether fragments, chosen in part, could meet every row.

    Raises:
        OutOfTime: the limit passed first.
    """
    if not core.columns.size:
        return core.allows_nobody
    return _solved(core, np.zeros(core.columns.size), deadline) is not None


def _prices(core: Core, cost: Floats, deadline: Deadline) -> Floats:
    """The price of each row: never above 0 unless the row must be met exactly."""
    matrix, least, most = core.rows
    if not cost.size:
        return np.zeros(most.size)
    if cost.size > MOST_FOR_SIMPLEX:
        own = deadline.share(SHARE_OF_TIME)
        given = own.bounding(lambda seconds: first_order_prices(cost, matrix, least, most, seconds))
        return np.where(least == most, given, np.minimum(given, 0.0))
    answer = _solved(core, cost, deadline)
    if answer is None:
        raise NoPlan
    prices, exact = np.empty(most.size), least == most
    prices[~exact] = np.minimum(answer.ineqlin.marginals, 0.0)
    prices[exact] = answer.eqlin.marginals
    return prices


def _solved(core: Core, cost: Floats, deadline: Deadline) -> OptimizeResult | None:
    """The solver's answer, None if there is none."""
    matrix, least, most = core.rows
    exact = least == most
    once = np.where(core.constraints.first_child[core.columns] >= 0, 1.0, np.inf)  # the rows of a link limit it
    answer = deadline.bounding(
        lambda seconds: linprog(  # type: ignore[call-overload]  # its stubs know no sparse matrices
            cost,
            A_ub=matrix[~exact],
            b_ub=most[~exact],
            A_eq=matrix[exact],
            b_eq=most[exact],
            bounds=np.column_stack([np.zeros(cost.size), once]),
            method="highs",
            options={"time_limit": seconds},
        )
    )
    if answer.status not in (OPTIMAL, INFEASIBLE):
        raise OutOfTime
    return answer if answer.status == OPTIMAL else None


def _at_most_once(core: Core, reduced: Floats) -> Floats:
    """The solver knows that a fragment is chosen at most once; this moves what that is worth to its child's row."""
    moved = np.zeros(core.children)
    first = core.constraints.first_child[core.columns]
    gains = (reduced < 0) & (first >= 0)
    np.minimum.at(moved, first[gains], reduced[gains])
    return moved
