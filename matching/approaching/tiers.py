"""Who may be asked now: the first tier of the framework at once, each further tier when the one before had its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from matching import words
from matching.approach import Approach
from matching.approaching.waits import Clock
from placements.working_days import LONDON

NO_TIER = "no tier of a framework"


@dataclass(frozen=True)
class Asked:
    """When a provider was asked about these children, and whether it said no or the approach was closed."""

    at: dt.datetime
    open: bool


@dataclass(frozen=True)
class Waiting:
    """A provider that may not be asked yet: why, and from when it may; None until another step is taken."""

    approach: Approach
    because: str
    opens: dt.datetime | None


@dataclass(frozen=True)
class Wave:
    """Providers in the order in which to ask them: those to ask now, those still to wait, those asked already."""

    now: tuple[Approach, ...]
    waiting: tuple[Waiting, ...]
    asked: tuple[Approach, ...]


def tier_of(approach: Approach) -> int | None:
    """The best tier that a provider has under any agreement in force; None for a spot purchase."""
    return min((one.tier for one in approach.provider.contracts if one.tier is not None), default=None)


def wave(approaches: Sequence[Approach], asked: Mapping[str, Asked], clock: Clock, now: dt.datetime) -> Wave:
    """Who may be asked at a moment; `asked` holds the providers asked before, by reference.

    A tier opens when every provider of each tier before it was asked and has said no or had its time.
    """
    to_ask: list[Approach] = []
    waiting: list[Waiting] = []
    opens: dt.datetime | None = now
    because = ""
    ordered = sorted(approaches, key=_last_without)
    for tier, group in groupby(ordered, key=tier_of):
        members = list(group)
        fresh = [one for one in members if one.provider.ref not in asked]
        if opens is not None and opens <= now:
            to_ask += fresh
        else:
            waiting += [Waiting(one, because, opens) for one in fresh]
        opens, because = _after(tier, members, asked, clock, opens, because)
    return Wave(tuple(to_ask), tuple(waiting), tuple(one for one in ordered if one.provider.ref in asked))


def _last_without(one: Approach) -> tuple[bool, int]:
    tier = tier_of(one)
    return tier is None, tier or 0


def _after(
    tier: int | None,
    members: Sequence[Approach],
    asked: Mapping[str, Asked],
    clock: Clock,
    opens: dt.datetime | None,
    because: str,
) -> tuple[dt.datetime | None, str]:
    """When the tier after this one opens, and why not now; None while somebody of this tier has not been asked."""
    fresh = [one.provider.ref for one in members if one.provider.ref not in asked]
    if opens is None or fresh:
        first = because if opens is None else f"{_tier(tier)} has not all been asked: {words.listed(fresh)}"
        return None, first
    ends = [clock.after(one.at) for ref in (m.provider.ref for m in members) if (one := asked[ref]).open]
    latest = max((opens, *ends))
    return latest, (f"{_tier(tier)} has until {_moment(latest)} to answer" if latest > opens else because)


def _tier(tier: int | None) -> str:
    return f"tier {tier}" if tier is not None else NO_TIER


def _moment(moment: dt.datetime) -> str:
    local = moment.astimezone(LONDON)
    return f"{local:%H:%M} on {words.day(local.date())}"
