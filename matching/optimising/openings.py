"""What the settled children leave open: which lawful pairs can still be used, and how many places are free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matching.plan_problem import APART_MUST, SIBLING_WEIGHT, Bools, Ints, PlanProblem
from placements.errors import Refused

NoGood = tuple[frozenset[str], str]
"""Children who may not all live in that home at once."""

APART = tuple(SIBLING_WEIGHT).index(APART_MUST)


@dataclass(frozen=True, eq=False)
class Openings:
    """The pairs that can be used (positions in the problem's pairs) and the rules that choices must keep.

    ``free`` places a home; ``forbidden`` pairs of children who may not share (exclusions and siblings who must be
    apart); ``no_goods`` the children, all still to be placed, who may not all live in the home at once.
    """

    usable: Ints
    free: Ints
    forbidden: frozenset[tuple[int, int]]
    no_goods: tuple[tuple[frozenset[int], int], ...]


def openings(problem: PlanProblem, no_goods: Iterable[NoGood] = ()) -> Openings:
    """The pairs and places left beside the settled children."""
    settled = np.flatnonzero(problem.placed >= 0)
    taken = np.bincount(problem.placed[settled], minlength=len(problem.homes))
    free = np.maximum(problem.places - taken, 0)
    free[problem.placed[settled[problem.alone[settled]]]] = 0
    forbidden = _forbidden(problem)
    kept, alone_home = _no_goods(problem, no_goods)
    child, home = problem.pair_child, problem.pair_home
    possible = (problem.placed[child] < 0) & (free[home] > 0) & ~(problem.alone[child] & (taken[home] > 0))
    possible &= ~_met(problem, _beside_settled(problem, forbidden) | alone_home)
    return Openings(np.flatnonzero(possible), free, forbidden, kept)


def _forbidden(problem: PlanProblem) -> frozenset[tuple[int, int]]:
    """Who may not share a home, the lower child first."""
    apart = problem.siblings[problem.assessed == APART]
    return frozenset((a, b) for a, b in [*problem.exclusions.tolist(), *apart.tolist()])


def _beside_settled(problem: PlanProblem, forbidden: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """(child, home) where somebody lives with whom the child may not share."""
    placed = problem.placed
    both_ways = [pair for a, b in forbidden for pair in ((a, b), (b, a))]
    return {(child, int(placed[other])) for child, other in both_ways if placed[other] >= 0 and placed[child] < 0}


def _no_goods(
    problem: PlanProblem, given: Iterable[NoGood]
) -> tuple[tuple[tuple[frozenset[int], int], ...], set[tuple[int, int]]]:
    """No-goods of several children to be placed, and the (child, home) that a no-good rules out by itself."""
    child_at = {child: position for position, child in enumerate(problem.children)}
    home_at = {home: position for position, home in enumerate(problem.homes)}
    several: list[tuple[frozenset[int], int]] = []
    single: set[tuple[int, int]] = set()
    for children, home in given:
        unknown = [name for name in children if name not in child_at] + [home] * (home not in home_at)
        if unknown:
            raise Refused("A no-good names nobody known.", given=unknown[0], do_next="Use ids of the problem.")
        place = home_at[home]
        open_ones = frozenset(child_at[c] for c in children if problem.placed[child_at[c]] != place)
        if len(open_ones) == 1:
            single |= {(child, place) for child in open_ones}
        elif open_ones and all(problem.placed[child] < 0 for child in open_ones):
            several.append((open_ones, place))
    return tuple(several), single


def _met(problem: PlanProblem, pairs: set[tuple[int, int]]) -> Bools:
    """Which of the problem's pairs are among these."""
    if not pairs:
        return np.zeros(problem.pair_child.size, dtype=np.bool_)
    homes = len(problem.homes)
    keys = np.array([child * homes + home for child, home in pairs], dtype=np.int64)
    return np.isin(problem.pair_child * homes + problem.pair_home, keys)
