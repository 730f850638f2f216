"""Blocks of beds by month: nights paid whoever sleeps there, nights used, and what each part cost.

The fixed part is paid for every day the block is in force: an empty bed saves none of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from placements.amounts import half_up
from placements.charges import Stay
from placements.models.contract import Contract
from placements.permissions import Permission
from placements.prices import Block, PriceBook
from placements.repository.prices import price_book
from placements.repository.records import Records
from placements.repository.recruitment import block_contracts
from placements.repository.spending import living

_MONTHS_BACK = 12


@dataclass(frozen=True)
class BlockMonth:
    """A month (its first day) of a block: bed-nights paid, nights our children slept there, pence fixed and besides.

    paid is None where beds or dates are not recorded, pence where no price is held.
    """

    month: dt.date
    paid: int | None
    used: int
    fixed: int | None
    variable: int | None

    @property
    def occupancy(self) -> float | None:
        """Nights used of nights paid."""
        return self.used / self.paid if self.paid else None

    @property
    def empty(self) -> int | None:
        """Nights paid on which nobody slept there."""
        return None if self.paid is None else max(self.paid - self.used, 0)

    @property
    def empty_pence(self) -> int | None:
        """What the empty nights cost: their share of the fixed part."""
        if not self.paid or self.fixed is None or self.empty is None:
            return None
        return half_up(Fraction(self.fixed * self.empty, self.paid))

    @property
    def week(self) -> int | None:
        """Pence a child-week, all in; None where nobody slept there or a price is missing."""
        if not self.used or self.fixed is None or self.variable is None:
            return None
        return half_up(Fraction((self.fixed + self.variable) * 7, self.used))


@dataclass(frozen=True)
class BlockUse:
    """A block of beds: its contract, the homes under it, its months, and what is missing to say more."""

    contract: str
    homes: tuple[str, ...]
    beds: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    months: tuple[BlockMonth, ...]
    notes: tuple[str, ...]


def blocks_used(records: Records, today: dt.date, months: int = _MONTHS_BACK) -> tuple[BlockUse, ...]:
    """Every block over the last whole months before `today`. Raises NotPermitted (supply, spending)."""
    agreed = block_contracts(records)
    if not agreed:
        return ()
    book = price_book(records)
    stays = living(records, book, {home for _, homes in agreed for home in homes}).stays
    first_days = _months_before(today, months)
    return tuple(block_use(one, homes, stays, book, first_days) for one, homes in agreed)


def block_occupancy(records: Records, day: dt.date) -> float | None:
    """Nights used of nights paid over the last year in all blocks; None without any, or for who may not see them."""
    if not all(records.viewer.may(one) for one in (Permission.SEE_SUPPLY, Permission.SEE_SPENDING)):
        return None
    months = [month for block in blocks_used(records, day) for month in block.months if month.paid]
    paid = sum(month.paid or 0 for month in months)
    return sum(month.used for month in months) / paid if paid else None


def block_use(
    contract: Contract, homes: Sequence[str], stays: Iterable[Stay], book: PriceBook, months: Sequence[dt.date]
) -> BlockUse:
    """One block over the months given by their first days; nights outside its dates are not counted."""
    there = [stay for stay in stays if stay.contract_id == contract.id]
    price = next((block for block in book.blocks() if block.contract_id == contract.id), None)
    return BlockUse(
        contract=contract.ref,
        homes=tuple(homes),
        beds=contract.beds,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        months=tuple(_month(contract, there, book, price, month) for month in months if _meets(contract, month)),
        notes=tuple(_missing(contract, homes, price)),
    )


def _month(
    contract: Contract, there: Sequence[Stay], book: PriceBook, price: Block | None, month: dt.date
) -> BlockMonth:
    first, end = _within(contract, month)
    used = sum(max((min(stay.ends or end, end) - max(stay.starts, first)).days, 0) for stay in there)
    known = contract.starts_on is not None and contract.beds is not None
    paid = (contract.beds or 0) * (end - first).days if known else None
    fixed, night = (None, None) if price is None else book.block_day(price, first)
    return BlockMonth(
        month=month,
        paid=paid,
        used=used,
        fixed=None if fixed is None else half_up(Fraction(fixed) * (end - first).days),
        variable=None if night is None else half_up(Fraction(night) * used),
    )


def _within(contract: Contract, month: dt.date) -> tuple[dt.date, dt.date]:
    """The days of a month on which the block is in force."""
    first, end = max(month, contract.starts_on or month), min(_next(month), contract.ends_on or _next(month))
    return first, max(first, end)


def _meets(contract: Contract, month: dt.date) -> bool:
    first, end = _within(contract, month)
    return first < end


def _missing(contract: Contract, homes: Sequence[str], price: Block | None) -> Iterable[str]:
    load = "load it with `homeward import contracts FILE`"
    if contract.starts_on is None:
        yield f"{contract.ref} has no first day: nights paid are not known; {load}."
    if contract.beds is None:
        yield f"{contract.ref} does not say how many beds it buys: nights paid are not known; {load}."
    if not homes:
        yield f"No home is under {contract.ref}: nights used are not known; name it in `homeward import homes FILE`."
    if price is None:
        yield f"No fixed price is held for {contract.ref}: load it with `homeward import prices FILE` (block_fixed)."


def _months_before(today: dt.date, number: int) -> list[dt.date]:
    this = today.year * 12 + today.month - 1
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(this - number, this)]


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1)
