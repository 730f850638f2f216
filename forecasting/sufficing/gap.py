"""Demand matched to supply: how many children have no home in the area, where else there is one, who is parted."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.states import BAND_AGES, Ints
from forecasting.sufficing.assign import NOWHERE, Edges
from forecasting.sufficing.demand import Demand
from forecasting.sufficing.groups import ALONE
from forecasting.sufficing.kinds import PLANNED, every_kind
from forecasting.sufficing.lawful import Able, Answer
from forecasting.sufficing.months import NO_NEED, Ways, live_through, without
from forecasting.sufficing.profiles import BANDS
from placements.codes import AGE_BANDS

LOCAL, NEAR, FAR, NO_HOME = range(4)
"""Where a child's home is: in the area, next door, further, or none among the homes known."""
GROUPS = ("2", "3", "4+")
CELLS = (len(PLANNED), len(AGE_BANDS), len(BANDS))
Told = Callable[[str], None]
Placed = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Gap:
    """Counts at the end of each month, run by run.

    needing and short [run, month, setting, age band, need band]: children who need a home, and those for whom there is
    none left in the area; elsewhere [run, month, 3, setting, age band, need band]: of those, with one next door,
    further away, nowhere known; unsure [run, month]: for how many more there is none if every home of which a fact is
    missing turned out not to do; groups and parted [run, month, 3]: sibling groups of 2, 3, 4 or more, and those that
    could not stay together in the area. place [row of the demand, month]: the home found, for whoever asks more.
    """

    needing: Ints
    short: Ints
    elsewhere: Ints
    unsure: Ints
    groups: Ints
    parted: Ints
    place: Placed


def ways_of(able: Able, tier: Ints, least: Answer = Answer.PERHAPS) -> Ways:
    """The homes each kind may go to, by how far off they are (LOCAL, NEAR, FAR)."""
    return Ways(*(edges_of((able >= least) & (tier == far)) for far in (LOCAL, NEAR, FAR)))


def edges_of(allowed: npt.NDArray[np.bool_]) -> Edges:
    """The homes each kind may go to, from allowed [kind, home]."""
    kind, home = np.nonzero(allowed)
    return Edges(np.searchsorted(kind, np.arange(len(allowed) + 1)), home.astype(np.int64))


def gap_of(
    demand: Demand,
    room: Ints,
    able: Able,
    tier: Ints,
    together: Ints,
    *,
    threads: int | None = None,
    told: Told | None = None,
) -> Gap:
    """Give homes in every run and month (`months.live_through`), and count who has none."""
    ways, sure = ways_of(able, tier), ways_of(able, tier, Answer.YES).local
    place = np.full(demand.kind.shape, NOWHERE, dtype=np.int64)
    kept, short = np.zeros_like(place), np.zeros_like(place)

    def of_run(run: int) -> None:
        rows = demand.of(run)
        asking = demand.asking(run)
        live_through(asking, room[run], ways, together, place[rows], kept[rows])
        without(asking, room[run], sure, short[rows])

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for run, _ in enumerate(pool.map(of_run, range(demand.runs))):
            if told and (run + 1) % 20 == 0:
                told(f"homes for the children of {run + 1} of {demand.runs} runs")
    return _counted(demand, place, kept, short, np.append(tier, NO_HOME))


def _counted(demand: Demand, place: Ints, kept: Ints, sure_short: Ints, tier: Ints) -> Gap:
    row, month = np.nonzero(demand.kind != NO_NEED)
    run = np.repeat(np.arange(demand.runs), np.diff(demand.start))[row]
    cell = cell_of_kind()[demand.kind[row, month]]
    where = tier[place[row, month]]
    shape = (demand.runs, demand.kind.shape[1])
    cells = int(np.prod(CELLS))

    def count(chosen: npt.NDArray[np.bool_], by: Ints, of: int) -> Ints:
        at = (run[chosen] * shape[1] + month[chosen]) * of + by[chosen]
        return np.bincount(at, minlength=shape[0] * shape[1] * of).reshape(*shape, of)

    everybody, away = np.ones(len(row), dtype=np.bool_), where != LOCAL
    unsure = count(sure_short[row, month] == 1, np.zeros(len(row), np.int64), 1) - count(away, np.zeros_like(cell), 1)
    groups, parted = _groups(demand, kept)
    return Gap(
        needing=count(everybody, cell, cells).reshape(*shape, *CELLS),
        short=count(away, cell, cells).reshape(*shape, *CELLS),
        elsewhere=count(away, (where - 1) * cells + cell, NO_HOME * cells).reshape(*shape, NO_HOME, *CELLS),
        unsure=unsure[:, :, 0],
        groups=groups,
        parted=parted,
        place=place.astype(np.int16),
    )


def _groups(demand: Demand, kept: Ints) -> tuple[Ints, Ints]:
    """[run, month, size] groups who came together and need a home together still, and those not in one home."""
    run = np.repeat(np.arange(demand.runs), np.diff(demand.start))
    months = demand.kind.shape[1]
    found, apart = np.zeros((2, demand.runs, months, len(GROUPS)), dtype=np.int64)
    fostered = np.append([kind.setting is PLANNED[0] for kind in every_kind()], False)
    for month in range(months):
        there = np.flatnonzero(fostered[demand.kind[:, month]] & (demand.family != ALONE))
        key = np.stack([run[there], demand.family[there], demand.since[there, month]])
        groups, first, size = np.unique(key, axis=1, return_index=True, return_counts=True)
        many = size > 1
        at = (groups[0, many], np.full(many.sum(), month), np.minimum(size[many], len(GROUPS) + 1) - 2)
        np.add.at(found, at, 1)
        np.add.at(apart, at, 1 - kept[there[first[many]], month])
    return found, apart


def cell_of_kind() -> Ints:
    """[kind] the cell (setting, age band, need band) that it counts in, flat."""
    kinds = every_kind()
    age = np.searchsorted(BAND_AGES, [kind.age for kind in kinds], side="right")
    setting, band = [PLANNED.index(kind.setting) for kind in kinds], [kind.band - 1 for kind in kinds]
    return np.ravel_multi_index((setting, age, band), CELLS).astype(np.int64)
