"""What a child's present home costs a week, and how much of that is paid whoever lives there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from forecasting.returning.away import Away
from placements.amounts import DAYS_A_WEEK
from placements.codes import Setting
from placements.models.contract import ContractKind
from placements.prices import PriceBook, Wanted
from placements.provider_kinds import Kind, kinds_behind


@dataclass(frozen=True)
class OldPrice:
    """What the present home costs a week: the whole, and the part of it that is paid whoever lives there."""

    weekly: int
    fixed: int
    because: str
    kind: Kind


def old_price(child: Away, on: dt.date, book: PriceBook) -> OldPrice | str:
    """What the present home costs a week on a day, or why that is not known; a block's bed at its whole unit cost."""
    living, age, because = child.living, child.facts.age_on(on), ""
    if child.setting is None or age is None:
        return "Price not known: the kind of placement or the age is not recorded."
    for kind in _kinds(child):
        wanted = Wanted(
            child.setting,
            kind,
            age,
            on,
            home_id=living.home_id,
            contract_id=living.contract_id,
            level=living.fee_level,
            child_id=living.child_id,
        )
        quote = book.quote(wanted)
        if quote.weekly_pence is not None:
            fixed = _fixed_share(child, on, book)
            return OldPrice(quote.weekly_pence + fixed, fixed, f"the present home: {quote.because}", kind)
        because = because or quote.because
    return because


def _kinds(child: Away) -> tuple[Kind, ...]:
    if child.living.provider_kind is not None:
        return (child.living.provider_kind,)
    return kinds_behind(child.setting or Setting.OTHER, child.living.provider or "")


def _fixed_share(child: Away, on: dt.date, book: PriceBook) -> int:
    """A bed's share of what its block costs a week however many of its beds are filled."""
    for block in book.blocks() if child.living.contract is ContractKind.BLOCK else ():
        if block.contract_id == child.living.contract_id and block.beds:
            fixed, _ = book.block_day(block, on)
            return round(fixed * DAYS_A_WEEK / block.beds)
    return 0
