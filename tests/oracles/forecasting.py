"""A second, naive forecast: expected numbers step by step, exposure day by day. It shares no code with the first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

CARE_EDGES = (0, 14, 56, 183, 365, 730, 1096, 1826, 3652)
HOME_EDGES = (0, 7, 30, 91, 183, 365, 730, 1826)
YOUNGEST = {6: 16, 7: 4, 9: 10}
STEPS_A_DAY = 4


@dataclass(frozen=True)
class Starting:
    """A child in care today: born, in care since and in the home since (dates), in which setting."""

    born: dt.date
    care_since: dt.date
    home_since: dt.date
    setting: int


def expected_by_setting(
    children: Sequence[Starting], rates: Mapping[str, np.ndarray], today: dt.date, days: int
) -> np.ndarray:
    """[day + 1, setting] how many of these children are expected in care after so many days.

    Time goes in quarter days. A child's chances are spread over settings and over how long ago the home began; in each
    step some of every chance leaves, some moves to a home begun now, and the rest grows a step older. Rates are a day:
    leaving [group, setting, days in care, route], moving [group, setting, days in the home], settings [origin, group,
    setting].
    """
    total = np.zeros((days + 1, rates["moving"].shape[1]))
    for child in children:
        total += _one(child, rates, today, days)
    return total


def _one(child: Starting, rates: Mapping[str, np.ndarray], today: dt.date, days: int) -> np.ndarray:
    steps = days * STEPS_A_DAY
    settings = rates["moving"].shape[1]
    chance = np.zeros((settings, steps + 2))
    chance[child.setting, 0] = 1.0
    in_first_home = (today - child.home_since).days
    expected = np.zeros((days + 1, settings))
    expected[0, child.setting] = 1.0
    first = np.zeros(steps + 2, dtype=bool)
    first[0] = True
    for step in range(steps):
        day = today + dt.timedelta(days=step // STEPS_A_DAY)
        age = _age(child.born, day)
        if age >= 18:
            break
        group = sum(age >= edge for edge in (1, 5, 10, 16))
        care = _band(CARE_EDGES, (today - child.care_since).days + step / STEPS_A_DAY)
        in_home = np.where(first, in_first_home + step / STEPS_A_DAY, np.arange(steps + 2) / STEPS_A_DAY)
        home = np.searchsorted(HOME_EDGES, in_home + 1e-9, side="right") - 1
        leaving = rates["leaving"][group, :, care].sum(axis=1) / STEPS_A_DAY
        moving = rates["moving"][group][:, home] / STEPS_A_DAY
        hazard = leaving[:, None] + moving
        happens = -np.expm1(-hazard)
        moved = (chance * happens * moving / hazard).sum(axis=1)
        chance = chance * (1 - happens)
        arrived = moved @ _next_settings(rates["settings"], group, age)
        chance, first = _a_step_older(chance, first, step, arrived)
        if (step + 1) % STEPS_A_DAY == 0:
            expected[(step + 1) // STEPS_A_DAY] = chance.sum(axis=1)
    return expected


def _a_step_older(
    chance: np.ndarray, first: np.ndarray, step: int, arrived: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Shift every chance by a step; the first home stays marked, homes begun now stand at the front."""
    older = np.zeros_like(chance)
    older[:, 1:] = chance[:, :-1]
    older[:, 0] = arrived
    marked = np.zeros_like(first)
    marked[step + 1] = True
    return older, marked


def _next_settings(shares: np.ndarray, group: int, age: int) -> np.ndarray:
    settings = shares.shape[-1]
    allowed = np.array([age >= YOUNGEST.get(setting, 0) for setting in range(settings)])
    weights = shares[:settings, group] * allowed
    allowed_shares: np.ndarray = weights / weights.sum(axis=1, keepdims=True)
    return allowed_shares


def _age(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _band(edges: Sequence[int], days: float) -> int:
    return sum(days >= edge for edge in edges) - 1


Cells = Counter[tuple[int, int, int]]


def exposure_by_day(spells: pd.DataFrame, first: dt.date, cut: dt.date) -> tuple[Cells, Cells]:
    """Child-days at risk, counted one by one, by (group, setting, band of care) and (group, setting, band of home)."""
    leaving: Cells = Counter()
    moving: Cells = Counter()
    for spell in spells.to_dict("records"):
        born, start, care = spell["dob"].date(), spell["start"].date(), spell["care_start"].date()
        end = cut if pd.isna(spell["end"]) else spell["end"].date()
        day = max(start, first)
        while day < end:
            age = _age(born, day)
            group = 5 if spell["uasc"] else sum(age >= edge for edge in (1, 5, 10, 16))
            leaving[group, spell["setting"], _band(CARE_EDGES, (day - care).days)] += 1
            moving[group, spell["setting"], _band(HOME_EDGES, (day - start).days)] += 1
            day += dt.timedelta(days=1)
    return leaving, moving
