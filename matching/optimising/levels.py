"""The levels of a plan, in their order: what each counts, for a plan and for a fragment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.optimising.core import Objective
from matching.optimising.fragments import Fragments
from matching.optimising.siblings import SiblingPairs
from matching.plan_problem import FIT_PARTS, URGENCY_WEIGHT, Ints, PlanProblem

UNPLACED, SIBLINGS, BURDEN, WORST_FIT, FIT, COST = "unplaced", "siblings", "burden", "worst_fit", "fit", "cost"
PERFECT = 100 * FIT_PARTS
_URGENCY = np.array(list(URGENCY_WEIGHT.values()), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Judge:
    """What a plan is worth at every level, in whole numbers; a plan is the pair chosen for each child, -1 for none."""

    problem: PlanProblem
    siblings: SiblingPairs
    names: tuple[str, ...]

    @property
    def worth_placing(self) -> Ints:
        """What placing each child is worth at the first level; nothing where a child is settled."""
        return np.where(self.problem.placed < 0, _URGENCY[self.problem.urgency], 0)

    def values(self, plan: Ints) -> tuple[int, ...]:
        """The value of each level, the less the better (fit in thousandths of a point)."""
        counted = self._counted(plan)
        return tuple(counted[name] for name in self.names)

    def _counted(self, plan: Ints) -> dict[str, int]:
        problem, pairs = self.problem, plan[plan >= 0]
        home_of = problem.placed.copy()
        home_of[plan >= 0] = problem.pair_home[pairs]
        short = PERFECT - problem.pair_fit[pairs]
        return {
            UNPLACED: int(_URGENCY[problem.urgency[home_of < 0]].sum()),
            SIBLINGS: self.siblings.apart(home_of),
            BURDEN: int(problem.pair_burden[pairs].sum()),
            WORST_FIT: int(short.max(initial=0)),
            FIT: int(short.sum()),
            COST: int(problem.pair_cost[pairs].sum()),
        }


def level_names(worst_first: bool) -> tuple[str, ...]:
    """The levels in their order."""
    return (UNPLACED, SIBLINGS, BURDEN, *([WORST_FIT] if worst_first else []), FIT, COST)


def objectives(judge: Judge, columns: Fragments) -> tuple[Objective, ...]:
    """Each level over the fragments, in its largest unit; of ``worst_fit``, each fragment's own worst."""
    problem = judge.problem
    nobody = dict(zip(judge.names, judge.values(np.full(len(problem.children), -1, dtype=np.int64)), strict=True))
    short = PERFECT - problem.pair_fit
    per_fragment = {
        UNPLACED: -columns.sums(_URGENCY[problem.urgency[problem.pair_child]]),
        SIBLINGS: -columns.together,
        BURDEN: columns.sums(problem.pair_burden),
        WORST_FIT: columns.worst(short),
        FIT: columns.sums(short),
        COST: columns.sums(problem.pair_cost),
    }
    return tuple(_objective(name, per_fragment[name], nobody[name]) for name in judge.names)


def _objective(name: str, cost: Ints, constant: int) -> Objective:
    """The level in units as large as all its figures allow."""
    unit = int(np.gcd.reduce(cost)) if cost.any() else 1
    return Objective(name, cost // unit, constant, unit)
