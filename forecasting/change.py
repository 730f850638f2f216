"""Why spending changed: number of children, where they live, prices, uplifts and need; the parts add up to the change.

With n child-days and p a day's price of each kind of home, before and after: volume is the change in all child-days at
the mean price before; mix is what living elsewhere adds at prices before; the rest is the change of price of the days
after, told apart into need (enhancements for a child), inflation (uplifts of the base) and the price itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from placements.amounts import half_up

Cell = TypeVar("Cell")
PARTS = ("volume", "mix", "price", "inflation", "need")


@dataclass(frozen=True)
class Spent:
    """A kind of home in a period: child-days, pence for the base of the price, and pence for enhancements of need."""

    days: int
    base: int
    need: int = 0


@dataclass(frozen=True)
class Change:
    """Pence by cause; they add up to `total` exactly."""

    volume: int
    mix: int
    price: int
    inflation: int
    need: int

    @property
    def total(self) -> int:
        """The whole change."""
        return self.volume + self.mix + self.price + self.inflation + self.need


def change_between(
    before: Mapping[Cell, Spent], after: Mapping[Cell, Spent], uplift: Mapping[Cell, Fraction] | None = None
) -> Change:
    """Split the change of spending; `uplift` [kind of home] is the rise of its prices by the uplift table.

    A kind of home that nobody lived in before has no price before: all it costs is mix. Without any child-day before,
    everything is volume.
    """
    nothing = Spent(0, 0)
    cells = sorted({*before, *after}, key=str)
    days = sum(one.days for one in before.values()), sum(one.days for one in after.values())
    cost = sum(one.base + one.need for one in before.values()), sum(one.base + one.need for one in after.values())
    if not days[0]:
        return Change(cost[1] - cost[0], 0, 0, 0, 0)
    volume = Fraction((days[1] - days[0]) * cost[0], days[0])
    price = inflation = need = Fraction()
    for cell in cells:
        one, other = before.get(cell, nothing), after.get(cell, nothing)
        if not one.days or not other.days:
            continue
        base, extra = Fraction(one.base, one.days), Fraction(one.need, one.days)
        need += other.need - extra * other.days
        risen = base * other.days * (uplift or {}).get(cell, Fraction())
        inflation += risen
        price += other.base - base * other.days - risen
    exact = {"volume": volume, "price": price, "inflation": inflation, "need": need}
    exact["mix"] = cost[1] - cost[0] - sum(exact.values(), Fraction())
    return _rounded(exact)


def _rounded(exact: Mapping[str, Fraction]) -> Change:
    """Whole pence that still add up: each part is rounded on what the parts before it have left."""
    found, upto = {}, Fraction()
    for name in PARTS:
        found[name] = half_up(upto + exact[name]) - half_up(upto)
        upto += exact[name]
    return Change(**found)
