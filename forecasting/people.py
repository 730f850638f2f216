"""Who is in care in a run, each as they first are in it, their lives still to be lived, in compiled code."""

from __future__ import annotations

import numpy as np

from forecasting.arrive import arrive
from forecasting.compiled import compiled
from forecasting.life import come_again, comes_back, live
from forecasting.person import PERSON
from forecasting.run import Given, Run, Scratch
from forecasting.streams import stream
from forecasting.sums import add_up
from forecasting.tables import Records

_ARRIVALS, _STOCK, _LEAVERS = 0, 1, 2


@compiled
def everybody(given: Given, number: int, scratch: Scratch, room: Records) -> tuple[Records, int, int]:
    """Everybody of a run in the room, or in a larger one; how many arrive, and how many there are.

    Those who arrive come first, then the children of the stock in their order, then those who left before the cut and
    come back. Arrivals and returns are counted. The draws of the rates are taken in turn by the runs.
    """
    rates, course = given.rates[number % len(given.rates)], given.course[number]
    add_up(rates, scratch.sums[0])
    run = Run(rates, scratch.sums[0], course, given.days[0], given.levers[0], scratch.tally[0])
    key = stream(given.seed, number)
    room, arrived = _arrivals(given, run, stream(key, _ARRIVALS), room)
    there = arrived + len(given.stock)
    _enter(given.stock, room[arrived:there], stream(key, _STOCK))
    _enter(given.leavers, room[there:], stream(key, _LEAVERS))
    for left in range(there, there + len(given.leavers)):
        child = room[left]
        if comes_back(child, child.look, child.owed, run):
            come_again(child, run)
            room[there] = child
            there += 1
    return room, arrived, there


@compiled
def live_all(people: Records, given: Given, number: int, scratch: Scratch) -> None:
    """Let these people of a run live on from now in care, out of it and perhaps back again, until 18 or the end."""
    rates, course = given.rates[number % len(given.rates)], given.course[number]
    run = Run(rates, scratch.sums[0], course, given.days[0], given.levers[0], scratch.tally[0])
    for one in range(len(people)):
        live(people[one], run)


@compiled
def _arrivals(given: Given, run: Run, key: np.uint64, room: Records) -> tuple[Records, int]:
    """Everybody who arrives; where there are more than there is room for, they are drawn once more."""
    dice = np.zeros(1, PERSON)
    arrived = arrive(room, dice[0], run, key)
    wanted = arrived + len(given.stock) + len(given.leavers)
    if wanted <= len(room):
        return room, arrived
    room = np.zeros(wanted + wanted // 4, PERSON)
    run.tally.came[:] = 0
    run.tally.families[:] = 0
    run.tally.unaccompanied[:] = 0
    return room, arrive(room, dice[0], run, key)


@compiled
def _enter(people: Records, room: Records, key: np.uint64) -> None:
    """Copy people of the record, with streams of their own by their position: what happens to one changes no other."""
    for number in range(len(people)):
        room[number] = people[number]
        room[number].key = stream(key, number)
