"""Why a child has no home in a plan, in a sentence."""

from __future__ import annotations

import numpy as np

from matching.optimising.openings import Openings
from matching.plan_problem import Ints, PlanProblem

NAMED = 3


def because(problem: PlanProblem, open_for: Openings, child: int) -> str:
    """Why the plan has no home for the child: none is lawful, none is open to them, or all went to others."""
    lawful = np.flatnonzero(problem.pair_child == child)
    if not lawful.size:
        return "No home may lawfully take this child."
    usable = np.intersect1d(lawful, open_for.usable)
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
