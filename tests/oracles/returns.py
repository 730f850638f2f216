"""A second, naive reading of coming home: who is set aside, where a child stands, how many could come at most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import product

FAMILY_PLACES = ("U1", "U2", "U3", "P1")
ADOPTION_PLACES = ("A3", "A4", "A5", "A6")


def set_aside(child: Mapping[str, object], today: dt.date) -> str | None:
    """The reason not to consider a child, read line by line from the paper; a blank is never a reason."""
    place, far, since = child.get("place"), child.get("far"), child.get("since")
    own = place in ("U4", "U5", "U6") and child.get("provider") == "PR1"
    long_there = isinstance(since, dt.date) and (since.year + 2, since.month, since.day) <= (
        today.year,
        today.month,
        today.day,
    )
    told = [
        ("with_family", place in FAMILY_PLACES),
        ("adoption", place in ADOPTION_PLACES),
        ("own_carers", own),
        ("court", place in ("K1", "R5") or far == "court"),
        ("safety", far == "safety"),
        ("hospital", place in ("R2", "T1")),
        ("chosen", child.get("uasc") == "yes" and far == "chosen"),
        ("settled", long_there),
        ("exam_years", child.get("school_year") in (10, 11, 13)),
    ]
    for reason, holds in told:
        if holds:
            return reason
    return None


def stands(answers: Mapping[str, str]) -> str:
    """Where the answers of the three leave a child, before anybody looks for a home."""
    if answers.get("child") == "no":
        return "wants_to_stay"
    if len(answers) < 3:
        return "not_yet_asked"
    if "no" in answers.values():
        return "not_right_now"
    return "not_sure_yet" if "not_sure" in answers.values() else "agreed"


def most_who_could_come(
    may_live: Mapping[str, Sequence[str]], size: Mapping[str, int], places: Mapping[str, int]
) -> int:
    """The most groups that could come home at once: every way of giving each of them a home, or none, is tried.

    may_live [group]: homes; size [group]: children; places [home]: beds that are free.
    """
    groups = sorted(may_live)
    best = 0
    for given in product(*([None, *may_live[group]] for group in groups)):
        used: dict[str, int] = {}
        for group, home in zip(groups, given, strict=True):
            if home is not None:
                used[home] = used.get(home, 0) + size[group]
        if all(number <= places[home] for home, number in used.items()):
            best = max(best, sum(home is not None for home in given))
    return best


def net_pence(gross: int, deductions: Sequence[int]) -> int:
    """What is left, penny by penny."""
    left = gross
    for one in deductions:
        left += one
    return left
