"""A plan by hand: the most urgent child first, each to the home that is best at that moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from matching.optimising.openings import Openings
from matching.plan_problem import Ints, PlanProblem


def greedy_plan(problem: PlanProblem, open_for: Openings) -> Ints:
    """The pair chosen for each child, -1 for none; it keeps every rule and promises nothing more.

    A child goes where most brothers and sisters went before, else where the fit is best.
    """
    usable = open_for.usable
    best_first = usable[np.lexsort((usable, -problem.pair_fit[usable], problem.pair_child[usable]))]
    edges = np.searchsorted(problem.pair_child[best_first], np.arange(len(problem.children) + 1)).tolist()
    homes = _Homes(problem, open_for)
    plan = np.full(len(problem.children), -1, dtype=np.int64)
    for child in np.argsort(problem.urgency, kind="stable").tolist():  # tonight comes first in URGENCY_WEIGHT
        own = best_first[edges[child] : edges[child + 1]]
        pair_at = dict(zip(problem.pair_home[own].tolist(), own.tolist(), strict=True))
        home = next((home for home in homes.in_order(child, pair_at) if homes.can_take(child, home)), None)
        if home is not None:
            plan[child] = pair_at[home]
            homes.place(child, home)
    return plan


class _Homes:
    """Who lives where while the plan is made; whoever is settled has been asked already."""

    def __init__(self, problem: PlanProblem, open_for: Openings) -> None:
        self._group, self._alone = problem.group.tolist(), problem.alone.tolist()
        self._free, self._no_goods = open_for.free.tolist(), open_for.no_goods
        self._living: defaultdict[int, set[int]] = defaultdict(set)
        self._siblings: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._not_with: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in open_for.forbidden:
            self._not_with[a].add(b)
            self._not_with[b].add(a)

    def in_order(self, child: int, homes: dict[int, int]) -> Iterator[int]:
        """The homes for a child, those with siblings first."""
        with_siblings = [home for home, _ in self._siblings[self._group[child]].most_common() if home in homes]
        yield from with_siblings
        yield from (home for home in homes if home not in with_siblings)

    def can_take(self, child: int, home: int) -> bool:
        """Whether the home can take the child now."""
        living = self._living[home]
        if self._free[home] < 1 or (self._alone[child] and living) or living & self._not_with[child]:
            return False
        together = living | {child}
        return not any(at == home and child in children <= together for children, at in self._no_goods)

    def place(self, child: int, home: int) -> None:
        """Let the child live there."""
        self._living[home].add(child)
        self._siblings[self._group[child]][home] += 1
        self._free[home] = 0 if self._alone[child] else self._free[home] - 1
