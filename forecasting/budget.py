"""What the simulated nights cost: nights by home and age times the price of the month, never rounded children."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.calendar import Calendar
from forecasting.lever import DAYS_A_YEAR, Lever
from forecasting.price_nights import price_nights
from forecasting.pricing import PricedBlock, Pricing, kinds_of, pricing_of
from forecasting.scenario import BASE, Scenario
from forecasting.simulated import Simulated
from forecasting.states import PROVIDERS, SETTINGS, Floats, Ints, ProviderType
from forecasting.tables import ADULT, Counts
from placements.codes import FOSTERING, Setting
from placements.prices import PriceBook as Prices

__all__ = ["Budget", "NotPriced", "Prices", "budget_of", "kinds_of", "priced"]

_DAYS_A_WEEK = 7
_WEEKS_A_MONTH = DAYS_A_YEAR / 12 / _DAYS_A_WEEK
Pence = npt.NDArray[np.int64]


@dataclass(frozen=True)
class NotPriced:
    """Nights in a kind of home for which some age or month has no price: they are in no total."""

    setting: Setting
    provider: ProviderType
    nights_a_month: float
    because: str


@dataclass(frozen=True)
class Budget:
    """Cost in whole pence, every part of which adds up to the total to the penny.

    by_cell [run, month, cell] by kind of home, cells [cell, 2] its setting and provider; pence [run, month, setting];
    own [run, month] what a scenario itself costs; priced [setting] whether a price is held; inflation [month] the
    pence, on average, that prices have risen to since the first month.
    """

    by_cell: Pence
    cells: Ints
    pence: Pence
    own: Pence
    priced: npt.NDArray[np.bool_]
    not_priced: tuple[NotPriced, ...]
    inflation: Floats
    notes: tuple[str, ...]

    @property
    def total(self) -> Pence:
        """[run, month] pence."""
        total: Pence = self.pence.sum(axis=2) + self.own
        return total


def budget_of(
    simulated: Simulated, calendar: Calendar, prices: Prices, scenario: Scenario = BASE, seed: int = 1
) -> Budget:
    """Price every night of the months answered under a scenario."""
    return priced(simulated, pricing_of(simulated.homes, calendar, prices, len(simulated.stock), seed), scenario)


def priced(simulated: Simulated, pricing: Pricing, scenario: Scenario = BASE) -> Budget:
    """Price every night with prices made ready before.

    Each run's month is rounded, half up, to the penny kind of home by kind of home so that what is rounded adds up: no
    part is a penny away from its exact cost, nor their sum. Nights without a price are left out and listed.
    """
    calendar, months = pricing.calendar, pricing.calendar.months
    blocks = (*pricing.blocks, *(_lever_block(lever, calendar) for lever in scenario.blocks))
    cells = _with_blocks(pricing.cells, blocks)
    nights = simulated.nights[..., -months:]
    rates = _scaled(pricing, scenario)
    known = np.nan_to_num(rates)
    own, runs = len(simulated.homes), nights.shape[2]
    exact, there = np.zeros((len(cells), runs, months)), np.zeros((own, runs, months), dtype=np.int32)
    total = np.zeros((own, ADULT, months))
    price_nights(nights, known[:own], exact[:own], there, total)
    for cell, tails in pricing.tails.items():
        if cell < own:
            exact[cell] *= tails.factors(there[cell] / calendar.lengths[-months:])
    _fill_blocks(exact, there, cells, blocks, calendar)
    by_cell = _rounded(exact)
    pence = np.stack([by_cell[cells[:, 0] == at].sum(axis=0) for at in range(len(SETTINGS))], axis=2)
    mean = total / runs
    missing = mean * np.isnan(rates[:own])
    return Budget(
        by_cell=np.moveaxis(by_cell, 0, 2),
        cells=cells,
        pence=pence,
        own=np.floor(_own(simulated.turned, scenario, calendar) + 0.5).astype(np.int64),
        priced=_priced(cells, rates, blocks),
        not_priced=_not_priced(missing, pricing, months),
        inflation=np.einsum("ham,ham->m", mean, known[:own] - known[:own, :, :1]),
        notes=_notes(pricing, pence),
    )


def _rounded(exact: Floats) -> Pence:
    """[cell, run, month] whole pence: what all cells up to one come to is rounded, and each is what it adds to that."""
    pence = np.empty(exact.shape, np.int64)
    upto, before = np.zeros(exact.shape[1:]), np.zeros(exact.shape[1:])
    for cell, of_cell in enumerate(exact):
        upto += of_cell
        rounded = np.floor(upto + 0.5)
        pence[cell], before = rounded - before, rounded
    return pence


def _scaled(pricing: Pricing, scenario: Scenario) -> Floats:
    """[cell, age, month] the rates with what a scenario multiplies prices by."""
    setting, provider = pricing.cells.T
    rates = pricing.rates
    for component in scenario.components:
        factor = scenario.prices_for(pricing.calendar, component)[:, setting, provider].T[:, None, :]
        rates = rates + pricing.part(component) * (factor - 1)
    scaled: Floats = rates * scenario.prices_for(pricing.calendar)[:, setting, provider].T[:, None, :]
    return scaled


def _fill_blocks(
    exact: Floats, spent: Counts, cells: Ints, blocks: tuple[PricedBlock, ...], calendar: Calendar
) -> None:
    """Let children fill the beds of blocks first, at what a night costs there besides the fixed part, always paid."""
    lengths = calendar.lengths[-calendar.months :]
    left: dict[int, Floats] = {}
    for block in blocks:
        [cell] = np.flatnonzero((cells == block.cell).all(axis=1))
        if cell < len(spent):
            there = left.setdefault(int(cell), spent[cell].astype(np.float64))
            inside = np.minimum(there, block.beds * lengths * (block.fixed > 0))
            share = np.divide(inside, there, out=np.zeros_like(there), where=there > 0)
            exact[cell] += inside * block.variable - exact[cell] * share
            left[int(cell)] = there - inside
    for block in blocks:
        [cell] = np.flatnonzero((cells == block.cell).all(axis=1))
        exact[cell] += block.fixed * lengths


def _lever_block(lever: Lever, calendar: Calendar) -> PricedBlock:
    """The block that a lever buys, its fixed part on the days it is in force."""
    lengths = calendar.lengths[-calendar.months :]
    in_force = lever.days_in_force(calendar)[-calendar.months :] / lengths
    setting, provider = lever.setting or Setting.CHILDRENS_HOME, lever.provider or ProviderType.PRIVATE
    return PricedBlock(
        (SETTINGS.index(setting), PROVIDERS.index(provider)),
        lever.beds * lever.touches,
        lever.pence_a_week / _DAYS_A_WEEK * in_force,
        np.full(calendar.months, lever.pence_a_child_week / _DAYS_A_WEEK),
    )


def _with_blocks(cells: Ints, blocks: tuple[PricedBlock, ...]) -> Ints:
    known = {(int(setting), int(provider)) for setting, provider in cells}
    more = sorted({block.cell for block in blocks} - known)
    return np.concatenate([cells, np.array(more, dtype=np.int64).reshape(-1, 2)])


def _own(turned: Counts, scenario: Scenario, calendar: Calendar) -> Floats:
    """[run, month] pence of the programmes themselves, and of those who stay put after 18."""
    own = np.tile(scenario.own_cost(calendar), (len(turned), 1))
    for lever in scenario.staying_put:
        own += _staying(turned, lever, calendar) * lever.pence_a_child_week / _DAYS_A_WEEK
    return own


def _staying(turned: Counts, lever: Lever, calendar: Calendar) -> Floats:
    """[run, month] nights after 18 with former carers, expected of those who turned 18 [run, month, setting]."""
    settings = [SETTINGS.index(one) for one in ((lever.setting,) if lever.setting else sorted(FOSTERING))]
    lengths = calendar.lengths[-calendar.months :]
    begun = (
        turned[:, -calendar.months :, settings].sum(axis=2)
        * lever.share
        * lever.days_in_force(calendar)[-calendar.months :]
        / lengths
    )
    staying = np.zeros(begun.shape)
    for back in range(calendar.months):
        share = np.clip(lever.weeks / _WEEKS_A_MONTH - back + (0.5 if back else 0.0), 0, 1 if back else 0.5)
        staying[:, back:] += share * begun[:, : calendar.months - back]
    return staying * lengths


def _priced(cells: Ints, rates: Floats, blocks: tuple[PricedBlock, ...]) -> npt.NDArray[np.bool_]:
    priced = np.zeros(len(SETTINGS), dtype=bool)
    priced[cells[: len(rates), 0][~np.isnan(rates).all(axis=(1, 2))]] = True
    priced[[block.cell[0] for block in blocks]] = True
    return priced


def _not_priced(missing: Floats, pricing: Pricing, months: int) -> tuple[NotPriced, ...]:
    return tuple(
        NotPriced(SETTINGS[setting], PROVIDERS[provider], float(missed.sum()) / months, pricing.reasons[at])
        for at, (missed, (setting, provider)) in enumerate(zip(missing, pricing.cells, strict=False))
        if missed.any()
    )


def _notes(pricing: Pricing, pence: Pence) -> tuple[str, ...]:
    """What was carried for want of a price, and what a year without an uplift would add."""
    days = pricing.calendar.month_ends
    without = pricing.book.years_without_uplift(pricing.calendar.month_starts[0], days[-1])
    if not without:
        return pricing.notes
    later = np.array([day.year - (day.month < 4) >= without[0] for day in days])  # noqa: PLR2004 - April
    one_percent = pence[:, later].sum(axis=(1, 2)).mean() / 100
    standing = (
        f"No uplift is held from {without[0]}/{(without[0] + 1) % 100:02} on: prices stand still from then. "
        f"Each 1% more would add about £{one_percent / 100:,.0f} up to {days[-1]:%d/%m/%Y}."
    )
    return (*pricing.notes, standing)
