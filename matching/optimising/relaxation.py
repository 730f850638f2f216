"""Bounds: what a plan could reach at most if fragments could be chosen in part (linear programming, by HiGHS)."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import OptimizeResult, linprog

from matching.optimising.constraints import Floats
from matching.optimising.core import TOLERANCE, Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.plan_problem import Bools

OPTIMAL, INFEASIBLE = 0, 2


def relaxed(core: Core, objective: Objective, deadline: Deadline) -> Relaxation:
    """The bound of a level and what it says of every fragment.

    The bound is recomputed here from the prices that the solver gives (weak duality), so it holds for any prices and
    does not rest on the solver's word.

    Raises:
        OutOfTime: the limit passed first.
    """
    matrix, least, most = core.rows()
    cost = objective.cost[core.columns].astype(np.float64)
    prices = _prices(cost, matrix, least, most, deadline)
    reduced = cost - matrix.T @ prices
    prices[: core.children] += _at_most_once(core, reduced)
    reduced = cost - matrix.T @ prices
    # What is still below 0 is a slip of arithmetic; each child is in one fragment at most.
    bound = float(prices @ most) + min(0.0, float(reduced.min(initial=0.0))) * core.children
    return Relaxation(bound, reduced, np.abs(prices[: core.exact.size]) > TOLERANCE)


def _prices(cost: Floats, matrix: sparse.csr_array, least: Floats, most: Floats, deadline: Deadline) -> Floats:
    """The price of each row: never above 0 unless the row must be met exactly."""
    if not cost.size:
        return np.zeros(most.size)
    exact = least == most
    answer = _solved(cost, matrix, exact, most, deadline)
    if answer is None:
        raise OutOfTime  # fractions met the levels above, so arithmetic slipped: nothing more can be proven
    prices = np.empty(most.size)
    prices[~exact] = np.minimum(answer.ineqlin.marginals, 0.0)
    prices[exact] = answer.eqlin.marginals
    return prices


def feasible(core: Core, deadline: Deadline) -> bool:
    """Whether fragments, chosen in part, could meet every row.

    Raises:
        OutOfTime: the limit passed first.
    """
    matrix, least, most = core.rows()
    if not core.columns.size:
        return bool(((least <= 0) & (most >= 0)).all())
    return _solved(np.zeros(core.columns.size), matrix, least == most, most, deadline) is not None


def _solved(
    cost: Floats, matrix: sparse.csr_array, exact: Bools, most: Floats, deadline: Deadline
) -> OptimizeResult | None:
    """The solver's answer, None if there is none."""
    answer = linprog(  # type: ignore[call-overload]  # its stubs know no sparse matrices
        cost,
        A_ub=matrix[~exact],
        b_ub=most[~exact],
        A_eq=matrix[exact],
        b_eq=most[exact],
        bounds=(0, 1),
        method="highs",
        options={"time_limit": deadline.check()},
    )
    if answer.status not in (OPTIMAL, INFEASIBLE):
        raise OutOfTime
    return answer if answer.status == OPTIMAL else None


def _at_most_once(core: Core, reduced: Floats) -> Floats:
    """The solver knows that a fragment is chosen at most once; this moves what that is worth to the child's row."""
    moved = np.zeros(core.children)
    first = core.constraints.first_child[core.columns]
    gains = (reduced < 0) & (first >= 0)
    np.minimum.at(moved, first[gains], reduced[gains])
    return moved
