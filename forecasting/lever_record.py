"""What a scenario multiplies in the simulated months, as one record that every run of the simulator reads."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from forecasting.states import PLACES, PROVIDERS, ROUTES, SETTINGS, Floats
from forecasting.tables import ARRIVING, MOST_MONTHS, Records
from placements.codes import AGE_BANDS

ORIGINS = ARRIVING + 1
"""Where a move may come from: every setting, and then arriving in care."""


class Levers(Protocol):
    """Multipliers by month, all 1 where nothing is done.

    entries [month, age band] of an only or the youngest child of a family; unaccompanied [month]; leaving [month,
    setting, route] and moving [month, setting, place] rates out of where a child lives; towards [month, origin,
    setting] moves and first homes by where they lead, which changes the rate of moving with them; providers [month,
    setting, provider] and places [month, setting, place] shares of what is found in a setting; steers [month, origin]
    is 1 where any of `towards` is not; acts [setting] is 1 where leaving or moving out of it ever differs.
    """

    entries: Floats
    unaccompanied: Floats
    leaving: Floats
    moving: Floats
    towards: Floats
    providers: Floats
    places: Floats
    steers: npt.NDArray[np.int64]
    acts: npt.NDArray[np.int64]


_SHAPES = {
    "entries": (len(AGE_BANDS),),
    "unaccompanied": (),
    "leaving": (len(SETTINGS), len(ROUTES)),
    "moving": (len(SETTINGS), len(PLACES)),
    "towards": (ORIGINS, len(SETTINGS)),
    "providers": (len(SETTINGS), len(PROVIDERS)),
    "places": (len(SETTINGS), len(PLACES)),
}
LEVERS = np.dtype(
    [(name, np.float64, (MOST_MONTHS, *shape)) for name, shape in _SHAPES.items()]
    + [("steers", np.int64, (MOST_MONTHS, ORIGINS)), ("acts", np.int64, (len(SETTINGS),))],
    align=True,
)


def nothing_done() -> Records:
    """One LEVERS record that changes nothing."""
    record = np.zeros(1, LEVERS)
    for name in _SHAPES:
        record[name] = 1.0
    return record


def steered(record: Records) -> Records:
    """The same record with `steers` set from `towards`, and `acts` from all that a child in a setting meets."""
    record["steers"] = (record["towards"] != 1.0).any(axis=-1)
    changed = [(record[name] != 1.0).any(axis=(1, 3)) for name in ("leaving", "moving", "towards")]
    record["acts"] = changed[0] | changed[1] | changed[2][:, :ARRIVING]
    return record
