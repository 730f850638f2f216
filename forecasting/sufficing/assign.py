"""Children to homes: as many as can be, in the order of who needed a home first. In compiled code.

Children are taken in turn; a path of moves is sought that makes room for the next without taking a home from any before
(augmenting paths; Ford and Fulkerson, 1956). Who then has a home is the first, in that order, of all the largest sets
that can have one, and one more place never takes a home from any of them (Shapley, Complements and substitutes in the
optimal assignment problem, 1962).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.states import Ints

NOBODY, NOWHERE = -1, -1
CLOSED = 1 << 60


class Edges(NamedTuple):
    """The homes each kind may go to: those of kind k are homes[starts[k] : starts[k + 1]]."""

    starts: Ints
    homes: Ints


class Town(NamedTuple):
    """One month of one run.

    kind [child]; room, held [home]; holders, those of home h from first[h] on; slot, home [child]. For the search alone
    are found_by, seen [home] and queue [child].
    """

    kind: Ints
    room: Ints
    held: Ints
    first: Ints
    holders: Ints
    slot: Ints
    home: Ints
    found_by: Ints
    seen: Ints
    queue: Ints


@compiled
def empty_town(kind: Ints, room: Ints) -> Town:
    """A town in which no child of these kinds has a home and each home so much room."""
    children, homes = len(kind), len(room)
    upto = np.cumsum(room)
    return Town(
        kind,
        room.copy(),
        np.zeros(homes, np.int64),
        upto - room,
        np.full(upto[-1] if homes else 0, NOBODY, np.int64),
        np.zeros(children, np.int64),
        np.full(children, NOWHERE, np.int64),
        np.full(homes, NOBODY, np.int64),
        np.zeros(homes, np.int64),
        np.zeros(children + 1, np.int64),
    )


@compiled
def take_out(town: Town, child: int) -> None:
    """Leave the child without a home."""
    home, slot = town.home[child], town.slot[child]
    last = town.holders[town.first[home] + town.held[home] - 1]
    town.holders[town.first[home] + slot] = last
    town.slot[last] = slot
    town.held[home] -= 1
    town.home[child] = NOWHERE


@compiled
def put_in(town: Town, child: int, home: int) -> None:
    """Give the child a place that is free."""
    town.holders[town.first[home] + town.held[home]] = child
    town.slot[child] = town.held[home]
    town.held[home] += 1
    town.home[child] = home


@compiled
def find_home(town: Town, edges: Edges, child: int, mark: int) -> bool:
    """Give the child a home, others moving on as need be, and say whether that could be; nobody else loses one.

    `mark` differs from search to search. Homes reached in vain are closed to every later search: nothing that changes
    by giving homes opens them again.
    """
    town.queue[0] = child
    head, tail = 0, 1
    while head < tail:
        kind = town.kind[town.queue[head]]
        for edge in range(edges.starts[kind], edges.starts[kind + 1]):
            home = edges.homes[edge]
            if town.seen[home] == mark or town.seen[home] == CLOSED:
                continue
            town.seen[home], town.found_by[home] = mark, town.queue[head]
            if town.held[home] < town.room[home]:
                _move_along(town, child, home)
                return True
            for slot in range(town.held[home]):
                town.queue[tail] = town.holders[town.first[home] + slot]
                tail += 1
        head += 1
    for home in range(len(town.seen)):
        if town.seen[home] == mark:
            town.seen[home] = CLOSED
    return False


@compiled
def _move_along(town: Town, child: int, home: int) -> None:
    """Move everybody on the way found one home on, from the home with room back to the child."""
    while True:
        moving = town.found_by[home]
        left = town.home[moving]
        if left != NOWHERE:
            take_out(town, moving)
        put_in(town, moving, home)
        if moving == child:
            return
        home = left


@compiled
def reopen(town: Town) -> None:
    """Let every home be searched again, after places or children changed."""
    town.seen[:] = 0


@compiled
def give_homes(town: Town, edges: Edges) -> None:
    """Give homes to the children that have none, in their order."""
    for child in range(len(town.kind)):
        if town.home[child] == NOWHERE:
            find_home(town, edges, child, child + 1)
