"""Indicators as a table: what is measured, the value in its unit, from which numbers, or why it cannot be said."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from api.printing.console import table
from api.shapes.indicator import Indicator
from placements.indicators.definition import Unit

WHOLE_UNITS = frozenset({Unit.CHILDREN, Unit.STARTS})
SMALL = 10


def print_indicators(console: Console, rows: Iterable[Indicator]) -> None:
    """Print every indicator; one that cannot be worked out says why."""
    shown = table("Indicators", "Id", "What", "Value", "From", "When", numbers=("Value",))
    for row in rows:
        shown.add_row(row.id, row.title, value_in_words(row), _from(row), row.period)
    console.print(shown)


def value_in_words(row: Indicator) -> str:
    """The value with its unit: 51%, 2.1 per 1,000 placement-weeks, not known."""
    if row.value is None:
        return "not known"
    if row.unit == Unit.PER_CENT:
        return f"{row.value:.0f}%"
    digits = 0 if row.unit in WHOLE_UNITS or row.value >= SMALL else 2
    return f"{row.value:,.{digits}f}"


def _from(row: Indicator) -> str:
    if row.because is not None:
        return row.because
    if row.denominator is None or row.numerator is None:
        return row.unit
    counted = f"{row.numerator:,} of {row.denominator:,.0f}"
    return counted if row.unit == Unit.PER_CENT else f"{counted}, {row.unit}"
