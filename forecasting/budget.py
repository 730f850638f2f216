"""What the simulated nights cost: nights by home and age times the price of the month, never rounded children."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from forecasting.calendar import Calendar
from forecasting.simulate import Simulated
from forecasting.states import PROVIDERS, SETTINGS, Floats, ProviderType
from forecasting.tables import ADULT
from placements.codes import FOSTERING, Setting
from placements.models.contract import ProviderKind

_CHUNK = 100
Kind = ProviderKind | None


class Prices(Protocol):
    """A price book, as far as a forecast asks it: `placements.prices.PriceBook` is one."""

    def daily_rates(
        self,
        settings: Sequence[Setting],
        provider_kinds: Sequence[Kind],
        ages: Sequence[int],
        days: Sequence[dt.date],
    ) -> tuple[Floats, Mapping[tuple[Setting, Kind], str]]:
        """Pence a child-day [setting, kind, age, day], NaN where unknown, and why for each setting and kind."""


@dataclass(frozen=True)
class NotPriced:
    """Nights in a kind of home for which some age or month has no price: they are in no total."""

    setting: Setting
    provider: ProviderType
    nights_a_month: float
    because: str


@dataclass(frozen=True)
class Budget:
    """Cost in whole pence [run, month, setting], which sums to the total; priced [setting]: whether a price is held."""

    pence: npt.NDArray[np.int64]
    priced: npt.NDArray[np.bool_]
    not_priced: tuple[NotPriced, ...]


def budget_of(simulated: Simulated, calendar: Calendar, prices: Prices, factors: Floats) -> Budget:
    """Price every night of the months answered; `factors` [month, setting, provider] multiply prices (a scenario's).

    Each run's cost of a month and setting is rounded once, half up, to the penny. Nights without a price are left out
    and listed with how many they are and why.
    """
    nights = simulated.nights[:, -calendar.months :]
    rates, reasons = _rates(simulated, calendar, prices)
    settings = simulated.homes[:, 0]
    rates = rates * factors[:, settings, simulated.homes[:, 1]].T[:, None, :]
    unknown = np.isnan(rates)
    pence = np.zeros((len(nights), calendar.months, len(SETTINGS)), dtype=np.int64)
    known = np.where(unknown, 0.0, rates).transpose(2, 0, 1)
    of_setting = (settings[:, None] == np.arange(len(SETTINGS))).astype(np.float64)
    for first in range(0, len(nights), _CHUNK):
        by_home = np.einsum("rmha,mha->rmh", nights[first : first + _CHUNK], known)
        pence[first : first + _CHUNK] = np.floor(by_home @ of_setting + 0.5).astype(np.int64)
    missed = nights.mean(axis=0).transpose(1, 2, 0) * unknown
    not_priced = tuple(
        NotPriced(SETTINGS[setting], PROVIDERS[provider], float(missed[home].sum()) / calendar.months, reasons[home])
        for home, (setting, provider) in enumerate(simulated.homes)
        if missed[home].any()
    )
    priced = np.zeros(len(SETTINGS), dtype=bool)
    priced[settings[~unknown.all(axis=(1, 2))]] = True
    return Budget(pence, priced, not_priced)


def _rates(simulated: Simulated, calendar: Calendar, prices: Prices) -> tuple[Floats, list[str]]:
    """[home, age, month] pence a child-day, by the first kind of provider for which one is held, and why it is not."""
    rates = np.full((len(simulated.homes), ADULT, calendar.months), np.nan)
    reasons = []
    for home, (setting_at, provider_at) in enumerate(simulated.homes):
        setting, kinds = SETTINGS[setting_at], kinds_of(SETTINGS[setting_at], PROVIDERS[provider_at])
        found, because = prices.daily_rates([setting], kinds, range(ADULT), calendar.month_starts)
        for kind in range(len(kinds)):
            rates[home] = np.where(np.isnan(rates[home]), found[0, kind], rates[home])
        reasons.append(because[setting, kinds[0]])
    return rates, reasons


def kinds_of(setting: Setting, provider: ProviderType) -> tuple[Kind, ...]:
    """The kinds of provider of the price book that may stand behind a provider of the return, the likeliest first.

    In fostering, private and voluntary providers are both agencies; a parent, or a provider not stated, has only the
    prices that hold for every provider.
    """
    agency = _AGENCY.get(setting, ProviderKind.OTHER)
    kinds: dict[ProviderType, tuple[Kind, ...]] = {
        ProviderType.OWN: (ProviderKind.OWN,),
        ProviderType.PRIVATE: (agency,),
        ProviderType.VOLUNTARY: (ProviderKind.VOLUNTARY, agency),
        ProviderType.OTHER_AUTHORITY: (ProviderKind.OTHER_LA,),
        ProviderType.OTHER_PUBLIC: (ProviderKind.OTHER,),
    }
    return kinds.get(provider, (None,))


_AGENCY = {
    **dict.fromkeys(FOSTERING, ProviderKind.IFA),
    Setting.CHILDRENS_HOME: ProviderKind.HOME_GROUP,
    Setting.SECURE: ProviderKind.HOME_GROUP,
    Setting.RESIDENTIAL_SCHOOL: ProviderKind.HOME_GROUP,
    Setting.OTHER_RESIDENTIAL: ProviderKind.HOME_GROUP,
    Setting.SUPPORTED: ProviderKind.SUPPORTED,
}
