"""Invented authorities of about 420 children for judging forecasts: five years to learn from, three held out.

Nothing here is known to the forecast: children come in families, some for weeks and some until they are grown up, by
rates that no model is told. Next to a flat and a growing stream of entries stand three changes that no model assumes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from forecasting.states import birthdays

Choice = TypeVar("Choice")
A_YEAR = 365.25
FIRST, CUT, END = dt.date(2018, 4, 1), dt.date(2023, 4, 1), dt.date(2026, 4, 1)
OWN, NEAR, FAR = "E06000014", "E06000065", "E08000035"
_CUT_DAY = float((CUT - FIRST).days)
_BURN_IN = 18.0
_GROWN = 18.0
_AGES = ((0.0, 1.0, 0.18), (1.0, 5.0, 0.17), (5.0, 10.0, 0.18), (10.0, 16.0, 0.33), (16.0, 17.9, 0.14))
_FAMILIES = ((1, 0.78), (2, 0.14), (3, 0.06), (4, 0.02))
_AREAS = ((OWN, 0.5), (NEAR, 0.25), (FAR, 0.25))
_SHORT_STAYS = 0.3
_UNDER_5 = {"U6": 0.62, "U3": 0.24, "P1": 0.09, "R3": 0.05}
_TO_15 = {"U6": 0.58, "U3": 0.20, "P1": 0.07, "K2": 0.15}
_FROM_16 = {"U6": 0.34, "U3": 0.10, "K2": 0.14, "H5": 0.42}
_PROVIDERS = {"U6": (("PR1", 0.55), ("PR4", 0.45)), "K2": (("PR1", 0.4), ("PR4", 0.6)), "H5": (("PR4", 1.0),)}
_PROVIDERS |= {"U3": (("PR1", 1.0),), "P1": (("PR0", 1.0),), "R3": (("PR5", 1.0),)}
_ROUTES = (("E4A", 0.45), ("E45", 0.2), ("E4B", 0.15), ("E41", 0.1), ("E8", 0.1))
_GROWN_UP = ("E17", "E6")
_ROUTES_UNDER_5 = (("E11", 0.45), ("E4A", 0.3), ("E45", 0.25))


@dataclass(frozen=True)
class Process:
    """How an authority lives: families a year, growth a year from the first day of the record, and what changes.

    step: entries are multiplied by it from 18 months before the cut. closes: its own children's home closes six months
    after the cut. policy: from a year before the cut most who turn 16 move to supported accommodation and leave sooner.
    """

    name: str
    families: float = 126.0
    growth: float = 0.0
    step: float = 1.0
    closes: bool = False
    policy: bool = False

    def entries(self, day: float) -> float:
        """Families a day on a day counted from the first of the record."""
        level = self.families / A_YEAR * (1 + self.growth) ** (max(day, 0.0) / A_YEAR)
        season = 1 + 0.1 * np.cos(2 * np.pi * day / A_YEAR)
        return float(level * season * (self.step if day >= _CUT_DAY - 1.5 * A_YEAR else 1.0))

    @property
    def closing_day(self) -> float:
        """The day on which the authority's own children's home closes, if it does."""
        return _CUT_DAY + A_YEAR / 2 if self.closes else np.inf

    @property
    def policy_day(self) -> float:
        """The day from which the policy at 16 holds, if it does."""
        return _CUT_DAY - A_YEAR if self.policy else np.inf


FLAT = Process("flat")
GROWING = Process("growing", growth=0.05)
STEP = Process("step in entries", step=1.35)
CLOSED = Process("closed home", closes=True)
POLICY = Process("policy at 16", policy=True)


@dataclass
class _Stay:
    """A child on the way: days counted from the first of the record."""

    born: float
    came: float
    short: bool
    place: str = ""
    provider: str = ""
    since: float = 0.0

    def age(self, day: float) -> float:
        return (day - self.born) / A_YEAR


def authority(process: Process, seed: int) -> pd.DataFrame:
    """Every episode that touches [FIRST, END), in the columns that the record gives a forecast."""
    random = Random(f"{process.name} {seed}")
    last = float((END - FIRST).days)
    most = process.families / A_YEAR * 1.1 * (1 + process.growth) ** 8 * max(process.step, 1.0)
    day, child, rows = -_BURN_IN * A_YEAR, 0, []
    while (day := day + random.expovariate(most)) < last:
        if random.random() * most > process.entries(day):
            continue
        short, home_post = random.random() < _SHORT_STAYS, f"YO{1 + child % 30} {child % 9}AA"
        for member in range(_choose(random, _FAMILIES)):
            child += 1
            came = day if member == 0 else day + random.random() * 2
            low, high = _choose(random, tuple(((a, b), share) for a, b, share in _AGES))
            stay = _Stay(day - random.uniform(low, high) * A_YEAR, came, short)
            rows += [{"child": child, "home_post": home_post, **row} for row in _episodes(random, process, stay)]
    return _frame(rows)


def _episodes(random: Random, process: Process, stay: _Stay) -> Iterator[Mapping[str, Any]]:
    """The episodes of one stay, in order; days still floating."""
    stay.since, now = stay.came, stay.came
    _settle(random, process, stay, now)
    while True:
        now, what = _next(random, process, stay, now)
        row = {"born": stay.born, "start": stay.since, "end": now, "rec": what, "place": stay.place}
        yield row | {"place_provider": stay.provider, "rne": "S" if stay.since == stay.came else "P"}
        if what != "X1":
            return
        stay.since = now
        policy = now >= process.policy_day and abs(stay.age(now) - 16) < 0.01 and random.random() < 0.6
        _settle(random, process, stay, now, supported=policy)


def _next(random: Random, process: Process, stay: _Stay, now: float) -> tuple[float, str]:
    """When this home ends and how: rates are constant until the next edge of age, time or policy."""
    adult, sixteen = stay.born + _GROWN * A_YEAR, stay.born + 16 * A_YEAR
    own_home = stay.place == "K2" and stay.provider == "PR1"
    edges = [stay.came + days for days in (60.0, 183.0, 365.0, 730.0, 1100.0)]
    edges += [stay.since + days for days in (90.0, 365.0)] + [sixteen, process.closing_day, process.policy_day, adult]
    while True:
        leaving, moving = _leaving(process, stay, now) / A_YEAR, _moving(stay, now) / A_YEAR
        until = min(edge for edge in edges if edge > now + 1e-6)
        event = now + random.expovariate(leaving + moving)
        if event < until:
            routes = _ROUTES_UNDER_5 if stay.age(event) < 5 else _ROUTES
            return event, _choose(random, routes) if random.random() * (leaving + moving) < leaving else "X1"
        if until == adult:
            return adult, random.choice(_GROWN_UP)
        now = until
        if (until == process.closing_day and own_home) or (until == sixteen and until >= process.policy_day):
            return until, "X1"


def _leaving(process: Process, stay: _Stay, now: float) -> float:
    """Leavings a year: short stays end early; small children leave for good in their second and third year."""
    days, age = now - stay.came, stay.age(now)
    if stay.short:
        return 3.5 if days < 60 else 2.0 if days < 365 else 0.8
    if age < 5 and 365 <= days < 1100:
        return 0.65
    policy = 3.0 if age >= 16 and now >= process.policy_day else 1.0
    return (0.22 if days < 730 else 0.11) * policy


def _moving(stay: _Stay, now: float) -> float:
    days = now - stay.since
    return 1.5 if days < 90 else 0.7 if days < 365 else 0.3


def _settle(random: Random, process: Process, stay: _Stay, now: float, *, supported: bool = False) -> None:
    age = stay.age(now)
    shares = _UNDER_5 if age < 5 else _TO_15 if age < 16 else _FROM_16
    stay.place = "H5" if supported else _choose(random, tuple(shares.items()))
    stay.provider = _choose(random, _PROVIDERS[stay.place])
    if stay.place == "K2" and now >= process.closing_day:
        stay.provider = "PR4"


def _choose(random: Random, choices: Sequence[tuple[Choice, float]]) -> Choice:
    return random.choices([choice for choice, _ in choices], [share for _, share in choices])[0]


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The episodes frame; an episode lasts at least a day and one that ends after the last day is open."""
    made = pd.DataFrame(rows)
    start, end = np.floor(made["start"]), np.floor(made["end"])
    end = end.where(~made["rec"].isin(_GROWN_UP), _eighteenth(np.floor(made["born"])))
    follows = (made["child"] == made["child"].shift()) & (start <= end.shift().fillna(-np.inf))
    kept = (end > start) & (end > 0) & (start < (END - FIRST).days)
    assert not (follows & (start < end.shift())).any()
    made, start, end = made[kept], start[kept], end[kept].where(end[kept] < (END - FIRST).days)
    areas = np.random.default_rng(len(made)).choice([OWN, NEAR, FAR], len(made), p=[share for _, share in _AREAS])
    return pd.DataFrame(
        {
            "child": made["child"].to_numpy(),
            "ref": made["child"].astype(str).to_numpy(),
            "dob": _days(np.floor(made["born"])),
            "decom": _days(start),
            "dec": _days(end),
            "sex": "F",
            "ethnicity": "WBRI",
            "rne": made["rne"].to_numpy(),
            "ls": "C2",
            "cin": "N1",
            "place": made["place"].to_numpy(),
            "place_provider": made["place_provider"].to_numpy(),
            "rec": np.where(end.isna(), "", made["rec"]),
            "reason_place_change": "",
            "home_post": made["home_post"].to_numpy(),
            "pl_post": made["child"].astype(str).to_numpy() + start.astype(int).astype(str).to_numpy(),
            "urn": "",
            "pl_la": areas,
            "pl_location": np.where(areas == OWN, "IN", "OUT"),
            "pl_distance": 3.0,
            "uasc": False,
            "duc": np.array([np.datetime64("NaT")] * len(made), dtype="datetime64[s]"),
        }
    ).sort_values(["child", "decom"], ignore_index=True)


