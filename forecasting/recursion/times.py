"""Time as the recursion steps through it: months in equal parts, and how long ago what began in a month began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.states import CARE_EDGES, HOME_EDGES, Floats

PARTS = 3
"""Steps in a month: within a step what happens happens, on average, in its middle."""


@dataclass(frozen=True)
class Times:
    """Months and their parts, and the share of each that lies in each band of time since a beginning.

    starts [month + 1] days from the cut; parts [month] days in one part; care and home [month, month of beginning,
    part, band], of those who began in an earlier month; care_within and home_within [month, parts since, band], of
    those who began in this one.
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
    windows = starts[:-1, None] + parts[:, None] * np.arange(PARTS)
    return Times(
        starts=starts,
        parts=parts,
        care=_since(starts, windows, parts, CARE_EDGES),
        home=_since(starts, windows, parts, HOME_EDGES),
        care_within=_within(parts, CARE_EDGES),
        home_within=_within(parts, HOME_EDGES),
    )


def _since(starts: Floats, windows: Floats, parts: Floats, edges: Floats) -> Floats:
    """[month, month of beginning, part, band] shares; beginnings and moments are even over their month and part."""
    began, ended = starts[None, :-1, None, None], starts[None, 1:, None, None]
    opens, width = windows[:, None, :, None], parts[:, None, None, None]
    days = np.append(edges, np.inf)[None, None, None, :]
    area = (ended - began) * width
    with np.errstate(invalid="ignore"):
        upto = (
            _half_square(days + ended - opens)
            - _half_square(days + began - opens)
            - _half_square(days + ended - opens - width)
            + _half_square(days + began - opens - width)
        ) / area
    upto[..., -1] = 1.0
    upto[..., 0] = 0.0
    return np.diff(upto, axis=-1)


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


def shares_of_moments(began: Floats, opens: Floats, closes: Floats, edges: Floats) -> Floats:
    """[..., band] the share of [opens, closes) that lies in each band of the time since `began` (arrays broadcast)."""
    upto = np.append(edges, np.inf)
    reached = np.clip((upto + began[..., None] - opens[..., None]) / (closes - opens)[..., None], 0.0, 1.0)
    reached[..., 0] = 0.0
    return np.diff(reached, axis=-1)
