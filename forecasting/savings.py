"""What a move to a cheaper home saves in a year, every deduction a line of its own (costs paper, savings)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from placements.amounts import days_in_year, financial_year, half_up, year_start
from placements.errors import Refused


@dataclass(frozen=True)
class Move:
    """A child who moves on a day, from a home that costs so much a year to another, in pence.

    notice_days are paid at the old price; support_pence is what the new home needs besides; returns is the chance of
    going back, which loses `lost_on_return` of the gross; would_have_left the chance of leaving without the move.
    """

    on: dt.date
    before_a_year: int
    after_a_year: int
    notice_days: int = 0
    support_pence: int = 0
    returns: Fraction = Fraction()
    lost_on_return: Fraction = Fraction(1, 2)
    would_have_left: Fraction = Fraction()


@dataclass(frozen=True)
class Line:
    """A named sum in pence: the gross above, deductions below it negative."""

    name: str
    pence: int


def in_year(move: Move) -> list[Line]:
    """Gross, each deduction and the net of the financial year of the move; each line rounded once, half up.

    The net is cashable only where the old bed is bought by the day and no other child comes into it. Raises Refused for
    a chance outside 0 to 1.
    """
    for name in ("returns", "lost_on_return", "would_have_left"):
        if not 0 <= getattr(move, name) <= 1:
            raise Refused(f"`{name}` is a chance.", given=getattr(move, name), do_next="Give a number from 0 to 1.")
    year = financial_year(move.on)
    days, of = (year_start(year + 1) - move.on).days, days_in_year(year)
    gross = Fraction((move.before_a_year - move.after_a_year) * days, of)
    exact = {
        "gross": gross,
        "notice": -Fraction(move.before_a_year * move.notice_days, of),
        "support": -Fraction(move.support_pence),
        "return": -move.returns * move.lost_on_return * gross,
        "would have left anyway": -move.would_have_left * gross,
    }
    lines = [Line(name, _rounded(pence)) for name, pence in exact.items()]
    return [*lines, Line("net", sum(line.pence for line in lines))]


def _rounded(pence: Fraction) -> int:
    """Half up away from nought, so that a deduction is rounded as the sum that it is."""
    return half_up(pence) if pence >= 0 else -half_up(-pence)
