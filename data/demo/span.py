"""The time that the demonstration covers: yearly returns, and today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from placements.codes import FIRST_HELD, CollectionYear
from placements.errors import Refused

LAST_RETURN = CollectionYear(2025)
TODAY = dt.date(2026, 6, 5)
_YEARS_OF_RUN_UP = 18
_SURGE_AT = 0.35
FEWEST_YEARS_FOR_A_SURGE = 3


@dataclass(frozen=True)
class Span:
    """So many yearly returns, the last to 31 March 2026; the story goes on to today, 5 June 2026."""

    years: tuple[CollectionYear, ...]

    @classmethod
    def of(cls, years: int) -> Span:
        """The span of this many returns. Raises Refused where the code lists of the first year are not held."""
        most = LAST_RETURN.start_year - FIRST_HELD.start_year + 1
        if not 1 <= years <= most:
            raise Refused(
                "The demonstration cannot cover that many years.",
                given=years,
                do_next=f"Ask for 1 to {most} years; the code lists begin with {FIRST_HELD}.",
            )
        first = LAST_RETURN.start_year - years + 1
        return cls(tuple(CollectionYear(year) for year in range(first, LAST_RETURN.start_year + 1)))

    @property
    def start(self) -> dt.date:
        """The first day of the first return."""
        return self.years[0].start

    @property
    def census(self) -> dt.date:
        """31 March of the last return."""
        return self.years[-1].end

    @property
    def last(self) -> dt.date:
        """Today: the last day on which anything happens."""
        return TODAY

    @property
    def years_with_run_up(self) -> range:
        """Start years from 18 years before the first return (nobody stays longer) to the year that holds today."""
        return range(self.years[0].start_year - _YEARS_OF_RUN_UP, LAST_RETURN.start_year + 2)

    @property
    def surge_year(self) -> int | None:
        """The one year of the span in which many more children come; none in a short span."""
        if len(self.years) < FEWEST_YEARS_FOR_A_SURGE:
            return None
        return self.years[int(len(self.years) * _SURGE_AT)].start_year
