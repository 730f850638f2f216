"""Justified envy by its definition: every two children, every home, one question after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from matching.envy import Claim


def envious(claims: Sequence[Claim], assignments: Mapping[str, str]) -> set[tuple[str, str, str]]:
    """Who envies whom for which home: child, home, holder."""
    found = set()
    for one, other in permutations(claims, 2):
        home = assignments.get(other.child)
        own = assignments.get(one.child)
        if home is None or home not in one.homes or one.group == other.group:
            continue
        fit_here, burden_here = one.homes[home]
        fit_now, burden_now = one.homes.get(own or "", (0.0, 4))
        if not (fit_here > fit_now and burden_here <= burden_now):
            continue
        fit_of_holder = other.homes[home][0] if home in other.homes else 0.0
        if fit_of_holder >= fit_here or one.need[0] < other.need[0] or one.need[1] < other.need[1]:
            continue
        left_behind = [
            sibling
            for sibling in claims
            if sibling.group == one.group and sibling.child != one.child and assignments.get(sibling.child) == own
        ]
        if own is None or not left_behind:
            found.add((one.child, home, other.child))
    return found
