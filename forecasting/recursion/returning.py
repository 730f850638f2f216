"""The chance to come back into care, by the month of leaving and the month of coming back."""

from __future__ import annotations

import numpy as np

from forecasting.recursion.times import Times
from forecasting.states import RETURN_EDGES, Floats

_MOMENTS = 16


def coming_back(rates: Floats, times: Times) -> tuple[Floats, Floats]:
    """[month left, month, kind] the chance to come back in a month, of those who left evenly over the days of one.

    And [month, kind] that of coming back in the month itself, of those who left the later in it the more.
    """
    into = (np.arange(_MOMENTS) + 0.5) / _MOMENTS
    moments = times.starts[:-1, None] + np.diff(times.starts)[:, None] * into
    since = times.starts[None, :, None] - moments[:, None, :]
    away = np.exp(-owed_since(rates, np.maximum(since, 0.0)))
    chances: Floats = -np.diff(away.mean(axis=2), axis=1)
    same = np.arange(times.months)
    at_once: Floats = 1 - np.average(away[same, same + 1], axis=1, weights=into)
    return np.ascontiguousarray(np.moveaxis(chances, -1, 2)), at_once


def owed_since(rates: Floats, since: Floats) -> Floats:
    """[..., kind] what the rates of coming back add up to over so many days since leaving."""
    lengths = np.clip(since[..., None] - RETURN_EDGES[:-1], 0.0, np.diff(RETURN_EDGES))
    owed: Floats = lengths @ rates.T
    return owed
