"""Sufficiency again, by trying every way: which children of a small town can have a home, and who can stay together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

Able = Sequence[Sequence[int]]


def can_all(kinds: Sequence[int], room: Sequence[int], able: Able) -> bool:
    """Whether all these children can have a home at once, by trying every home for each in turn."""
    if not kinds:
        return True
    first, *others = kinds
    for home, places in enumerate(room):
        if places and able[first][home]:
            left = [number - (at == home) for at, number in enumerate(room)]
            if can_all(others, left, able):
                return True
    return False


def most(kinds: Sequence[int], room: Sequence[int], able: Able) -> int:
    """How many of the children can have a home at most, by trying every set of them."""
    for number in range(len(kinds), 0, -1):
        if any(can_all([kinds[at] for at in chosen], room, able) for chosen in combinations(range(len(kinds)), number)):
            return number
    return 0


def housed(kinds: Sequence[int], room: Sequence[int], able: Able) -> list[bool]:
    """Who has a home: each child in turn, if it can have one together with all who have one before it."""
    kept: list[int] = []
    answer = []
    for kind in kinds:
        may = can_all([*kept, kind], room, able)
        answer.append(may)
        kept += [kind] if may else []
    return answer


def most_together(
    kinds: Sequence[int], groups: Sequence[Sequence[int]], room: Sequence[int], able: Able, together: Sequence[int]
) -> int:
    """How many groups (positions of children) can each share one home while every child has one, every way tried."""
    return max(
        number
        for number in range(len(groups) + 1)
        for chosen in combinations(groups, number)
        if _can_together(kinds, list(chosen), room, able, together)
    )


def _can_together(
    kinds: Sequence[int], groups: list[Sequence[int]], room: Sequence[int], able: Able, together: Sequence[int]
) -> bool:
    if not groups:
        return can_all([kind for kind in kinds if kind >= 0], room, able)
    group, *others = groups
    for home, places in enumerate(room):
        fits = places >= len(group) and together[home] >= len(group)
        if fits and all(able[kinds[child]][home] for child in group):
            left = [number - len(group) * (at == home) for at, number in enumerate(room)]
            rest = [-1 if child in group else kind for child, kind in enumerate(kinds)]
            if _can_together(rest, others, left, able, together):
                return True
    return False
