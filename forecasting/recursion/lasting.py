"""How long what began in a month lasts: chances by part of each later month, in compiled code.

Who came early in a month has been at risk for longer than who came late, so those left of them are not even over the
month. Several moments of it are therefore followed each by itself, and count by how many of them are still there.
"""

from __future__ import annotations

import numpy as np

from forecasting.compiled import compiled
from forecasting.recursion.times import LATE, PARTS
from forecasting.states import Floats

STILL, MOVED = 0, 1
"""Of those in their first home as a part begins: who still is as it ends, and who moved out of it."""
_BEFORE, _AFTER, _MOVED, _AFTER_LATE, _MOVED_LATE = range(5)
"""Rows of what is added up: there as a part begins, and as it ends; moves in it; both again, weighed by how late in
their month they came."""


@compiled
def last(leaving: Floats, moving: Floats, care: Floats, home: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """The chances stay, move [month, month of beginning, part, row], first and late [..., part, 2, row] of `Levered`.

    leaving and moving [month, band, row] a day; care and home [month, month of beginning, part, moment of beginning,
    band] days.
    """
    months, rows = len(leaving), leaving.shape[2]
    stay, move = np.ones((months, months, PARTS, rows)), np.ones((months, months, PARTS, rows))
    first, late = np.zeros((months, months, PARTS, 2, rows)), np.zeros((months, months, PARTS, 2, rows))
    there, owed, summed = np.empty((len(LATE), 2, rows)), np.empty((2, rows)), np.empty((3, 5, rows))
    for began in range(months):
        there[:] = 1.0
        for month in range(began, months):
            for part in range(PARTS):
                summed[:] = 0.0
                for came in range(len(LATE)):
                    _owe(leaving[month], care[month, began, part, came], owed[0])
                    _owe(moving[month], home[month, began, part, came], owed[1])
                    _live(there[came], owed, LATE[came], summed)
                _share(summed[0], stay[month, began, part])
                _share(summed[1], move[month, began, part])
                stay[month, began, part] = np.sqrt(stay[month, began, part])
                _share_first(summed[2], first[month, began, part], late[month, began, part])
    return stay, move, first, late


@compiled
def _owe(rates: Floats, days: Floats, owed: Floats) -> None:
    """What rates [band, row] add up to over so many days in each band."""
    owed[:] = 0.0
    for band in range(len(days)):
        if days[band] > 0.0:
            for row in range(len(owed)):
                owed[row] += rates[band, row] * days[band]


@compiled
def _live(there: Floats, owed: Floats, late: float, summed: Floats) -> None:
    """Take who came at one moment of a month through a part; there [2, row] the chances not to have left, or moved."""
    for row in range(there.shape[1]):
        here, home = there[0, row], there[1, row]
        both = here * home
        stays, keeps = np.exp(-owed[0, row]), np.exp(-owed[1, row])
        happens = both * (1.0 - stays * keeps)
        summed[0, _BEFORE, row] += here
        summed[0, _AFTER, row] += here * stays
        summed[1, _BEFORE, row] += home
        summed[1, _AFTER, row] += home * keeps
        summed[2, _BEFORE, row] += both
        after, moved = both * stays * keeps, happens * owed[1, row] / (owed[0, row] + owed[1, row] + 1e-300)
        summed[2, _AFTER, row] += after
        summed[2, _MOVED, row] += moved
        summed[2, _AFTER_LATE, row] += after * late
        summed[2, _MOVED_LATE, row] += moved * late
        there[0, row] *= stays
        there[1, row] *= keeps


@compiled
def _share(summed: Floats, found: Floats) -> None:
    """Who is left as a part ends, of those there as it began."""
    for row in range(len(found)):
        found[row] = summed[_AFTER, row] / summed[_BEFORE, row] if summed[_BEFORE, row] > 0.0 else 1.0


@compiled
def _share_first(summed: Floats, first: Floats, late: Floats) -> None:
    """The same for first homes, with moves, and how late in their month those who stay and those who move came."""
    _share(summed, first[STILL])
    for row in range(first.shape[1]):
        before, after, moved = summed[_BEFORE, row], summed[_AFTER, row], summed[_MOVED, row]
        first[MOVED, row] = moved / before if before > 0.0 else 0.0
        late[STILL, row] = summed[_AFTER_LATE, row] / after if after > 0.0 else 0.0
        late[MOVED, row] = summed[_MOVED_LATE, row] / moved if moved > 0.0 else 0.0
