"""Sibling pairs and what keeping them together is worth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matching.plan_problem import NOT_ASSESSED, SIBLING_WEIGHT, Ints, PlanProblem

WEIGHTS = np.array(list(SIBLING_WEIGHT.values()), dtype=np.int64)
NEVER_ASSESSED = tuple(SIBLING_WEIGHT).index(NOT_ASSESSED)


@dataclass(frozen=True, eq=False)
class SiblingPairs:
    """Every two children of one group, settled or not: ``first`` below ``second``, and the weight of parting them."""

    first: Ints
    second: Ints
    weight: Ints

    def by_children(self) -> dict[tuple[int, int], int]:
        """The weight of each pair, the lower child first."""
        return dict(zip(zip(self.first.tolist(), self.second.tolist(), strict=True), self.weight.tolist(), strict=True))

    def apart(self, home_of: Ints) -> int:
        """The weight of the pairs not in one home; ``home_of`` is -1 for a child without one."""
        at, other = home_of[self.first], home_of[self.second]
        return int(self.weight[(at != other) | (at < 0)].sum())

    def weight_with_settled(self, problem: PlanProblem) -> Ints:
        """For each of the problem's pairs, the weight of the siblings settled in that home."""
        bonus: defaultdict[tuple[int, int], int] = defaultdict(int)
        placed = problem.placed
        for (a, b), weight in self.by_children().items():
            for child, sibling in ((a, b), (b, a)):
                if placed[sibling] >= 0 and placed[child] < 0:
                    bonus[child, int(placed[sibling])] += weight
        if not bonus:
            return np.zeros(problem.pair_child.size, dtype=np.int64)
        pairs = zip(problem.pair_child.tolist(), problem.pair_home.tolist(), strict=True)
        return np.array([bonus.get(pair, 0) for pair in pairs], dtype=np.int64)


def sibling_pairs(problem: PlanProblem) -> SiblingPairs:
    """All pairs within groups; those that nobody assessed weigh as not assessed."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for child, group in enumerate(problem.group.tolist()):
        members[group].append(child)
    found = [pair for group in members.values() for pair in combinations(group, 2)]
    both = np.array(found, dtype=np.int64).reshape(-1, 2)
    assessed = dict(zip(map(tuple, problem.siblings.tolist()), problem.assessed.tolist(), strict=True))
    codes = np.array([assessed.get(pair, NEVER_ASSESSED) for pair in found], dtype=np.int64)
    return SiblingPairs(both[:, 0], both[:, 1], WEIGHTS[codes])
