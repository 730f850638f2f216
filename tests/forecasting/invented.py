"""Invented authorities whose true rates are known: children arrive, move and leave as a plain loop draws them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

import pandas as pd

from tests.forecasting.town import FAR, NEXT_DOOR, YORK, episode, frame

PLACE_OF = {"U6": "PR1", "U3": "PR1", "K2": "PR4", "P1": "PR0", "K3": "PR4"}
NEXT = (("U6", 0.62), ("U3", 0.18), ("P1", 0.10), ("K2", 0.10))
NEXT_AT_16 = (("U6", 0.35), ("K3", 0.45), ("U3", 0.10), ("K2", 0.10))
ENDS = (("E4A", 0.5), ("E45", 0.3), ("E11", 0.1), ("E8", 0.1))
AREAS = ((YORK, 0.55), (NEXT_DOOR, 0.25), (FAR, 0.20))
AGES = ((0, 1, 0.2), (1, 5, 0.2), (5, 10, 0.2), (10, 16, 0.3), (16, 17.9, 0.1))
FAMILIES = ((1, 0.8), (2, 0.14), (3, 0.06))
A_YEAR = 365.25


@dataclass(frozen=True)
class Truth:
    """The rates a year by which an authority lives: leaving by days in care, moving always the same."""

    families: float = 60.0
    growth: float = 0.0
    leaving_first_half_year: float = 0.9
    leaving_later: float = 0.3
    moving: float = 0.7

    def leaving(self, days_in_care: int) -> float:
        return self.leaving_first_half_year if days_in_care < 183 else self.leaving_later


def authority(truth: Truth, first: dt.date, end: dt.date, seed: int, burn_in: int = 14) -> pd.DataFrame:
    """Every episode of the children who were in care in [first, end), as a return at the end would state them."""
    random = Random(seed)
    began = first - dt.timedelta(days=int(burn_in * A_YEAR))
    rows: list[dict[str, Any]] = []
    day, child = 0.0, 0
    while True:
        years = max(0.0, day / A_YEAR - burn_in)
        day += random.expovariate(truth.families * (1 + truth.growth) ** years / A_YEAR)
        arrival = began + dt.timedelta(days=int(day))
        if arrival >= end:
            return frame(*(row for row in rows if row["dec"] is None or row["dec"] > first.isoformat()))
        home_post = f"Y{child:05d}"
        for _ in range(_choose(random, FAMILIES)):
            child += 1
            rows += _course(random, truth, child, arrival, end, home_post)


def _course(
    random: Random, truth: Truth, child: int, arrival: dt.date, end: dt.date, home_post: str
) -> list[dict[str, Any]]:
    low, high = _choose(random, tuple(((low, high), share) for low, high, share in AGES))
    dob = arrival - dt.timedelta(days=int(random.uniform(low, high) * A_YEAR))
    adult = dt.date(dob.year + 18, dob.month, 28 if (dob.month, dob.day) == (2, 29) else dob.day)
    rows: list[dict[str, Any]] = []
    start, rne = arrival, "S"
    while start < end and start < adult:
        stop, what = _home(random, truth, arrival, start, adult)
        la = _choose(random, AREAS)
        place = _choose(random, NEXT_AT_16 if (adult - start).days < 2 * A_YEAR else NEXT)
        row = episode(child, dob.isoformat(), start.isoformat(), rne=rne, place=place, place_provider=PLACE_OF[place])
        row |= {
            "home_post": home_post,
            "pl_la": la,
            "pl_location": "IN" if la == YORK else "OUT",
            "pl_post": f"P{start:%y%m%d}",
        }
        if stop < end:
            row |= {"dec": stop.isoformat(), "rec": what}
        rows.append(row)
        if what != "X1":
            break
        start, rne = stop, "P"
    return rows


def _home(random: Random, truth: Truth, arrival: dt.date, start: dt.date, adult: dt.date) -> tuple[dt.date, str]:
    """When a home that began on `start` ends, day by day, and how."""
    day = start
    while True:
        day += dt.timedelta(days=1)
        if day >= adult:
            return adult, "E6"
        chance = random.random() * A_YEAR
        leaving = truth.leaving((day - arrival).days)
        if chance < leaving:
            return day, _choose(random, ENDS)
        if chance < leaving + truth.moving:
            return day, "X1"


def _choose(random: Random, choices: Any) -> Any:
    return random.choices([choice for choice, _ in choices], [share for _, share in choices])[0]
