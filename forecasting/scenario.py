"""What might be done or happen: dated levers, each with its source and owner, read from a file and checked."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

import numpy as np

from forecasting.calendar import Calendar
from forecasting.simulate import Levers
from forecasting.states import ROUTES, SETTINGS, Floats
from placements.codes import ExitRoute, Setting
from placements.errors import Refused

_DAYS_A_YEAR = 365.25
_DAYS_A_MONTH = _DAYS_A_YEAR / 12


class Changes(StrEnum):
    """The rates a lever may change."""

    ENTRIES = "entries"
    UNACCOMPANIED = "unaccompanied"
    LEAVING = "leaving"
    STEP_DOWN = "step_down"
    PRICES = "prices"


@dataclass(frozen=True)
class Lever:
    """One named rate changed by a share of itself over the days [starts, ends).

    change: -0.10 is a tenth less; from `ends` on the change fades away evenly over `fades_over_months`. route: the one
    route out that `leaving` changes, all if None. setting: the one setting whose `prices` change, all if None.
    a_year: prices grow by this share a year from `starts` on, besides.
    """

    changes: Changes
    starts: dt.date
    source: str
    owner: str
    change: float = 0.0
    ends: dt.date | None = None
    fades_over_months: float = 0.0
    route: ExitRoute | None = None
    setting: Setting | None = None
    a_year: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be: see the messages."""
        for name, share in (("change", self.change), ("a_year", self.a_year)):
            if not math.isfinite(share) or share < -1.0:
                raise Refused(
                    f"A lever on {self.changes} would make its rate negative: `{name}` is below -1.",
                    given=share,
                    do_next="Give a share of the rate, for example -0.10 for a tenth less; -1 stops it altogether.",
                )
        if self.ends is not None and self.ends <= self.starts:
            raise Refused(
                f"A lever on {self.changes} ends before it starts.",
                given=f"{self.starts:%d/%m/%Y} to {self.ends:%d/%m/%Y}",
                do_next="Give `until` a later date, or leave it out.",
            )
        if self.fades_over_months < 0 or not math.isfinite(self.fades_over_months):
            raise Refused(
                "A lever cannot fade over less than no time.",
                given=self.fades_over_months,
                do_next="Give `fades_over_months` as 0 or more.",
            )
        self._check_kind()

    def _check_kind(self) -> None:
        wrong = {
            "route": self.route is not None and self.changes is not Changes.LEAVING,
            "setting": self.setting is not None and self.changes is not Changes.PRICES,
            "a_year": self.a_year != 0.0 and self.changes is not Changes.PRICES,
        }
        if self.route is not None and self.route not in ROUTES:
            wrong["route"] = True
        for name, is_wrong in wrong.items():
            if is_wrong:
                raise Refused(
                    f"A lever on {self.changes} cannot have this `{name}`.",
                    given=getattr(self, name),
                    do_next="`route` (not eighteen, whose date is certain) goes with leaving; `setting` and `a_year` "
                    "go with prices.",
                )

    def by_month(self, calendar: Calendar) -> Floats:
        """[month] what the rate is multiplied by, for every month lived through: the mean over the month's days."""
        days = np.arange(calendar.starts[-1])
        month = np.searchsorted(calendar.starts, days, side="right") - 1
        by_month: Floats = np.bincount(month, weights=self._by_day(days, calendar.cut)) / calendar.lengths
        return by_month

    def _by_day(self, days: Floats, cut: dt.date) -> Floats:
        since = days - (self.starts - cut).days
        strength = (since >= 0).astype(np.float64)
        if self.ends is not None:
            after = days - (self.ends - cut).days
            fade = self.fades_over_months * _DAYS_A_MONTH
            left = np.clip(1 - (after + 1) / fade, 0, 1) if fade > 0 else np.zeros_like(days)
            strength = np.where(after >= 0, left, strength)
        growth: Floats = (1 + self.change * strength) * (1 + self.a_year) ** (np.maximum(since, 0) / _DAYS_A_YEAR)
        return growth


