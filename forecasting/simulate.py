"""Children one at a time through the months to come, a thousand times over: the same seed gives the same bytes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.calendar import Calendar
from forecasting.compiled import compiled
from forecasting.people import everybody, live_all
from forecasting.person import PERSON
from forecasting.run import Given, Scratch, scratch
from forecasting.simulated import Simulated, keep, nothing_counted
from forecasting.states import Floats, Ints
from forecasting.tables import COURSE, DAYS, MOST_LOOKS, MOST_MONTHS, Records
from placements.errors import Refused

_CHUNK = 50
_ROOM = 1_024


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
    runs, given = len(model.leaving), given_of(model, calendar, seen, levers, seed)
    found = nothing_counted(possible_homes(model), runs, len(seen), len(calendar.starts) - 1)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for done in [pool.submit(_run_some, given, found, first) for first in range(0, runs, _CHUNK)]:
            done.result()
    return found


def _check_size(months: int, looks: int) -> None:
    if months > MOST_MONTHS or looks > MOST_LOOKS:
        raise Refused(
            f"A forecast reaches at most {MOST_MONTHS} months beyond the newest return, looked at {MOST_LOOKS} times.",
            given=f"{months} months, {looks} looks",
            do_next="Ask for fewer months, or load the return of a later year.",
        )


def given_of(model: Model, calendar: Calendar, looks: Floats, levers: Records, seed: int) -> Given:
    """All that the runs read, looked at so many days from the cut."""
    runs, months = model.leaving.shape
    course, days = np.zeros(runs, COURSE), np.zeros(1, DAYS)
    course["families"][:, :months] = model.families
    course["unaccompanied"][:, :months] = model.unaccompanied
    course["leaving"][:, :months] = model.leaving
    course["lived"][:, 1 : months + 1] = np.cumsum(model.leaving * calendar.lengths, axis=1)
    days["cut_day"] = np.datetime64(calendar.cut, "D").astype(np.int64)
    days["months"] = months
    days["starts"] = calendar.starts[-1]
    days["starts"][:, : months + 1] = calendar.starts
    each = np.arange(int(calendar.starts[-1]) + 1)
    days["month_of"][:, : len(each)] = np.searchsorted(calendar.starts, each, side="right") - 1
    days["looks_before"][:, : len(each)] = np.searchsorted(looks, each, side="right")
    return Given(model.rates, course, days, levers, model.stock, model.leavers, np.uint64(seed % 2**64))


def possible_homes(model: Model) -> Ints:
    """[home, 2] the positions of setting and provider of every kind of home that can occur."""
    occurs: npt.NDArray[np.bool_] = np.any(model.rates["providers"] > 0, axis=(0, 2))
    occurs[model.stock["setting"], model.stock["provider"]] = True
    return np.argwhere(occurs)


def _run_some(given: Given, found: Simulated, first: int) -> None:
    _run_all(given, found, first, min(first + _CHUNK, len(given.course)), scratch())


@compiled
def _run_all(given: Given, found: Simulated, first: int, last: int, scratch: Scratch) -> None:
    """Simulate the runs from the first to before the last, each counted in one record that is emptied again."""
    room = np.zeros(_ROOM, PERSON)
    for number in range(first, last):
        room, _, there = everybody(given, number, scratch, room)
        live_all(room[:there], given, number, scratch)
        keep(scratch.tally[0], given.days[0], found, number)
