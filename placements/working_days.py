"""Working days of England and Wales: every clock in days that people work counts them here.

Bank holidays follow the Banking and Financial Dealings Act 1971, Schedule 1, with the early May holiday and the
substitute days that are proclaimed each year; days moved or added by proclamation stand in a dated table. A test holds
the result against the days that GOV.UK publishes (https://www.gov.uk/bank-holidays).
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OFFICE_HOURS = (dt.time(9), dt.time(17))
MONDAY, SATURDAY = 0, 5
DAY = dt.timedelta(days=1)

MOVED = {
    dt.date(2020, 5, 4): dt.date(2020, 5, 8),  # VE day, 75 years
    dt.date(2022, 5, 30): dt.date(2022, 6, 2),  # Platinum Jubilee
}
ADDED = frozenset(
    {
        dt.date(2022, 6, 3),  # Platinum Jubilee
        dt.date(2022, 9, 19),  # state funeral of Queen Elizabeth II
        dt.date(2023, 5, 8),  # coronation of King Charles III
    }
)


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on a day: Monday to Friday, bank holidays apart."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@lru_cache(maxsize=4_096)
def add_working_days(day: dt.date, number: int) -> dt.date:
    """The day so many working days after a day, which itself never counts; 0 is the day itself."""
    for _ in range(number):
        day = next_working_day(day)
    return day


def next_working_day(day: dt.date) -> dt.date:
    """The first working day after a day."""
    day += DAY
    while not is_working_day(day):
        day += DAY
    return day


def working_day_before(day: dt.date) -> dt.date:
    """The last working day before a day."""
    day -= DAY
    while not is_working_day(day):
        day -= DAY
    return day


def in_office_hours(moment: dt.datetime) -> bool:
    """Whether offices are open in England at a moment."""
    here = moment.astimezone(LONDON)
    opens, closes = OFFICE_HOURS
    return is_working_day(here.date()) and opens <= here.time() < closes


def day_in_england(moment: dt.datetime) -> dt.date:
    """The day it is in England at a moment."""
    return moment.astimezone(LONDON).date()


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of England and Wales in a year."""
    easter = _easter(year)
    spring = [dt.date(year, 5, 1), dt.date(year, 5, 25), dt.date(year, 8, 25)]
    usual = [easter - 2 * DAY, easter + DAY, *map(_monday_from, spring)]
    fixed = [dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)]
    days: set[dt.date] = {MOVED.get(day, day) for day in usual}
    for day in fixed:
        days.add(_substitute(day, days))
    return frozenset(days | {day for day in ADDED if day.year == year})


def _monday_from(day: dt.date) -> dt.date:
    return day + (MONDAY - day.weekday()) % 7 * DAY


def _substitute(day: dt.date, taken: set[dt.date]) -> dt.date:
    """The day itself, or the next weekday that is not a holiday already where it falls on a weekend."""
    while day.weekday() >= SATURDAY or day in taken:
        day += DAY
    return day


def _easter(year: int) -> dt.date:
    """Easter Sunday by the Gregorian computus (Butcher 1876, in Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
