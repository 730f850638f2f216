"""One month of the recursion, in compiled code: who stays, who leaves and who moves, for lanes of children at a time.

Kinds of home and lanes lie in one row, kind by kind, so that the processor takes many at once.
"""

from __future__ import annotations

from typing import NamedTuple

from forecasting.compiled import compiled
from forecasting.states import Floats, Ints

LANES = 16
"""Lanes go through the months this many at a time: few enough to stay near the processor."""
ALIVE, FLUX, CARRIED, LED, HALF, MOVED, BALANCE, FIRST_PART = range(8)
"""The rows of scratch: not left care yet; who moves; who moves on at once; where they come to; the chance not to leave
in half a part; all moves; who is not in care at the month's end and was, or came; then moves and new homes by part."""


class Ways(NamedTuple):
    """Where moves of one month lead.

    begins [setting + 1], newly [kind] and again [kind, kind] as in `Kinds`; next [setting, origin, lane] shares; out
    and reached [setting, lane] scratch.
    """

    begins: Ints
    newly: Floats
    again: Floats
    next: Floats
    out: Floats
    reached: Floats


@compiled
def live_month(homes: Floats, stay: Floats, move: Floats, within: Floats, room: Floats, ways: Ways) -> None:
    """Take `homes` [month of beginning, row] through a month, in the last of which homes begin.

    stay [part, row] the chance not to leave in half a part; move [month of beginning, part, row] and, after the parts,
    the chance not to move; within [2, parts since, row] moves expected, and the chance of none in half a part.
    """
    parts, known = len(stay), len(homes) - 1
    moving, new = room[FIRST_PART : FIRST_PART + parts], room[FIRST_PART + parts :]
    _gather(homes, known, move, moving, room)
    for part in range(parts):
        _move_on(part, stay[part], moving[part], new, within, room)
        _lead(room, ways)
        _settle(stay[part], new[part], within[1, 0], room)
    _carry_on(new[parts - 1], room, ways)
    _end(homes, known, move[:, parts], new, room)


@compiled
def arrive_in(part: int, fresh: Floats, stay: Floats, within: Floats, room: Floats, ways: Ways) -> None:
    """Let `fresh` [row] arrive in a part and live until the month's end; what `stay` says of earlier parts is unused.

    The homes are left in the last rows of `room`.
    """
    parts = len(stay)
    moving, new = room[FIRST_PART : FIRST_PART + parts], room[FIRST_PART + parts :]
    moving[:] = 0.0
    new[:] = 0.0
    room[ALIVE] = 1.0
    room[CARRIED] = 0.0
    room[LED] = fresh
    for row in range(len(fresh)):
        room[BALANCE, row] += fresh[row]
    _settle(stay[part], new[part], within[1, 0], room)
    for later in range(part + 1, parts):
        _move_on(later, stay[later], moving[later], new, within, room)
        _lead(room, ways)
        _settle(stay[later], new[later], within[1, 0], room)
    _carry_on(new[parts - 1], room, ways)


@compiled
def _gather(homes: Floats, known: int, move: Floats, moving: Floats, room: Floats) -> None:
    """Moves of each part out of the homes already there, as if nobody left care."""
    moving[:] = 0.0
    balance = room[BALANCE]
    for began in range(known):
        here = homes[began]
        for row in range(len(here)):
            balance[row] += here[row]
        for part in range(len(moving)):
            moved, chance = moving[part], move[began, part]
            for row in range(len(here)):
                moved[row] += here[row] * chance[row]
    room[ALIVE] = 1.0
    room[CARRIED] = 0.0


@compiled
def _move_on(part: int, half: Floats, moving: Floats, new: Floats, within: Floats, room: Floats) -> None:
    """Everybody who moves in this part; homes begun in earlier parts of the month pay for it."""
    flux, alive, carried = room[FLUX], room[ALIVE], room[CARRIED]
    for row in range(len(flux)):
        flux[row] = moving[row] * alive[row] * half[row] + carried[row]
        alive[row] *= half[row] * half[row]
    for began in range(part):
        there, moves, still = new[began], within[0, part - began], within[1, part - began]
        for row in range(len(flux)):
            middle = there[row] * half[row] * still[row]
            flux[row] += middle * moves[row]
            there[row] = middle * half[row] * still[row]


@compiled
def _lead(room: Floats, ways: Ways) -> None:
    """Lead those who move to kinds of home, from the row of moves to the row of where they come to."""
    flux, led = room[FLUX], room[LED]
    moved, balance = room[MOVED], room[BALANCE]
    lanes = ways.next.shape[2]
    for row in range(len(flux)):
        moved[row] += flux[row]
        balance[row] -= flux[row]
    _reach(flux, ways.begins, ways.next, ways.out, ways.reached)
    for setting in range(len(ways.next)):
        first, last = ways.begins[setting], ways.begins[setting + 1]
        for kind in range(first, last):
            for lane in range(lanes):
                led[kind * lanes + lane] = ways.reached[setting, lane] * ways.newly[kind]
            for before in range(first, last):
                again = ways.again[before, kind]
                for lane in range(lanes):
                    stayed = flux[before * lanes + lane] * ways.next[setting, setting, lane]
                    led[kind * lanes + lane] += stayed * again
    for row in range(len(led)):
        balance[row] += led[row]


@compiled
def _reach(flux: Floats, begins: Ints, next_: Floats, out: Floats, reached: Floats) -> None:
    """Sum by setting who moves out of it and who comes to it from another."""
    lanes = next_.shape[2]
    for setting in range(len(out)):
        for lane in range(lanes):
            out[setting, lane] = 0.0
        for kind in range(begins[setting], begins[setting + 1]):
            for lane in range(lanes):
                out[setting, lane] += flux[kind * lanes + lane]
    for setting in range(len(out)):
        for lane in range(lanes):
            reached[setting, lane] = -out[setting, lane] * next_[setting, setting, lane]
        for origin in range(len(out)):
            for lane in range(lanes):
                reached[setting, lane] += out[origin, lane] * next_[setting, origin, lane]


@compiled
def _settle(half: Floats, new: Floats, still: Floats, room: Floats) -> None:
    """Begin homes in the middle of a part, on average; who moves again within it does so in the next."""
    led, carried = room[LED], room[CARRIED]
    for row in range(len(led)):
        new[row] = led[row] * half[row] * still[row]
        carried[row] = led[row] * (1.0 - still[row]) * (1.0 + half[row]) / 2


@compiled
def _carry_on(new: Floats, room: Floats, ways: Ways) -> None:
    """Lead those who would move again in the month's last part."""
    flux, carried, led = room[FLUX], room[CARRIED], room[LED]
    for row in range(len(flux)):
        flux[row] = carried[row]
    _lead(room, ways)
    for row in range(len(flux)):
        new[row] += led[row]


@compiled
def _end(homes: Floats, known: int, kept: Floats, new: Floats, room: Floats) -> None:
    """Write down the homes at the month's end, and take who is in them from those who left."""
    begun, alive, balance = homes[known], room[ALIVE], room[BALANCE]
    for began in range(known):
        here = homes[began]
        for row in range(len(here)):
            here[row] *= kept[began, row] * alive[row]
            balance[row] -= here[row]
    for part in range(len(new)):
        for row in range(len(begun)):
            begun[row] += new[part, row]
            balance[row] -= new[part, row]
