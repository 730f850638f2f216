"""Plans made by taking one thing after another: by hand, or from what a relaxation has most of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from matching.optimising.constraints import Floats
from matching.optimising.fragments import Fragments
from matching.optimising.openings import Openings
from matching.plan_problem import Ints, PlanProblem

WORTH_TRYING = 0.05
"""The least amount of a fragment for which a plan is rounded up to it."""


def greedy_plan(problem: PlanProblem, open_for: Openings, start: Ints | None = None) -> Ints:
    """The pair chosen for each child, -1 for none; it keeps every rule and promises nothing more.

    The most urgent child first: where most brothers and sisters went before, else where the fit is best. Whoever has a
    home in ``start`` keeps it.
    """
    usable = open_for.usable
    best_first = usable[np.lexsort((usable, -problem.pair_fit[usable], problem.pair_child[usable]))]
    edges = np.searchsorted(problem.pair_child[best_first], np.arange(len(problem.children) + 1)).tolist()
    homes = _Homes(problem, open_for)
    plan = np.full(len(problem.children), -1, dtype=np.int64) if start is None else start.copy()
    for child in np.flatnonzero(plan >= 0).tolist():
        homes.place([child], int(problem.pair_home[plan[child]]))
    for child in np.argsort(problem.urgency, kind="stable").tolist():  # tonight comes first in URGENCY_WEIGHT
        if plan[child] >= 0:
            continue
        own = best_first[edges[child] : edges[child + 1]]
        pair_at = dict(zip(problem.pair_home[own].tolist(), own.tolist(), strict=True))
        home = next((home for home in homes.in_order(child, pair_at) if homes.can_take([child], home)), None)
        if home is not None:
            plan[child] = pair_at[home]
            homes.place([child], home)
    return plan


def rounded_plan(problem: PlanProblem, open_for: Openings, columns: Fragments, amounts: Floats) -> Ints:
    """A lawful plan of the fragments that a relaxation has most of, the largest first; nobody else is placed."""
    homes = _Homes(problem, open_for)
    plan = np.full(len(problem.children), -1, dtype=np.int64)
    likely = np.flatnonzero((amounts > WORTH_TRYING) & (columns.sizes > 0))
    for fragment in likely[np.argsort(-amounts[likely], kind="stable")].tolist():
        pairs = columns.pairs[columns.starts[fragment] : columns.starts[fragment + 1]]
        children, home = problem.pair_child[pairs].tolist(), int(columns.home[fragment])
        if (plan[children] < 0).all() and homes.can_take(children, home):
            plan[children] = pairs
            homes.place(children, home)
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

    def can_take(self, children: list[int], home: int) -> bool:
        """Whether the home can take these children now, lawful and without fault among themselves."""
        living = self._living[home]
        if self._free[home] < len(children):
            return False
        if any((self._alone[child] and living) or living & self._not_with[child] for child in children):
            return False
        together = living.union(children)
        return not any(at == home and named <= together and named & set(children) for named, at in self._no_goods)

    def place(self, children: Iterable[int], home: int) -> None:
        """Let the children live there."""
        for child in children:
            self._living[home].add(child)
            self._siblings[self._group[child]][home] += 1
            self._free[home] = 0 if self._alone[child] else self._free[home] - 1
