"""Where there are no siblings: an assignment of places by scipy and a flow of least cost by OR-tools, in one sum.

Children without a home weigh more than all burden, and burden more than all fit, so that one sum keeps the order of
these three levels; a fourth would need larger numbers than the solvers have.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment

from matching.plan_problem import BURDENS, FIT_PARTS, URGENCY_WEIGHT, Ints, PlanProblem


@dataclass(frozen=True)
class FlowAnswer:
    """Unplaced, burden and fit (short of 100, in points) and the seconds it took."""

    levels: tuple[float, float, float]
    seconds: float


@dataclass(frozen=True, eq=False)
class _Sum:
    """The weighted sum: what each lawful pair costs, and leaving each child out."""

    of_pair: Ints
    of_child: Ints

    @classmethod
    def of(cls, problem: PlanProblem) -> _Sum:
        short = 100 - problem.pair_fit // FIT_PARTS  # the fits of the instances are whole points
        more_than_all_fit = 100 * len(problem.children) + 1
        more_than_all_burden = more_than_all_fit * (BURDENS[-1] * len(problem.children) + 1)
        weights = np.array(list(URGENCY_WEIGHT.values()), dtype=np.int64)[problem.urgency]
        return cls(short + more_than_all_fit * problem.pair_burden, more_than_all_burden * weights)


def assignment(problem: PlanProblem) -> FlowAnswer:
    """The linear_sum_assignment of scipy: a row a child, a column a place, and one for each child to stay out."""
    started = time.perf_counter()
    total, children = _Sum.of(problem), len(problem.children)
    first_place = np.concatenate([[0], np.cumsum(problem.places)])
    never = int(total.of_child.max()) * children + 1
    cost = np.full((children, int(first_place[-1]) + children), float(never))
    for place in range(int(problem.places.max(initial=0))):
        has = problem.places[problem.pair_home] > place
        cost[problem.pair_child[has], first_place[problem.pair_home[has]] + place] = total.of_pair[has]
    cost[np.arange(children), first_place[-1] + np.arange(children)] = total.of_child
    _, column = linear_sum_assignment(cost)
    home = np.where(column < first_place[-1], np.searchsorted(first_place, column, side="right") - 1, -1)
    return FlowAnswer(_levels(problem, home), time.perf_counter() - started)


def cheapest_flow(problem: PlanProblem) -> FlowAnswer:
    """OR-tools' SimpleMinCostFlow: from each child through a home, or past all of them, to the sink."""
    started = time.perf_counter()
    total, children, homes = _Sum.of(problem), len(problem.children), len(problem.homes)
    sink, network = children + homes, min_cost_flow.SimpleMinCostFlow()
    tails = np.concatenate([problem.pair_child, np.arange(children, sink), np.arange(children)])
    heads = np.concatenate([children + problem.pair_home, np.full(homes + children, sink)])
    capacities = np.concatenate([np.ones(total.of_pair.size, np.int64), problem.places, np.ones(children, np.int64)])
    costs = np.concatenate([total.of_pair, np.zeros(homes, np.int64), total.of_child])
    arcs = network.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    supplies = np.concatenate([np.ones(children, np.int64), np.zeros(homes, np.int64), [-children]])
    network.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supplies)
    if network.solve() != network.OPTIMAL:
        raise RuntimeError("the flow was not found")
    used = np.flatnonzero(network.flows(arcs[: total.of_pair.size]) > 0)
    home = np.full(children, -1, dtype=np.int64)
    home[problem.pair_child[used]] = problem.pair_home[used]
    return FlowAnswer(_levels(problem, home), time.perf_counter() - started)


def _levels(problem: PlanProblem, home: Ints) -> tuple[float, float, float]:
    """What a plan comes to."""
    weights = np.array(list(URGENCY_WEIGHT.values()), dtype=np.int64)[problem.urgency]
    chosen = home[problem.pair_child] == problem.pair_home
    short = (100 * FIT_PARTS - problem.pair_fit[chosen]) / FIT_PARTS
    return float(weights[home < 0].sum()), float(problem.pair_burden[chosen].sum()), float(short.sum())


FLOW_PEERS = {"scipy linear_sum_assignment": assignment, "OR-tools min-cost flow": cheapest_flow}
