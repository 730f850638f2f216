"""Time as the recursion steps through it: months in equal parts, and for how long what began in a month has lasted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.states import CARE_EDGES, HOME_EDGES, Floats

PARTS = 3
"""Steps in a month: within a step what happens happens, on average, in its middle."""
_MOMENTS: Floats = (np.arange(PARTS)[:, None] + 0.5 + np.array([-0.5, 0.5]) / np.sqrt(3)).ravel()
"""Moments of a month at which what begins in it does, in parts from its start: Gauss's two in each part."""
LATE: Floats = 2 * _MOMENTS / PARTS - 1
"""[moment] how late in its month each moment is, from -1 to 1."""


@dataclass(frozen=True)
class Times:
    """Months and their parts, and the days of each that lie in each band of time since a beginning.

    starts [month + 1] days from the cut; parts [month] days in one part; care and home [month, month of beginning,
    part, moment of beginning, band] days; care_within and home_within [month, parts since, band] the
    shares of a part, of those who began in an earlier part of the same month.
    """

    starts: Floats
    parts: Floats
    care: Floats
    home: Floats
    care_within: Floats
    home_within: Floats

    @property
    def months(self) -> int:
        """How many months are stepped through."""
        return len(self.parts)


def times_of(starts: Floats) -> Times:
    """The times of months that start on these days, the end of the last included."""
    parts = np.diff(starts) / PARTS
    return Times(
        starts=starts,
        parts=parts,
        care=_days_since(starts, parts, CARE_EDGES),
        home=_days_since(starts, parts, HOME_EDGES),
        care_within=_within(parts, CARE_EDGES),
        home_within=_within(parts, HOME_EDGES),
    )


def _days_since(starts: Floats, parts: Floats, edges: Floats) -> Floats:
    """[month, month of beginning, part, moment of beginning, band] days; none before the beginning."""
    began = starts[:-1, None] + parts[:, None] * _MOMENTS
    opens = starts[:-1, None] + parts[:, None] * np.arange(PARTS + 1)
    since = np.maximum(opens[:, None, :, None] - began[None, :, None, :], 0.0)
    upto = np.minimum(since[..., None], np.append(edges, np.inf))
    return np.ascontiguousarray(np.diff(np.diff(upto, axis=-1), axis=2))


def _within(parts: Floats, edges: Floats) -> Floats:
    """[month, parts since, band] shares, of what began in a part of the same month so many parts ago."""
    width = parts[:, None, None]
    since = np.arange(PARTS)[None, :, None] * width
    days = np.append(edges, np.inf)[None, None, :]
    with np.errstate(invalid="ignore"):
        past = (
            _half_square(days - since + width) - 2 * _half_square(days - since) + _half_square(days - since - width)
        ) / width**2
    same = 1 - np.clip(1 - days / width, 0, None) ** 2
    upto = np.where(np.arange(PARTS)[None, :, None] == 0, same, past)
    upto[..., -1] = 1.0
    upto[..., 0] = 0.0
    return np.diff(upto, axis=-1)


def _half_square(days: Floats) -> Floats:
    """The integral of the days above nought."""
    halved: Floats = np.maximum(days, 0.0) ** 2 / 2
    return halved
