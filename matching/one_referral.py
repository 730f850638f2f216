"""The best homes for one referral, exactly and at once: a dynamic programme over the homes, no solver."""

from __future__ import annotations

import numpy as np

from matching.optimising.deadline import Deadline
from matching.optimising.fragments import Fragments, fragments
from matching.optimising.levels import PERFECT
from matching.optimising.openings import openings
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import BURDENS, SIBLING_WEIGHT, URGENCY_WEIGHT, Ints, PlanProblem
from placements.errors import Refused

MOST_CHILDREN = 8
"""Every part of a group up to this size is tried, in every home; larger groups are for `matching.optimise`."""
LISTING_SECONDS = 60.0
MOST_SHORT = 4 * PERFECT
"""No fit is further from 100 than this; fits may be below 0 where the worth of a place is taken off them."""
IMPOSSIBLE = np.iinfo(np.int64).min // 4
_URGENCY = np.array(list(URGENCY_WEIGHT.values()), dtype=np.int64)


def best_for_one(problem: PlanProblem) -> Ints:
    """The best plan for the one group that waits: the pair chosen for each child of the problem, -1 for none.

    The levels of `matching.optimise` in their strict order as far as fit: unplaced, siblings, burden, fit. Of plans
    that are equal in all of them, the one with the homes listed first.

    Raises:
        Refused: the children who wait are of several groups, or too many to try every part of.
    """
    waiting = np.flatnonzero(problem.placed < 0)
    if np.unique(problem.group[waiting]).size > 1 or waiting.size > MOST_CHILDREN:
        raise Refused(
            "This is not one group of brothers and sisters of a size that can be tried out.",
            given=f"{waiting.size} children",
            do_next="Plan them together with `homeward plan`.",
        )
    siblings = sibling_pairs(problem)
    columns = fragments(problem, openings(problem), siblings, Deadline(LISTING_SECONDS))
    plan = np.full(len(problem.children), -1, dtype=np.int64)
    if not len(columns):
        return plan
    bit = np.zeros(len(problem.children), dtype=np.int64)
    bit[waiting] = 1 << np.arange(waiting.size)
    parts = columns.sums(bit[problem.pair_child])
    chosen = _best_columns(columns, parts, _values(problem, columns), 1 << waiting.size)
    return columns.plan(np.array(chosen, dtype=np.int64), len(problem.children))


def _values(problem: PlanProblem, columns: Fragments) -> Ints:
    """What each fragment adds to the plan, all levels in one whole number: the more the better."""
    short = columns.sums(PERFECT - problem.pair_fit)
    most_short = MOST_CHILDREN * MOST_SHORT + 1
    most_burden = MOST_CHILDREN * BURDENS[-1] + 1
    most_together = len(problem.children) * MOST_CHILDREN * max(SIBLING_WEIGHT.values()) + 1
    placed = columns.sums(_URGENCY[problem.urgency[problem.pair_child]])
    above = (placed * most_together + columns.together) * most_burden - columns.sums(problem.pair_burden)
    return np.asarray(above * most_short - short, dtype=np.int64)


def _best_columns(columns: Fragments, parts: Ints, values: Ints, masks: int) -> list[int]:
    """The fragments of the best plan: home after home, the best that each set of children placed so far can come to."""
    every = np.arange(masks)
    rest = every[:, None] ^ every[None, :]  # what a set of children leaves once a part of it is taken away
    part_of = (every[:, None] & every[None, :]) == every[None, :]
    best = np.full(masks, IMPOSSIBLE, dtype=np.int64)
    best[0] = 0
    taken: list[tuple[Ints, Ints]] = []
    order = np.argsort(columns.home, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(columns.home[order])) + 1):
        adds = np.full(masks, IMPOSSIBLE, dtype=np.int64)
        at = np.full(masks, -1, dtype=np.int64)
        adds[0], adds[parts[own]], at[parts[own]] = 0, values[own], own
        reached = np.where(part_of, best[rest] + adds[None, :], IMPOSSIBLE)
        part = reached.argmax(axis=1)
        best = np.maximum(reached[every, part], IMPOSSIBLE)
        taken.append((part, at))
    return _followed_back(taken, int(best.argmax()))


def _followed_back(taken: list[tuple[Ints, Ints]], placed: int) -> list[int]:
    """The fragments that led to a set of children placed."""
    chosen = []
    for part, at in reversed(taken):
        here = int(part[placed])
        if here:
            chosen.append(int(at[here]))
        placed ^= here
    return chosen
