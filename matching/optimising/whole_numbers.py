"""Whole-number programmes over the fragments of a core (branch and bound, by HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.optimising.constraints import Floats
from matching.optimising.deadline import Deadline
from matching.plan_problem import Ints

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


def whole_numbers(cost: Floats, matrix: sparse.csr_array, least: Floats, most: Floats, deadline: Deadline) -> Choice:
    """The cheapest of the columns with ``least <= matrix @ chosen <= most``.

    Raises:
        OutOfTime: the limit passed before anything was tried.
    """
    if not cost.size:
        nobody = bool(((least <= 0) & (most >= 0)).all())
        return Choice(np.zeros(0, dtype=np.int64), 0.0) if nobody else Choice(None, np.inf)
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
    return Choice(None if answer.x is None else np.flatnonzero(answer.x > CHOSEN), bound)
