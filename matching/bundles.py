"""Which children would be kept together: the whole group first, then every part of it."""

from __future__ import annotations

from itertools import combinations

from matching.child_facts import ChildFacts
from matching.situation import Request

WHOLE_POWER_SET = 8
"""Up to so many children every part is tried (2^n - 1); of a larger group the whole, pairs and single children."""


def bundles(request: Request) -> tuple[tuple[ChildFacts, ...], ...]:
    """The parts of a referral's group to search for, largest first, in the referral's order within each.

    A parent and child are never parted, so theirs is the only bundle.
    """
    children = request.children
    if request.parent_and_child:
        return (children,)
    most = len(children)
    sizes = range(most, 0, -1) if most <= WHOLE_POWER_SET else (most, 2, 1)
    return tuple(bundle for size in sizes for bundle in combinations(children, size))
