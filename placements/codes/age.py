"""Ages in whole years, and the bands in which they are published."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from placements.errors import Refused

Days = npt.NDArray[np.datetime64]


class AgeBand(StrEnum):
    """The published age bands."""

    UNDER_1 = "under 1"
    FROM_1_TO_4 = "1-4"
    FROM_5_TO_9 = "5-9"
    FROM_10_TO_15 = "10-15"
    FROM_16 = "16+"


AGE_BANDS = tuple(AgeBand)
_BAND_STARTS = np.array([1, 5, 10, 16])


def birthday(dob: dt.date, age: int) -> dt.date:
    """The day on which a person turns `age`; born on 29 February, it is 1 March in common years.

    The rule is this project's choice for every date it works out: the person has lived the whole of 28 February before
    counting the year, and the 18th birthday of someone born on 29 February 2004 is 1 March 2022.
    """
    year = dob.year + age
    leap_born = (dob.month, dob.day) == (2, 29)
    if leap_born and not _is_leap(year):
        return dt.date(year, 3, 1)
    return dob.replace(year=year)


def age_on(dob: dt.date, on: dt.date) -> int:
    """Age in whole years on a day, by the rule of `birthday`. Raises Refused when the day is before the birth."""
    if on < dob:
        raise Refused(
            f"A person born on {dob:%d/%m/%Y} has no age on {on:%d/%m/%Y}.",
            do_next="Correct the date of birth or the date.",
        )
    return on.year - dob.year - ((on.month, on.day) < (dob.month, dob.day))


def ages_on(dob: Days, on: Days | np.datetime64 | dt.date) -> npt.NDArray[np.float64]:
    """Age in whole years of many people, on one day or on a day each; NaN where a date is missing or before the birth.

    `dob` and `on` are numpy dates of any unit; the answer has their broadcast shape.
    """
    born, day = np.broadcast_arrays(np.asarray(dob, "datetime64[D]"), np.asarray(on, "datetime64[D]"))
    years = _year(day) - _year(born)
    before_birthday = _month_and_day(day) < _month_and_day(born)
    ages = (years - before_birthday).astype(np.float64)
    missing = np.isnat(born) | np.isnat(day) | (day < born)
    return np.where(missing, np.nan, ages)


def age_band(age: int) -> AgeBand:
    """The published band of an age in whole years. Raises Refused for an age below 0."""
    if age < 0:
        raise Refused("An age cannot be below 0.", given=age, do_next="Correct the date of birth or the date.")
    return AGE_BANDS[int(np.searchsorted(_BAND_STARTS, age, side="right"))]


def age_band_positions(ages: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """The position in AGE_BANDS of each age; -1 where the age is not known (NaN) or below 0."""
    positions = np.searchsorted(_BAND_STARTS, ages, side="right")
    return np.where(np.isnan(ages) | (ages < 0), -1, positions)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _year(days: Days) -> npt.NDArray[np.int64]:
    return days.astype("datetime64[Y]").astype(np.int64)


def _month_and_day(days: Days) -> npt.NDArray[np.int64]:
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12
    day: npt.NDArray[np.int64] = (days - months.astype("datetime64[D]")).astype(np.int64)
    return month * 31 + day
