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
    setting, provider] and places [month, setting, place] shares of what is found in a setting. Of these: steers [month,
    origin] is 1 where any of `towards` is not, chooses [month, setting] where any of its providers or places is not;
    acts [setting] where leaving or moving out of it ever differs; steady [month] is the month that next differs.
    """

    entries: Floats
    unaccompanied: Floats
    leaving: Floats
    moving: Floats
    towards: Floats
    providers: Floats
    places: Floats
    steers: npt.NDArray[np.int8]
    chooses: npt.NDArray[np.int8]
    acts: npt.NDArray[np.int8]
    steady: npt.NDArray[np.int64]


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
    + [("steers", np.int8, (MOST_MONTHS, ORIGINS)), ("chooses", np.int8, (MOST_MONTHS, len(SETTINGS)))]
    + [("acts", np.int8, (len(SETTINGS),)), ("steady", np.int64, (MOST_MONTHS,))],
    align=True,
)


def nothing_done() -> Records:
    """One LEVERS record that changes nothing."""
    record = np.zeros(1, LEVERS)
    for name in _SHAPES:
        record[name] = 1.0
    return record


def steered(record: Records) -> Records:
    """The same record with all that follows from the multipliers filled in."""
    differs = {name: record[name] != 1.0 for name in _SHAPES}
    record["steers"] = differs["towards"].any(axis=-1)
    record["chooses"] = differs["providers"].any(axis=-1) | differs["places"].any(axis=-1)
    acts = [differs[name].any(axis=(1, 3)) for name in ("leaving", "moving", "towards")]
    record["acts"] = acts[0] | acts[1] | acts[2][:, :ARRIVING]
    whole = np.concatenate([record[name][0].reshape(MOST_MONTHS, -1) for name in _SHAPES], axis=1)
    changes = np.append(np.flatnonzero((whole[1:] != whole[:-1]).any(axis=1)) + 1, MOST_MONTHS)
    record["steady"] = changes[np.searchsorted(changes[:-1], np.arange(MOST_MONTHS), side="right")]
    return record
