"""Sampled futures: which children may still come, and what one more place in each home would be worth to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog

from matching.optimising.constraints import Floats
from matching.optimising.deadline import Deadline
from matching.optimising.fragments import Fragments, fragments
from matching.optimising.openings import openings
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import FIT_PARTS, URGENCY_WEIGHT, Bools, Ints, PlanProblem

PLACED, TOGETHER = 1_000.0, 20.0
"""Points of fit that stand for a child placed (times the urgency's weight) and for a sibling pair's weight kept."""
ONE_LESS = 0.02
"""The homes are valued with a little less than their places, so that a place counts what its loss would cost."""
LISTING_SECONDS = 60.0
_URGENCY = np.array(list(URGENCY_WEIGHT.values()), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Left:
    """What is left of the homes now: free places, and whether nobody lives there (for a child who must be alone)."""

    free: Ints
    empty: Bools


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Referrals that may come again, as a planning problem against the homes there are: nobody in it has a home yet.

    Each group is one referral: those of the past years, or those of a forecast. Its places are never used: what is
    left of the homes is given with every question.
    """

    problem: PlanProblem

    @property
    def referrals(self) -> int:
        """How many referrals there are to draw from."""
        return len(self.problem.groups)

    def sampled(self, random: np.random.Generator, expected: float, futures: int) -> Ints:
        """So many futures, each drawn with replacement: how often every referral comes; future x referral.

        The number of referrals in a future is Poisson about the number `expected`.
        """
        numbers = random.poisson(expected, futures)
        drawn = [random.integers(self.referrals, size=number) for number in numbers.tolist()]
        counts = [np.bincount(one, minlength=self.referrals) for one in drawn]
        return np.array(counts, dtype=np.int64).reshape(futures, self.referrals)

    def duals(self, future: Ints, left: Left) -> Floats:
        """What one more free place in each home is worth to a future, in points of fit; one a home, never below 0.

        The dual values of the linear programme that places the children of the future as well as can be: a child
        placed counts PLACED, siblings together TOGETHER, and the fit; children may be placed in part.
        """
        model = self._model
        bodies = np.where(model.alone, np.maximum(left.free[model.columns.home], 1), model.columns.bodies)
        fits = (bodies <= left.free[model.columns.home]) & (~model.alone | left.empty[model.columns.home])
        used = np.flatnonzero((future[model.referral] > 0) & fits)
        worth = np.zeros(len(self.problem.homes))
        if not used.size:
            return worth
        homes = np.unique(model.columns.home[used])
        children = np.flatnonzero(future[self.problem.group] > 0)
        taken = sparse.csc_array((bodies[used].astype(float), (model.columns.home[used], np.arange(used.size))))
        matrix = sparse.vstack([model.children[children][:, used], taken.tocsr()[homes]])
        limits = np.concatenate([future[self.problem.group[children]], left.free[homes] - ONE_LESS])
        answer = linprog(  # type: ignore[call-overload]  # its stubs know no sparse matrices
            -model.value[used], A_ub=matrix, b_ub=limits, method="highs-ds"
        )
        if answer.status != 0:
            raise RuntimeError(f"a future could not be valued: {answer.message}")  # leaving everybody out is feasible
        worth[homes] = np.maximum(-answer.ineqlin.marginals[children.size :], 0.0)
        return worth

    @cached_property
    def _model(self) -> _Model:
        siblings = sibling_pairs(self.problem)
        columns = fragments(self.problem, openings(self.problem), siblings, Deadline(LISTING_SECONDS))
        return _Model(self.problem, columns)


class _Model:
    """The fragments of every referral and what each is worth, listed once."""

    def __init__(self, problem: PlanProblem, columns: Fragments) -> None:
        child_of, fragment_of = problem.pair_child[columns.pairs], np.repeat(np.arange(len(columns)), columns.sizes)
        held = (np.ones(child_of.size), (child_of, fragment_of))
        first = np.minimum(columns.starts[:-1], max(columns.pairs.size - 1, 0))
        self.columns = columns
        self.children = sparse.csr_array(held, shape=(len(problem.children), len(columns)))
        self.referral: Ints = problem.group[child_of[first]] if child_of.size else np.zeros(0, dtype=np.int64)
        self.alone: Bools = problem.alone[child_of[first]] if child_of.size else np.zeros(0, dtype=np.bool_)
        placed = np.asarray(self.children.T @ _URGENCY[problem.urgency])
        fit = columns.sums(problem.pair_fit) / FIT_PARTS
        self.value: npt.NDArray[np.float64] = PLACED * placed + TOGETHER * columns.together + fit
