"""What more places, or wider terms, would bring: begun where the towns stand, not from nothing. In compiled code."""

from __future__ import annotations

from typing import NamedTuple

from forecasting.compiled import compiled
from forecasting.states import Ints
from forecasting.sufficing.assign import NOWHERE, Edges, Town, give_homes, put_in
from forecasting.sufficing.months import Asking, town_of, waiting


@compiled
def _as_it_stands(asking: Asking, order: Ints, month: int, room: Ints, place: Ints) -> Town:
    """The town of a month with everybody in the home found before."""
    town = town_of(asking, order, month, room)
    for at in range(len(order)):
        if place[order[at], month] != NOWHERE:
            put_in(town, at, place[order[at], month])
    return town


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


@compiled
def bring_home(runs: Runs, some: tuple[int, int], place: Ints, keep: bool, gain: Ints) -> None:
    """Fill gain [run, month] with the children who have no home in `place` and could have one by this room and homes.

    The room and the homes allowed hold at least what they held when `place` [child, month] was found. Only those
    without a home are looked at: each is a search, and nobody loses the home found before. With `keep`, `place` is
    written over with the homes found. `some`: the first run to do, and the one after the last.
    """
    for run in range(some[0], some[1]):
        _bring_home(of_run(runs, run), runs.room[run], runs.local, place[runs.start[run] :], keep, gain[run])


@compiled
def _bring_home(asking: Asking, room: Ints, local: Edges, place: Ints, keep: bool, gain: Ints) -> None:
    for month in range(room.shape[1]):
        gain[month] = 0
        order = waiting(asking, month)
        short = 0
        for child in order:
            short += place[child, month] == NOWHERE
        if short == 0:
            continue
        town = _as_it_stands(asking, order, month, room, place)
        give_homes(town, local)
        for at in range(len(order)):
            gain[month] += (town.home[at] != NOWHERE) - (place[order[at], month] != NOWHERE)
            if keep:
                place[order[at], month] = town.home[at]


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
