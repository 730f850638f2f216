"""Where a child goes, on arriving and on moving: a setting, a provider and a place, in compiled code."""

from __future__ import annotations

import numpy as np

from forecasting.compiled import compiled
from forecasting.lever_record import Levers
from forecasting.person import Person, chance, group_of
from forecasting.states import YOUNGEST, Floats
from forecasting.tables import NEWLY, Rates

_YOUNGEST = YOUNGEST.astype(np.int64)
AS_THEY_ARE = np.ones(len(YOUNGEST))


@compiled
def pick(weights: Floats, person: Person) -> int:
    """A position, drawn in proportion to its weight; one without weight is never drawn."""
    total = 0.0
    for weight in weights:
        total += weight
    left = chance(person) * total
    last = 0
    for position in range(len(weights)):
        if weights[position] > 0.0:
            last = position
            left -= weights[position]
            if left < 0.0:
                break
    return last


@compiled
def pick_among(weights: Floats, multiply: Floats, person: Person) -> int:
    """A position, drawn in proportion to its weight times what a scenario multiplies it by.

    Where the scenario leaves nothing with a weight, it is left out of account: the child has to live somewhere.
    """
    total = 0.0
    for position in range(len(weights)):
        total += weights[position] * multiply[position]
    if total <= 0.0:
        return pick(weights, person)
    left, last = chance(person) * total, 0
    for position in range(len(weights)):
        weight = weights[position] * multiply[position]
        if weight > 0.0:
            last = position
            left -= weight
            if left < 0.0:
                break
    return last


@compiled
def _weight(person: Person, setting: int, origin: int | np.int64, rates: Rates) -> float:
    """The share of a setting for this child, nought where too young."""
    if person.age < _YOUNGEST[setting]:
        return 0.0
    weight: float = rates.settings[origin, person.group, setting]
    return weight


@compiled
def total_weight(person: Person, origin: int | np.int64, rates: Rates, towards: Floats) -> float:
    """The shares of all settings for this child, each times what a scenario multiplies it by."""
    total = 0.0
    for setting in range(len(_YOUNGEST)):
        total += _weight(person, setting, origin, rates) * towards[setting]
    return total


@compiled
def _setting(person: Person, origin: int | np.int64, rates: Rates, levers: Levers) -> int:
    towards = levers.towards[person.month, origin]
    total, steered = total_weight(person, origin, rates, towards), True
    if total <= 0.0:
        total, steered = total_weight(person, origin, rates, AS_THEY_ARE), False
    left, last = chance(person) * total, 0
    for setting in range(len(_YOUNGEST)):
        weight = _weight(person, setting, origin, rates) * (towards[setting] if steered else 1.0)
        if weight > 0.0:
            last = setting
            left -= weight
            if left < 0.0:
                break
    return last


@compiled
def settle(person: Person, origin: int | np.int64, rates: Rates, levers: Levers) -> None:
    """Give the child a setting possible at this age, a provider and a place, at the moment and month of the child."""
    person.group = group_of(person)
    setting = _setting(person, origin, rates, levers)
    before = person.provider if setting == origin else NEWLY
    person.provider = pick_among(rates.providers[setting, before], levers.providers[person.month, setting], person)
    places = rates.places[setting, person.provider]
    person.place = pick_among(places, levers.places[person.month, setting], person)
    person.setting = setting
    person.home_start = person.now
    person.home_band = 0
