"""An action as levers: the rate it acts on is changed until the forecast holds as many children as it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from forecasting.calendar import Calendar
from forecasting.investing.coming import Coming
from forecasting.investing.programme import SIZE_WORD, Action, ActionKind
from forecasting.lever import DAYS_A_YEAR, Changes, Lever
from forecasting.scenario import BASE, Scenario
from forecasting.simulated import Simulated
from forecasting.states import PROVIDERS, SETTINGS, ProviderType
from forecasting.whatif import WhatIf
from placements.codes import Setting

_RUNS, _TRIES, _NEAR = 250, 8, 0.01
_FURTHEST = 20.0
_STEPS = (0.5, 1.0, 2.0, 4.0, 8.0, _FURTHEST)
_DAYS_A_MONTH = DAYS_A_YEAR / 12


@dataclass(frozen=True)
class Sized:
    """An action's levers, and how many children they move on average over the months answered, of how many wanted."""

    levers: tuple[Lever, ...]
    wanted: float
    reached: float

    @property
    def falls_short(self) -> bool:
        """Whether even the furthest change of the rate does not move as many: too few children pass there."""
        return abs(self.reached) < 0.95 * abs(self.wanted)


class Sizer:
    """Sizes actions against one forecast, each size once."""

    def __init__(self, whatif: WhatIf) -> None:
        self._whatif = whatif
        self._known: dict[tuple[Action, Coming], Sized] = {}
        self._tried: dict[Lever, dict[float, float]] = {}
        self._base = whatif.lived(BASE, _RUNS)

    def sized(self, action: Action, coming: Coming) -> Sized:
        """The levers of an action: what it costs itself, and the change of a rate that has the size it says."""
        bare = replace(action, low=None, high=None, source="", owner="")
        if (bare, coming) not in self._known:
            self._known[bare, coming] = self._find(action, coming)
        return self._known[bare, coming]

    def _find(self, action: Action, coming: Coming) -> Sized:
        calendar = self._whatif.calendar
        own = tuple(_costs(action))
        if action.kind is ActionKind.BLOCK:
            return Sized((*own, _block(action)), action.size, action.size)
        lever, measure, wanted, furthest = _aim(action, coming, calendar)
        tried = self._tried.setdefault(lever, {0.0: 0.0})

        def effect(change: float) -> float:
            if change not in tried:
                moved = self._whatif.lived(Scenario("", (replace(lever, change=change),)), _RUNS)
                tried[change] = measure(moved, calendar) - measure(self._base, calendar)
            return tried[change]

        change = _change_for(effect, tried, wanted, furthest)
        return Sized((*own, replace(lever, change=change)), wanted, effect(change))


Measure = Callable[[Simulated, Calendar], float]


def _aim(action: Action, coming: Coming, calendar: Calendar) -> tuple[Lever, Measure, float, float]:
    """The lever still without a change, what it is measured by, how much of that is wanted, the furthest change."""
    if action.kind is ActionKind.RECRUIT:
        wanted = float(coming.children(action, calendar).mean())
        return _recruiting(action, coming, calendar), _own_fostered, wanted, _FURTHEST
    stepping = action.kind is ActionKind.STEP_DOWN
    lever = Lever(
        Changes.STEP_DOWN if stepping else Changes.ENTRIES,
        action.starts,
        action.source,
        action.owner,
        ends=action.ends,
        grows_over_months=action.grows_over_months,
        ages=() if stepping else action.ages,
        column=action.saves_in,
    )
    strength = float((lever.days_in_force(calendar) / calendar.lengths)[-calendar.months :].mean())
    if stepping:
        return lever, _in_homes, -action.size * action.lasts * strength, _FURTHEST
    return lever, _coming_a_year, -action.size * strength, -1.0


def _recruiting(action: Action, coming: Coming, calendar: Calendar) -> Lever:
    """More children found a home with own carers, more and more of them while recruitment lasts."""
    ready = coming.ready_on(action)
    until = calendar.month_ends[-1] if action.ends is None else ready + (action.ends - action.starts)
    return Lever(
        Changes.PROVIDERS,
        ready,
        action.source,
        action.owner,
        setting=Setting.MAINSTREAM_FOSTERING,
        provider=ProviderType.OWN,
        grows_over_months=max((until - ready).days, 0) / _DAYS_A_MONTH,
        column=action.saves_in,
    )


