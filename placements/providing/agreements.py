"""Agreements and prices in force on a day: when each ends, and when its price changes next or would be due to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from placements.amounts import financial_year, year_start
from placements.models.contract import Contract, PriceLine, Provider
from placements.models.finance import Uplift
from placements.price_lines import covers, steps_of

_OF_ONE_THING = (
    *("setting", "component", "unit", "provider_kind", "contract_id", "home_id", "age_min", "age_max", "level", "nth"),
    "standing",
)


@dataclass(frozen=True)
class Price:
    """A price line in force: pence since a day, when it ends, and when it changes next.

    `changes_on` is the next day for which another amount is held, None where none is; `due_on` is then the first day of
    the next financial year, from which on it stands still for want of an uplift.
    """

    line: PriceLine
    pence: int
    since: dt.date
    ends_on: dt.date | None
    changes_on: dt.date | None
    due_on: dt.date | None


@dataclass(frozen=True)
class Agreement:
    """An agreement with its provider and its prices; `say_by` is the last day to give notice before it ends itself."""

    contract: Contract
    provider: Provider
    prices: tuple[Price, ...]

    def in_force(self, day: dt.date) -> bool:
        """Whether it holds on a day; an unknown first day means that it does."""
        starts, ends = self.contract.starts_on, self.contract.ends_on
        return (starts is None or starts <= day) and (ends is None or day < ends)

    @property
    def say_by(self) -> dt.date | None:
        """The day by which to decide: as many days before its end as its notice; None without an end or a notice."""
        ends, notice = self.contract.ends_on, self.contract.notice_days
        return None if ends is None or notice is None else ends - dt.timedelta(days=notice)


@dataclass(frozen=True)
class Agreements:
    """Agreements that hold on a day or are still to begin, the soonest to end first; prices that belong to none."""

    day: dt.date
    held: tuple[Agreement, ...]
    general: tuple[Price, ...]
    over: int


def agreements(
    contracts: Iterable[tuple[Contract, Provider]],
    lines: Sequence[PriceLine],
    uplifts: Sequence[Uplift],
    day: dt.date,
) -> Agreements:
    """Everything in force on a day or to come; agreements that are over are only counted."""
    prices = [_price(line, lines, uplifts, day) for line in lines if covers(line, day)]
    every = [
        Agreement(contract, provider, tuple(one for one in prices if one.line.contract_id == contract.id))
        for contract, provider in contracts
    ]
    held = [one for one in every if one.contract.ends_on is None or one.contract.ends_on > day]
    return Agreements(
        day,
        tuple(sorted(held, key=lambda one: (one.contract.ends_on or dt.date.max, one.contract.ref))),
        tuple(one for one in prices if one.line.contract_id is None),
        len(every) - len(held),
    )


def _price(line: PriceLine, lines: Iterable[PriceLine], uplifts: Sequence[Uplift], day: dt.date) -> Price:
    steps = list(steps_of(line, uplifts))
    since, pence = [step for step in steps if step[0] <= day][-1]
    later = [on for on, _ in steps if on > day]
    later += [other.starts_on for other in lines if other.starts_on > day and _of_one_thing(line, other)]
    changes = min(later, default=None)
    next_year = year_start(financial_year(day) + 1)
    stands_still = changes is None and (line.ends_on is None or line.ends_on > next_year)
    return Price(line, pence, since, line.ends_on, changes, next_year if stands_still else None)


def _of_one_thing(one: PriceLine, other: PriceLine) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _OF_ONE_THING)
