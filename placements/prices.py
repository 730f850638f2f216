"""The price book: what a week in a home costs, in whole pence, and what it does not know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from placements.codes import Setting
from placements.models.contract import PriceComponent, PriceLine, PriceStanding, PriceUnit, ProviderKind

DAYS_A_WEEK = 7


def line_pence(amount_pence: int, days: int) -> int:
    """What a weekly price comes to over some days, rounded once, half up, to the penny (costs paper, formulas)."""
    return (2 * days * amount_pence + DAYS_A_WEEK) // (2 * DAYS_A_WEEK)


@dataclass(frozen=True)
class Wanted:
    """What is to be priced: a setting, whose home it is, the child's age in whole years, and the day."""

    setting: Setting
    provider_kind: ProviderKind | None
    age: int
    on: dt.date
    home_id: int | None = None
    contract_id: int | None = None
    level: str | None = None
    first_in_home: bool = True


@dataclass(frozen=True)
class Quote:
    """A week's price with the lines it is made of; `weekly_pence` is None, with the reason, where nothing is known."""

    weekly_pence: int | None
    lines: tuple[PriceLine, ...]
    because: str

    @property
    def standing(self) -> PriceStanding | None:
        """Agreed only if every line was agreed; a published figure in it makes it published."""
        if not self.lines:
            return None
        agreed = all(line.standing is PriceStanding.AGREED for line in self.lines)
        return PriceStanding.AGREED if agreed else PriceStanding.PUBLISHED


class PriceBook:
    """Every price line held, ready to price a home or a forecast.

    A line holds for its days, ages, setting and provider kind; a line for this home or this contract comes before a
    general one of the same component; the authority's agreed prices come before published figures for the same
    setting and provider kind.
    """

    def __init__(self, lines: Iterable[PriceLine]) -> None:
        every = tuple(lines)
        agreed = {(line.setting, line.provider_kind) for line in every if line.standing is PriceStanding.AGREED}
        self.lines = tuple(
            line
            for line in every
            if line.standing is PriceStanding.AGREED or (line.setting, line.provider_kind) not in agreed
        )

    def quote(self, wanted: Wanted) -> Quote:
        """Price one child's week in a known home, or in a kind of home where no home is named."""
        chosen = _most_specific([line for line in self.lines if _holds(line, wanted) and _is_for(line, wanted)])
        paid = [line for line in chosen if line.unit is PriceUnit.CHILD_WEEK or _carers_fee(line, wanted)]
        if not any(line.component in _WHOLE_PRICES for line in paid):
            return Quote(None, (), _nothing_known(wanted))
        return Quote(sum(line.amount_pence for line in paid), tuple(paid), _sentence(paid))

    def typical(self, wanted: Wanted, children_per_carer: float = 1.0) -> Quote:
        """Price a kind of home for planning, a carer's fee shared by the children who live there on average.

        Each component is priced by its general lines; one priced only for single contracts, homes or fee levels, by
        the plain mean of those.
        """
        weekly = 0.0
        used: list[PriceLine] = []
        notes: list[str] = []
        held = [line for line in self.lines if _holds(line, wanted) and line.unit in _BY_THE_WEEK]
        for component in sorted({line.component for line in held}):
            lines, pence, note = _typical_component([line for line in held if line.component is component])
            share = children_per_carer if lines[0].unit is PriceUnit.CARER_WEEK else 1.0
            weekly += pence / share
            used += lines
            notes.append(note)
        if not any(line.component in _WHOLE_PRICES for line in used):
            return Quote(None, (), _nothing_known(wanted))
        return Quote(round(weekly), tuple(used), "; ".join(notes))

    def fixed_weekly_pence(self, setting: Setting, on: dt.date) -> int:
        """What blocks cost each week however many of their beds are filled."""
        return sum(
            line.amount_pence
            for line in self.lines
            if line.setting == setting and line.unit is PriceUnit.CONTRACT_WEEK and _covers(line, on)
        )

    def daily_rates(
        self,
        settings: Sequence[Setting],
        provider_kinds: Sequence[ProviderKind | None],
        ages: Sequence[int],
        days: Sequence[dt.date],
        children_per_carer: float = 1.0,
    ) -> tuple[NDArray[np.float64], dict[tuple[Setting, ProviderKind | None], str]]:
        """Pence a child-day for every setting x provider kind x age x day (a month's first, say), NaN where unknown.

        Also says, for each setting and provider kind, what the price rests on or why there is none.
        """
        rates = np.full((len(settings), len(provider_kinds), len(ages), len(days)), np.nan)
        because: dict[tuple[Setting, ProviderKind | None], str] = {}
        for (s, setting), (p, kind) in product(enumerate(settings), enumerate(provider_kinds)):
            rates[s, p], because[setting, kind] = self._rates_of(setting, kind, ages, days, children_per_carer)
        return rates, because

    def _rates_of(
        self,
        setting: Setting,
        kind: ProviderKind | None,
        ages: Sequence[int],
        days: Sequence[dt.date],
        children_per_carer: float,
    ) -> tuple[NDArray[np.float64], str]:
        """One setting and provider kind: the same lines give the same price, so each set of lines is priced once."""
        near = [line for line in self.lines if line.setting == setting and line.provider_kind in (None, kind)]
        priced: dict[tuple[int, ...], Quote] = {}
        rates = np.full((len(ages), len(days)), np.nan)
        because = _nothing_known(Wanted(setting, kind, ages[-1], days[0]))
        for (a, age), (d, day) in product(enumerate(ages), enumerate(days)):
            wanted = Wanted(setting, kind, age, day)
            holding = tuple(id(line) for line in near if _holds(line, wanted))
            if holding not in priced:
                priced[holding] = self.typical(wanted, children_per_carer)
            quote = priced[holding]
            if quote.weekly_pence is not None:
                rates[a, d], because = quote.weekly_pence / DAYS_A_WEEK, quote.because
        return rates, because


