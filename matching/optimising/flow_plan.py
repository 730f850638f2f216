"""A plan made better by a flow: children who live with no brother or sister change places so that more have a home."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.optimising.greedy import greedy_plan
from matching.optimising.levels import PERFECT, Judge
from matching.optimising.openings import Openings
from matching.plan_problem import BURDENS, Bools, Ints, PlanProblem

LARGEST_BURDEN = len(BURDENS)

DEAREST = 10 * PERFECT
"""What a step of burden costs: more than any one fit can be short."""


def rearranged_if_better(judge: Judge, open_for: Openings, plan: Ints) -> Ints:
    """The better of a plan with its gaps filled one by one and the same plan rearranged and then filled."""
    problem = judge.problem
    tried = [greedy_plan(problem, open_for, start) for start in (plan, rearranged(judge, open_for, plan))]
    return min(tried, key=judge.values)


def rearranged(judge: Judge, open_for: Openings, plan: Ints) -> Ints:
    """The plan with its loose children placed anew: as few as possible left out by urgency, little burden, best fit.

    Loose is who has no home or lives apart from every sibling, and may live with anybody. All others stay where the
    plan has them.
    """
    problem = judge.problem
    loose = _loose(problem, open_for, plan)
    staying = np.where(loose, -1, plan)
    pairs = open_for.usable[loose[problem.pair_child[open_for.usable]]]
    free = _left(problem, open_for, staying)
    chosen = _cheapest(problem, pairs[free[problem.pair_home[pairs]] > 0], free, judge.worth_placing)
    staying[problem.pair_child[chosen]] = chosen
    return staying


def _loose(problem: PlanProblem, open_for: Openings, plan: Ints) -> Bools:
    """Who may be moved one by one without a look at anybody else."""
    bound = problem.alone | (problem.placed >= 0)
    bound[np.array([child for pair in open_for.forbidden for child in pair], dtype=np.int64)] = True
    bound[np.array([child for children, _ in open_for.no_goods for child in children], dtype=np.int64)] = True
    home = problem.placed.copy()
    home[plan >= 0] = problem.pair_home[plan[plan >= 0]]
    with_group = problem.group * (len(problem.homes) + 1) + home
    _, number, count = np.unique(with_group, return_inverse=True, return_counts=True)
    return np.asarray(~bound & ((home < 0) | (count[number] == 1)))


def _left(problem: PlanProblem, open_for: Openings, staying: Ints) -> Ints:
    """The places that those who stay leave free."""
    kept = staying[staying >= 0]
    home = problem.pair_home[kept]
    free = open_for.free - np.bincount(home, minlength=open_for.free.size)
    free[home[problem.alone[problem.pair_child[kept]]]] = 0
    return free


def _cheapest(problem: PlanProblem, pairs: Ints, free: Ints, worth: Ints) -> Ints:
    """The pairs of a flow of the least cost; whoever is worth more is left out last."""
    children, child = np.unique(problem.pair_child[pairs], return_inverse=True)
    homes, home = np.unique(problem.pair_home[pairs], return_inverse=True)
    if not pairs.size:
        return pairs
    many, sink = children.size, children.size + homes.size
    network = min_cost_flow.SimpleMinCostFlow()
    to_homes = network.add_arcs_with_capacity_and_unit_cost(
        child.astype(np.int32),
        (many + home).astype(np.int32),
        np.ones(pairs.size, dtype=np.int64),
        DEAREST * problem.pair_burden[pairs] + PERFECT - problem.pair_fit[pairs],
    )
    network.add_arcs_with_capacity_and_unit_cost(
        np.arange(many, sink, dtype=np.int32),
        np.full(homes.size, sink, dtype=np.int32),
        free[homes],
        np.zeros(homes.size, dtype=np.int64),
    )
    network.add_arcs_with_capacity_and_unit_cost(
        np.arange(many, dtype=np.int32),
        np.full(many, sink, dtype=np.int32),
        np.ones(many, dtype=np.int64),
        DEAREST * LARGEST_BURDEN * (1 + many) * worth[children],
    )
    network.set_nodes_supplies(np.arange(sink + 1), np.concatenate([np.ones(many), np.zeros(homes.size), [-many]]))
    if network.solve() != network.OPTIMAL:
        raise RuntimeError("the cheapest flow was not found")  # everybody may stay out: there is always one
    return np.asarray(pairs[network.flows(to_homes) > 0])
