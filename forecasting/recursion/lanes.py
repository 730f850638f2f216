"""Months of birth: the recursion follows children born in one calendar month, or one child, side by side."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.recursion.levered import STAGE_AGES, STAGES
from forecasting.recursion.times import PARTS
from forecasting.states import BAND_AGES, Floats, Ints
from forecasting.tables import ADULT, MONTHS_TO_18, Records

MONTHS_A_YEAR = 12
_AFTER_BIRTHDAY = (np.arange(PARTS) + 0.5) / PARTS + MONTHS_A_YEAR / 365.25 / 2
"""[part] the share of each part of a month after a birthday on any day of it, the whole of that day included."""


class Lanes(NamedTuple):
    """Side by side: by month, the stage of age at its start and at its end, and when one becomes the other.

    stage and later [lane, month]; changed [lane, month, part] the share of each part after the change, and coming
    [lane, month, part] the same for who arrives in the month; slope [lane, month] whether arrivals come late in it (up
    to 1) or early (down to -1); minor [lane, month] the share of the month before the 18th birthday; band [lane, month]
    the age band at the month's end, -1 where nobody is in care by then.
    """

    stage: Ints
    later: Ints
    changed: Floats
    coming: Floats
    slope: Floats
    minor: Floats
    band: Ints


def born_from(months: int) -> Ints:
    """The months of birth, counted from the month of the cut, of everybody who may be in care from the cut on."""
    return np.arange(-MONTHS_TO_18, months, dtype=np.int64)


def lanes_of_months(born: Ints, unaccompanied: Ints, slope: Floats) -> Lanes:
    """Lanes of those born in these months, whose birthdays are even over the days of the month; slope [lane, month].

    Who arrives in the month of a birthday came before it or after it, and is under its rates from then on.
    """
    age = np.arange(slope.shape[1])[None, :] - born[:, None]
    years = age // MONTHS_A_YEAR
    birthday = (age % MONTHS_A_YEAR == 0) & (age >= 0)
    changed, after = birthday[..., None] * _AFTER_BIRTHDAY, birthday * 2 / (3 - slope)
    lanes = _lanes(years - birthday, years, changed, unaccompanied, age >= 0)
    return lanes._replace(coming=np.repeat(after[..., None], PARTS, axis=2), slope=slope)


def lanes_of_children(people: Records, unaccompanied: Ints, starts: Floats, birthdays: Floats) -> Lanes:
    """Lanes of single children, whose birthdays [child, year] are days from the cut, the first the next one."""
    before = (birthdays[:, :, None] <= starts[None, None, :-1]).sum(axis=1)
    after = (birthdays[:, :, None] < starts[None, None, 1:]).sum(axis=1)
    at = np.minimum(before, birthdays.shape[1] - 1)
    day = np.take_along_axis(birthdays, at, axis=1)
    into = (day - starts[:-1]) / np.diff(starts) * PARTS
    changed = np.clip(np.arange(1, PARTS + 1) - into[..., None], 0.0, 1.0) * (after > before)[..., None]
    age = people["age"][:, None]
    return _lanes(age + before, age + after, changed, unaccompanied, np.ones(before.shape, dtype=bool))


def _lanes(opening: Ints, closing: Ints, changed: Floats, unaccompanied: Ints, alive: np.ndarray) -> Lanes:
    """From ages in years before and after any birthday of the month."""
    shift = STAGES * unaccompanied[:, None]
    stage = np.searchsorted(STAGE_AGES, np.clip(opening, 0, ADULT), side="right") + shift
    later = np.searchsorted(STAGE_AGES, np.clip(closing, 0, ADULT), side="right") + shift
    minor = np.where(opening >= ADULT, 0.0, np.where(closing >= ADULT, 1.0 - changed.mean(axis=-1), 1.0)) * alive
    band = np.where((closing < ADULT) & alive, np.searchsorted(BAND_AGES, np.maximum(closing, 0), side="right"), -1)
    return Lanes(stage, later, changed, changed, np.zeros(minor.shape), minor, band)
