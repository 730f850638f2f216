"""Cashable, cost avoided, growth: a move is in one of them, and the three are never added together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from forecasting.returning.away import Away
from forecasting.returning.old_price import OldPrice
from forecasting.savings import RangedLine
from placements.models.contract import ProviderKind
from placements.models.finance import BudgetLine

OWN_BED = (
    "The bed is the authority's own and costs the same empty. What it spares is a bed bought for another child: nobody "
    "knows that child or the chance, so nothing is claimed."
)
NOTHING_TO_COME = "No spending that was to come is known, so nothing is claimed as avoided."


@dataclass(frozen=True)
class Amount:
    """One column: pence with its range, None with the reason where it cannot be said.

    A cashable amount names the budget line that falls, from when, and who holds it.
    """

    pence: int | None
    low: int | None
    high: int | None
    because: str
    line: str | None = None
    starts: dt.date | None = None
    holder: str | None = None


def columns_of(
    child: Away, on: dt.date, old: OldPrice, gross: RangedLine, net: RangedLine, lines: Sequence[BudgetLine]
) -> tuple[Amount, Amount, Amount]:
    """Cashable, avoided, growth: a move is in one of them, and the three are never added together."""
    nothing_new = Amount(0, 0, 0, "No new need is funded by this move.")
    if gross.pence <= 0:
        dearer = Amount(-net.pence, -net.high, -net.low, "The home near by costs more: it is to be funded.")
        return Amount(0, 0, 0, "No budget line falls."), Amount(0, 0, 0, NOTHING_TO_COME), dearer
    if old.kind is ProviderKind.OWN:
        return Amount(0, 0, 0, OWN_BED), Amount(None, None, None, OWN_BED), nothing_new
    line = _budget_line(child, old, lines)
    said = (
        f"The bed is bought for this child, and its line falls from {on:%d/%m/%Y} unless another child comes into it."
    )
    if line is None:
        said += " No budget line for it is held: load the budget, so that the line and its holder are named."
    cash = Amount(
        net.pence,
        net.low,
        net.high,
        said,
        line=None if line is None else f"{line.code} {line.name}",
        starts=on,
        holder=None if line is None else line.holder,
    )
    return cash, Amount(0, 0, 0, NOTHING_TO_COME), nothing_new


def _budget_line(child: Away, old: OldPrice, lines: Sequence[BudgetLine]) -> BudgetLine | None:
    setting = None if child.setting is None else child.setting.value
    kind = None if old.kind is None else old.kind.value
    fitting = [
        line
        for line in lines
        if (not line.settings or setting in line.settings) and (not line.provider_kinds or kind in line.provider_kinds)
    ]
    return max(fitting, key=lambda line: (bool(line.settings), bool(line.provider_kinds)), default=None)
