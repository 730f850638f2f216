"""What placements cost, to the penny: every price line times the days on which it was paid, rounded once a line.

The day of arrival is paid and the day of leaving is not, so that child-days add up to bed-days with no day twice. A
carer's fee is paid for the household, however many children live there; a block's fixed part whoever lives there.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from placements.amounts import exact_pence, half_up
from placements.charges import Charge, Costs, Kept, Paid, Stay, Unpriced
from placements.codes import Setting, age_on, birthday
from placements.models.contract import Per, PriceLine, PriceUnit, ProviderKind
from placements.price_lines import WHOLE_PRICES, Wanted, by_the_week
from placements.quoting import QuoteBook

Where = Stay | Kept


def costs_of(stays: Iterable[Stay], book: QuoteBook, first: dt.date, end: dt.date, kept: Iterable[Kept] = ()) -> Costs:
    """Everything paid over the days [first, end): placements, households, arrivals, notice, held and empty, blocks."""
    count = _Count(book, first, end)
    homes: dict[str, list[Stay]] = defaultdict(list)
    contracts: dict[int | None, list[Stay]] = defaultdict(list)
    for stay in stays:
        homes[stay.household].append(stay)
        contracts[stay.contract_id].append(stay)
    stepped = {line.contract_id for line in book.lines if line.nth and line.contract_id}
    for household in homes.values():
        for stay in household:
            count.child(stay, contracts[stay.contract_id] if stay.contract_id in stepped else household)
        count.household(household)
    for one in kept:
        count.kept(one, homes.get(one.household, []))
    for line in book.lines:
        if line.unit.per is Per.CONTRACT:
            count.contract(line)
    return count.costs()


class _Count:
    """Days counted price line by price line; what they come to is rounded when all are in."""

    def __init__(self, book: QuoteBook, first: dt.date, end: dt.date) -> None:
        self.book, self.first, self.end = book, first, end
        self._lines: dict[tuple[object, ...], _Line] = {}
        self._unpriced: list[Unpriced] = []
        self._child_days = 0
        self._days_of: dict[tuple[Setting, ProviderKind | None], frozenset[dt.date]] = {}

    def child(self, stay: Stay, together: Sequence[Stay]) -> None:
        """A child's own lines: by the day, on arrival, and for notice after leaving.

        `together` are the stays among which the child is the first, the second or a later one.
        """
        edges = self._edges(stay, stay.starts, stay.ends, together)
        self._child_days += (edges[-1] - edges[0]).days if edges else 0
        for one, other in pairwise(edges):
            wanted = _wanted(stay, one, _nth(stay, together, one))
            lines = [line for line in self.book.holding(wanted) if by_the_week(line)]
            known = any(line.component in WHOLE_PRICES for line in lines)
            if not known or self.book.fee_missing(wanted, lines):
                because = self.book.quote(wanted).because
                self._unpriced.append(Unpriced(stay.child, stay.setting, stay.provider_kind, one, other, because))
            for line in lines:
                if line.unit.per is Per.CHILD:
                    self._add(line, Paid.PLACEMENT, stay, one, other)
        self._once(stay, together)
        if stay.ends is not None and stay.paid_until is not None:
            self._notice(stay, together, stay.ends, stay.paid_until)

    def household(self, stays: Sequence[Stay]) -> None:
        """The lines of a household, on every day on which at least one child lives there."""
        edges = sorted({day for stay in stays for day in self._edges(stay, stay.starts, stay.ends, stays)})
        for one, other in pairwise(edges):
            here = [stay for stay in stays if _lives(stay, one)]
            if here:
                eldest = min(here, key=_order)
                for line in self.book.holding(_wanted(eldest, one, 1)):
                    if line.unit.per is Per.CARER and by_the_week(line):
                        self._add(line, Paid.HOUSEHOLD, eldest, one, other)

    def kept(self, kept: Kept, stays: Sequence[Stay]) -> None:
        """The retainer of a bed held, or of a household on the days when no child lives there."""
        per = Per.CHILD if kept.held else Per.CARER
        for one, other in pairwise(self._edges(kept, kept.starts, kept.ends, stays)):
            if kept.held or not any(_lives(stay, one) for stay in stays):
                for line in self.book.retainers(_wanted(kept, one, 1), per):
                    self._add(line, Paid.HELD_BED if kept.held else Paid.EMPTY, kept, one, other)

    def contract(self, line: PriceLine) -> None:
        """The fixed part of a contract, whoever lives there."""
        for one, other in pairwise(
            self._within(line.starts_on, line.ends_on, {day for day, _ in self.book.steps(line)})
        ):
            self._add(line, Paid.BLOCK, None, one, other)

    def costs(self) -> Costs:
        """Every line rounded once, half up."""
        charges = tuple(line.charge() for line in self._lines.values())
        return Costs(charges, tuple(self._unpriced), self._child_days)

    def _once(self, stay: Stay, together: Sequence[Stay]) -> None:
        """What is due once: a child's own line on its first day, any other on the day of arrival."""
        for line in self.book.of_setting(stay.setting, stay.provider_kind):
            due = stay.starts if line.child_id is None else line.starts_on
            if line.unit is not PriceUnit.ONCE or not (self.first <= due < self.end and _lives(stay, due)):
                continue
            wanted = _wanted(stay, due, _nth(stay, together, due))
            if any(one is line for one in self.book.holding(wanted)):
                self._add(line, Paid.ARRIVAL, stay, due, due)

    def _notice(self, stay: Stay, together: Sequence[Stay], left: dt.date, until: dt.date) -> None:
        for one, other in pairwise(self._edges(stay, left, until, together)):
            for line in self.book.holding(_wanted(stay, one, 1)):
                if line.unit.per is Per.CHILD and line.component in WHOLE_PRICES and by_the_week(line):
                    self._add(line, Paid.NOTICE, stay, one, other)

    def _edges(self, where: Where, starts: dt.date, ends: dt.date | None, together: Sequence[Stay]) -> list[dt.date]:
        """The days within the period at which anything that decides a price may change, with both ends."""
        days = set(self._price_days(where.setting, where.provider_kind))
        days |= {day for stay in together for day in (stay.starts, stay.ends) if day is not None}
        if isinstance(where, Stay):
            lines = self.book.of_setting(where.setting, where.provider_kind)
            ages = {line.age_min for line in lines} | {line.age_max + 1 for line in lines if line.age_max is not None}
            days |= {birthday(where.dob, age) for age in ages if age}
        return self._within(starts, ends, days)

    def _within(self, starts: dt.date, ends: dt.date | None, days: Iterable[dt.date]) -> list[dt.date]:
        """The ends of a stretch of time cut to the period, and the days within it; nothing where it lies outside."""
        begin, stop = max(starts, self.first), min(ends or self.end, self.end)
        if begin >= stop:
            return []
        return [begin, *sorted(day for day in set(days) if begin < day < stop), stop]

    def _price_days(self, setting: Setting, kind: ProviderKind | None) -> frozenset[dt.date]:
        key = (setting, kind)
        if key not in self._days_of:
            lines = self.book.of_setting(setting, kind)
            changes = {day for line in lines for day, _ in self.book.steps(line)}
            self._days_of[key] = frozenset(changes | {line.ends_on for line in lines if line.ends_on is not None})
        return self._days_of[key]

    def _add(self, line: PriceLine, paid: Paid, where: Where | None, one: dt.date, other: dt.date) -> None:
        """Count the days [one, other) of a line; an amount due once is counted whole."""
        amount = self.book.amount(line, one)
        own = paid is not Paid.HOUSEHOLD
        child = where.child if own and isinstance(where, Stay) else None
        household, kind, since = (where.household, where.provider_kind, where.starts) if where else (None, None, None)
        key = (line.ref, amount, paid, child, household, since if own else None)
        exact = Fraction(amount) if line.unit is PriceUnit.ONCE else exact_pence(amount, line.unit, one, other)
        self._lines.setdefault(key, _Line(line, paid, child, household, kind, one))
        self._lines[key].more(exact, (other - one).days, other)


