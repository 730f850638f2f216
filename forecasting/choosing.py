"""One of several in proportion to their shares, given as what each adds to those before it, in compiled code."""

from __future__ import annotations

import numpy as np

from forecasting.compiled import compiled
from forecasting.person import Person, chance
from forecasting.states import Floats


@compiled
def pick(upto: Floats, person: Person) -> int:
    """A position; one that adds nothing is never drawn."""
    aim, position = chance(person) * upto[-1], 0
    for at in range(len(upto) - 1):
        position += upto[at] <= aim
    return position


@compiled
def pick_of_many(upto: Floats, person: Person) -> int:
    """A position along a long row."""
    return int(np.searchsorted(upto, chance(person) * upto[-1], side="right"))


@compiled
def pick_among(upto: Floats, multiply: Floats, person: Person) -> int:
    """A position where a scenario multiplies the shares.

    Where that leaves nothing with a share, it is left out of account: the child has to live somewhere.
    """
    total = multiplied(upto, multiply)
    if total <= 0.0:
        return pick(upto, person)
    left, before, last = chance(person) * total, 0.0, 0
    for position in range(len(upto)):
        share = (upto[position] - before) * multiply[position]
        before = upto[position]
        if share > 0.0:
            last = position
            left -= share
            if left < 0.0:
                break
    return last


@compiled
def multiplied(upto: Floats, multiply: Floats) -> float:
    """What all the shares add up to, each times what a scenario multiplies it by."""
    total, before = 0.0, 0.0
    for position in range(len(upto)):
        total += (upto[position] - before) * multiply[position]
        before = upto[position]
    return total