def _eighteenth(born: pd.Series) -> pd.Series:
    """The 18th birthdays, by the calendar, of children born on these days; all counted from the first of the record."""
    adult = birthdays(_days(born).astype("datetime64[D]"), int(_GROWN))
    return pd.Series((adult - np.datetime64(FIRST)).astype(np.float64), born.index)


def _days(days: pd.Series) -> np.ndarray:
    known = days.notna().to_numpy()
    found = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[s]")
    found[known] = np.datetime64(FIRST, "s") + days[known].to_numpy().astype(np.int64).astype("timedelta64[D]")
    return found


def seen_by(rows: pd.DataFrame, cut: dt.date) -> pd.DataFrame:
    """The episodes as the returns up to a day state them."""
    begun = rows[rows["decom"] < np.datetime64(cut)]
    ended = begun["dec"] < np.datetime64(cut)
    return begun.assign(dec=begun["dec"].where(ended), rec=begun["rec"].where(ended, ""))


def locate(locations: np.ndarray, las: np.ndarray) -> np.ndarray:
    """In the area, next door or further."""
    return np.where(locations == "IN", "in_area", np.where(las == NEAR, "neighbouring", "further"))


def stock_on(rows: pd.DataFrame, days: np.ndarray) -> np.ndarray:
    """Children in care at midnight on each day."""
    start, end = rows["decom"].to_numpy(), rows["dec"].to_numpy()
    return np.array([((start <= day) & ~(end <= day)).sum() for day in days.astype("datetime64[s]")])


