"""Fragments: a part of a sibling group in one home. A plan chooses fragments so that each child is in one at most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np

from matching.optimising.deadline import Deadline
from matching.optimising.openings import Openings
from matching.optimising.siblings import SiblingPairs
from matching.plan_problem import Ints, PlanProblem

Weights = dict[tuple[int, int], int]
Forbidden = frozenset[tuple[int, int]]

_NO_PAIRS = np.zeros(0, dtype=np.int64)
_NO_LINKS = np.zeros((0, 2), dtype=np.int64)

MOST_SUBSETS = 300
"""A group with more possible parts than this is modelled child by child, with a link for each two who share a home."""


@dataclass(frozen=True, eq=False)
class Fragments:
    """The columns of the model: first one a usable pair, then those of several children, then links.

    ``pairs`` holds the problem's pairs of all fragments one after another and ``starts`` where each begins (one longer
    than the fragments); ``bodies`` is how many places a fragment uses up; ``together`` the weight of the sibling pairs
    it keeps together, settled siblings in the home included. A link has no children: it earns its weight where both
    its fragments of one child are chosen (``links``: link, fragment, fragment; k x 3).
    """

    child_of_pair: Ints
    home: Ints
    bodies: Ints
    together: Ints
    pairs: Ints
    starts: Ints
    links: Ints

    def __len__(self) -> int:
        return self.home.size

    @property
    def sizes(self) -> Ints:
        """How many children are in each."""
        return np.diff(self.starts)

    def sums(self, of_pairs: Ints) -> Ints:
        """The sum over each fragment's children of a figure that each of the problem's pairs has."""
        running = np.concatenate([[0], np.cumsum(of_pairs[self.pairs])])
        return np.asarray(running[self.starts[1:]] - running[self.starts[:-1]], dtype=np.int64)

    def worst(self, of_pairs: Ints) -> Ints:
        """The largest over each fragment's children of a figure that each of the problem's pairs has; 0 for a link."""
        largest = np.zeros(len(self), dtype=np.int64)
        peopled = self.sizes > 0
        if peopled.any():
            largest[peopled] = np.maximum.reduceat(of_pairs[self.pairs], self.starts[:-1][peopled])
        return largest

    def chosen(self, plan: Ints, group: Ints) -> Ints:
        """The fragments that make up a plan, the largest there are; ``group`` is that of each child."""
        pairs = plan[plan >= 0]
        alone = np.searchsorted(self.pairs[: int((self.sizes == 1).sum())], pairs)  # they stand in the order of pairs
        _, family = np.unique(
            np.column_stack([group[self.child_of_pair[pairs]], self.home[alone]]), axis=0, return_inverse=True
        )
        mark = np.random.default_rng(0).integers(1 << 62, size=self.child_of_pair.size).astype(np.uint64)
        wanted = np.zeros(pairs.size, dtype=np.uint64)
        np.add.at(wanted, family, mark[pairs])
        peopled = np.flatnonzero(self.sizes > 0)
        marks = np.add.reduceat(mark[self.pairs], self.starts[peopled]) if peopled.size else wanted[:0]
        order = np.argsort(marks, kind="stable")
        at = np.minimum(np.searchsorted(marks[order], wanted), max(peopled.size - 1, 0))
        is_one = marks[order][at] == wanted if peopled.size else np.zeros(pairs.size, dtype=np.bool_)
        whole = np.unique(family[is_one[family]])
        chosen = np.union1d(peopled[order[at[whole]]], alone[~is_one[family]])
        linked = np.isin(self.links[:, 1], chosen) & np.isin(self.links[:, 2], chosen)
        return np.asarray(np.union1d(chosen, self.links[linked, 0]), dtype=np.int64)

    def plan(self, chosen: Ints, children: int) -> Ints:
        """The pair of each child where these fragments are chosen, -1 for none."""
        plan = np.full(children, -1, dtype=np.int64)
        pairs = self.pairs[np.isin(np.repeat(np.arange(len(self)), self.sizes), chosen)]
        plan[self.child_of_pair[pairs]] = pairs
        return plan


class _Parts(NamedTuple):
    """Fragments of several children of one group, or links between two (of size 0)."""

    home: Ints
    size: Ints
    together: Ints
    pairs: Ints
    linked: Ints  # the two pairs of each link; k x 2


class _Group(NamedTuple):
    """A sibling group's children still to be placed, and their pairs: child x home, -1 where not lawful."""

    children: list[int]
    homes: Ints
    pair: Ints
    free: Ints

    def parts_possible(self) -> int:
        """How many parts of two or more children there are, for the largest of the homes."""
        most = min(len(self.children), int(self.free.max(initial=0)))
        return sum(comb(len(self.children), size) for size in range(2, most + 1))


