"""The price book: what homes cost one by one, and what a kind of home costs for planning, with its spread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

import numpy as np
from numpy.typing import NDArray

from placements.amounts import DAYS_A_WEEK, financial_year, line_pence, year_start
from placements.codes import Setting
from placements.models.contract import Per, PriceComponent, PriceLine, Span
from placements.price_lines import WHOLE_PRICES, Quote, Wanted, covers
from placements.quoting import nothing_known
from placements.typical_prices import InUse, Kind, TypicalBook

__all__ = ["Block", "InUse", "PriceBook", "Quote", "Spread", "Wanted", "line_pence"]

Floats = NDArray[np.float64]
_TWO = 2
_OLDEST = 25
_OF_ONE_THING = (
    *("component", "provider_kind", "contract_id", "home_id", "age_min", "age_max", "level", "child_id", "nth"),
    *("standing", "unit"),
)


@dataclass(frozen=True)
class Block:
    """A block of beds: its contract, beds (None where not recorded) and the setting and kind of its homes."""

    contract_id: int | None
    setting: Setting
    provider_kind: Kind
    beds: int | None


@dataclass(frozen=True)
class Spread:
    """Single prices as factors of their mean, with weights that add up to 1, and of how many children known today."""

    factors: Floats
    weights: Floats
    children: int


class PriceBook(TypicalBook):
    """Every price line held, ready to price a home (`QuoteBook`), a kind of home (`TypicalBook`) or a forecast.

    `standing_in` says which prices are carried on or back, `years_without_uplift` in which years they stand still.
    """

    def daily_rates(
        self,
        settings: Sequence[Setting],
        provider_kinds: Sequence[Kind],
        ages: Sequence[int],
        days: Sequence[dt.date],
        children_per_carer: float = 1.0,
        component: PriceComponent | None = None,
    ) -> tuple[Floats, dict[tuple[Setting, Kind], str]]:
        """Pence a child-day for every setting x provider kind x age x day (a month's first, say), NaN where unknown.

        With a component: only that part of the price. Also says, for each setting and provider kind, what the price
        rests on or why there is none.
        """
        rates = np.full((len(settings), len(provider_kinds), len(ages), len(days)), np.nan)
        because: dict[tuple[Setting, Kind], str] = {}
        for (s, setting), (p, kind) in product(enumerate(settings), enumerate(provider_kinds)):
            because[setting, kind] = nothing_known(Wanted(setting, kind, ages[-1], days[0]))
            for age_at, day_at in product(self._age_steps(setting, kind, ages), self._day_steps(setting, kind, days)):
                wanted = Wanted(setting, kind, ages[age_at[0]], days[day_at[0]])
                weekly, _, said = self.typical_week(wanted, days[0], children_per_carer, component)
                if weekly is not None:
                    rates[s, p, age_at[0] : age_at[1], day_at[0] : day_at[1]] = weekly / DAYS_A_WEEK
                    because[setting, kind] = said
        return rates, because

    def spread(self, setting: Setting, kind: Kind, on: dt.date) -> Spread:
        """How the prices of single homes of a kind lie about their mean.

        They are those of homes in which children live today, each as often as children do; where nobody is known to
        live in one, every single price held, each alike. Fewer than two prices have no spread.
        """
        used = self.in_use_of(setting, kind)
        wanted = Wanted(setting, kind, 0, on)
        priced = [
            (self.price_at_oldest(source, wanted), source.children) for source in used or self.singles(setting, kind)
        ]
        found = [(price, children) for price, children in priced if price]
        if len(found) < _TWO:
            return Spread(np.ones(1), np.ones(1), 0)
        prices, children = (np.array(column, dtype=np.float64) for column in zip(*found, strict=True))
        weights = children / children.sum()
        return Spread(prices / (prices @ weights), weights, int(children.sum()) if used else 0)

    def blocks(self) -> list[Block]:
        """Every block of beds with a fixed price, by contract."""
        found: dict[tuple[int | None, Setting, Kind], Block] = {}
        for line in self.lines:
            if line.component is PriceComponent.BLOCK_FIXED:
                contract = self.contracts.get(line.contract_id or 0)
                setting = Setting(line.setting)
                key = (line.contract_id, setting, line.provider_kind)
                found[key] = Block(*key, beds=contract.beds if contract else None)
        return list(found.values())

    def block_day(self, block: Block, on: dt.date) -> tuple[float, float | None]:
        """Pence a day of a block's fixed part, and of a child's night in it besides; None where that is not known."""
        held = [line for line in self.of_setting(block.setting, block.provider_kind) if covers(line, on)]
        fixed = [line for line in held if line.contract_id == block.contract_id and line.unit.per is Per.CONTRACT]
        ages = sorted({line.age_min or 0 for line in held})
        for age in reversed(ages or [0]):
            quote = self.quote(Wanted(block.setting, block.provider_kind, age, on, contract_id=block.contract_id))
            if any(line.contract_id == block.contract_id for line in quote.lines):
                variable = (quote.weekly_pence or 0) / DAYS_A_WEEK
                return float(sum(self.weekly(line, on) for line in fixed)) / DAYS_A_WEEK, variable
        return float(sum(self.weekly(line, on) for line in fixed)) / DAYS_A_WEEK, None

    def standing_in(self, setting: Setting, kind: Kind, first: dt.date, last: dt.date) -> list[str]:
        """What is carried on or back between two days for want of a price, and for which years no uplift is held."""
        whole = [line for line in self.of_setting(setting, kind) if line.component in WHOLE_PRICES]
        if not whole:
            return []
        said = []
        ends = [line.ends_on for line in whole]
        starts = min(line.starts_on for line in whole)
        last_end = None if None in ends else max(end for end in ends if end is not None)
        what = f"{setting.value.replace('_', ' ')} by {kind.value.replace('_', ' ') if kind else 'any provider'}"
        if last_end is not None and last_end <= last:
            said.append(f"The price of {what} ends on {last_end - dt.timedelta(days=1):%d/%m/%Y} and is carried on.")
        if starts > first:
            said.append(f"The price of {what} begins on {starts:%d/%m/%Y} and is carried back.")
        return [
            *said,
            *(f"Two prices of {what} hold at once: {pair}. Only one is used: end the other." for pair in _twice(whole)),
        ]

    def years_without_uplift(self, first: dt.date, last: dt.date) -> list[int]:
        """The financial years after the first, up to a day, in which no price or uplift begins: prices stand still."""
        changes = [line.starts_on for line in self.lines] + [uplift.starts_on for uplift in self.uplifts]
        years = range(financial_year(first) + 1, financial_year(last) + 1)
        return [year for year in years if not any(financial_year(day) == year for day in changes)]

    def _age_steps(self, setting: Setting, kind: Kind, ages: Sequence[int]) -> list[tuple[int, int]]:
        """The stretches of ages, as positions, over which no line begins or ends to hold."""
        lines = self.of_setting(setting, kind)
        edges = {line.age_min or 0 for line in lines} | {
            (_OLDEST if line.age_max is None else line.age_max) + 1 for line in lines
        }
        return _stretches([age in edges for age in ages])

    def _day_steps(self, setting: Setting, kind: Kind, days: Sequence[dt.date]) -> list[tuple[int, int]]:
        """The stretches of days, as positions, over which no amount changes."""
        edges: set[dt.date] = set()
        for line in self.of_setting(setting, kind):
            edges |= {day for day, _ in self.steps(line)} | ({line.ends_on} if line.ends_on else set())
            if line.unit.span is Span.YEAR:
                edges |= {year_start(year) for year in range(days[0].year, days[-1].year + 1)}
        new = [False, *(any(one < edge <= other for edge in edges) for one, other in pairwise(days))]
        return _stretches(new)


def _twice(lines: Sequence[PriceLine]) -> list[str]:
    """The references of lines that hold on one day for the very same thing, of the same standing."""
    same = [
        (one.ref, other.ref)
        for one, other in combinations(sorted(lines, key=lambda line: line.starts_on), 2)
        if all(getattr(one, name) == getattr(other, name) for name in _OF_ONE_THING)
        and (one.ends_on is None or other.starts_on < one.ends_on)
    ]
    return [f"{one} and {other}" for one, other in same]


def _stretches(new: Sequence[bool]) -> list[tuple[int, int]]:
    starts = [at for at, is_new in enumerate(new) if is_new or at == 0]
    return list(zip(starts, [*starts[1:], len(new)], strict=True))
