"""Spending by cost code and month: which line pays for which home, what was paid beside what it should have cost."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from placements.actual_cost import costs_of
from placements.amounts import exact_pence, half_up
from placements.charges import Costs, Kept, Stay
from placements.codes import Setting
from placements.models.contract import PriceUnit
from placements.models.finance import BudgetLine, Contribution, ContributionState, LedgerLine
from placements.provider_kinds import Kind
from placements.quoting import QuoteBook

NO_LINE = "no budget line"
_AGREES_WITHIN = 100
"""Pence by which a month's payment may differ from its modelled cost and still agree."""


def code_for(lines: Iterable[BudgetLine], setting: Setting, kind: Kind) -> str:
    """The cost code that pays for a kind of home: the line that names most of what it is, else NO_LINE."""
    fitting = [
        line
        for line in lines
        if (not line.settings or setting.value in line.settings)
        and (not line.provider_kinds or (kind is not None and kind.value in line.provider_kinds))
    ]
    return (
        max(fitting, key=lambda line: (bool(line.settings), bool(line.provider_kinds), line.code)).code
        if fitting
        else NO_LINE
    )


def months_between(first: dt.date, end: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The calendar months of [first, end), the first and the last perhaps in part."""
    found = []
    while first < end:
        stop = min(end, (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1))
        found.append((first, stop))
        first = stop
    return found


def costs_by_month(
    stays: Sequence[Stay], kept: Sequence[Kept], book: QuoteBook, first: dt.date, end: dt.date
) -> dict[dt.date, Costs]:
    """What each month of [first, end) cost, by the month's first day."""
    found = {}
    for start, stop in months_between(first, end):
        there = [
            stay for stay in stays if stay.starts < stop and (max(stay.ends or stop, stay.paid_until or start) > start)
        ]
        found[start] = costs_of(there, book, start, stop, kept)
    return found


class Standing(StrEnum):
    """How a month's payment stands beside its modelled cost."""

    AGREES = "agrees"
    PAID_MORE = "paid_more"
    PAID_LESS = "paid_less"
    NOT_PAID = "not_paid"
    NOT_MODELLED = "not_modelled"


@dataclass(frozen=True)
class Compared:
    """One child, cost code and month: modelled and paid pence; no child for what a household or a contract costs."""

    child: int | None
    code: str
    month: dt.date
    modelled: int
    paid: int

    @property
    def standing(self) -> Standing:
        """What the two say together."""
        if abs(self.paid - self.modelled) <= _AGREES_WITHIN:
            return Standing.AGREES
        if self.modelled == 0:
            return Standing.NOT_MODELLED
        if self.paid == 0:
            return Standing.NOT_PAID
        return Standing.PAID_MORE if self.paid > self.modelled else Standing.PAID_LESS


def compared(
    modelled: dict[dt.date, Costs], ledger: Iterable[LedgerLine], lines: Sequence[BudgetLine]
) -> list[Compared]:
    """Modelled cost beside what was paid, child by child, code by code, month by month; both sums are kept whole."""
    pairs: dict[tuple[int | None, str, dt.date], list[int]] = defaultdict(lambda: [0, 0])
    for month, costs in modelled.items():
        for charge in costs.charges:
            pairs[charge.child, code_for(lines, charge.setting, charge.provider_kind), month][0] += charge.pence
    first, end = min(modelled), _after(max(modelled))
    for line in ledger:
        for month, pence in _by_month(line):
            if first <= month < end:
                pairs[line.child_id, line.code, month][1] += pence
    keys = sorted(pairs, key=lambda key: (key[2], key[1], key[0] or 0))
    return [Compared(*key, *pairs[key]) for key in keys]


@dataclass(frozen=True)
class LineMonth:
    """A budget line in a month: modelled and paid pence, and how they come apart by cause; the causes add up.

    `children` have a cost or a payment in it, `agreeing` of them agree; what a household or a contract costs is counted
    as one each.
    """

    code: str
    month: dt.date
    modelled: int
    paid: int
    children: int
    agreeing: int
    causes: Mapping[Standing, int]

    @property
    def difference(self) -> int:
        """Pence paid beyond what was modelled."""
        return self.paid - self.modelled


def by_line_and_month(found: Iterable[Compared]) -> list[LineMonth]:
    """Paid beside modelled by cost code and month, with no child in it."""
    groups: dict[tuple[dt.date, str], list[Compared]] = defaultdict(list)
    for one in found:
        groups[one.month, one.code].append(one)
    return [_line_month(code, month, groups[month, code]) for month, code in sorted(groups)]


def _line_month(code: str, month: dt.date, rows: Sequence[Compared]) -> LineMonth:
    causes = dict.fromkeys(Standing, 0)
    for one in rows:
        causes[one.standing] += one.paid - one.modelled
    return LineMonth(
        code,
        month,
        modelled=sum(one.modelled for one in rows),
        paid=sum(one.paid for one in rows),
        children=len(rows),
        agreeing=sum(one.standing is Standing.AGREES for one in rows),
        causes=causes,
    )


def matching_nobody(ledger: Iterable[LedgerLine]) -> list[LedgerLine]:
    """The paid lines whose child is named and not held: each is listed, none is left out of a sum."""
    return [line for line in ledger if line.child_id is None and line.child_text]


def _by_month(line: LedgerLine) -> list[tuple[dt.date, int]]:
    """A payment spread over its days, month by month, to the penny: the parts add up to it."""
    whole = (line.ends_on - line.starts_on).days
    parts, given, days = [], 0, 0
    for start, stop in months_between(line.starts_on, line.ends_on):
        days += (stop - start).days
        upto = line.amount_pence * days // whole
        parts.append((start.replace(day=1), upto - given))
        given = upto
    return parts


def _after(month: dt.date) -> dt.date:
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def contributed(
    contributions: Iterable[Contribution], first: dt.date, end: dt.date, child: int | None = None
) -> dict[ContributionState, int]:
    """Pence contributed for the days [first, end), by how far each contribution has come; rounded once a line."""
    found = dict.fromkeys(ContributionState, 0)
    for one in contributions:
        if child is not None and one.child_id != child:
            continue
        begin, stop = max(one.starts_on, first), min(one.ends_on or end, end)
        if one.unit is PriceUnit.ONCE:
            found[one.state] += one.amount_pence if first <= one.starts_on < end else 0
        elif begin < stop:
            found[one.state] += half_up(exact_pence(one.amount_pence, one.unit, begin, stop))
    return found
