"""The year of a return: 1 April to 31 March, always written with both its years, as in 2024/25."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from placements.errors import Refused

_LABEL = re.compile(r"\s*(\d{4})\s*[/_-]\s*(\d{2}|\d{4})\s*")
_BARE = re.compile(r"\s*(\d{4})\s*")


@dataclass(frozen=True, order=True)
class CollectionYear:
    """The collection year that starts on 1 April of `start_year`; 2024 is the year 2024/25.

    Years compare and sort by date. Dates are half-open [start, end_exclusive); `end` is the last day, 31 March.
    """

    start_year: int

    @classmethod
    def from_label(cls, text: str) -> CollectionYear:
        """Read "2024/25" (also 2024-25, 2024_25, 2024/2025); a bare year is refused because it could mean two years.

        Raises Refused with what would be accepted.
        """
        match = _LABEL.fullmatch(text)
        if match is None:
            raise Refused("This is not a collection year.", given=repr(text), do_next=_advice(text))
        first, second = int(match[1]), int(match[2])
        if second not in (first + 1, (first + 1) % 100):
            raise Refused(
                "The two years of a collection year must follow each other.",
                given=repr(text),
                do_next=f"Write {cls(first).label} for 1 April {first} to 31 March {first + 1}.",
            )
        return cls(first)

    @classmethod
    def from_date(cls, day: dt.date) -> CollectionYear:
        """The collection year that holds this day."""
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @property
    def label(self) -> str:
        """As people write it: 2024/25."""
        return f"{self.start_year}/{(self.start_year + 1) % 100:02d}"

    @property
    def start(self) -> dt.date:
        """1 April, the first day."""
        return dt.date(self.start_year, 4, 1)

    @property
    def end(self) -> dt.date:
        """31 March, the last day and the date of every snapshot of the year."""
        return dt.date(self.start_year + 1, 3, 31)

    @property
    def end_exclusive(self) -> dt.date:
        """The day after the last: [start, end_exclusive) holds every day of the year once."""
        return dt.date(self.start_year + 1, 4, 1)

    @property
    def next(self) -> CollectionYear:
        """The year after."""
        return CollectionYear(self.start_year + 1)

    @property
    def previous(self) -> CollectionYear:
        """The year before."""
        return CollectionYear(self.start_year - 1)

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


def _advice(text: str) -> str:
    bare = _BARE.fullmatch(text)
    if bare is None:
        return "Write both years, for example 2024/25."
    year = int(bare[1])
    return (
        f"A bare {year} could mean {CollectionYear(year - 1)} or {CollectionYear(year)}: "
        "write both years, as one of these."
    )


FIRST_HELD = CollectionYear(2015)
LAST_HELD = CollectionYear(2026)
HELD_YEARS = tuple(CollectionYear(year) for year in range(FIRST_HELD.start_year, LAST_HELD.start_year + 1))
