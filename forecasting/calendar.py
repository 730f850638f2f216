"""Days and birthdays for the simulator, and the months that a forecast covers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from forecasting.compiled import compiled
from forecasting.states import Floats, Ints

_ERA_YEARS, _ERA_DAYS = 400, 146_097
_EPOCH_DAY = 719_468
"""Days from 1 March of the year 0 to 1 January 1970, in the Gregorian calendar carried back."""


@compiled
def birthday_of(born: int, age: int | np.int64) -> int:
    """The day (from 1 January 1970) on which a child born on day `born` turns `age`; 29 February becomes 1 March.

    Years are counted from 1 March, so that the leap day is the last of its year: 29 February plus a common year is the
    day after 28 February.
    """
    shifted = born + _EPOCH_DAY
    era = shifted // _ERA_DAYS
    day_of_era = shifted - era * _ERA_DAYS
    leap_corrected = day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    year = leap_corrected // 365
    day = day_of_era - _days_before_year(year)
    return int(era * _ERA_DAYS + _days_before_year(year + age) + day - _EPOCH_DAY)


@compiled
def _days_before_year(year: int | np.int64) -> int | np.int64:
    """Days from 1 March of the first year to 1 March of this one."""
    return 365 * year + year // 4 - year // 100 + year // 400


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
