"""What more places, or wider terms, would bring: begun where the towns stand, not from nothing. In compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from forecasting.compiled import compiled
from forecasting.states import Ints
from forecasting.sufficing.assign import CLOSED, NOWHERE, Edges, Town, empty_town, find_home, give_homes, put_in
from forecasting.sufficing.months import NO_NEED, Asking, town_of, waiting


@compiled
def _as_it_stands(asking: Asking, order: Ints, month: int, room: Ints, place: Ints) -> Town:
    """The town of a month with everybody in the home found before."""
    town = town_of(asking, order, month, room)
    for at in range(len(order)):
        if place[order[at], month] != NOWHERE:
            put_in(town, at, place[order[at], month])
    return town


Marks = npt.NDArray[np.uint8]


class Runs(NamedTuple):
    """Every run: start [run + 1] of its rows; the children of all; room [run, home, month]; the homes allowed."""

    start: Ints
    children: Asking
    room: Ints
    local: Edges


@compiled
def of_run(runs: Runs, run: int) -> Asking:
    """The children of one run."""
    first, last = runs.start[run], runs.start[run + 1]
    children = runs.children
    return Asking(children.kind[first:last], children.since[first:last], children.family[first:last])


class Reached(NamedTuple):
    """Where a place would help.

    home [run, month, home]: 1 where one more place would give a home to a child without one; kind [run, month, kind]: 1
    where a child of the kind has none, or lives in such a home; short: the kinds of the children without one, those of
    a run's month from until[run * months + month] on.
    """

    home: Marks
    kind: Marks
    until: Ints
    short: Ints


class Added(NamedTuple):
    """What a change adds to one home: places [run, month], and whether each kind could go there only now [kind].

    able [kind]: whether each kind could go there already.
    """

    home: int
    places: Ints
    kinds: Marks
    able: Marks


@compiled
def bring_home(runs: Runs, some: tuple[int, int], added: Added, reached: Reached, place: Ints, gain: Ints) -> None:
    """Fill gain [run, month] with the children who have no home in `place` and could have one by what is added.

    The room and the homes allowed are those by which `place` [child, month] was found, with the kinds added. Most is
    told without a search: nothing is gained where a place would help nobody, and so many places bring so many children
    where as many without a home could go there at once. Else only those without a home are looked at: each is a
    search, and nobody loses the home found before. `some`: the first run to do, and the one after the last.
    """
    months, more_kinds = runs.room.shape[2], bool(added.kinds.any())
    for run in range(some[0], some[1]):
        for month in range(months):
            if added.places[run, month] == 0 and not more_kinds:
                gain[run, month] = 0
                continue
            until = reached.until[run * months + month : run * months + month + 2]
            short = reached.short[until[0] : until[1]]
            here = place[runs.start[run] : runs.start[run + 1], month]
            wider = more_kinds and bool(np.any(added.kinds & reached.kind[run, month]))
            least, most = _told(runs.room[run, added.home, month], added, (run, month, wider), reached, short, here)
            gain[run, month] = least
            if least < most:
                room = runs.room[run, :, month].copy()
                room[added.home] += added.places[run, month]
                gain[run, month] = _searched(of_run(runs, run).kind[:, month], room, runs.local, here, most)


@compiled
def _told(
    room: int, added: Added, where: tuple[int, int, bool], reached: Reached, short: Ints, here: Ints
) -> tuple[int, int]:
    """The least and the most that a change may bring in a run's month, as far as that is told without a search.

    Places alone bring no more children than there are places. Wider terms bring no more than the home has room for, for
    each child they bring is one who now lives there.
    """
    run, month, wider = where
    places = added.places[run, month]
    if not wider:
        if places == 0 or not reached.home[run, month, added.home]:
            return 0, 0
        return at_once(short, added.able, min(places, len(short))), min(places, len(short))
    most = min(room + places, len(short))
    free = room + places - np.sum(here == added.home)
    if free >= most:
        return max(at_once(short, added.kinds, most), min(most, 1)), most
    return 0, most


@compiled
def at_once(short: Ints, able: Marks, most: int) -> int:
    """How many of these children could go to a home that may take these kinds, up to so many."""
    found = 0
    for kind in short:
        if found >= most:
            return most
        found += able[kind]
    return found


@compiled
def _searched(kind: Ints, room: Ints, local: Edges, place: Ints, most: int) -> int:
    """How many more children of a month have a home, up to so many, when one is searched for those without."""
    there = np.flatnonzero(kind != NO_NEED)
    town = empty_town(kind[there], room)
    for at in range(len(there)):
        if place[there[at]] != NOWHERE:
            put_in(town, at, place[there[at]])
    found = 0
    for at in range(len(there)):
        if found < most and town.home[at] == NOWHERE:
            found += find_home(town, local, at, at + 1)
    return found


@compiled
def settle_all(runs: Runs, some: tuple[int, int], lacking: Marks, place: Ints, home: Marks, kind: Marks) -> None:
    """Give homes to those who have none in `place`, write them there, and mark where a place would help (`Reached`).

    lacking [run, month]: 1 where somebody has none; the others stay as they are.
    """
    for run in range(some[0], some[1]):
        asking = of_run(runs, run)
        here = place[runs.start[run] : runs.start[run + 1]]
        for month in range(runs.room.shape[2]):
            if not lacking[run, month]:
                continue
            order = waiting(asking, month)
            town = _as_it_stands(asking, order, month, runs.room[run], here)
            give_homes(town, runs.local)
            for at in range(len(order)):
                here[order[at], month] = town.home[at]
            home[run, month] = town.seen == CLOSED
            kind[run, month] = 0
            for at in range(len(order)):
                if town.home[at] == NOWHERE or town.seen[town.home[at]] == CLOSED:
                    kind[run, month, town.kind[at]] = 1


@compiled
def from_nothing(runs: Runs, some: tuple[int, int], short: Ints) -> None:
    """Fill short [run, month] with the children without a home when every town is solved from nothing."""
    for run in range(some[0], some[1]):
        asking = of_run(runs, run)
        for month in range(runs.room.shape[2]):
            order = waiting(asking, month)
            town = town_of(asking, order, month, runs.room[run])
            give_homes(town, runs.local)
            short[run, month] = 0
            for at in range(len(order)):
                short[run, month] += town.home[at] == NOWHERE
