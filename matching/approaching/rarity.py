"""Facts that few children share: shown to a second person before a paper goes out, never a reason to refuse it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations

from matching import words
from matching.approaching import phrases
from placements.codes import age_band, age_on
from placements.models.base import Sex
from placements.models.child import Child, Topic
from placements.repository.commonness import Marks

FEW = 6
"""One to five children are few (the statistics' own threshold for hiding a number)."""

MANY_SIBLINGS = 4
ENGLISH = frozenset({"english", "eng", "en"})


def rare_facts(
    told: Sequence[str], every: Sequence[Marks], today: dt.date, *, parent_and_child: bool = False
) -> tuple[str, ...]:
    """What of these children (references, in the order of the paper) fewer than six children in the record share.

    A coded fact alone, a coded fact with sex and age band, and two coded facts together are looked at; so are large
    sibling groups, children of one birth and a parent who comes too. No number under six is said.
    """
    by_ref = {one.child.ref: one for one in every}
    found = [
        f"Child {number}: fewer than {FEW} of {len(every)} children in the record share: {what}"
        for number, ref in enumerate(told, 1)
        if ref in by_ref
        for what in _rare(by_ref[ref], every, today)
    ]
    if len(told) >= MANY_SIBLINGS:
        found.append(f"{len(told)} brothers and sisters together are rare")
    births = [by_ref[ref].child.dob for ref in told if ref in by_ref]
    if len({dob for dob in births if dob}) < len([dob for dob in births if dob]):
        found.append("Two of the children were born on one day")
    if parent_and_child:
        found.append("A parent who comes too is rare")
    return tuple(found)


def _rare(mine: Marks, every: Sequence[Marks], today: dt.date) -> Iterator[str]:
    codes = sorted(code for code in mine.codes if code[1] not in ENGLISH)
    rare = [code for code in codes if _few(sum(code in one.codes for one in every))]
    yield from map(_said, rare)
    common = [code for code in codes if code not in rare]
    kind = _kind(mine.child, today)
    for code in common if kind else ():
        if _few(sum(code in one.codes and _kind(one.child, today) == kind for one in every)):
            yield f"{_said(code)}, {kind}"
    for first, second in combinations(common, 2):
        if _few(sum({first, second} <= one.codes for one in every)):
            yield f"{_said(first)} with {_said(second)}"


def _few(number: int) -> bool:
    return number < FEW


def _kind(child: Child, today: dt.date) -> str | None:
    """Sex and age band, None where either is not known."""
    if child.dob is None or child.dob > today or child.sex is Sex.UNKNOWN:
        return None
    return f"{(phrases.SEX[child.sex] or '').lower()} aged {age_band(age_on(child.dob, today)).value}"


def _said(code: tuple[Topic, str]) -> str:
    topic, value = code
    return f"{words.plain(topic.value)}: {phrases.DISABILITY.get(value, value)}"
