"""Brothers and sisters in one home: largest group first, wherever that takes no child's home. In compiled code."""

from __future__ import annotations

from forecasting.compiled import compiled
from forecasting.states import Ints
from forecasting.sufficing.assign import NOWHERE, Edges, Town, find_home, reopen, take_out

ALONE = -1


@compiled
def keep_groups_together(town: Town, edges: Edges, family: Ints, together: Ints, kept: Ints) -> None:
    """Move children who have homes so that groups share one; fills kept [child], 1 for each child of a group kept.

    family [child]: brothers and sisters have one number, others ALONE; together [home]: how many of one group a home
    could take. A group once together stays where it is, and nobody loses a home.
    """
    for size in range(together.max() if len(together) else 0, 1, -1):
        child = 0
        while child < len(family):
            end = child + 1
            while end < len(family) and family[child] != ALONE and family[end] == family[child]:
                end += 1
            if end - child == size:
                _keep(town, edges, child, end, together, kept)
            child = end


@compiled
def _keep(town: Town, edges: Edges, first: int, end: int, together: Ints, kept: Ints) -> None:
    """Find one home for the children from `first` up to `end`, if each has a home."""
    size = end - first
    for child in range(first, end):
        if town.home[child] == NOWHERE:
            return
    for making_room in range(2):
        for home in range(len(town.room)):
            if together[home] < size or town.room[home] < size or not _all_may(town, edges, first, end, home):
                continue
            if _gather(town, edges, (first, end), home, kept, making_room == 1):
                kept[first:end] = 1
                return


@compiled
def _all_may(town: Town, edges: Edges, first: int, end: int, home: int) -> bool:
    """Whether the rules let each of them into the home."""
    for child in range(first, end):
        may = False
        kind = town.kind[child]
        for edge in range(edges.starts[kind], edges.starts[kind + 1]):
            may = may or edges.homes[edge] == home
        if not may:
            return False
    return True


@compiled
def _gather(town: Town, edges: Edges, group: tuple[int, int], home: int, kept: Ints, making_room: bool) -> bool:
    """Bring the children into the home, others moving out of it if they may; what cannot be is undone."""
    first, end = group
    size, inside = end - first, 0
    for child in range(first, end):
        inside += town.home[child] == home
    short = size - inside - (town.room[home] - town.held[home])
    if (short > 0) != making_room:
        return False
    before_home, before_slot, before_count = town.home.copy(), town.slot.copy(), town.held.copy()
    for child in range(first, end):
        take_out(town, child)
    out = town.holders[town.first[home] : town.first[home] + town.held[home]].copy()
    for child in out:
        take_out(town, child)
    town.room[home] -= size
    for child in out:
        reopen(town)
        if not find_home(town, edges, child, 1):
            town.room[home] += size
            _undo(town, before_home, before_slot, before_count, kept)
            return False
    town.home[first:end] = home
    return True


@compiled
def _undo(town: Town, home: Ints, slot: Ints, count: Ints, kept: Ints) -> None:
    """Everybody back where they were; a group kept together holds its places without standing in the list."""
    town.home[:], town.slot[:], town.held[:] = home, slot, count
    for child in range(len(home)):
        if home[child] != NOWHERE and not kept[child]:
            town.holders[town.first[home[child]] + slot[child]] = child
