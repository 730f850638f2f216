"""Levers together: what the simulator and the price book multiply by, month by month, and the assumption log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

from forecasting.calendar import Calendar
from forecasting.lever import Changes, Lever
from forecasting.lever_record import nothing_done, steered
from forecasting.states import PLACES, PROVIDERS, ROUTES, SETTINGS, Floats
from forecasting.tables import ARRIVING, Records
from placements.codes import AGE_BANDS, Setting
from placements.models.contract import PriceComponent

_DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Scenario:
    """Some levers together, with a title; two on one rate multiply."""

    title: str
    levers: tuple[Lever, ...] = ()

    def levers_for(self, calendar: Calendar) -> Records:
        """What the simulator multiplies: one LEVERS record."""
        record = nothing_done()
        for lever in self.levers:
            for name, at in _targets(lever):
                part = record[name][0][: len(calendar.lengths)][:, *at]
                part *= lever.by_month(calendar).reshape(-1, *[1] * (part.ndim - 1))
        return steered(record)

    def prices_for(self, calendar: Calendar, component: PriceComponent | None = None) -> Floats:
        """[month, setting, provider] what the prices of a component are multiplied by, for the months answered.

        Without a component: the levers that act on whole prices.
        """
        factors = np.ones((calendar.months, len(SETTINGS), len(PROVIDERS)))
        for lever in self._on(Changes.PRICES):
            if lever.component is component:
                of_setting = [SETTINGS.index(setting) for setting in lever.settings()]
                by_month = lever.by_month(calendar)[-calendar.months :, None, None]
                of_provider = _one(PROVIDERS, lever.provider)
                factors[:, of_setting, of_provider] *= by_month if isinstance(of_provider, slice) else by_month[:, 0]
        return factors

    @property
    def components(self) -> tuple[PriceComponent, ...]:
        """The price components on which a lever acts alone."""
        return tuple(dict.fromkeys(lever.component for lever in self._on(Changes.PRICES) if lever.component))

    @property
    def blocks(self) -> tuple[Lever, ...]:
        """The levers that buy a block of beds or open a home."""
        return self._on(Changes.BLOCK)

    @property
    def staying_put(self) -> tuple[Lever, ...]:
        """The levers by which some stay with their carers after 18."""
        return self._on(Changes.STAYING_PUT)

    def own_cost(self, calendar: Calendar) -> Floats:
        """[month] pence the levers themselves cost in the months answered, blocks left out."""
        pence = np.zeros(len(calendar.lengths))
        for lever in self.levers:
            if lever.changes is not Changes.BLOCK:
                pence += lever.pence_a_week * lever.days_in_force(calendar) / _DAYS_A_WEEK
            first = (lever.starts - calendar.cut).days
            if 0 <= first < calendar.starts[-1]:
                pence[np.searchsorted(calendar.starts, first, side="right") - 1] += lever.pence_once
        return pence[-calendar.months :]

    def at(self, end: str) -> Scenario:
        """The same scenario with every lever at the `low` or `high` end of its range."""
        return replace(self, levers=tuple(lever.at(end) for lever in self.levers))

    @property
    def has_range(self) -> bool:
        """Whether any lever may turn out otherwise than stated."""
        return any(lever.low is not None or lever.high is not None for lever in self.levers)

    def assumptions(self) -> list[dict[str, str]]:
        """The assumption log: what each lever changes, by how much, when, who says so and who owns it."""
        return [{field.name: _said(getattr(lever, field.name)) for field in fields(Lever)} for lever in self.levers]

    def _on(self, changes: Changes) -> tuple[Lever, ...]:
        return tuple(lever for lever in self.levers if lever.changes is changes)


BASE = Scenario("As it goes on")
"""Nothing done."""

At = tuple[int | slice, ...]


def _targets(lever: Lever) -> list[tuple[str, At]]:
    """The parts of a LEVERS record, after the month, that a lever multiplies; none for what only costs."""
    if lever.changes is Changes.ENTRIES:
        return [("entries", (AGE_BANDS.index(band),)) for band in lever.ages or AGE_BANDS]
    if lever.changes is Changes.UNACCOMPANIED:
        return [("unaccompanied", ())]
    if lever.changes not in _NARROWED:
        return []
    name, by = _NARROWED[lever.changes]
    return [(name, by(lever, SETTINGS.index(setting))) for setting in lever.settings()]


_NARROWED: dict[Changes, tuple[str, Callable[[Lever, int], At]]] = {
    Changes.LEAVING: ("leaving", lambda lever, setting: (setting, _one(ROUTES, lever.route))),
    Changes.MOVING: ("moving", lambda lever, setting: (setting, _one(PLACES, lever.place))),
    Changes.TOWARDS: ("towards", lambda lever, setting: (_origin(lever.from_setting), setting)),
    Changes.STEP_DOWN: ("towards", lambda lever, setting: (_origin(Setting.CHILDRENS_HOME), setting)),
    Changes.PROVIDERS: ("providers", lambda lever, setting: (setting, _one(PROVIDERS, lever.provider))),
    Changes.PLACES: ("places", lambda lever, setting: (setting, _one(PLACES, lever.place))),
}


def _origin(setting: Setting | None) -> int:
    return ARRIVING if setting is None else SETTINGS.index(setting)


def _one(kinds: tuple[object, ...], kind: object) -> int | slice:
    """The position of one kind, or all of them where none is named."""
    return slice(None) if kind is None else kinds.index(kind)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)
