"""Whether a home is taking children on a day: said once, for the rules and for the duty sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from matching import words
from matching.home_facts import HomeFacts, KeptEmptyFacts
from placements.models.base import Known
from placements.models.home import HomeStatus

NOT_TAKING = frozenset({HomeStatus.ON_HOLD, HomeStatus.LEAVING, HomeStatus.CLOSED})


@dataclass(frozen=True)
class Taking:
    """Yes, no or unknown, with what to say of it where it is not yes; why a home is on hold is never said.

    Why a named person keeps it empty is said, with the name and the end.

    `kind` says the same shortly, for a list of many homes, and `until` is the day from which it may be over.
    """

    answer: Known
    because: str = ""
    kind: str = ""
    until: dt.date | None = None


def taking_children(home: HomeFacts, on: dt.date) -> Taking:
    """Whether a home takes children on a day: holds, being kept empty, its standing, the day it is free again."""
    kept = kept_empty(home, on)
    if kept is not None:
        by = f"by {kept.decided_by}: {kept.reason.rstrip('.')}"
        return Taking(Known.NO, f"kept empty until {words.day(kept.ends_on)} {by}", "kept empty", kept.ends_on)
    return standing(home, on)


def standing(home: HomeFacts, on: dt.date) -> Taking:
    """The same, but for whether somebody keeps the home empty."""
    hold = next((one for one in home.holds if one.starts_on <= on and (one.ends_on is None or on < one.ends_on)), None)
    if hold is not None:
        until = f" until {words.day(hold.ends_on)}" if hold.ends_on else ""
        said = f"on hold since {words.day(hold.starts_on)}{until} (reason restricted)"
        return Taking(Known.NO, said, "on hold (reason restricted)", hold.ends_on)
    if home.status in NOT_TAKING:
        return Taking(Known.NO, f"not taking children: {words.plain(home.status.value)}")
    if home.available_from is not None and home.available_from > on:
        said = f"free again only from {words.day(home.available_from)}"
        return Taking(Known.NO, said, "not free yet", home.available_from)
    if home.status is HomeStatus.UNKNOWN:
        return Taking(Known.UNKNOWN, "whether the home is taking children is not known")
    return Taking(Known.YES)


def kept_empty(home: HomeFacts, on: dt.date) -> KeptEmptyFacts | None:
    """The decision by which a home is kept empty on a day, the one that lasts longest where there are several."""
    lasting = [one for one in home.kept_empty if one.starts_on <= on < one.ends_on]
    return max(lasting, key=lambda one: one.ends_on, default=None)


def who_may_be_there(home: HomeFacts) -> str | None:
    """What to ask where a list names this home so doubtfully that the child it names takes no bed yet."""
    if not home.perhaps_there:
        return None
    named = words.listed(f"\u201c{text}\u201d" for text in dict.fromkeys(home.perhaps_there))
    return f"A list says that a child lives with {named}, who may be this home: say whether it is, then ask again."


def fewer_said_free(home: HomeFacts, free: int) -> str | None:
    """What to ask where the carers, or the home, said that fewer places are free than the record shows."""
    if home.said_free is None or home.said_free_on is None or home.said_free >= free:
        return None
    said = words.count(home.said_free, "place") if home.said_free else "no place"
    on = words.day(home.said_free_on)
    return f"their word on {on} was {said} free, and the record shows {free}: ask which is right"
