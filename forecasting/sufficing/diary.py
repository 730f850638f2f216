"""The same children as the forecast's, one by one: in which setting each is at every month's end, and since when.

The forecast counts children; here each lives the same life, draw for draw, with a tally of its own, and what that tally
holds at a month's end is where the child is.
"""

from __future__ import annotations

from forecasting.compiled import compiled
from forecasting.people import live_all
from forecasting.run import Given, Scratch
from forecasting.states import Floats, Ints
from forecasting.streams import uniform
from forecasting.tables import Records, Tally

NOT_IN_CARE = -1
FROM_BEFORE = -1
_LUCK = 1 << 40


@compiled
def live_apart(people: Records, given: Given, number: int, scratch: Scratch, setting: Ints, since: Ints) -> None:
    """Let each child of a run live on from now and write the diary.

    Fills setting [child, month] (NOT_IN_CARE where the child is not) and since [child, month], the month in which the
    present home began, FROM_BEFORE where the child lives where it lived at the start; a child who arrives has no such
    home, as `came` in the tally says for returns only: callers set what is before an arrival.
    """
    tally = scratch.tally[0]
    _forget(tally)
    for child in range(len(people)):
        live_all(people[child : child + 1], given, number, scratch)
        _write(tally, setting[child], since[child])


@compiled
def _forget(tally: Tally) -> None:
    """Empty what was counted of those who arrive and come back, before anybody lived."""
    tally.came[:] = 0
    tally.returned[:] = 0
    tally.families[:] = 0
    tally.unaccompanied[:] = 0


@compiled
def _write(tally: Tally, setting: Ints, since: Ints) -> None:
    """Read one child's months from the tally and empty what was read."""
    months, began, here = len(setting), FROM_BEFORE, NOT_IN_CARE
    for month in range(months):
        if tally.moved[month] + tally.came[month] > 0:
            began = month
        tally.moved[month] = tally.came[month] = 0
        here = _here(tally.stock[month], here)
        setting[month] = here
        since[month] = began
    tally.stock[months] = 0


@compiled
def _here(changes: Ints, before: int) -> int:
    """The setting that holds the one child of a tally at a month's end, by what changed since the last."""
    here = before
    for setting in range(changes.shape[0]):
        for band in range(changes.shape[1]):
            if changes[setting, band] < 0 and here == before:
                here = NOT_IN_CARE
    for setting in range(changes.shape[0]):
        for band in range(changes.shape[1]):
            if changes[setting, band] > 0:
                here = setting
            changes[setting, band] = 0
    return here


@compiled
def luck(people: Records, drawn: Floats) -> None:
    """Fill drawn [child, number]: numbers between 0 and 1 of the child's own that nothing in its course has used."""
    for number in range(len(people)):
        for which in range(drawn.shape[1]):
            drawn[number, which] = uniform(people[number].key, _LUCK + which)
