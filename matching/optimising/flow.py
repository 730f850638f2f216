"""How many children must stay without a home whatever is done about siblings (maximum flow, by OR-tools)."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import max_flow

from matching.optimising.openings import Openings
from matching.plan_problem import PlanProblem


def fewest_unplaced(problem: PlanProblem, open_for: Openings) -> int:
    """How many children there cannot be a place for, siblings and exclusions ignored: an exact lower bound."""
    waiting = np.flatnonzero(problem.placed < 0)
    children, homes = len(problem.children), len(problem.homes)
    source, sink = children + homes, children + homes + 1
    child, home = problem.pair_child[open_for.usable], problem.pair_home[open_for.usable]
    if not child.size:
        return waiting.size
    network = max_flow.SimpleMaxFlow()
    tails = np.concatenate([np.full(waiting.size, source), child, children + np.arange(homes)])
    heads = np.concatenate([waiting, children + home, np.full(homes, sink)])
    capacities = np.concatenate([np.ones(waiting.size + child.size, np.int64), np.minimum(open_for.free, children)])
    network.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), capacities)
    if network.solve(source, sink) != network.OPTIMAL:
        raise RuntimeError("the maximum flow was not found")  # capacities are far from overflow: cannot happen
    return int(waiting.size - network.optimal_flow())
