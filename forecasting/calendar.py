"""Days and birthdays for the simulator, and the months that a forecast covers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from forecasting.compiled import compiled
from forecasting.states import Floats, Ints

_EPOCH_DAY = 719_468
"""Days from 1 March of the year 0 to 1 January 1970, in the Gregorian calendar carried back."""
_3, _4, _100, _365 = np.uint64(3), np.uint64(4), np.uint64(100), np.uint64(365)
_DAYS_400_YEARS, _DAYS_4_YEARS, _400 = np.uint64(146_097), np.uint64(1_461), np.uint64(400)


@compiled
def birthday_of(born: int, age: int | np.int64) -> int:
    """The day (from 1 January 1970) on which a child born on day `born` turns `age`; 29 February becomes 1 March.

    Years are counted from 1 March, so that the leap day is the last of its year: 29 February plus a common year is the
    day after 28 February. In quarter days a century is 146,097 / 4 days long and a year 1,461 / 4 (Neri and Schneider,
    Euclidean affine functions and their application to calendar algorithms, 2023).
    """
    quarters = np.uint64(4 * (born + _EPOCH_DAY) + 3)
    century, within = quarters // _DAYS_400_YEARS, (quarters % _DAYS_400_YEARS) | _3
    day = (within % _DAYS_4_YEARS) // _4
    year = _100 * century + within // _DAYS_4_YEARS + np.uint64(age)
    return int(_365 * year + year // _4 - year // _100 + year // _400 + day) - _EPOCH_DAY


@dataclass(frozen=True)
class Calendar:
    """The months from the cut on: those before the forecast's date are lived through, the last `months` are answered.

    `starts` [month + 1]: the first day of each month, in days from the cut (the first day after the record), and of the
    month after the last.
    """

    cut: dt.date
    as_at: dt.date
    starts: Floats
    months: int

    @property
    def month_of_year(self) -> Ints:
        """[month] 0 for January to 11, for every month lived through."""
        return (self.cut.month - 1 + np.arange(len(self.starts) - 1)) % 12

    @property
    def lengths(self) -> Floats:
        """[month] days."""
        return np.diff(self.starts)

    @property
    def month_starts(self) -> list[dt.date]:
        """The first days of the months answered."""
        return [self.cut + dt.timedelta(days=float(day)) for day in self.starts[-self.months - 1 : -1]]

    @property
    def month_ends(self) -> list[dt.date]:
        """The last days of the months answered."""
        return [self.cut + dt.timedelta(days=float(day) - 1) for day in self.starts[-self.months :]]


def calendar_of(cut: dt.date, as_at: dt.date, months: int) -> Calendar:
    """The months from `cut` (a first of a month) until `months` month-ends after `as_at` have passed."""
    first = np.datetime64(cut, "M")
    ends = first + 1 + np.arange((as_at.year - cut.year) * 12 + as_at.month - cut.month + months + 2)
    days = ends.astype("datetime64[D]") - np.datetime64(cut, "D")
    after = ends.astype("datetime64[D]") - 1 > np.datetime64(as_at, "D")
    upto = np.flatnonzero(after)[months - 1] + 1
    starts = np.append(0.0, days[:upto].astype(np.float64))
    return Calendar(cut, as_at, starts, months)