@dataclass
class _Line:
    """The days counted of one price line at one amount."""

    line: PriceLine
    paid: Paid
    child: int | None
    household: str | None
    provider_kind: ProviderKind | None
    first: dt.date
    end: dt.date = dt.date.min
    days: int = 0
    exact: Fraction = Fraction()

    def more(self, exact: Fraction, days: int, end: dt.date) -> None:
        self.exact, self.days, self.end = self.exact + exact, self.days + days, max(self.end, end)

    def charge(self) -> Charge:
        return Charge(
            line=self.line.ref,
            component=self.line.component,
            paid=self.paid,
            setting=Setting(self.line.setting),
            provider_kind=self.provider_kind or self.line.provider_kind,
            child=self.child,
            household=self.household,
            contract_id=self.line.contract_id,
            first=self.first,
            end=self.end,
            days=self.days,
            pence=half_up(self.exact),
        )


def _wanted(where: Where, on: dt.date, nth: int) -> Wanted:
    child = where if isinstance(where, Stay) else None
    return Wanted(
        where.setting,
        where.provider_kind,
        age_on(child.dob, on) if child else 0,
        on,
        home_id=where.home_id,
        contract_id=where.contract_id,
        level=where.level,
        child_id=child.child if child else None,
        nth=nth,
    )


def _lives(stay: Stay, on: dt.date) -> bool:
    return stay.starts <= on and (stay.ends is None or on < stay.ends)


def _order(stay: Stay) -> tuple[dt.date, int]:
    return stay.starts, stay.child


def _nth(stay: Stay, together: Sequence[Stay], on: dt.date) -> int:
    """The child's place among those who live there that day, by arrival."""
    return 1 + sum(_lives(other, on) and _order(other) < _order(stay) for other in together)