def _own_fostered(simulated: Simulated, calendar: Calendar) -> float:
    """Children with the authority's own mainstream carers, on an average night."""
    homes = simulated.homes
    there = (homes[:, 0] == SETTINGS.index(Setting.MAINSTREAM_FOSTERING)) & (
        homes[:, 1] == PROVIDERS.index(ProviderType.OWN)
    )
    return _a_night(simulated, calendar, there)


def _in_homes(simulated: Simulated, calendar: Calendar) -> float:
    """Children in children's homes, on an average night."""
    return _a_night(simulated, calendar, simulated.homes[:, 0] == SETTINGS.index(Setting.CHILDRENS_HOME))


def _a_night(simulated: Simulated, calendar: Calendar, there: npt.NDArray[np.bool_]) -> float:
    nights = simulated.nights[there, :, :, -calendar.months :].sum(dtype=np.int64)
    return float(nights) / len(simulated.stock) / float(calendar.lengths[-calendar.months :].sum())


def _coming_a_year(simulated: Simulated, calendar: Calendar) -> float:
    """Children who come into care, a year."""
    return float(simulated.came[:, -calendar.months :].mean()) * 12


def _change_for(
    effect: Callable[[float], float], tried: Mapping[float, float], wanted: float, furthest: float
) -> float:
    """The change whose effect is what is wanted; the furthest where that is not enough. `tried` are those known."""
    if not wanted:
        return 0.0
    sign = 1.0 if furthest > 0 else -1.0
    steps = sorted({*(sign * step for step in _STEPS if step < abs(furthest)), furthest}, key=abs)
    enough = next((step for step in steps if effect(step) / wanted >= 1), None)
    if enough is None:
        return furthest
    for _ in range(_TRIES):
        low = max((one for one in tried if tried[one] / wanted < 1), key=abs)
        high = min((one for one in tried if tried[one] / wanted >= 1), key=abs)
        nearest = min((low, high), key=lambda one: abs(tried[one] - wanted))
        if abs(tried[nearest] - wanted) <= _NEAR * abs(wanted) or abs(high) <= abs(low):
            return nearest
        effect(low + (high - low) * (wanted - tried[low]) / (tried[high] - tried[low]))
    return min(tried, key=lambda one: abs(tried[one] - wanted))


def _costs(action: Action) -> list[Lever]:
    """What an action costs itself, whatever comes of it; a block's own cost is the block's."""
    if action.kind is ActionKind.BLOCK:
        return []
    a_week, once = float(action.pence_a_week), float(action.pence_once)
    if action.kind is ActionKind.RECRUIT:
        a_week += action.size * action.pence_each * 7 / DAYS_A_YEAR
    if action.kind is ActionKind.STEP_DOWN:
        once += action.size * action.pence_each
    made = [_cost(action, action.ends, round(a_week), round(once))] if a_week or once else []
    support = action.size * action.weeks * action.pence_a_child_week
    if action.kind is ActionKind.STEP_DOWN and support:
        weeks = action.grows_over_months * _DAYS_A_MONTH / 7 + action.weeks
        made.append(_cost(action, action.starts + dt.timedelta(weeks=weeks), round(support / weeks), 0))
    return made


def _cost(action: Action, ends: dt.date | None, a_week: int, once: int) -> Lever:
    return Lever(
        Changes.COST, action.starts, action.source, action.owner, ends=ends, pence_a_week=a_week, pence_once=once
    )


def _block(action: Action) -> Lever:
    return Lever(
        Changes.BLOCK, action.starts, action.source, action.owner, ends=action.ends, setting=action.setting,
        provider=action.provider, beds=max(1, round(action.size)), pence_a_week=action.pence_a_week,
        pence_once=action.pence_once, pence_a_child_week=action.pence_a_child_week, touches=action.use,
        column=action.saves_in,
    )  # fmt: skip


def shortfall(action: Action, sized: Sized) -> str | None:
    """What to say where the forecast cannot hold as many as the action says."""
    if action.kind is ActionKind.BLOCK or not sized.falls_short:
        return None
    size = f"{SIZE_WORD[action.kind].replace('_', ' ')} {action.size:g}"
    return (
        f"{action.called}: {size} would move {abs(sized.wanted):.1f} children on average, and the forecast moves at "
        f"most {abs(sized.reached):.1f}: too few children pass there. The answer rests on those."
    )
