"""What many runs counted, and what one run counted added up and written there, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.states import Floats, Ints
from forecasting.tables import ADULT, COUNTED, LOOKED, Counts, Days, Tally


class Simulated(NamedTuple):
    """Counts of every run, shaped as in `Tally` with the run first; nights only of the homes that can occur.

    nights [home, age in years, run, month], with homes [home, 2] the positions of its setting and provider.
    """

    homes: Ints
    stock: Counts
    provider: Counts
    place: Counts
    siblings: Counts
    uasc: Counts
    nights: Counts
    came: Counts
    returned: Counts
    moved: Counts
    left: Counts
    turned: Counts
    families: Counts
    unaccompanied: Counts


def nothing_counted(homes: Ints, runs: int, looks: int, months: int) -> Simulated:
    """Noughts for so many runs; where no child of an age ever sleeps in a kind of home they take no memory."""
    looked = {name: np.zeros((runs, looks, *shape), np.int32) for name, shape in LOOKED.items()}
    counted = {name: np.zeros((runs, months, *shape), np.int32) for name, shape in COUNTED.items()}
    nights = np.zeros((len(homes), ADULT, runs, months), np.int32)
    return Simulated(homes=homes, nights=nights, **looked, **counted)


@compiled
def keep(tally: Tally, days: Days, found: Simulated, run: int) -> None:
    """Write what one run counted into its row, and empty the tally."""
    looks = found.stock.shape[1]
    _keep_looks(tally.stock.reshape(len(tally.stock), -1), found.stock[run].reshape(looks, -1))
    _keep_looks(tally.provider, found.provider[run])
    _keep_looks(tally.place, found.place[run])
    _keep_looks(tally.siblings, found.siblings[run])
    _keep_looks(tally.uasc.reshape(-1, 1), found.uasc[run].reshape(looks, 1))
    for home in range(len(found.homes)):
        setting, provider = found.homes[home]
        for age in range(ADULT):
            if tally.slept[setting, provider, age]:
                _keep_nights(tally.nights[setting, provider, age], days.starts, found.nights[home, age, run])
                tally.slept[setting, provider, age] = 0
    _keep_months(tally.came, found.came[run])
    _keep_months(tally.returned, found.returned[run])
    _keep_months(tally.moved, found.moved[run])
    _keep_months(tally.left, found.left[run])
    _keep_months(tally.turned, found.turned[run])
    _keep_months(tally.families, found.families[run])
    _keep_months(tally.unaccompanied, found.unaccompanied[run])


@compiled
def _keep_looks(changes: Counts, there: Counts) -> None:
    """Who is there at each look, from who came and went since the one before."""
    for kind in range(changes.shape[1]):
        count = 0
        for look in range(len(there)):
            count += changes[look, kind]
            there[look, kind] = count
    changes[: len(there) + 1] = 0


@compiled
def _keep_nights(changes: Counts, starts: Floats, nights: Counts) -> None:
    """The nights of each month: those of parts of months, and whole months of who stayed."""
    there = 0
    for month in range(len(nights)):
        nights[month] = changes[month, 0] + there * int(starts[month + 1] - starts[month])
        there += changes[month, 1]
        changes[month, 0] = changes[month, 1] = 0


@compiled
def _keep_months(counted: Counts, kept: Counts) -> None:
    months = len(kept)
    kept[:] = counted[:months]
    counted[:months] = 0
