"""What a move to another home saves in a financial year: gross, then each deduction as a line of its own, to the penny.

Costs paper, savings. A deduction is never above nothing, so what is left is never more than the gross.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from placements.amounts import days_in_year, financial_year, half_up, year_start
from placements.errors import Refused

NOUGHT = Fraction()
CHANCES = ("returns", "lost_on_return", "would_have_left", "backfilled", "reverts")
AMOUNTS = (
    *("before_a_year", "after_a_year", "fixed_a_year", "contributions_a_year", "notice_days", "double_running_days"),
    *("support_pence", "recruitment_pence", "transport_pence"),
)


@dataclass(frozen=True)
class Move:
    """A child who moves on a day, from a home that costs so much a year to another, in pence.

    notice_days are paid at the old price after the move; double_running_days at the new price before it.
    support_pence is what the new home needs besides. returns is the chance of going back, which loses
    `lost_on_return` of the gross; would_have_left the chance of leaving without the move, and `leaves_on` the day on
    which the child leaves care for certain (the 18th birthday). backfilled is the chance that another child of the
    authority comes into the bed. fixed_a_year is the part of the old price that is paid whoever lives there, and
    reverts the share of the difference that would have gone anyway because very dear homes come down again.
    rise_before and rise_after are rises of the two prices within the year. contributions_a_year are what others paid
    towards the old home.
    """

    on: dt.date
    before_a_year: int
    after_a_year: int
    notice_days: Fraction | int = 0
    support_pence: int = 0
    returns: Fraction = NOUGHT
    lost_on_return: Fraction = Fraction(1, 2)
    would_have_left: Fraction = NOUGHT
    double_running_days: Fraction | int = 0
    backfilled: Fraction = NOUGHT
    fixed_a_year: int = 0
    reverts: Fraction = NOUGHT
    rise_before: Fraction = NOUGHT
    rise_after: Fraction = NOUGHT
    recruitment_pence: int = 0
    transport_pence: int = 0
    contributions_a_year: int = 0
    leaves_on: dt.date | None = None

    @property
    def days(self) -> int:
        """The days of the financial year from the move to its end."""
        return (year_start(financial_year(self.on) + 1) - self.on).days

    @property
    def days_a_year(self) -> int:
        """The days of that financial year."""
        return days_in_year(financial_year(self.on))

    @property
    def gross(self) -> Fraction:
        """The difference of the two prices over those days, exactly."""
        return self.over(self.before_a_year - self.after_a_year, self.days)

    @property
    def falls(self) -> Fraction:
        """What of the gross may fall at all: without what is paid anyway, and nothing where it is no saving."""
        return max(self.gross - self.over(self.fixed_a_year, self.days), NOUGHT)

    def over(self, a_year: int | Fraction, days: int | Fraction) -> Fraction:
        """So much a year over some days of this financial year."""
        return Fraction(a_year) * days / self.days_a_year


@dataclass(frozen=True)
class Line:
    """A named sum in pence: the gross above, deductions below it never above nothing."""

    name: str
    pence: int


def _would_have_left(move: Move) -> Fraction:
    """All that comes after the child leaves care for certain, and the chance of leaving before it for the rest."""
    gone = 0 if move.leaves_on is None else move.days - min(max((move.leaves_on - move.on).days, 0), move.days)
    certain = move.falls * Fraction(gone, move.days)
    return certain + move.would_have_left * (move.falls - certain)


def _inflation(move: Move) -> Fraction:
    """A new price that rises faster than the old one; a rise that is no longer paid is not a saving."""
    faster = move.rise_after * move.after_a_year - move.rise_before * move.before_a_year
    return move.over(max(faster, NOUGHT), move.days)


DEDUCTIONS: Mapping[str, Callable[[Move], Fraction]] = {
    "notice": lambda move: move.over(move.before_a_year, min(move.notice_days, move.days)),
    "double running": lambda move: move.over(move.after_a_year, move.double_running_days),
    "support": lambda move: Fraction(move.support_pence),
    "return": lambda move: move.returns * move.lost_on_return * move.falls,
    "would have left anyway": _would_have_left,
    "backfill": lambda move: move.backfilled * move.falls,
    "fixed part of a block": lambda move: move.over(move.fixed_a_year, move.days),
    "very dear homes come down": lambda move: move.reverts * move.falls,
    "inflation": _inflation,
    "recruitment": lambda move: Fraction(move.recruitment_pence),
    "transport and host area": lambda move: Fraction(move.transport_pence),
    "lost contributions": lambda move: move.over(move.contributions_a_year, move.days),
}
"""Every deduction of the costs paper but the part year, which `part_year` gives: by name, what it takes away."""
BY_CHANCE = frozenset({"return", "would have left anyway", "backfill", "very dear homes come down"})
"""Shares of what may fall: together never more than all of it, however cautious each is."""


def in_year(move: Move) -> list[Line]:
    """Gross, each deduction and the net of the financial year of the move; each line rounded once, half up.

    The net is cashable only where the old bed is bought by the day and no other child comes into it. Raises Refused for
    a chance outside 0 to 1, an amount below nothing, or a fixed part above the whole price.
    """
    _check(move)
    lines, left = [Line("gross", rounded(move.gross))], move.falls
    for name, deducted in DEDUCTIONS.items():
        pence = deducted(move)
        if name in BY_CHANCE:
            pence = min(pence, left)
            left -= pence
        lines.append(Line(name, -half_up(pence)))
    return [*lines, Line("net", sum(line.pence for line in lines))]


def part_year(move: Move) -> Line:
    """What of a whole year's difference falls outside the financial year of the move; never above nothing."""
    whole = rounded(Fraction(move.before_a_year - move.after_a_year))
    return Line("part year", min(0, rounded(move.gross) - whole))


@dataclass(frozen=True)
class RangedLine:
    """A line with its range: `low` is the least that is left, `high` the most; `because` says what it rests on."""

    name: str
    pence: int
    low: int
    high: int
    because: str = ""


def ranged(most: Move, middle: Move, least: Move, because: Mapping[str, str]) -> list[RangedLine]:
    """The lines of a move with their ranges: what is most likely, and with the largest and the least deductions.

    All three are the same move; what differs is what is assumed of it.
    """
    every: Sequence[Sequence[Line]] = [in_year(one) for one in (most, middle, least)]
    return [
        RangedLine(name, pences[1], min(pences), max(pences), because.get(name, ""))
        for name, pences in ((lines[0].name, tuple(line.pence for line in lines)) for lines in zip(*every, strict=True))
    ]


def rounded(pence: Fraction) -> int:
    """Half up away from nought, so that a deduction is rounded as the sum that it is."""
    return half_up(pence) if pence >= 0 else -half_up(-pence)


def _check(move: Move) -> None:
    for name in CHANCES:
        if not 0 <= getattr(move, name) <= 1:
            raise Refused(f"`{name}` is a chance.", given=getattr(move, name), do_next="Give a number from 0 to 1.")
    for name in AMOUNTS:
        if getattr(move, name) < 0:
            raise Refused(f"`{name}` is not below nothing.", given=getattr(move, name), do_next="Give 0 or more.")
    if move.fixed_a_year > move.before_a_year:
        given = f"{move.fixed_a_year} of {move.before_a_year}"
        raise Refused("The fixed part is more than the whole price.", given=given, do_next="Give a part of the price.")
