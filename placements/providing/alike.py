"""Providers beside each other for children of similar need: shown only where there are cases enough.

A figure of a provider needs six children, and its fee two more providers that have as many: one or two could be told
apart, and few cases say nothing. What children of similar need are is chosen by kind of home, age and need band.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from placements.codes import Setting
from placements.disclosing.rules import FEWEST_PROVIDERS, SMALLEST_SHOWN, Figure, hide_mean, hide_small
from placements.providing.stays import ProviderStay

WINDOW = dt.timedelta(days=3 * 365)


class Ages(StrEnum):
    """Ages on the first day of a stay."""

    UNDER_10 = "0-9"
    FROM_10 = "10-15"
    FROM_16 = "16-17"


class Needs(StrEnum):
    """Need bands 1 and 2, 3 and 4, or not recorded."""

    LOWER = "1-2"
    HIGHER = "3-4"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True)
class Like:
    """Whom to compare: children in one kind of home and, where given, of these ages and needs."""

    setting: Setting
    ages: Ages | None = None
    needs: Needs | None = None

    def meets(self, stay: ProviderStay, band: int | None) -> bool:
        """Whether a stay is of such a child."""
        return (
            stay.setting is self.setting
            and self.ages in (None, ages_of(stay.age))
            and self.needs in (None, needs_of(band))
        )


@dataclass(frozen=True)
class Compared:
    """A provider for such children: how many, how many of them now, and what became of them.

    kept: per cent of stays whose end is known that lasted a year or ended as planned; miles: the middle distance from
    home; week: pence, the middle at today's prices. Each is hidden where cases are few, or None
    where the record cannot say. `judged` is how many stays `kept` rests on.
    """

    provider: int
    children: Figure
    now: Figure
    households: Figure
    judged: Figure
    kept: Figure
    miles: Figure
    week: Figure


@dataclass(frozen=True)
class Comparison:
    """Every provider that such children lived with in the last three years, and why fees are hidden, if they are."""

    since: dt.date
    day: dt.date
    rows: tuple[Compared, ...]
    fees_hidden: str | None


def ages_of(age: int) -> Ages:
    """The group of an age in whole years."""
    return Ages.UNDER_10 if age < 10 else Ages.FROM_10 if age < 16 else Ages.FROM_16  # noqa: PLR2004 - ages themselves


def needs_of(band: int | None) -> Needs:
    """The group of a need band, 1 to 4."""
    return Needs.NOT_RECORDED if band is None else Needs.LOWER if band <= 2 else Needs.HIGHER  # noqa: PLR2004 - bands


def in_window(stays: Iterable[ProviderStay], day: dt.date) -> list[ProviderStay]:
    """The stays that ran on any day of the three years up to the end of a day."""
    return [stay for stay in stays if stay.ends is None or stay.ends > day - WINDOW]


def compared(
    stays: Sequence[ProviderStay],
    bands: Mapping[int, int],
    weekly: Mapping[tuple[int, int], int],
    like: Like,
    day: dt.date,
) -> Comparison:
    """Providers for such children over the three years up to the end of a day, by the provider's id.

    `bands` [child] the need band as recorded now; `weekly` [provider, child] pence a week, where a price is held.
    """
    of_provider: dict[int, list[ProviderStay]] = defaultdict(list)
    for stay in in_window(stays, day):
        if like.meets(stay, bands.get(stay.child)):
            of_provider[stay.provider].append(stay)
    priced = {provider: _weeks(provider, of_one, weekly) for provider, of_one in of_provider.items()}
    enough = sum(len(weeks) >= SMALLEST_SHOWN for weeks in priced.values())
    hidden = None
    if any(priced.values()) and enough < FEWEST_PROVIDERS:
        hidden = f"Fewer than {FEWEST_PROVIDERS} providers have {SMALLEST_SHOWN} such children and a price."
    return Comparison(
        since=day - WINDOW,
        day=day,
        rows=tuple(_row(one, of_provider[one], priced[one], day, hidden) for one in sorted(of_provider)),
        fees_hidden=hidden,
    )


def _weeks(provider: int, stays: Iterable[ProviderStay], weekly: Mapping[tuple[int, int], int]) -> list[int]:
    children = {stay.child for stay in stays}
    return [weekly[provider, child] for child in sorted(children) if (provider, child) in weekly]


def _row(
    provider: int, stays: Sequence[ProviderStay], weeks: Sequence[int], day: dt.date, hidden: str | None
) -> Compared:
    children = len({stay.child for stay in stays})
    known = [kept for kept in (stay.kept(day) for stay in stays) if kept is not None]
    miles = [stay.miles for stay in stays if stay.miles is not None]
    few = 0 < children < SMALLEST_SHOWN
    return Compared(
        provider=provider,
        children=hide_small(children),
        now=hide_small(sum(stay.ends is None for stay in stays)),
        households=hide_small(len({stay.where for stay in stays})),
        judged=hide_small(len(known)),
        kept=_shown(100 * sum(known) / len(known) if known else None, len(known), hide=few),
        miles=_shown(statistics.median(miles) if miles else None, len(miles), hide=few),
        week=_shown(statistics.median(weeks) if weeks else None, len(weeks), hide=few or hidden is not None),
    )


def _shown(value: float | None, of: int, *, hide: bool) -> Figure:
    """A mean, middle or share of at least six, else hidden."""
    return Figure(None, hidden=True) if hide and value is not None else hide_mean(value, of)
