"""The price of one child's week in a known home, or with a known provider, with the lines it is made of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from placements.amounts import half_up, weekly_pence
from placements.codes import Setting
from placements.models.contract import Contract, ContractKind, Per, PriceComponent, PriceLine, ProviderKind
from placements.models.finance import Uplift
from placements.price_lines import (
    UNIT_WORDS,
    WHOLE_PRICES,
    Quote,
    Wanted,
    by_the_week,
    chosen,
    covers,
    holds,
    is_for,
    steps_of,
)

_FRAMEWORK_FIRST = (ContractKind.FRAMEWORK, ContractKind.SPOT, ContractKind.BLOCK)


class QuoteBook:
    """Every price line held, its uplifts, and the contracts it names, ready to price a home.

    A line holds for its days, ages, setting, provider kind and level; a line for this child, home or contract comes
    before a general one of the same component. On a day on which the authority's own agreed price holds, published
    figures do not. A child in a bed of a block is priced at what the bed costs besides its fixed part.
    """

    def __init__(
        self, lines: Iterable[PriceLine], uplifts: Iterable[Uplift] = (), contracts: Iterable[Contract] = ()
    ) -> None:
        self.lines = tuple(lines)
        self.uplifts = tuple(uplifts)
        self.contracts = {contract.id: contract for contract in contracts}
        self._of_setting: dict[str, list[PriceLine]] = defaultdict(list)
        for line in self.lines:
            self._of_setting[line.setting].append(line)
        self._steps: dict[int, tuple[tuple[dt.date, int], ...]] = {}

    def steps(self, line: PriceLine) -> tuple[tuple[dt.date, int], ...]:
        """The amounts of a line, each with the day from which it holds: as agreed, then after each uplift.

        A rise is worked out on the amount before it and rounded, half up, to the penny, as a letter would state it.
        """
        if id(line) not in self._steps:
            self._steps[id(line)] = tuple(steps_of(line, self.uplifts))
        return self._steps[id(line)]

    def amount(self, line: PriceLine, on: dt.date) -> int:
        """The pence of a line on a day on which it holds."""
        return [pence for since, pence in self.steps(line) if since <= on][-1]

    def of_setting(self, setting: Setting, kind: ProviderKind | None) -> list[PriceLine]:
        """Every line that may hold for a setting and a provider kind."""
        return [line for line in self._of_setting[setting] if line.provider_kind in (None, kind)]

    def holding(self, wanted: Wanted) -> list[PriceLine]:
        """The lines that are paid for a child as wanted, whatever they are per: of each component those that count."""
        return chosen(self._of_setting[wanted.setting], wanted)

    def retainers(self, wanted: Wanted, per: Per) -> list[PriceLine]:
        """The retainer paid for a bed held for a child, or for a household with no child."""
        of_setting = self._of_setting[wanted.setting]
        lines = (line for line in of_setting if line.component is PriceComponent.RETAINER and line.unit.per is per)
        return chosen((line for line in lines if line.age_min is None), wanted)

    def quote(self, wanted: Wanted) -> Quote:
        """Price one child's week in a known home, or in a kind of home where no home is named."""
        lines = self.holding(wanted)
        paid = [line for line in lines if by_the_week(line) and (line.unit.per is Per.CHILD or wanted.first_in_home)]
        if not any(line.component in WHOLE_PRICES for line in paid) or self.fee_missing(wanted, lines):
            return Quote(None, (), self._not_known(wanted))
        weekly = sum(half_up(self.weekly(line, wanted.on)) for line in paid)
        return Quote(weekly, tuple(paid), self.sentence(paid, wanted.on))

    def quote_from(self, provider_id: int, wanted: Wanted) -> Quote:
        """Price a child's week with a provider whose home is not known yet, by the provider's own contracts.

        A framework comes before a spot price and that before a block, a lower tier before a higher one. Where no
        contract of the provider's prices the child, what other homes of its kind cost stands in, and is said to.
        """
        for contract in sorted(self.contracts.values(), key=_framework_first):
            if contract.provider_id == provider_id and _in_force(contract, wanted.on):
                quote = self.quote(replace(wanted, contract_id=contract.id))
                if any(line.contract_id == contract.id for line in quote.lines):
                    return replace(quote, because=f"{contract.kind} {contract.ref}: {quote.because}")
        quote = self.quote(wanted)
        return replace(quote, because=f"No contract of this provider prices this child; in general: {quote.because}")

    def weekly(self, line: PriceLine, on: dt.date) -> Fraction:
        """What a line is a week on a day, exactly."""
        return weekly_pence(self.amount(line, on), line.unit, on)

    def fixed_weekly_pence(self, setting: Setting, on: dt.date) -> int:
        """What blocks cost each week however many of their beds are filled."""
        fixed = (line for line in self._of_setting[setting] if line.unit.per is Per.CONTRACT and covers(line, on))
        return sum(half_up(self.weekly(line, on)) for line in fixed)

    def sentence(self, lines: Sequence[PriceLine], on: dt.date) -> str:
        """The lines in words, each with its unit, standing and source."""
        return "; ".join(
            f"{line.component} {self.amount(line, on) / 100:,.2f} {UNIT_WORDS[line.unit]} "
            f"({line.standing}, {line.source})"
            for line in lines
        )

    def fee_missing(self, wanted: Wanted, lines: Sequence[PriceLine]) -> bool:
        """Whether carers of this kind have a fee by level and this carer's level is not known."""
        if wanted.level is not None or not wanted.first_in_home:
            return False
        paid = any(line.component is PriceComponent.FEE for line in lines)
        return not paid and any(line.component is PriceComponent.FEE for line in self._by_level(wanted))

    def _by_level(self, wanted: Wanted) -> list[PriceLine]:
        return [
            line
            for line in self._of_setting[wanted.setting]
            if line.level is not None and holds(line, wanted) and is_for(line, replace(wanted, level=line.level))
        ]

    def _not_known(self, wanted: Wanted) -> str:
        levelled = self._by_level(wanted) if wanted.level is None else []
        if levelled:
            weekly = [float(self.weekly(line, wanted.on)) / 100 for line in levelled]
            return (
                f"The price depends on a level or lot that is not recorded: {levelled[0].component} from "
                f"£{min(weekly):,.2f} to £{max(weekly):,.2f} a week."
            )
        return nothing_known(wanted)


def _in_force(contract: Contract, on: dt.date) -> bool:
    return (contract.starts_on is None or contract.starts_on <= on) and (
        contract.ends_on is None or on < contract.ends_on
    )


def _framework_first(contract: Contract) -> tuple[int, int, str]:
    return _FRAMEWORK_FIRST.index(contract.kind), contract.tier or 0, contract.ref


def nothing_known(wanted: Wanted) -> str:
    """Why there is no price, and what to do."""
    whose = "any provider" if wanted.provider_kind is None else wanted.provider_kind.value
    return (
        f"No price is held for {wanted.setting.value.replace('_', ' ')} by {whose} at age {wanted.age} "
        f"on {wanted.on:%d/%m/%Y}: load it with `homeward import prices`."
    )
