"""A planning problem narrowed to some of its children: those who wait now beside those who have a home already."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.plan_problem import Bools, Ints, PlanProblem


def narrowed(problem: PlanProblem, kept: Bools, placed: Ints) -> PlanProblem:
    """The problem of the children `kept`; `placed` is the home of each child of the whole problem, -1 for none.

    Places are not changed: children who have a home and are kept use theirs up, so all of them must be kept.
    """
    position = np.where(kept, np.cumsum(kept) - 1, -1)
    pairs = kept[problem.pair_child] & (placed[problem.pair_child] < 0)
    exclusions, siblings = kept[problem.exclusions].all(axis=1), kept[problem.siblings].all(axis=1)
    chosen = np.flatnonzero(kept)
    return replace(
        problem,
        children=tuple(problem.children[child] for child in chosen.tolist()),
        group=problem.group[kept],
        urgency=problem.urgency[kept],
        pair_child=position[problem.pair_child[pairs]],
        pair_home=problem.pair_home[pairs],
        pair_fit=problem.pair_fit[pairs],
        pair_cost=problem.pair_cost[pairs],
        pair_burden=problem.pair_burden[pairs],
        placed=placed[kept],
        alone=problem.alone[kept],
        exclusions=position[problem.exclusions[exclusions]],
        siblings=position[problem.siblings[siblings]],
        assessed=problem.assessed[siblings],
    )
