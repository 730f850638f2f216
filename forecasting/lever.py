"""One thing that might be done or happen: a named rate or price changed between dates, with its source and owner."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, fields, replace
from enum import StrEnum

import numpy as np

from forecasting.calendar import Calendar
from forecasting.states import ROUTES, Floats, Ints, ProviderType
from placements.codes import FOSTERING, AgeBand, ExitRoute, Setting
from placements.errors import Refused
from placements.geography import Locality
from placements.models.contract import PriceComponent

DAYS_A_YEAR = 365.25
_DAYS_A_MONTH = DAYS_A_YEAR / 12


class Changes(StrEnum):
    """What a lever changes."""

    ENTRIES = "entries"
    UNACCOMPANIED = "unaccompanied"
    LEAVING = "leaving"
    MOVING = "moving"
    TOWARDS = "towards"
    STEP_DOWN = "step_down"
    PROVIDERS = "providers"
    PLACES = "places"
    PRICES = "prices"
    BLOCK = "block"
    STAYING_PUT = "staying_put"
    COST = "cost"


class Column(StrEnum):
    """The savings column an effect belongs to; the three are never added together."""

    CASHABLE = "cashable"
    AVOIDED = "avoided"
    GROWTH = "growth"


MULTIPLIED = frozenset(set(Changes) - {Changes.BLOCK, Changes.STAYING_PUT, Changes.COST})
"""What is multiplied by a share; the others only add their own cost."""
_WORDS: dict[str, frozenset[Changes]] = {
    "ages": frozenset({Changes.ENTRIES}),
    "route": frozenset({Changes.LEAVING}),
    "from_setting": frozenset({Changes.TOWARDS}),
    "setting": frozenset(
        {Changes.LEAVING, Changes.MOVING, Changes.TOWARDS, Changes.PROVIDERS, Changes.PLACES, Changes.PRICES}
        | {Changes.BLOCK, Changes.STAYING_PUT}
    ),
    "provider": frozenset({Changes.PROVIDERS, Changes.PRICES, Changes.BLOCK}),
    "place": frozenset({Changes.MOVING, Changes.PLACES}),
    "component": frozenset({Changes.PRICES}),
    "a_year": frozenset({Changes.PRICES}),
    "touches": MULTIPLIED | {Changes.BLOCK},
    "change": MULTIPLIED,
    "low": MULTIPLIED,
    "high": MULTIPLIED,
    "beds": frozenset({Changes.BLOCK}),
    "pence_a_child_week": frozenset({Changes.BLOCK, Changes.STAYING_PUT}),
    "share": frozenset({Changes.STAYING_PUT}),
    "weeks": frozenset({Changes.STAYING_PUT}),
}
"""The changes with which each word of a lever makes sense; a word not listed goes with all."""
_NEEDED = {
    Changes.TOWARDS: ("setting",),
    Changes.PROVIDERS: ("provider",),
    Changes.PLACES: ("place",),
    Changes.BLOCK: ("setting", "provider", "beds"),
    Changes.STAYING_PUT: ("share", "weeks", "pence_a_child_week"),
}


@dataclass(frozen=True)
class Lever:
    """A change over the days [starts, ends): of a rate or price by a share of itself, or a cost of its own.

    change: -0.10 is a tenth less; low to high is what it may turn out to be (of a yearly rise alone: a_year). touches:
    the share of the rate it acts on (a programme for one child in five: 0.2). It grows in evenly over
    `grows_over_months` from `starts`, and fades evenly over `fades_over_months` after `ends`. What it acts on is
    narrowed by ages (published bands, of an only or youngest child), route, setting, provider, place, component and,
    for `towards`, from_setting (none: on arriving). a_year: prices grow by this share a year from `starts` on.

    Money is whole pence: `pence_a_week` while it runs and `pence_once` on its first day are what the programme itself
    costs; a block of `beds` costs pence_a_week whatever happens and pence_a_child_week besides for each child in it
    (`touches` is then the share of its nights that can be filled); of those who turn 18 in fostering `share` stay put
    for `weeks` at pence_a_child_week. column: the savings column of the effect; said_on: the day of the assumption;
    row: the row of the list of levers it was taken from.
    """

    changes: Changes
    starts: dt.date
    source: str
    owner: str
    change: float = 0.0
    low: float | None = None
    high: float | None = None
    touches: float = 1.0
    ends: dt.date | None = None
    grows_over_months: float = 0.0
    fades_over_months: float = 0.0
    ages: tuple[AgeBand, ...] = ()
    route: ExitRoute | None = None
    from_setting: Setting | None = None
    setting: Setting | None = None
    provider: ProviderType | None = None
    place: Locality | None = None
    component: PriceComponent | None = None
    a_year: float = 0.0
    beds: int = 0
    share: float = 0.0
    weeks: float = 0.0
    pence_a_week: int = 0
    pence_once: int = 0
    pence_a_child_week: int = 0
    column: Column | None = None
    said_on: dt.date | None = None
    row: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be: see the messages."""
        self._check_words()
        self._check_shares()
        self._check_time()

    def _check_words(self) -> None:
        stated = {field.name for field in fields(self) if getattr(self, field.name) != field.default}
        for name, allowed in _WORDS.items():
            if name in stated and self.changes not in allowed:
                raise Refused(
                    f"A lever on {self.changes} cannot have a `{name}`.",
                    given=getattr(self, name),
                    do_next=f"`{name}` goes with: {', '.join(sorted(allowed))}.",
                )
        if self.route is not None and self.route not in ROUTES:
            raise Refused(
                "No lever changes who leaves at 18: the date is certain.",
                given=self.route,
                do_next=f"Choose a route before 18: {', '.join(ROUTES)}.",
            )
        if missing := [name for name in _NEEDED.get(self.changes, ()) if name not in stated]:
            raise Refused(
                f"A lever on {self.changes} needs {', '.join(missing)}.",
                given=self.changes,
                do_next="Add what is missing, or choose another change.",
            )

    def _check_shares(self) -> None:
        for name in ("change", "low", "high", "a_year"):
            share = getattr(self, name)
            if share is not None and (not math.isfinite(share) or share * (self.touches or 0) < -1.0 or share < -1.0):
                raise Refused(
                    f"A lever on {self.changes} would make its rate negative: `{name}` is below -1.",
                    given=share,
                    do_next="Give a share of the rate, for example -0.10 for a tenth less; -1 stops it altogether.",
                )
        for name in ("touches", "share"):
            if not 0 <= getattr(self, name) <= 1:
                raise Refused(
                    f"`{name}` is a share of all.", given=getattr(self, name), do_next="Give a number from 0 to 1."
                )
        stated = getattr(self, self.ranged)
        if (self.low is not None and self.low > stated) or (self.high is not None and self.high < stated):
            raise Refused(
                "The change of a lever lies outside its own range.",
                given=f"{stated}, range {self.low} to {self.high}",
                do_next="Give low <= change <= high.",
            )
        for name in ("beds", "weeks", "pence_a_week", "pence_once", "pence_a_child_week"):
            if getattr(self, name) < 0 or not math.isfinite(getattr(self, name)):
                raise Refused(f"`{name}` cannot be negative.", given=getattr(self, name), do_next="Give 0 or more.")

    def _check_time(self) -> None:
        if self.ends is not None and self.ends <= self.starts:
            raise Refused(
                f"A lever on {self.changes} ends before it starts.",
                given=f"{self.starts:%d/%m/%Y} to {self.ends:%d/%m/%Y}",
                do_next="Give `until` a later date, or leave it out.",
            )
        for name in ("grows_over_months", "fades_over_months"):
            months = getattr(self, name)
            if months < 0 or not math.isfinite(months):
                raise Refused(
                    "A lever cannot grow or fade over less than no time.",
                    given=months,
                    do_next=f"Give `{name}` as 0 or more.",
                )

    def at(self, end: str) -> Lever:
        """The same lever at the `low` or `high` end of its range, as it is where it has none."""
        value = getattr(self, end)
        if value is None:
            return self
        return replace(self, low=None, high=None, **{self.ranged: value})

    @property
    def ranged(self) -> str:
        """What `low` and `high` are about: the change or, of a lever that is only a yearly rise, that."""
        return "a_year" if self.a_year != 0.0 and self.change == 0.0 else "change"

    def by_month(self, calendar: Calendar) -> Floats:
        """[month] what the rate is multiplied by, for every month lived through: the mean over the month's days."""
        days, month = _days(calendar)
        strength = self._strength(days, calendar.cut)
        since = np.maximum(days - (self.starts - calendar.cut).days, 0)
        factor = (1 + self.change * self.touches * strength) * (1 + self.a_year) ** (since / DAYS_A_YEAR)
        by_month: Floats = np.bincount(month, weights=factor) / calendar.lengths
        return by_month

    def days_in_force(self, calendar: Calendar) -> Floats:
        """[month] on how many days it is in force, days of growing in and fading counting in part."""
        days, month = _days(calendar)
        return np.bincount(month, weights=self._strength(days, calendar.cut)).astype(np.float64)

    def _strength(self, days: Floats, cut: dt.date) -> Floats:
        since = days - (self.starts - cut).days
        grows = self.grows_over_months * _DAYS_A_MONTH
        strength = np.where(since >= 0, np.clip((since + 1) / grows, 0, 1) if grows > 0 else 1.0, 0.0)
        if self.ends is None:
            return strength
        reached = min(1.0, (self.ends - self.starts).days / grows) if grows > 0 else 1.0
        after = days - (self.ends - cut).days
        fades = self.fades_over_months * _DAYS_A_MONTH
        left = np.clip(1 - (after + 1) / fades, 0, 1) if fades > 0 else np.zeros(len(days))
        return np.where(after >= 0, reached * left, strength)

    def settings(self) -> tuple[Setting, ...]:
        """The settings it acts on: the one named, both kinds of fostering for a step down, else every one."""
        if self.setting is not None:
            return (self.setting,)
        return tuple(sorted(FOSTERING)) if self.changes is Changes.STEP_DOWN else tuple(Setting)


def _days(calendar: Calendar) -> tuple[Floats, Ints]:
    """Every day lived through, from the cut, and its month."""
    days: Floats = np.arange(calendar.starts[-1], dtype=np.float64)
    return days, np.searchsorted(calendar.starts, days, side="right") - 1