def write_returns(rows: pd.DataFrame, folder: Path) -> None:
    """The yearly returns up to the cut as files, for software that reads nothing else: a folder a year."""
    for year in range(FIRST.year, CUT.year):
        start, end = np.datetime64(dt.date(year, 4, 1)), dt.date(year + 1, 4, 1)
        seen = seen_by(rows, end)
        seen = seen[seen["dec"].isna() | (seen["dec"] >= start)]
        made = {name.upper(): _text(seen[name]) for name in _WRITTEN}
        place = folder / str(year + 1)
        place.mkdir(parents=True)
        pd.DataFrame(made).assign(URN="").to_csv(place / "episodes.csv", index=False)
        child = pd.DataFrame(
            {"CHILD": seen["ref"], "SEX": "1", "DOB": _text(seen["dob"]), "ETHNIC": "WBRI", "UPN": "UN4"}
        )
        child.drop_duplicates("CHILD").assign(MOTHER="", MC_DOB="").to_csv(place / "header.csv", index=False)
        pd.DataFrame(columns=["CHILD", "SEX", "DOB", "DUC"]).to_csv(place / "uasc.csv", index=False)


_WRITTEN = (
    *("child", "decom", "rne", "ls", "cin", "place", "place_provider", "dec", "rec", "reason_place_change"),
    *("home_post", "pl_post"),
)


def _text(column: pd.Series) -> pd.Series:
    return column.dt.strftime("%d/%m/%Y").fillna("") if column.dtype.kind == "M" else column.astype(str)
