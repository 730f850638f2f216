"""A simulation of children in care as it is usually written: plain Python, one child and one event at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

ADULT_DAYS = 18 * 365.25
BAND_DAYS = (365.25, 5 * 365.25, 10 * 365.25, 16 * 365.25)


@dataclass(frozen=True)
class Plain:
    """Rates a day as nested lists, with the edges in days between which they hold.

    leaving [group][setting][days in care], moving [group][setting][days in the home], settings [origin][group] shares,
    the last origin being arrival; arrivals a day.
    """

    leaving: list[list[list[float]]]
    moving: list[list[list[float]]]
    settings: list[list[list[float]]]
    care_edges: list[float]
    home_edges: list[float]
    arrivals: float


@dataclass
class Child:
    """Born, in care and in the home since: days from today, all past; and the setting."""

    born: float
    care: float
    home: float
    setting: int


def stock_by_month(model: Plain, stock: Sequence[Child], months: Sequence[float], random: Random) -> list[int]:
    """How many children are in care at the end of each month, in one run; months are days from today."""
    counts = [0] * len(months)
    for child in stock:
        _live(model, child, 0.0, months, counts, random)
    day = random.expovariate(model.arrivals)
    while day < months[-1]:
        born = day - random.random() * ADULT_DAYS
        group = bisect_right(BAND_DAYS, day - born)
        shares = model.settings[-1][group]
        setting = random.choices(range(len(shares)), shares)[0]
        _live(model, Child(born, day, day, setting), day, months, counts, random)
        day += random.expovariate(model.arrivals)
    return counts


def _live(model: Plain, child: Child, now: float, months: Sequence[float], counts: list[int], random: Random) -> None:
    home, setting, adult = child.home, child.setting, child.born + ADULT_DAYS
    month = bisect_right(months, now)
    while month < len(months) and now < adult:
        group = bisect_right(BAND_DAYS, now - child.born)
        care_band = bisect_right(model.care_edges, now - child.care) - 1
        home_band = bisect_right(model.home_edges, now - home) - 1
        leaving, moving = model.leaving[group][setting][care_band], model.moving[group][setting][home_band]
        until = min(
            months[month],
            adult,
            child.born + BAND_DAYS[group] if group < len(BAND_DAYS) else adult,
            child.care + model.care_edges[care_band + 1] if care_band + 1 < len(model.care_edges) else adult,
            home + model.home_edges[home_band + 1] if home_band + 1 < len(model.home_edges) else adult,
        )
        event = now + random.expovariate(leaving + moving)
        if event < until:
            if random.random() * (leaving + moving) < leaving:
                return
            shares = model.settings[setting][group]
            setting = random.choices(range(len(shares)), shares)[0]
            now = home = event
            continue
        now = max(until, now + 1e-9)
        if until == months[month]:
            counts[month] += 1
            month += 1
