"""A price book made ready for a forecast: rates by kind of home, age and month, blocks, and the spread of prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from forecasting.calendar import Calendar
from forecasting.states import PROVIDER_BY_CODE, PROVIDERS, SETTINGS, Floats, Ints, ProviderType
from forecasting.tables import ADULT
from forecasting.tails import Tails
from placements.codes import Setting
from placements.models.contract import PriceComponent, ProviderKind
from placements.prices import PriceBook
from placements.provider_kinds import kinds_behind

Kind = ProviderKind | None
_NO_SPREAD = 1


@dataclass(frozen=True)
class PricedBlock:
    """A block in one kind of home: beds to fill (0 if not known), pence a day by month: fixed, and a night besides."""

    cell: tuple[int, int]
    beds: float
    fixed: Floats
    variable: Floats


@dataclass
class Pricing:
    """What nights cost. cells [cell, 2] setting and provider; rates [cell, age, month] pence a night, NaN if unknown.

    reasons [cell] say what a rate rests on; notes, which prices are carried or stand still.
    """

    book: PriceBook
    calendar: Calendar
    cells: Ints
    rates: Floats
    reasons: list[str]
    blocks: tuple[PricedBlock, ...]
    tails: dict[int, Tails]
    notes: tuple[str, ...]
    _parts: dict[PriceComponent, Floats] = field(default_factory=dict)

    def part(self, component: PriceComponent) -> Floats:
        """The part of the rates that one component makes up; nothing where it has none."""
        if component not in self._parts:
            self._parts[component] = np.nan_to_num(_rates(self.cells, self.calendar, self.book, component)[0])
        return self._parts[component]


def pricing_of(cells: Ints, calendar: Calendar, book: PriceBook, runs: int, seed: int) -> Pricing:
    """Make a price book ready for the kinds of home that occur, and for those of its blocks."""
    first, last = calendar.month_starts[0], calendar.month_ends[-1]
    blocks = tuple(_blocks(calendar, book))
    known = {(int(setting), int(provider)) for setting, provider in cells}
    more = sorted({block.cell for block in blocks} - known)
    cells = np.concatenate([cells, np.array(more, dtype=np.int64).reshape(-1, 2)])
    rates, reasons = _rates(cells, calendar, book)
    tails, notes = {}, []
    for at, (setting, provider) in enumerate(cells):
        kind = priced_kind(book, SETTINGS[setting], PROVIDERS[provider])
        spread = book.spread(SETTINGS[setting], kind, first)
        if len(spread.factors) > _NO_SPREAD:
            tails[at] = Tails(spread, calendar.lengths[-calendar.months :].tolist(), runs, (seed, setting, provider))
        notes += book.standing_in(SETTINGS[setting], kind, first, last)
    return Pricing(book, calendar, cells, rates, reasons, blocks, tails, tuple(dict.fromkeys(notes)))


def _blocks(calendar: Calendar, book: PriceBook) -> list[PricedBlock]:
    made = []
    for block in book.blocks():
        days = [book.block_day(block, day) for day in calendar.month_starts]
        provider = _provider_of(block.setting, block.provider_kind)
        cell = (SETTINGS.index(block.setting), PROVIDERS.index(provider))
        variable = np.array([np.nan if night is None else night for _, night in days])
        beds = 0 if np.isnan(variable).all() else block.beds or 0
        made.append(PricedBlock(cell, beds, np.array([fixed for fixed, _ in days]), np.nan_to_num(variable)))
    return made


def _rates(
    cells: Ints, calendar: Calendar, book: PriceBook, component: PriceComponent | None = None
) -> tuple[Floats, list[str]]:
    """[cell, age, month] pence a child-day, by the first kind of provider for which one is held, and why it is not."""
    rates = np.full((len(cells), ADULT, calendar.months), np.nan)
    reasons = []
    for cell, (setting_at, provider_at) in enumerate(cells):
        setting, kinds = SETTINGS[setting_at], kinds_of(SETTINGS[setting_at], PROVIDERS[provider_at])
        found, because = book.daily_rates([setting], kinds, range(ADULT), calendar.month_starts, component=component)
        for kind in range(len(kinds)):
            rates[cell] = np.where(np.isnan(rates[cell]), found[0, kind], rates[cell])
        reasons.append(because[setting, kinds[0]])
    return rates, reasons


def priced_kind(book: PriceBook, setting: Setting, provider: ProviderType) -> Kind:
    """The first kind of provider with a line of its own, else the likeliest."""
    kinds = kinds_of(setting, provider)
    own = (kind for kind in kinds if any(line.provider_kind == kind for line in book.of_setting(setting, kind)))
    return next(own, kinds[0])


def kinds_of(setting: Setting, provider: ProviderType) -> tuple[Kind, ...]:
    """The kinds of provider of the price book that may stand behind a provider, the likeliest first."""
    return kinds_behind(setting, _CODE[provider])


def _provider_of(setting: Setting, kind: Kind) -> ProviderType:
    """The provider of the return behind which a kind of provider most likely stands."""
    found: Sequence[ProviderType] = [one for one in PROVIDERS if kinds_of(setting, one)[0] == kind]
    return found[0] if found else ProviderType.PRIVATE


_CODE = {provider: code for code, provider in PROVIDER_BY_CODE.items()}
