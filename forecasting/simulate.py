"""Children one at a time through the months to come, a thousand times over: the same seed gives the same bytes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from forecasting.arrive import arrive
from forecasting.calendar import Calendar
from forecasting.compiled import compiled
from forecasting.keeping import Kept, keep
from forecasting.life import back_in_care, live_all
from forecasting.person import PERSON
from forecasting.states import Floats, Ints
from forecasting.streams import stream
from forecasting.tables import ADULT, COUNTED, COURSE, LOOKED, MOST_LOOKS, MOST_MONTHS, TALLY, Counts, Records
from placements.errors import Refused

_ARRIVALS, _STOCK, _LEAVERS = 0, 1, 2
_CHUNK = 25
_ROOM = 512
_COUNTED_ARRIVING = ("came", "families", "unaccompanied")
"""What is counted of those who arrive, before anything else is."""


@dataclass(frozen=True)
class Model:
    """What was estimated, ready to run.

    rates: a RATES record a draw, taken in turn by the runs. families and unaccompanied [run, month]: arrivals a day;
    leaving [run, month]: what rates of leaving are multiplied by. stock: a PERSON record a child in care at the cut;
    leavers: one a child who left in the year before it, with `owed` the days since and `look` the route.
    """

    rates: Records
    families: Floats
    unaccompanied: Floats
    leaving: Floats
    stock: Records
    leavers: Records


@dataclass(frozen=True)
class Simulated:
    """Counts of every run, shaped as in `Tally` with the run first; nights only of the homes that can occur.

    nights [run, month, home, age in years], with homes [home, 2] the positions of its setting and provider.
    """

    homes: Ints
    stock: Counts
    provider: Counts
    place: Counts
    siblings: Counts
    uasc: Counts
    nights: Counts
    came: Counts
    returned: Counts
    moved: Counts
    left: Counts
    turned: Counts
    families: Counts
    unaccompanied: Counts


def simulate(
    model: Model,
    calendar: Calendar,
    levers: Records,
    seed: int,
    *,
    threads: int | None = None,
    looks: Floats | None = None,
) -> Simulated:
    """Run every replicate (as many as the model has rows of `leaving`) under one LEVERS record and count.

    Looked at are the midnights that end the months of the calendar, or those at `looks` (days from the cut, in order).
    The bytes do not depend on `threads` (all cores unless given), nor a child's course on when it is looked at. Raises
    Refused for more than MOST_MONTHS months or MOST_LOOKS looks.
    """
    seen = calendar.starts[1:] if looks is None else np.asarray(looks, dtype=np.float64)
    _check_size(len(calendar.starts) - 1, len(seen))
    course = courses_of(model, calendar, seen)
    found = _empty(possible_homes(model), len(course), len(seen), len(calendar.starts) - 1)
    key = np.uint64(seed % 2**64)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        starts = range(0, len(course), _CHUNK)
        for chunk in [pool.submit(_run_some, model, course, levers, key, found, first) for first in starts]:
            chunk.result()
    return found


def _check_size(months: int, looks: int) -> None:
    if months > MOST_MONTHS or looks > MOST_LOOKS:
        raise Refused(
            f"A forecast reaches at most {MOST_MONTHS} months beyond the newest return, looked at {MOST_LOOKS} times.",
            given=f"{months} months, {looks} looks",
            do_next="Ask for fewer months, or load the return of a later year.",
        )


def courses_of(model: Model, calendar: Calendar, looks: Floats) -> Records:
    """[run] what changes by month in each run, looked at so many days from the cut."""
    runs, months = model.leaving.shape
    course = np.zeros(runs, COURSE)
    course["cut_day"] = np.datetime64(calendar.cut, "D").astype(np.int64)
    course["months"] = months
    course["starts"][:, : months + 1] = calendar.starts
    course["families"][:, :months] = model.families
    course["unaccompanied"][:, :months] = model.unaccompanied
    course["leaving"][:, :months] = model.leaving
    course["lived"][:, 1 : months + 1] = np.cumsum(model.leaving * calendar.lengths, axis=1)
    days = np.arange(int(calendar.starts[-1]) + 1)
    course["month_of"][:, : len(days)] = np.searchsorted(calendar.starts, days, side="right") - 1
    course["looks_before"][:, : len(days)] = np.searchsorted(looks, days, side="right")
    return course


def possible_homes(model: Model) -> Ints:
    """[home, 2] the positions of setting and provider of every kind of home that can occur."""
    occurs: npt.NDArray[np.bool_] = np.any(model.rates["providers"] > 0, axis=(0, 2))
    occurs[model.stock["setting"], model.stock["provider"]] = True
    return np.argwhere(occurs)


def _empty(homes: Ints, runs: int, looks: int, months: int) -> Simulated:
    looked = {name: np.zeros((runs, looks, *shape), np.int32) for name, shape in LOOKED.items()}
    counted = {name: np.zeros((runs, months, *shape), np.int32) for name, shape in COUNTED.items()}
    nights = np.empty((runs, months, len(homes), ADULT), np.int32)
    return Simulated(homes=homes, nights=nights, **looked, **counted)


def _run_some(model: Model, course: Records, levers: Records, key: np.uint64, found: Simulated, first: int) -> None:
    """Simulate some runs, each counted in one record that is emptied again, and keep what was counted."""
    tally, kept = np.zeros(1, TALLY), Kept(**vars(found))
    for run in range(first, min(first + _CHUNK, len(course))):
        at = run_of(model, course, levers, key, run)
        for people in everybody(model, at, tally):
            live_all(people, at.rates, at.course, levers, tally)
        keep(tally, at.course, kept, run)


class At(NamedTuple):
    """One run: its rates, its course and what a scenario multiplies, a record each, and its key."""

    rates: Records
    course: Records
    levers: Records
    key: np.uint64


def run_of(model: Model, course: Records, levers: Records, key: np.uint64, run: int) -> At:
    """One run of a model; the draws of the rates are taken in turn."""
    draw = run % len(model.rates)
    return At(model.rates[draw : draw + 1], course[run : run + 1], levers, np.uint64(stream(key, run)))


def everybody(model: Model, at: At, tally: Records) -> tuple[Records, Records, Records]:
    """Who is in care in a run, each as they first are in it: who arrives, who is there at the cut, who comes back.

    Their lives are still to be lived. Arrivals and returns are counted in the tally.
    """
    arrivals = _arrivals(at, tally)
    left = _with_streams(model.leavers, at.key, _LEAVERS)
    returned = back_in_care(left, at.rates, at.course, at.levers, tally)
    return arrivals, _with_streams(model.stock, at.key, _STOCK), left[:returned]


def _arrivals(at: At, tally: Records) -> Records:
    """Everybody who arrives, counted; where there are more than there is room for, they are drawn once more."""
    dice, key = np.zeros(1, PERSON), np.uint64(stream(at.key, _ARRIVALS))
    room = np.zeros(_ROOM, PERSON)
    arrived = arrive(room, dice, at.rates, at.course, at.levers, tally, key)
    if arrived > len(room):
        dice[:], room = 0, np.zeros(arrived, PERSON)
        for name in _COUNTED_ARRIVING:
            tally[name] = 0
        arrive(room, dice, at.rates, at.course, at.levers, tally, key)
    return room[:arrived]


def _with_streams(people: Records, key: np.uint64, kind: int) -> Records:
    """The people of the record with streams of their own, by their position: what happens to one changes no other."""
    copied = people.copy()
    _give_streams(copied, np.uint64(stream(key, kind)))
    return copied


@compiled
def _give_streams(people: Records, key: np.uint64) -> None:
    for child in range(len(people)):
        people[child].key = stream(key, child)