_WHOLE_PRICES = frozenset(
    {PriceComponent.BASE, PriceComponent.ALLOWANCE, PriceComponent.BLOCK_VARIABLE, PriceComponent.FEE}
)


_BY_THE_WEEK = frozenset({PriceUnit.CHILD_WEEK, PriceUnit.CARER_WEEK})


def _typical_component(lines: list[PriceLine]) -> tuple[list[PriceLine], float, str]:
    """The lines of one component that stand for a typical home, their weekly pence, and what that rests on."""
    general = [line for line in lines if line.home_id is None and line.contract_id is None and line.level is None]
    if general:
        chosen = _most_specific(general)
        return chosen, sum(line.amount_pence for line in chosen), _sentence(chosen)
    mean = sum(line.amount_pence for line in lines) / len(lines)
    return lines, mean, f"{lines[0].component} by the plain mean of {len(lines)} single prices"


def _covers(line: PriceLine, on: dt.date) -> bool:
    return line.starts_on <= on and (line.ends_on is None or on < line.ends_on)


def _holds(line: PriceLine, wanted: Wanted) -> bool:
    return (
        line.setting == wanted.setting
        and line.provider_kind in (None, wanted.provider_kind)
        and _covers(line, wanted.on)
        and (line.age_min is None or line.age_min <= wanted.age)
        and (line.age_max is None or wanted.age <= line.age_max)
    )


def _is_for(line: PriceLine, wanted: Wanted) -> bool:
    return (
        line.home_id in (None, wanted.home_id)
        and line.contract_id in (None, wanted.contract_id)
        and line.level in (None, wanted.level)
        and line.unit is not PriceUnit.CONTRACT_WEEK
        and line.unit is not PriceUnit.ONCE
    )


def _carers_fee(line: PriceLine, wanted: Wanted) -> bool:
    """A fee is paid once a household, so it is part of the price only of the first child there."""
    return line.unit is PriceUnit.CARER_WEEK and wanted.first_in_home


def _specificity(line: PriceLine) -> tuple[bool, bool, bool, bool]:
    return (
        line.home_id is not None,
        line.contract_id is not None,
        line.level is not None,
        line.provider_kind is not None,
    )


def _most_specific(lines: list[PriceLine]) -> list[PriceLine]:
    best: dict[PriceComponent, tuple[bool, bool, bool, bool]] = {}
    for line in lines:
        best[line.component] = max(best.get(line.component, _specificity(line)), _specificity(line))
    return [line for line in lines if _specificity(line) == best[line.component]]


def _sentence(lines: Sequence[PriceLine]) -> str:
    parts = (
        f"{line.component} {line.amount_pence / 100:,.2f} a week ({line.standing}, {line.source})" for line in lines
    )
    return "; ".join(parts)


def _nothing_known(wanted: Wanted) -> str:
    whose = "any provider" if wanted.provider_kind is None else wanted.provider_kind.value
    return (
        f"No price is held for {wanted.setting.value.replace('_', ' ')} by {whose} at age {wanted.age} "
        f"on {wanted.on:%d/%m/%Y}: load it with `homeward import prices`."
    )
