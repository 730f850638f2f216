"""Towns with their homes given, ready to be asked what a change would add: one place more, wider terms, a household."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from forecasting.states import Ints
from forecasting.sufficing.assign import NOWHERE, Edges
from forecasting.sufficing.demand import Demand
from forecasting.sufficing.gap import edges_of
from forecasting.sufficing.lawful import Able, Answer
from forecasting.sufficing.months import NO_NEED, Asking
from forecasting.sufficing.more import Added, Marks, Reached, Runs, bring_home, from_nothing, settle_all


@dataclass(frozen=True, eq=False)
class Change:
    """What a change adds: places [run, month] in a home, and children (kinds) whom it could then take besides."""

    home: int
    places: Ints
    kinds: tuple[int, ...] = ()


class Solved:
    """The homes of one area and the children of many runs and months, each child with a home wherever one can be.

    able [kind, home] of the homes of the area alone; room [run, home, month]. A change that is made (`make`) stays, and
    what follows adds to it.
    """

    def __init__(self, demand: Demand, room: Ints, able: Able, *, threads: int | None = None) -> None:
        self.demand, self.able = demand, able.copy()
        self.room = np.array(room, dtype=np.int64)
        self.place = np.full(demand.kind.shape, NOWHERE, dtype=np.int64)
        self._threads = threads or os.cpu_count() or 1
        shape = (demand.runs, self.room.shape[2])
        self._home = np.zeros((*shape, self.room.shape[1]), np.uint8)
        self._kind = np.zeros((*shape, len(able)), np.uint8)
        self._reached = self._settled(np.ones(shape, np.uint8))

    @property
    def short(self) -> Ints:
        """[run, month] children without a home."""
        counted: Ints = np.diff(self._reached.until).reshape(self.demand.runs, -1)
        return counted

    def gain(self, change: Change) -> Ints:
        """[run, month] how many more children would have a home, from where things stand."""
        gained = np.zeros((self.demand.runs, self.room.shape[2]), dtype=np.int64)
        runs = self._runs(self.room, self._edges(self._able(change)))
        kinds = np.zeros(len(self.able), dtype=np.uint8)
        kinds[list(change.kinds)] = 1
        able = (self.able[:, change.home] >= Answer.PERHAPS).astype(np.uint8)
        added = Added(change.home, np.ascontiguousarray(change.places), kinds, able)
        self._each(lambda some: bring_home(runs, some, added, self._reached, self.place, gained))
        return gained

    def make(self, change: Change) -> Ints:
        """The same, and let it be so from now on."""
        before = self.short
        self.room[:, change.home] += change.places
        self.able = self._able(change)
        self._reached = self._settled((before > 0).astype(np.uint8))
        return before - self.short

    def from_nothing(self, changes: Iterable[Change] = ()) -> Ints:
        """[run, month] children without a home when every town is solved from nothing, with these changes made."""
        room, able = self.room.copy(), self.able.copy()
        for change in changes:
            room[:, change.home] += change.places
            able[list(change.kinds), change.home] = Answer.YES
        short = np.zeros((self.demand.runs, room.shape[2]), dtype=np.int64)
        runs = self._runs(room, self._edges(able))
        self._each(lambda some: from_nothing(runs, some, short))
        return short

    def _able(self, change: Change) -> Able:
        able = self.able.copy()
        able[list(change.kinds), change.home] = Answer.YES
        return able

    def _edges(self, able: Able) -> Edges:
        return edges_of(able >= Answer.PERHAPS)

    def _settled(self, lacking: Marks) -> Reached:
        """Give homes where somebody has none, and note who is left and where a place would help."""
        runs, months = self._runs(self.room, self._edges(self.able)), self.room.shape[2]
        self._each(lambda some: settle_all(runs, some, lacking, self.place, self._home, self._kind))
        row, month = np.nonzero((self.demand.kind != NO_NEED) & (self.place == NOWHERE))
        state = (np.searchsorted(self.demand.start, row, side="right") - 1) * months + month
        order = np.argsort(state, kind="stable")
        until = np.searchsorted(state[order], np.arange(self.demand.runs * months + 1))
        return Reached(self._home, self._kind, until, self.demand.kind[row, month][order])

    def _runs(self, room: Ints, edges: Edges) -> Runs:
        demand = self.demand
        return Runs(demand.start, Asking(demand.kind, demand.since, demand.family), room, edges)

    def _each(self, do: Callable[[tuple[int, int]], None]) -> None:
        """Do it for all runs, a part of them on each thread."""
        edges = np.linspace(0, self.demand.runs, self._threads + 1).astype(np.int64).tolist()
        with ThreadPoolExecutor(self._threads) as pool:
            for _ in pool.map(do, pairwise(edges)):
                pass


def in_month(demand: Demand, month: int) -> Demand:
    """The demand of one month alone."""
    kind, since = (np.ascontiguousarray(one[:, [month]]) for one in (demand.kind, demand.since))
    return Demand(demand.start, kind, since, demand.family)
