"""What bringing a child home would save in the financial year: three columns never added, every deduction a line.

Only for a child whose coming home people have agreed to and for whom the plan has a home: a child who stays saves
nothing, and is never counted as if it did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from forecasting.returning.assumptions import Assumed, Assumptions
from forecasting.returning.away import Away
from forecasting.returning.columns import Amount, columns_of
from forecasting.returning.lasting import Lasts
from forecasting.returning.old_price import OldPrice, old_price
from forecasting.savings import Move, RangedLine, part_year, ranged
from placements.amounts import DAYS_A_WEEK, days_in_year, exact_pence, financial_year, half_up, year_start
from placements.codes.age import birthday
from placements.models.contract import ProviderKind
from placements.models.finance import BudgetLine, Contribution, ContributionState
from placements.prices import PriceBook

ADULT = 18
LEAST, MIDDLE, MOST = range(3)


@dataclass(frozen=True)
class Saved:
    """What a move saves in the financial year it falls in.

    `gross` is the difference of the two prices from the move to the end of that year, `gross_a_year` that of a whole
    year. The first of the `deductions`, the part year, leads from one to the other; all others, added to `gross`,
    leave `net`. Where the home near by is dearer, the gross is below nothing and no part year is taken off.
    """

    gross_a_year: int | None
    gross: int | None
    deductions: tuple[RangedLine, ...]
    net: int | None
    cashable: Amount
    avoided: Amount
    growth: Amount


@dataclass(frozen=True, eq=False)
class Ledger:
    """What savings rest on: prices, budget lines, contributions, assumptions, and how many of a group stay.

    `beside` is a second group of whom more may have left again: the most cautious end takes the lower of the two.
    """

    book: PriceBook
    lines: Sequence[BudgetLine]
    contributions: Sequence[Contribution]
    assumed: Assumptions
    lasts: Lasts
    beside: Lasts | None = None

    @property
    def fewest_stay(self) -> float:
        """The lowest share that may stay, by either group."""
        return min(one.low for one in (self.lasts, self.beside) if one is not None)


def not_said(because: str) -> Saved:
    """No figures, and why."""
    nothing = Amount(None, None, None, because)
    return Saved(None, None, (), None, nothing, nothing, nothing)


def saved(child: Away, on: dt.date, after_weekly: int | None, after_because: str, ledger: Ledger) -> Saved:
    """What a child's move on a day saves in that financial year, to a home at so much a week."""
    old = old_price(child, on, ledger.book)
    if isinstance(old, str):
        return not_said(old)
    if after_weekly is None:
        return not_said(after_because)
    most, middle, least = (_move(child, on, old, after_weekly, ledger, end) for end in (MOST, MIDDLE, LEAST))
    because = _because(child, old, ledger) | {"gross": f"{old.because}; the new home: {after_because}"}
    gross, *deductions, net = ranged(most, middle, least, because)
    columns = columns_of(child, on, old, gross, net, ledger.lines)
    if gross.pence > 0:
        part = part_year(middle)
        because_part = f"From {on:%d/%m/%Y} only."
        deductions.insert(0, RangedLine(part.name, part.pence, part.pence, part.pence, because_part))
    whole = middle.before_a_year - middle.after_a_year
    return Saved(whole, gross.pence, tuple(deductions), net.pence, *columns)


def _move(child: Away, on: dt.date, old: OldPrice, after_weekly: int, ledger: Ledger, end: int) -> Move:
    """The move with every assumption at one end: 0 takes away the least, 1 the middle, 2 the most."""

    def at(name: str) -> Fraction:
        return _at(ledger.assumed[name], end)

    weeks_left = Fraction((year_start(financial_year(on) + 1) - on).days, DAYS_A_WEEK)
    notice = Fraction(child.living.notice_days) if child.living.notice_days is not None else at("notice_days")
    dear = old.weekly >= ledger.assumed["very_dear_weekly_pence"].middle
    bought = old.kind is not ProviderKind.OWN
    stays = (ledger.lasts.high, ledger.lasts.share, ledger.fewest_stay)[end]
    return Move(
        on=on,
        before_a_year=_a_year(old.weekly, on),
        after_a_year=_a_year(after_weekly, on),
        notice_days=notice * at("notice_unserved") if bought else 0,
        double_running_days=at("double_running_days"),
        support_pence=half_up(at("support_weekly_pence") * min(at("support_weeks"), weeks_left)),
        returns=1 - Fraction(stays).limit_denominator(10_000),
        lost_on_return=at("lost_on_return"),
        would_have_left=at("would_have_left"),
        backfilled=at("backfilled") if bought else Fraction(),
        fixed_a_year=min(_a_year(old.fixed, on), _a_year(old.weekly, on)),
        reverts=at("reverts") if dear else Fraction(),
        transport_pence=half_up(at("transport_weekly_pence") * min(at("transport_weeks"), weeks_left)),
        contributions_a_year=_contributed(child, on, ledger.contributions),
        leaves_on=None if child.facts.dob is None else birthday(child.facts.dob, ADULT),
    )


def _at(figure: Assumed, end: int) -> Fraction:
    return (figure.low, figure.middle, figure.high)[end]


def _a_year(weekly_pence: int, on: dt.date) -> int:
    """A weekly price over the true number of days of the financial year."""
    return half_up(Fraction(weekly_pence * days_in_year(financial_year(on)), DAYS_A_WEEK))


def _contributed(child: Away, on: dt.date, contributions: Sequence[Contribution]) -> int:
    """What others have agreed to pay towards the present home over a year; what is only claimed is no money."""
    first = year_start(financial_year(on))
    end = year_start(financial_year(on) + 1)
    paid = [
        exact_pence(one.amount_pence, one.unit, first, end)
        for one in contributions
        if one.child_id == child.living.child_id
        and one.state is not ContributionState.CLAIMED
        and one.starts_on <= on
        and (one.ends_on is None or one.ends_on > on)
    ]
    return half_up(sum(paid, Fraction()))


def _because(child: Away, old: OldPrice, ledger: Ledger) -> dict[str, str]:
    """What each line rests on."""
    assumed, lasts = ledger.assumed, ledger.lasts
    notice = "the contract's notice" if child.living.notice_days is not None else assumed["notice_days"].source
    grown = "" if child.facts.dob is None else f"18 on {birthday(child.facts.dob, ADULT):%d/%m/%Y}; "
    own = old.kind is ProviderKind.OWN
    dear = old.weekly >= assumed["very_dear_weekly_pence"].middle
    held = any(one.child_id == child.living.child_id for one in ledger.contributions)
    return {
        "notice": "Our own home: no notice is paid." if own else f"{notice}; {assumed['notice_unserved'].source}",
        "double running": assumed["double_running_days"].source,
        "support": assumed["support_weekly_pence"].source,
        "return": f"{lasts.stayed} of {lasts.of} stayed: {lasts.source}. {assumed['lost_on_return'].source}",
        "would have left anyway": grown + assumed["would_have_left"].source,
        "backfill": "Our own home: see the columns." if own else assumed["backfilled"].source,
        "fixed part of a block": "The bed's share of the block is paid whoever lives there."
        if old.fixed
        else "The present bed is not in a block.",
        "very dear homes come down": assumed["reverts"].source if dear else "The present home is not very dear.",
        "inflation": "Within one financial year, at the prices of the day of the move; later rises are not claimed.",
        "recruitment": "The home is there already: nobody is recruited for this child.",
        "transport and host area": assumed["transport_weekly_pence"].source,
        "lost contributions": "As agreed or received by the record."
        if held
        else "No contribution to this child's home is recorded.",
    }
