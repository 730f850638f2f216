"""The clocks of an approach: when a reply is due, and when the next tier of a framework may be asked."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from placements.errors import Refused
from placements.models.referral import Urgency
from placements.working_days import LONDON, OFFICE_HOURS, add_working_days, day_in_england

PUBLISHED = Path(__file__).with_name("waits.toml")


@dataclass(frozen=True)
class Clock:
    """A time to wait: hours by the clock, or working days up to the end of office hours; one of the two."""

    hours: int = 0
    working_days: int = 0

    def after(self, moment: dt.datetime) -> dt.datetime:
        """The moment at which a clock started at `moment` has run out, in UTC."""
        if self.hours:
            return moment + dt.timedelta(hours=self.hours)
        day = add_working_days(day_in_england(moment), self.working_days)
        return dt.datetime.combine(day, OFFICE_HOURS[1], LONDON).astimezone(dt.UTC)


@dataclass(frozen=True)
class Wait:
    """How long a provider has to answer, and how long a tier is asked before the next."""

    reply: Clock
    next_tier: Clock


@dataclass(frozen=True)
class Waits:
    """The authority's clocks by how soon a home is needed."""

    version: str
    owner: str
    in_force_from: dt.date
    review_on: dt.date
    by_urgency: Mapping[Urgency, Wait]


@cache
def published_waits() -> Waits:
    """The clocks that come with the program, until the authority replaces them."""
    return read_waits(PUBLISHED)


def read_waits(path: Path) -> Waits:
    """Read and check the clocks (TOML). Raises Refused naming the entry and the value."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("The file of clocks cannot be read.", given=path, do_next=f"Correct it: {error}.") from error
    head = {"version": str, "owner": str, "in_force_from": dt.date, "review_on": dt.date}
    _must(set(entries) == {*head, *Urgency}, "its entries", ", ".join(entries))
    for name, kind in head.items():
        _must(isinstance(entries[name], kind), name, entries[name])
    _must(entries["in_force_from"] < entries["review_on"], "review_on", entries["review_on"])
    return Waits(
        **{name: entries[name] for name in head},
        by_urgency={urgency: _wait(urgency, entries[urgency]) for urgency in Urgency},
    )


def _wait(urgency: Urgency, given: Any) -> Wait:  # noqa: ANN401 - as the file has it
    _must(isinstance(given, dict) and set(given) == {"reply", "next_tier"}, urgency, given)
    return Wait(_clock(f"{urgency}: reply", given["reply"]), _clock(f"{urgency}: next_tier", given["next_tier"]))


def _clock(name: str, given: Any) -> Clock:  # noqa: ANN401 - as the file has it
    one = isinstance(given, dict) and len(given) == 1 and set(given) <= {"hours", "working_days"}
    _must(one and all(isinstance(value, int) and value > 0 for value in given.values()), name, given)
    return Clock(**given)


def _must(holds: bool, name: str, given: object) -> None:
    if not holds:
        raise Refused(
            f"The file of clocks is wrong at {name}.",
            given=given,
            do_next="Give exactly the entries of the published waits.toml, every clock above 0.",
        )
