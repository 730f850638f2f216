"""What one run counted, added up and written where it is kept, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

from forecasting.compiled import compiled
from forecasting.states import Ints
from forecasting.tables import Counts, Course, Records, Tally


class Kept(NamedTuple):
    """The arrays of `Simulated`, by the same names."""

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


@compiled
def keep(tally: Records, course: Records, kept: Kept, run: int) -> None:
    """Write what one run counted into its row, and empty the tally."""
    counted, months = tally[0], kept.nights.shape[1]
    _add_up(counted, kept, run)
    _nights(counted, course[0], kept.homes, kept.nights[run])
    kept.came[run] = counted.came[:months]
    kept.returned[run] = counted.returned[:months]
    kept.moved[run] = counted.moved[:months]
    kept.left[run] = counted.left[:months]
    kept.turned[run] = counted.turned[:months]
    kept.families[run] = counted.families[:months]
    kept.unaccompanied[run] = counted.unaccompanied[:months]
    counted.came[:months] = 0
    counted.returned[:months] = 0
    counted.moved[:months] = 0
    counted.left[:months] = 0
    counted.turned[:months] = 0
    counted.families[:months] = 0
    counted.unaccompanied[:months] = 0


@compiled
def _add_up(counted: Tally, kept: Kept, run: int) -> None:
    """Add up who is there at each look from who came and went since the one before."""
    looks = kept.stock.shape[1]
    for look in range(looks):
        if look:
            counted.stock[look] += counted.stock[look - 1]
            counted.provider[look] += counted.provider[look - 1]
            counted.place[look] += counted.place[look - 1]
            counted.siblings[look] += counted.siblings[look - 1]
            counted.uasc[look] += counted.uasc[look - 1]
        kept.stock[run, look] = counted.stock[look]
        kept.provider[run, look] = counted.provider[look]
        kept.place[run, look] = counted.place[look]
        kept.siblings[run, look] = counted.siblings[look]
        kept.uasc[run, look] = counted.uasc[look]
    counted.stock[: looks + 1] = 0
    counted.provider[: looks + 1] = 0
    counted.place[: looks + 1] = 0
    counted.siblings[: looks + 1] = 0
    counted.uasc[: looks + 1] = 0


@compiled
def _nights(counted: Tally, course: Course, homes: Ints, nights: Counts) -> None:
    """The nights of each month, kind of home and age: those of parts of months, and whole months of who stayed."""
    months, _, ages = nights.shape
    for home in range(len(homes)):
        setting, provider = homes[home]
        for age in range(ages):
            single, there = counted.nights[setting, provider, age], 0
            for month in range(months):
                length = int(course.starts[month + 1] - course.starts[month])
                nights[month, home, age] = single[month, 0] + there * length
                there += single[month, 1]
                single[month, 0] = 0
                single[month, 1] = 0
