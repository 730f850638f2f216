"""What a kind of home costs for planning: the mix of homes in which children live today, or what stands in for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from placements.codes import Setting
from placements.models.contract import Contract, Per, PriceComponent, PriceLine, ProviderKind
from placements.models.finance import Uplift
from placements.price_lines import WHOLE_PRICES, Quote, Wanted, by_the_week
from placements.quoting import QuoteBook, nothing_known

Kind = ProviderKind | None
_MANY = 1_000_000
"""Children of a stand-in, so that a carer may be shared by any number of them."""


@dataclass(frozen=True)
class InUse:
    """How many children live today, in how many homes, at one way of being priced: a home, a contract or a level."""

    setting: Setting
    provider_kind: Kind
    children: int
    homes: int
    home_id: int | None = None
    contract_id: int | None = None
    level: str | None = None


class TypicalBook(QuoteBook):
    """A price book that also knows where children live today, and so what a kind of home costs.

    A kind of home is priced by the mix of homes in which children live today (`in_use`); where nobody is known to live
    in one, by its general lines or, failing those, by the plain mean of single prices. A price that has ended is
    carried on, and one still to come is carried back, since a child does not stop costing.
    """

    def __init__(
        self,
        lines: Iterable[PriceLine],
        uplifts: Iterable[Uplift] = (),
        contracts: Iterable[Contract] = (),
        in_use: Sequence[InUse] = (),
    ) -> None:
        super().__init__(lines, uplifts, contracts)
        fixed = {line.contract_id for line in self.lines if line.component is PriceComponent.BLOCK_FIXED}
        self._block_contracts = fixed
        self._in_use = tuple(one for one in in_use if one.contract_id is None or one.contract_id not in fixed)

    def typical(self, wanted: Wanted, children_per_carer: float = 1.0) -> Quote:
        """Price a kind of home for planning, a carer's fee shared by the children who live there on average."""
        weekly, lines, because = self.typical_week(wanted, wanted.on, children_per_carer)
        return Quote(None, (), because) if weekly is None else Quote(round(weekly), lines, because)

    def typical_week(
        self, wanted: Wanted, anchor: dt.date, children_per_carer: float, component: PriceComponent | None = None
    ) -> tuple[float | None, tuple[PriceLine, ...], str]:
        """The mean weekly pence over the sources of prices, the lines used, and what it rests on."""
        sources = self.in_use_of(wanted.setting, wanted.provider_kind)
        mix = bool(sources)
        sources = sources or self._stand_ins(wanted, anchor, children_per_carer)
        total, weight, used, notes = 0.0, 0, [], []
        for source in sources:
            priced = self._source_week(source, wanted, component)
            if priced is not None:
                total += priced[0] * source.children
                weight += source.children
                used += priced[1]
                notes.append(priced[2])
        if not weight:
            return None, (), nothing_known(wanted)
        how = (
            f"by where {weight} children live today: "
            if mix
            else f"by the plain mean of {len(notes)} single prices: "
            if len(notes) > 1
            else ""
        )
        return total / weight, tuple({id(line): line for line in used}.values()), how + "; ".join(dict.fromkeys(notes))

    def _source_week(
        self, source: InUse, wanted: Wanted, component: PriceComponent | None
    ) -> tuple[float, list[PriceLine], str] | None:
        """A child's week at one source, the household's part shared by its children, or None where it has no price."""
        asked = replace(wanted, home_id=source.home_id, contract_id=source.contract_id, level=source.level)
        on = self._priced_day(asked)
        if on is None:
            return None
        lines = [line for line in self.holding(replace(asked, on=on)) if by_the_week(line)]
        share = {Per.CHILD: 1.0, Per.CARER: source.homes / source.children}
        weekly = sum(
            float(self.weekly(line, on)) * share[line.unit.per] for line in lines if component in (None, line.component)
        )
        carried = "" if on == wanted.on else f" (carried from {on:%d/%m/%Y})"
        return weekly, lines, self.sentence(lines, on) + carried

    def _priced_day(self, wanted: Wanted) -> dt.date | None:
        """The day itself where a whole price holds, else the nearest earlier one, else the nearest later one."""
        if self._has_whole(wanted):
            return wanted.on
        edges = sorted(
            {line.starts_on for line in self.of_setting(wanted.setting, wanted.provider_kind)}
            | {
                line.ends_on - dt.timedelta(days=1)
                for line in self.of_setting(wanted.setting, wanted.provider_kind)
                if line.ends_on is not None
            }
        )
        before = [day for day in reversed(edges) if day < wanted.on]
        after = [day for day in edges if day > wanted.on]
        return next((day for day in (*before, *after) if self._has_whole(replace(wanted, on=day))), None)

    def _has_whole(self, wanted: Wanted) -> bool:
        return any(line.component in WHOLE_PRICES and by_the_week(line) for line in self.holding(wanted))

    def in_use_of(self, setting: Setting, kind: Kind) -> list[InUse]:
        """Where children live today, told apart as far as prices tell them apart.

        Children with a carer whose fee level is not recorded are taken to live like those of whom it is.
        """
        lines = self.of_setting(setting, kind)
        homes = {line.home_id for line in lines}
        contracts = {line.contract_id for line in lines} - self._block_contracts
        levels = {line.level for line in lines}
        merged: dict[tuple[int | None, int | None, str | None], list[int]] = {}
        for one in self._in_use:
            if one.setting is setting and one.provider_kind == kind:
                key = (
                    one.home_id if one.home_id in homes else None,
                    one.contract_id if one.contract_id in contracts else None,
                    one.level if one.level in levels else None,
                )
                if levels - {None} and one.level is None and one.contract_id is None:
                    continue
                count = merged.setdefault(key, [0, 0])
                count[0] += one.children
                count[1] += one.homes
        return [InUse(setting, kind, children, homes, *key) for key, (children, homes) in merged.items()]

    def _stand_ins(self, wanted: Wanted, anchor: dt.date, children_per_carer: float) -> list[InUse]:
        """What stands for a kind of home in which nobody is known to live: levels, else general, else single prices.

        A single price that begins after the day from which a forecast looks belongs to no home that stands today.
        """
        general = InUse(wanted.setting, wanted.provider_kind, 1, 1)
        lines = self.of_setting(wanted.setting, wanted.provider_kind)
        levels = sorted({line.level for line in lines if line.level is not None and line.contract_id is None})
        if levels:
            found = [replace(general, level=level) for level in levels]
        elif self._priced_day(wanted) is not None:
            found = [general]
        else:
            found = self.singles(wanted.setting, wanted.provider_kind)
            standing = [one for one in found if self._has_whole(self._at(one, wanted, anchor))]
            found = standing or found
        return [replace(one, children=_MANY, homes=round(_MANY / children_per_carer)) for one in found]

    def _at(self, source: InUse, wanted: Wanted, on: dt.date) -> Wanted:
        return replace(wanted, on=on, home_id=source.home_id, contract_id=source.contract_id, level=source.level)

    def singles(self, setting: Setting, kind: Kind) -> list[InUse]:
        """Every single price: of a home, or of a contract and lot, that is no block's."""
        keys = {
            (line.home_id, line.contract_id, line.level)
            for line in self.of_setting(setting, kind)
            if (line.home_id or line.contract_id)
            and line.child_id is None
            and line.contract_id not in self._block_contracts
        }
        return [InUse(setting, kind, 1, 1, *key) for key in sorted(keys, key=str)]

    def price_at_oldest(self, source: InUse, wanted: Wanted) -> float | None:
        """A week at a source, at the oldest age for which it has a price."""
        for age in range(17, -1, -1):
            priced = self._source_week(source, replace(wanted, age=age), None)
            if priced is not None:
                return priced[0]
        return None
