"""What an indicator means, in words, and how an answer to it is put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from placements.indicators.row import Indicator, Part

DFE = "Department for Education, Children looked after in England, as its published tables count"
OWN = "this project's own definition"


class Period(StrEnum):
    """The time an indicator is about; each ends on the day of the figures."""

    SNAPSHOT = "at"
    YEAR = "year to"
    TWO_YEARS = "two years to"

    def ending(self, day: dt.date | None) -> str:
        """In words: "at 31 March 2026", or that there is no such day."""
        return "no return is held" if day is None else f"{self} {day.day} {day:%B %Y}"


class Unit(StrEnum):
    """What a value is measured in."""

    PER_CENT = "per cent"
    CHILDREN = "children"
    STARTS = "periods of care begun"
    PER_10_000 = "per 10,000 children aged 0 to 17"
    STARTS_PER_EXIT = "starting for each one ceasing"
    PER_1_000_WEEKS = "per 1,000 placement-weeks"


@dataclass(frozen=True)
class Definition:
    """An indicator in words; `fields` are those of the return unless said otherwise, `needs` what must be held for it.

    `readers` and `hiding` are for whoever publishes: T team, C commissioner, B board, P public page; A counts of one to
    five are hidden with what would give them away, Q whole per cents hidden by the same rule, N nothing to hide.
    """

    id: str
    title: str
    numerator: str
    denominator: str
    unit: Unit
    period: Period
    fields: str
    readers: str
    hiding: str
    source: str = OWN
    leaves_out: str = ""
    needs: str = ""
    notes: str = ""

    def share(
        self, day: dt.date, numerator: int, denominator: int, nobody: str, parts: Sequence[Part] = ()
    ) -> Indicator:
        """A per cent; with a denominator of nought there is no share, and `nobody` says who was not there."""
        if not denominator:
            return self._row(day, numerator, denominator, None, nobody, parts)
        return self.ratio(day, numerator, denominator, 100 * numerator / denominator, parts)

    def count(self, day: dt.date, number: int, parts: Sequence[Part] = ()) -> Indicator:
        """A plain number, which is its own value."""
        return self._row(day, number, None, number, None, parts)

    def ratio(
        self, day: dt.date, numerator: int, denominator: float, value: float, parts: Sequence[Part] = ()
    ) -> Indicator:
        """A value worked out by its own formula."""
        return self._row(day, numerator, denominator, value, None, parts)

    def unanswered(
        self,
        day: dt.date | None,
        because: str,
        *,
        numerator: int | None = None,
        denominator: int | None = None,
        parts: Sequence[Part] = (),
    ) -> Indicator:
        """No value, with the reason; counts that are known all the same may stand."""
        return self._row(day, numerator, denominator, None, because, parts)

    def _row(
        self,
        day: dt.date | None,
        numerator: int | None,
        denominator: float | None,
        value: float | None,
        because: str | None,
        parts: Sequence[Part],
    ) -> Indicator:
        period = self.period.ending(day)
        return Indicator(self.id, self.title, numerator, denominator, value, self.unit, period, because, tuple(parts))
