"""Pence for their unit over some days: exact until the end, then rounded once, half up, to the penny."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from placements.models.contract import PriceUnit, Span

DAYS_A_WEEK = 7
_APRIL = 4


def half_up(pence: Fraction) -> int:
    """Whole pence; half a penny goes up."""
    return (2 * pence.numerator + pence.denominator) // (2 * pence.denominator)


def line_pence(amount_pence: int, days: int) -> int:
    """What a weekly price comes to over some days, rounded once, half up, to the penny (costs paper, formulas)."""
    return half_up(Fraction(amount_pence * days, DAYS_A_WEEK))


def financial_year(day: dt.date) -> int:
    """The year in which the financial year of a day began: 2026 is 1 April 2026 to 31 March 2027."""
    return day.year if day.month >= _APRIL else day.year - 1


def year_start(year: int) -> dt.date:
    """The first day of a financial year."""
    return dt.date(year, _APRIL, 1)


def days_in_year(year: int) -> int:
    """365, or 366 where 29 February lies in the financial year."""
    return (year_start(year + 1) - year_start(year)).days


def exact_pence(amount_pence: int, unit: PriceUnit, first: dt.date, end: dt.date) -> Fraction:
    """What an amount for its unit comes to over the days [first, end), not yet rounded.

    An amount a year is spread over the true number of days of each financial year. Raises ValueError for an amount that
    is due once: it is not for a time.
    """
    days = max((end - first).days, 0)
    match unit.span:
        case Span.DAY:
            return Fraction(amount_pence * days)
        case Span.WEEK:
            return Fraction(amount_pence * days, DAYS_A_WEEK)
        case Span.YEAR:
            return sum((Fraction(amount_pence * n, of) for n, of in _by_year(first, end)), Fraction())
        case Span.ONCE:
            raise ValueError("An amount that is due once has no daily share.")


def weekly_pence(amount_pence: int, unit: PriceUnit, on: dt.date) -> Fraction:
    """What an amount for its unit is a week, on a day; what is due once is nothing a week."""
    if unit.span is Span.ONCE:
        return Fraction()
    return exact_pence(amount_pence, unit, on, on + dt.timedelta(days=1)) * DAYS_A_WEEK


def _by_year(first: dt.date, end: dt.date) -> Iterator[tuple[int, int]]:
    """For each financial year that the days touch: how many of them, and how many it has."""
    while first < end:
        year = financial_year(first)
        stop = min(end, year_start(year + 1))
        yield (stop - first).days, days_in_year(year)
        first = stop
