"""Linear programmes over the fragments of a core, by HiGHS: amounts and exact prices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from matching.optimising.constraints import Floats
from matching.optimising.core import Core
from matching.optimising.deadline import Deadline, OutOfTime

OPTIMAL, INFEASIBLE = 0, 2


class NoPlan(Exception):
    """No plan meets the levels above as they are held: one of them cannot be as good."""


@dataclass(frozen=True, eq=False)
class Fractions:
    """How much of each fragment is chosen, what that comes to, and the price of each row."""

    amounts: Floats
    units: float
    prices: Floats


def fractions(core: Core, cost: Floats, deadline: Deadline) -> Fractions:
    """The least that fractions of the core's fragments can cost.

    Raises:
        OutOfTime: the limit passed first.
        NoPlan: not even fractions meet the rows.
    """
    matrix, least, most = core.rows
    if not cost.size:
        if not core.allows_nobody:
            raise NoPlan
        return Fractions(cost, 0.0, np.zeros(most.size))
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
    if answer.status == INFEASIBLE:
        raise NoPlan
    if answer.status != OPTIMAL:
        raise OutOfTime
    prices = np.empty(most.size)
    prices[~exact] = np.minimum(answer.ineqlin.marginals, 0.0)
    prices[exact] = answer.eqlin.marginals
    return Fractions(answer.x, float(answer.fun), prices)
