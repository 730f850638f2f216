"""Every child of every run of a forecast who may need a home: when, in which setting, how old, with whom."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.calendar import Calendar
from forecasting.people import everybody
from forecasting.person import PERSON
from forecasting.run import Given, Scratch, scratch
from forecasting.simulate import Model, given_of
from forecasting.states import Floats, Ints
from forecasting.sufficing.diary import FROM_BEFORE, live_apart, luck
from forecasting.tables import Records

ARRIVED = -1
_CHUNK = 10
LUCKS = 4
"""Numbers of a child's own: for the need band, the sex, whether it stays put at 18, and how long."""
Told = Callable[[str], None]


@dataclass(frozen=True)
class Children:
    """One row a child and run, by run; months are the months answered.

    run [child]; who [child]: the position in the model's stock, ARRIVED for anybody else; family [child]: children of
    one number came together in one run; born [child] in days from 1970; luck [child, 4] numbers between 0 and 1 of the
    child's own; setting and since [child, month] as in the diary: months before the first answered count as 0.
    """

    runs: int
    run: Ints
    who: Ints
    family: Ints
    born: Ints
    luck: Floats
    setting: Ints
    since: Ints


def children_ahead(
    model: Model,
    calendar: Calendar,
    levers: Records,
    seed: int,
    *,
    threads: int | None = None,
    told: Told | None = None,
) -> Children:
    """Run every replicate of a model and keep a diary of each child; the same draws as `simulate` with this seed."""
    given, runs = given_of(model, calendar, calendar.starts[1:], levers, seed), len(model.leaving)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        work = [
            pool.submit(_some, given, range(first, min(first + _CHUNK, runs)), calendar)
            for first in range(0, runs, _CHUNK)
        ]
        parts = []
        for number, one in enumerate(work):
            parts += one.result()
            if told:
                told(f"children of {min((number + 1) * _CHUNK, runs)} of {runs} runs")
    return _joined(parts, runs)


_Part = tuple[npt.NDArray[np.generic], ...]


def _some(given: Given, runs: range, calendar: Calendar) -> list[_Part]:
    used = scratch()
    return [_of_run(given, run, used, calendar) for run in runs]


def _of_run(given: Given, run: int, used: Scratch, calendar: Calendar) -> _Part:
    room, arrived, there = everybody(given, run, used, np.zeros(0, PERSON))
    people, stock = room[:there], len(given.stock)
    who = np.full(len(people), ARRIVED, dtype=np.int64)
    who[arrived : arrived + stock] = np.arange(stock)
    began = people["care_start"].copy()
    drawn = np.empty((len(people), LUCKS))
    luck(people, drawn)
    months = len(calendar.starts) - 1
    setting, since = np.empty((2, len(people), months), dtype=np.int64)
    live_apart(people, given, run, used, setting, since)
    first = np.searchsorted(calendar.starts, began, side="right") - 1
    since = np.where((since == FROM_BEFORE) & (who == ARRIVED)[:, None], first[:, None], since)
    before = months - calendar.months
    since = np.where(since == FROM_BEFORE, since, np.maximum(since - before, 0))
    family = np.cumsum(np.diff(began, prepend=-np.inf) != 0) - 1
    chosen = np.flatnonzero((setting[:, before:] >= 0).any(axis=1))
    rows = (np.full(len(people), run), who, family, people["born"].astype(np.int64), drawn)
    diary = setting[chosen, before:].astype(np.int8), since[chosen, before:].astype(np.int16)
    return tuple(row[chosen] for row in rows) + diary


def _joined(parts: list[_Part], runs: int) -> Children:
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Children(runs, *columns)