def fragments(problem: PlanProblem, open_for: Openings, siblings: SiblingPairs, deadline: Deadline) -> Fragments:
    """Every fragment that keeps the rules and the home's free places.

    Raises:
        OutOfTime: the limit passed while they were listed.
    """
    usable, weights = open_for.usable, siblings.by_children()
    child, home = problem.pair_child[usable], problem.pair_home[usable]
    singly = np.zeros(usable.size, dtype=np.int64)
    parts = [_Parts(home, singly + 1, singly, usable, _NO_LINKS)]
    for group in _groups(problem, open_for):
        deadline.check()
        listed = _links if group.parts_possible() > MOST_SUBSETS else _parts
        parts.append(listed(group, weights, open_for.forbidden))
    homes, sizes, together, pairs, linked = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    bodies = sizes.copy()
    bodies[: usable.size] = np.where(problem.alone[child], open_for.free[home], 1)
    links = np.column_stack([np.flatnonzero(sizes == 0), np.searchsorted(usable, linked)])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    listed_all = Fragments(problem.pair_child, homes, bodies, together, pairs, starts, links)
    return replace(listed_all, together=together + listed_all.sums(siblings.weight_with_settled(problem)))


def _groups(problem: PlanProblem, open_for: Openings) -> Iterator[_Group]:
    """The groups with two or more children who may share a home; a child who must be alone is not among them."""
    usable = open_for.usable
    usable = usable[~problem.alone[problem.pair_child[usable]] & (open_for.free[problem.pair_home[usable]] > 1)]
    group = problem.group[problem.pair_child[usable]]
    order = np.argsort(group, kind="stable")
    for pairs in np.split(usable[order], np.flatnonzero(np.diff(group[order])) + 1):
        children, row = np.unique(problem.pair_child[pairs], return_inverse=True)
        if children.size > 1:
            homes, column = np.unique(problem.pair_home[pairs], return_inverse=True)
            pair = np.full((children.size, homes.size), -1, dtype=np.int64)
            pair[row, column] = pairs
            yield _Group(children.tolist(), homes, pair, open_for.free[homes])


def _parts(group: _Group, weights: Weights, forbidden: Forbidden) -> _Parts:
    """The fragments of two or more children of a group: every part that fits, in every home where all are lawful."""
    among = range(len(group.children))
    sizes = range(2, min(len(among), int(group.free.max())) + 1)
    kept = [
        part
        for size in sizes
        for part in combinations(among, size)
        if not any((group.children[a], group.children[b]) in forbidden for a, b in combinations(part, 2))
    ]
    holds = np.zeros((len(kept), len(among)), dtype=np.bool_)
    for row, part in enumerate(kept):
        holds[row, list(part)] = True
    worth = np.array([_worth(group, part, weights) for part in kept], dtype=np.int64)
    lacking = holds.astype(np.int64) @ (group.pair < 0)
    part_at, home_at = np.nonzero((lacking == 0) & (holds.sum(axis=1)[:, None] <= group.free))
    chosen = holds[part_at]
    return _Parts(group.homes[home_at], chosen.sum(axis=1), worth[part_at], group.pair[:, home_at].T[chosen], _NO_LINKS)


def _worth(group: _Group, part: tuple[int, ...], weights: Weights) -> int:
    """The weight of the sibling pairs that a part keeps together."""
    return sum(weights[group.children[a], group.children[b]] for a, b in combinations(part, 2))


def _links(group: _Group, weights: Weights, forbidden: Forbidden) -> _Parts:
    """A link for each two children of a group and each home where both are lawful."""
    found = [
        (home, weights[two], pair_a, pair_b)
        for a, b in combinations(range(len(group.children)), 2)
        if (two := (group.children[a], group.children[b])) not in forbidden and weights[two]
        for home, pair_a, pair_b in zip(
            group.homes.tolist(), group.pair[a].tolist(), group.pair[b].tolist(), strict=True
        )
        if pair_a >= 0 and pair_b >= 0
    ]
    table = np.array(found, dtype=np.int64).reshape(-1, 4)
    return _Parts(table[:, 0], np.zeros(len(found), np.int64), table[:, 1], _NO_PAIRS, table[:, 2:])