@dataclass(frozen=True)
class Scenario:
    """Some levers together, with a title; two on one rate multiply."""

    title: str
    levers: tuple[Lever, ...] = ()

    def levers_for(self, calendar: Calendar) -> Levers:
        """What the simulator multiplies, by month."""
        months = len(calendar.lengths)
        leaving = np.ones((months, len(ROUTES)))
        for lever in self._on(Changes.LEAVING):
            routes = ROUTES if lever.route is None else (lever.route,)
            leaving[:, [ROUTES.index(route) for route in routes]] *= lever.by_month(calendar)[:, None]
        return Levers(
            entries=self._product(Changes.ENTRIES, calendar),
            unaccompanied=self._product(Changes.UNACCOMPANIED, calendar),
            leaving=leaving,
            step_down=self._product(Changes.STEP_DOWN, calendar),
        )

    def prices_for(self, calendar: Calendar) -> Floats:
        """[month, setting] what prices are multiplied by, for the months answered."""
        factors = np.ones((calendar.months, len(SETTINGS)))
        for lever in self._on(Changes.PRICES):
            settings = SETTINGS if lever.setting is None else (lever.setting,)
            by_month = lever.by_month(calendar)[-calendar.months :]
            factors[:, [SETTINGS.index(setting) for setting in settings]] *= by_month[:, None]
        return factors

    def assumptions(self) -> list[dict[str, str]]:
        """The assumption log: what each lever changes, by how much, when, who says so and who owns it."""
        return [
            {
                field.name: "" if getattr(lever, field.name) is None else str(getattr(lever, field.name))
                for field in fields(Lever)
            }
            for lever in self.levers
        ]

    def _on(self, changes: Changes) -> list[Lever]:
        return [lever for lever in self.levers if lever.changes is changes]

    def _product(self, changes: Changes, calendar: Calendar) -> Floats:
        factor = np.ones(len(calendar.lengths))
        for lever in self._on(changes):
            factor = factor * lever.by_month(calendar)
        return factor


BASE = Scenario("As it goes on")
"""Nothing done."""


# --- reading ----------------------------------------------------------------------------------------------------------


_NAMES = {"from": "starts", "until": "ends"}
_KNOWN = {field.name for field in fields(Lever)} - set(_NAMES.values()) | set(_NAMES)


def read_scenario(path: Path) -> Scenario:
    """A scenario from a TOML file: `title`, and a `[[lever]]` for each, with `from` and `until` as dates.

    Raises Refused for a file that cannot be read, an unknown word, a missing one or a value of the wrong kind.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(
            f"The scenario {path.name} cannot be read: {error}.", do_next="Give a TOML file in UTF-8."
        ) from error
    _only({"title", "lever"}, table, "scenario")
    levers = table.get("lever", [])
    if not isinstance(levers, list) or not all(isinstance(lever, dict) for lever in levers):
        raise Refused("A scenario lists its levers as [[lever]].", do_next="Write each lever under a line [[lever]].")
    return Scenario(str(table.get("title", path.stem)), tuple(_lever(lever) for lever in levers))


def _lever(table: Mapping[str, object]) -> Lever:
    _only(_KNOWN, table, "lever")
    missing = [name for name in ("changes", "from", "source", "owner") if name not in table]
    if missing:
        raise Refused(
            f"A lever lacks {', '.join(missing)}.",
            given=dict(table),
            do_next="Say what, from when, who says so, who owns it.",
        )
    values = {_NAMES.get(name, name): _checked(name, value) for name, value in table.items()}
    return Lever(**values)  # type: ignore[arg-type]


def _checked(name: str, value: object) -> object:
    """The value of one word of a lever, as its kind."""
    kinds: dict[str, type[StrEnum]] = {"changes": Changes, "route": ExitRoute, "setting": Setting}
    if name in kinds:
        allowed = [kind.value for kind in kinds[name]]
        if value in allowed:
            return kinds[name](str(value))
        raise Refused(f"A lever has no such `{name}`.", given=value, do_next=f"Use one of: {', '.join(allowed)}.")
    wanted = dt.date if name in _NAMES else str if name in ("source", "owner") else (int, float)
    if not isinstance(value, wanted) or isinstance(value, bool | dt.datetime):
        raise Refused(
            f"The `{name}` of a lever is of the wrong kind.", given=value, do_next="See the how-to on scenarios."
        )
    return float(value) if isinstance(value, int) else value


def _only(known: set[str], table: Mapping[str, object], what: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise Refused(
            f"A {what} has no such word.", given=", ".join(unknown), do_next=f"Use: {', '.join(sorted(known))}."
        )
