"""One month of the recursion, in compiled code: who stays, who leaves and who moves, for lanes of children at a time.

Kinds of home and lanes lie in one row, kind by kind, so that the processor takes many at once.
"""

from __future__ import annotations

from typing import NamedTuple

from forecasting.compiled import compiled
from forecasting.states import Floats, Ints

LANES = 16
"""Lanes go through the months this many at a time: few enough to stay near the processor."""
ALIVE, FLUX, CARRIED, LED, BALANCE, MOVED, LEFT, THERE, FIRST_PART = range(9)
"""The rows of scratch: not left care yet; who moves; who moves on at once; where they come to; who is not in care at
the month's end and was, or came; of all cohorts, moves, who left and who is there; moves and new homes by part."""


class Chances(NamedTuple):
    """What may happen to some lanes in a month.

    stay [part, row] the chance not to leave in half a part; move [month of beginning, part, row] the chance to move in
    a part, if nobody left, and after the parts not to move in the month; first [part, row] the same of the first homes,
    those who leave being gone; within [part, 2, parts since, row] moves expected out of homes begun so many parts ago,
    and the chance of none in half a part.
    """

    stay: Floats
    move: Floats
    first: Floats
    within: Floats


class Ways(NamedTuple):
    """Where moves of one month lead.

    begins [setting + 1], newly [kind] and again [kind, kind] as in `Kinds`; next [part, setting, origin, lane] shares;
    out and reached [setting, lane] scratch.
    """

    begins: Ints
    newly: Floats
    again: Floats
    next: Floats
    out: Floats
    reached: Floats


@compiled
def live_month(homes: Floats, chances: Chances, room: Floats, ways: Ways) -> None:
    """Take `homes` [month of beginning, row] through a month, in the last of which homes begin; before them the first.

    Arrivals of the month are in their first homes as it begins.
    """
    parts = len(chances.stay)
    moving, new = room[FIRST_PART : FIRST_PART + parts], room[FIRST_PART + parts :]
    _gather(homes, chances, moving, room)
    for part in range(parts):
        half, within = chances.stay[part], chances.within[part]
        _move_on(part, half, (homes[0], chances.first[part]), moving[part], new, within, room)
        _lead(part, room, ways)
        _settle(half, new[part], within[1, 0], room)
    _carry_on(new, room, ways)
    _end(homes, chances, new, room)


@compiled
def _gather(homes: Floats, chances: Chances, moving: Floats, room: Floats) -> None:
    """Moves of each part out of the homes already there, as if nobody left care; the first homes apart."""
    moving[:] = 0.0
    balance = room[BALANCE]
    for began in range(len(homes) - 1):
        here = homes[began]
        for row in range(len(here)):
            balance[row] += here[row]
    for began in range(len(homes) - 2):
        here = homes[began + 1]
        for part in range(len(moving)):
            moved, chance = moving[part], chances.move[began, part]
            for row in range(len(here)):
                moved[row] += here[row] * chance[row]
    room[ALIVE] = 1.0
    room[CARRIED] = 0.0


@compiled
def _move_on(
    part: int,
    half: Floats,
    first: tuple[Floats, Floats],
    moving: Floats,
    new: Floats,
    within: Floats,
    room: Floats,
) -> None:
    """Everybody who moves in this part; homes begun in earlier parts of the month pay for it.

    first: who was in the first home as the month began, and the chance to move out of it in this part.
    """
    flux, alive, carried = room[FLUX], room[ALIVE], room[CARRIED]
    began, out = first
    for row in range(len(flux)):
        flux[row] = moving[row] * alive[row] * half[row] + began[row] * out[row] + carried[row]
        alive[row] *= half[row] * half[row]
    for before in range(part):
        there, moves, still = new[before], within[0, part - before], within[1, part - before]
        for row in range(len(flux)):
            middle = there[row] * half[row] * still[row]
            flux[row] += middle * moves[row]
            there[row] = middle * half[row] * still[row]


@compiled
def _lead(part: int, room: Floats, ways: Ways) -> None:
    """Lead those who move to kinds of home, from the row of moves to the row of where they come to."""
    flux, led = room[FLUX], room[LED]
    moved, balance = room[MOVED], room[BALANCE]
    next_ = ways.next[part]
    lanes = next_.shape[2]
    for row in range(len(flux)):
        moved[row] += flux[row]
        balance[row] -= flux[row]
    _reach(flux, ways.begins, next_, ways.out, ways.reached)
    for setting in range(len(next_)):
        first, last = ways.begins[setting], ways.begins[setting + 1]
        for kind in range(first, last):
            for lane in range(lanes):
                led[kind * lanes + lane] = ways.reached[setting, lane] * ways.newly[kind]
            for before in range(first, last):
                again = ways.again[before, kind]
                for lane in range(lanes):
                    stayed = flux[before * lanes + lane] * next_[setting, setting, lane]
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
    flux, carried, led, latest = room[FLUX], room[CARRIED], room[LED], len(new) - 1
    for row in range(len(flux)):
        flux[row] = carried[row]
    _lead(latest, room, ways)
    for row in range(len(flux)):
        new[latest, row] += led[row]


@compiled
def _end(homes: Floats, chances: Chances, new: Floats, room: Floats) -> None:
    """Write down the homes at the month's end, and take who is in them from those who left."""
    parts, known = len(new), len(homes) - 2
    begun, alive, balance = homes[known + 1], room[ALIVE], room[BALANCE]
    for row in range(len(begun)):
        homes[0, row] *= chances.first[parts, row]
        balance[row] -= homes[0, row]
    for began in range(known):
        here, kept = homes[began + 1], chances.move[began, parts]
        for row in range(len(here)):
            here[row] *= kept[row] * alive[row]
            balance[row] -= here[row]
    for part in range(parts):
        for row in range(len(begun)):
            begun[row] += new[part, row]
            balance[row] -= new[part, row]
