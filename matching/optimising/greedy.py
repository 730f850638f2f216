"""A plan by hand: the most urgent child first, each to the home that is best at that moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from matching.optimising.openings import Openings
from matching.plan_problem import Ints, PlanProblem


def greedy_plan(problem: PlanProblem, open_for: Openings) -> Ints:
    """The pair chosen for each child, -1 for none; it keeps every rule and promises nothing more.

    A child goes where brothers or sisters went before, else where the fit is best.
    """
    usable = open_for.usable
    order = np.lexsort((usable, -problem.pair_fit[usable], problem.pair_child[usable]))
    options: dict[int, list[int]] = defaultdict(list)
    for pair in usable[order].tolist():
        options[int(problem.pair_child[pair])].append(pair)
    homes = _Homes(problem, open_for)
    plan = np.full(len(problem.children), -1, dtype=np.int64)
    for child in np.argsort(problem.urgency, kind="stable").tolist():  # tonight comes first in URGENCY_WEIGHT
        possible = [pair for pair in options.get(child, ()) if homes.take(child, int(problem.pair_home[pair]))]
        if possible:
            plan[child] = max(possible, key=lambda pair: homes.siblings_at(child, int(problem.pair_home[pair])))
            homes.place(child, int(problem.pair_home[plan[child]]))
    return plan


class _Homes:
    """Who lives where while the plan is made."""

    def __init__(self, problem: PlanProblem, open_for: Openings) -> None:
        self._problem, self._free = problem, open_for.free.copy()
        self._living: dict[int, set[int]] = defaultdict(set)
        self._not_with: dict[int, set[int]] = defaultdict(set)
        for a, b in open_for.forbidden:
            self._not_with[a].add(b)
            self._not_with[b].add(a)
        self._no_goods = open_for.no_goods

    def take(self, child: int, home: int) -> bool:
        """Whether the home can take the child now; who is settled there has been asked already."""
        living = self._living[home]
        if self._free[home] < 1 or (self._problem.alone[child] and living) or living & self._not_with[child]:
            return False
        return not any(
            at == home and child in together and together <= living | {child} for together, at in self._no_goods
        )

    def siblings_at(self, child: int, home: int) -> int:
        """How many of the child's group went there."""
        return self._of_group(self._living[home], int(self._problem.group[child]))

    def _of_group(self, children: Iterable[int], group: int) -> int:
        return sum(int(self._problem.group[child]) == group for child in children)

    def place(self, child: int, home: int) -> None:
        """Let the child live there."""
        self._living[home].add(child)
        self._free[home] = 0 if self._problem.alone[child] else self._free[home] - 1
