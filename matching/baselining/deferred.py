"""Deferred acceptance (Gale and Shapley, 1962) with a slot for each place: what ready-made matching does."""

from __future__ import annotations

import numpy as np

from matching.optimising.openings import openings
from matching.plan_problem import Ints, PlanProblem


def deferred_acceptance(problem: PlanProblem) -> Ints:
    """The pair of each child, -1 for none: children ask the homes that fit best, homes keep the most urgent who fit.

    Brothers and sisters ask singly. Where two who may not share, or one who must be alone, end in one home, the one
    whom the home wanted less goes without: the method knows no such rules.
    """
    open_for = openings(problem)
    usable = open_for.usable
    best_first = usable[np.lexsort((usable, -problem.pair_fit[usable], problem.pair_child[usable]))]
    asks: dict[int, list[int]] = {}
    for pair in best_first[::-1].tolist():
        asks.setdefault(int(problem.pair_child[pair]), []).append(pair)
    wanted = np.lexsort((np.arange(problem.pair_fit.size), -problem.pair_fit, problem.urgency[problem.pair_child]))
    rank = np.empty(wanted.size, dtype=np.int64)
    rank[wanted] = np.arange(wanted.size)
    held: dict[int, list[int]] = {}
    waiting = list(asks)
    while waiting:
        child = waiting.pop()
        if not asks[child]:
            continue
        pair = asks[child].pop()
        home = int(problem.pair_home[pair])
        here = sorted([*held.get(home, []), pair], key=lambda one: int(rank[one]))
        held[home] = here[: int(open_for.free[home])]
        waiting += [int(problem.pair_child[one]) for one in here[int(open_for.free[home]) :]]
    return _lawful(problem, held, open_for.forbidden)


def _lawful(problem: PlanProblem, held: dict[int, list[int]], forbidden: frozenset[tuple[int, int]]) -> Ints:
    """Those held, less the ones who may not live with somebody the home wanted more."""
    plan = np.full(len(problem.children), -1, dtype=np.int64)
    for pairs in held.values():
        living: list[int] = []
        for pair in pairs:
            child = int(problem.pair_child[pair])
            alone = bool(living) and (problem.alone[child] or problem.alone[living].any())
            if not alone and not any((min(child, other), max(child, other)) in forbidden for other in living):
                living.append(child)
                plan[child] = pair
    return plan
