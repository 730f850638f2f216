"""Days and moments as people write them: day first, in all the usual forms, never guessed."""

from __future__ import annotations

import datetime as dt
import math
import re
from zoneinfo import ZoneInfo

from openpyxl.utils.datetime import from_excel

from placements.importing.pages import Cell, Line

LONDON = ZoneInfo("Europe/London")
FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[\s,]+", re.IGNORECASE)
_CLOCK = re.compile(r"[\sT,]+(?:at\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(am|pm)?$", re.IGNORECASE)
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})")
_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?([a-z]{3,9})\.?[\s\-/.,]*(\d{4}|\d{2})", re.IGNORECASE
)
_MONTH_IN_WORDS = re.compile(r"([a-z]{3,9})\.?[\s\-/.,']*(\d{4}|\d{2})", re.IGNORECASE)
_MONTH_THEN_YEAR = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{4})")
_YEAR_THEN_MONTH = re.compile(r"(\d{4})\s*[-/.\s]\s*(\d{1,2})")
_IN_TITLE = re.compile(r"\b(?:as (?:at|of|on)|position (?:at|on)|dated?|extract(?:ed)?|on)\b", re.IGNORECASE)
_DATE_IN_TEXT = re.compile(f"{_YEAR_FIRST.pattern}|{_NUMBERS.pattern}|{_WORDS.pattern}", re.IGNORECASE)
_YEARS_AHEAD = 20
_SERIALS = range(1, 73_051)


def read_day(cell: Cell, today: dt.date, *, past: bool = False) -> dt.date | None:
    """The day that a cell holds, or None where it is no day that can be read.

    Figures are read day first, four-figure years also year first; a plain number is read as a spreadsheet's count of
    days. A year of two figures is the one nearest to `today`, at most twenty years ahead, or none ahead if `past`.
    """
    if isinstance(cell, dt.datetime):
        return _sensible(cell.date())
    if isinstance(cell, dt.date):
        return _sensible(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_serial(cell)
    return _from_text(_CLOCK.sub("", cell.strip()), today, past=past) if isinstance(cell, str) else None


def read_month(cell: Cell, today: dt.date) -> dt.date | None:
    """The first day of the month that a cell names, or of which it holds a day; None where it is neither."""
    if isinstance(cell, str):
        text = cell.strip()
        if found := _MONTH_IN_WORDS.fullmatch(text):
            month = _MONTHS.get(found.group(1).lower(), 0)
            return _day_of(_full_year(found.group(2), today, past=False), month, 1)
        if found := _MONTH_THEN_YEAR.fullmatch(text):
            return _day_of(int(found.group(2)), int(found.group(1)), 1)
        if found := _YEAR_THEN_MONTH.fullmatch(text):
            return _day_of(int(found.group(1)), int(found.group(2)), 1)
    day = read_day(cell, today)
    return None if day is None else day.replace(day=1)


def read_moment(cell: Cell, today: dt.date) -> dt.datetime | None:
    """The moment that a cell holds, in UTC; clock times are London's, and a day without one begins at midnight."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        cell = _moment_of_serial(cell)
    if isinstance(cell, str) and _ISO_MOMENT.match(cell.strip()):
        cell = _iso_moment(cell.strip())
    if isinstance(cell, dt.datetime):
        return _in_utc(cell) if _sensible(cell.date()) else None
    day = read_day(cell, today)
    clock = _CLOCK.search(cell.strip()) if isinstance(cell, str) else None
    time = _time_of(clock) if clock else dt.time()
    return None if day is None or time is None else dt.datetime.combine(day, time, LONDON).astimezone(dt.UTC)


def day_in_titles(lines: tuple[Line, ...], today: dt.date) -> dt.date | None:
    """The day that the lines above the headings say the list is as at, such as "Position as at 5 June 2026"."""
    for line in lines:
        words = " ".join(str(cell) for cell in line.cells if isinstance(cell, str))
        if not _IN_TITLE.search(words):
            continue
        found = _DATE_IN_TEXT.search(words)
        dates = [cell for cell in line.cells if isinstance(cell, dt.date)]
        day = read_day(dates[0] if dates else found.group() if found else None, today)
        if day is not None:
            return day
    return None


def _iso_moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _in_utc(moment: dt.datetime) -> dt.datetime:
    """The moment to the nearest second; one without a zone is London's."""
    whole = (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    return (whole if whole.tzinfo else whole.replace(tzinfo=LONDON)).astimezone(dt.UTC)


def _from_text(text: str, today: dt.date, *, past: bool) -> dt.date | None:
    text = _WEEKDAY.sub("", text)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _day_of(year, month, day)
    if found := _NUMBERS.fullmatch(text):
        return _day_of(_full_year(found.group(3), today, past=past), int(found.group(2)), int(found.group(1)))
    if found := _WORDS.fullmatch(text):
        month = _MONTHS.get(found.group(2).lower(), 0)
        return _day_of(_full_year(found.group(3), today, past=past), month, int(found.group(1)))
    return _from_serial(float(text)) if re.fullmatch(r"\d{5}(?:\.\d+)?", text) else None


def _full_year(figures: str, today: dt.date, *, past: bool) -> int:
    if len(figures) == len("2026"):
        return int(figures)
    latest = today.year + (0 if past else _YEARS_AHEAD)
    return latest - (latest - int(figures)) % 100


def _day_of(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _sensible(dt.date(year, month, day))
    except ValueError:
        return None


def _sensible(day: dt.date) -> dt.date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _from_serial(serial: float) -> dt.date | None:
    moment = _moment_of_serial(serial)
    return None if moment is None else moment.date()


def _moment_of_serial(serial: float) -> dt.datetime | None:
    found = from_excel(serial) if math.isfinite(serial) and int(serial) in _SERIALS else None
    return found if isinstance(found, dt.datetime) else None


def _time_of(clock: re.Match[str]) -> dt.time | None:
    hour, minute, second, half = clock.groups()
    try:
        hour_of_day = int(hour) % 12 + 12 * (half.lower() == "pm") if half else int(hour)
        return dt.time(hour_of_day, int(minute), int(second or 0))
    except ValueError:
        return None
