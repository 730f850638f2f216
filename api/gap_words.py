"""What is short, in words: the same on the command line, on pages and in papers."""

from __future__ import annotations

from api.shapes.forecast import Series
from api.shapes.sufficiency import Sufficiency
from api.words import day

A_YEAR, TENTHS = 12, 10


def headline(found: Sufficiency) -> str:
    """The sentence that matters."""
    last = len(found.months) - 1
    return (
        f"By {day(found.months[last])} {with_range(found.total.gap, last)} children would have no home in the area "
        f"({out_of_ten(found.total.chance[last])} chance of any), counting homes of which a fact is missing as homes; "
        f"without those {with_range(found.gap_at_most, last)}."
    )


def ends_of_years(found: Sufficiency) -> list[int]:
    """The positions of the months that end a year of the answer, and of the last month."""
    months = len(found.months)
    return sorted({*range(A_YEAR - 1, months, A_YEAR), months - 1})


def with_range(series: Series, month: int) -> str:
    """The middle of a month, and in brackets the range with an 8 in 10 chance."""
    return f"{series.p50[month]:,.0f} ({series.p10[month]:,.0f} to {series.p90[month]:,.0f})"


def out_of_ten(chance: float) -> str:
    """A chance in words, out of ten; what is rarer or surer than that is said so."""
    tenths = round(TENTHS * chance)
    if chance == 0:
        return "no"
    if tenths in (0, TENTHS):
        return "less than 1 in 20" if tenths == 0 else "more than 19 in 20"
    return f"{tenths} in 10"
