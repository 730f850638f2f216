"""Why a child has no home in a plan, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.optimising.openings import Openings
from matching.plan_problem import Ints, PlanProblem

NAMED = 3


def reasons(problem: PlanProblem, open_for: Openings, children: Sequence[int]) -> list[str]:
    """For each child without a home why: no home is lawful, none is open to them, or all went to others."""
    is_open = np.zeros(problem.pair_child.size, dtype=np.bool_)
    is_open[open_for.usable] = True
    by_child = np.argsort(problem.pair_child, kind="stable")
    edges = np.searchsorted(problem.pair_child[by_child], np.arange(len(problem.children) + 1))
    own = [by_child[edges[child] : edges[child + 1]] for child in children]
    return [_reason(problem, lawful, lawful[is_open[lawful]]) for lawful in own]


def _reason(problem: PlanProblem, lawful: Ints, usable: Ints) -> str:
    """Why a child with these pairs has no home."""
    if not lawful.size:
        return "No home may lawfully take this child."
    if not usable.size:
        homes = _named(problem, lawful)
        return f"Every home that may take this child is full or somebody who lives there rules it out: {homes}."
    homes = _named(problem, usable)
    return f"Every place that could be this child's went to others for the sake of the whole plan: {homes}."


def _named(problem: PlanProblem, pairs: Ints) -> str:
    """The homes of some pairs, best fit first, the rest counted."""
    best = pairs[np.argsort(-problem.pair_fit[pairs], kind="stable")]
    homes = [problem.homes[home] for home in problem.pair_home[best].tolist()]
    more = len(homes) - NAMED
    return ", ".join(homes[:NAMED]) + (f" and {more} more" if more > 0 else "")
