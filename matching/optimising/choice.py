"""Whole-number answers: the best choice of fragments for one level (branch and bound, by HiGHS)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.optimising.core import TOLERANCE, Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.plan_problem import Ints

FIRST_COLUMNS_A_CHILD = 4
GROWTH = 4
INFEASIBLE = 2
CHOSEN = 0.5
"""A solver's 0.999999 is a 1."""


@dataclass(frozen=True, eq=False)
class Choice:
    """The fragments chosen (None where none were found), and the units that no choice can go below.

    ``bound`` is infinite where it is proven that there is no choice at all.
    """

    chosen: Ints | None
    bound: float


def best_choice(core: Core, objective: Objective, relaxation: Relaxation, deadline: Deadline) -> Choice:
    """The best choice for a level among the plans of a core.

    First among the few fragments that the relaxation likes best, then among all that could still do better than what
    was found: a fragment whose reduced cost exceeds the gap cannot be in a better plan, so leaving it out is exact.

    Raises:
        OutOfTime: the limit passed before anything was tried.
    """
    found, reach = _first_found(core, objective, relaxation, deadline)
    chosen, bound = found.chosen, found.bound
    if chosen is None:
        return Choice(None, max(relaxation.bound, bound))
    gap = _units(objective, chosen) - relaxation.bound
    if gap > reach:
        bound = relaxation.bound
        with suppress(OutOfTime):
            further = _branch(core.only(relaxation.reduced <= gap + TOLERANCE), objective, deadline)
            chosen, bound = chosen if further.chosen is None else further.chosen, further.bound
    return Choice(chosen, max(relaxation.bound, min(bound, _units(objective, chosen))))


def _first_found(core: Core, objective: Objective, relaxation: Relaxation, deadline: Deadline) -> tuple[Choice, float]:
    """A choice among the few likeliest fragments, or more where they do not suffice; the reduced cost they go up to."""
    size, everything = FIRST_COLUMNS_A_CHILD * core.children, float(relaxation.reduced.max(initial=0.0))
    while True:
        reach = _reach(relaxation, size)
        found = _branch(core.only(relaxation.reduced <= reach), objective, deadline)
        if found.chosen is not None or reach >= everything:
            return found, reach
        if deadline.seconds_left <= 0:
            return Choice(None, relaxation.bound), reach
        size *= GROWTH


def _units(objective: Objective, chosen: Ints) -> float:
    """What a choice comes to."""
    return float(objective.cost[chosen].sum())


def _reach(relaxation: Relaxation, size: int) -> float:
    """The reduced cost up to which this many columns go."""
    if size >= relaxation.reduced.size:
        return float(relaxation.reduced.max(initial=0.0))
    return float(np.partition(relaxation.reduced, size)[size])


def _branch(core: Core, objective: Objective, deadline: Deadline) -> Choice:
    """The best choice among the columns of a core, and its bound."""
    matrix, least, most = core.rows
    cost = objective.cost[core.columns].astype(np.float64)
    if not cost.size:
        return Choice(core.columns, 0.0) if core.allows_nobody else Choice(None, np.inf)
    answer = deadline.bounding(
        lambda seconds: milp(
            cost,
            constraints=LinearConstraint(matrix, least, most),
            integrality=np.ones(cost.size, dtype=np.int64),
            bounds=Bounds(0, 1),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
    )
    if answer.status == INFEASIBLE:
        return Choice(None, np.inf)
    bound = -np.inf if answer.mip_dual_bound is None else float(answer.mip_dual_bound)
    return Choice(None if answer.x is None else core.columns[answer.x > CHOSEN], bound)
