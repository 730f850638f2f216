"""What is told of sufficiency: series in the forecast's shape, by kind of home, age, need and place; never a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from forecasting.answer import Series, series
from forecasting.states import Floats, Ints
from forecasting.sufficing.gap import GROUPS, Gap
from forecasting.sufficing.kinds import PLANNED
from forecasting.sufficing.mix import Mix
from forecasting.sufficing.profiles import BANDS
from forecasting.sufficing.shortages import Shortage
from forecasting.sufficing.unmet import Unmet
from placements.codes import AGE_BANDS

ELSEWHERE = ("neighbouring", "further", "no_known_home")
AGES, SETTINGS, NEEDS = ([str(one) for one in AGE_BANDS], [one.value for one in PLANNED], [str(one) for one in BANDS])
_POINTS = {"p2_5": 0.025, "p10": 0.1, "p50": 0.5, "p90": 0.9, "p97_5": 0.975}


@dataclass(frozen=True)
class Short:
    """Children who need a home and children short of one in the area, by month.

    `chance` is the chance by month that anybody is short; `nights` the child-nights without a home in the area.
    """

    needing: Series
    gap: Series
    chance: list[float]
    nights: dict[str, float]

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        return dict(vars(self))


@dataclass(frozen=True)
class Sufficiency:
    """The answer: `gap` counts homes of which a fact is missing as possible; `gap_at_most` counts none of them."""

    as_at: dt.date
    homes_as_at: dt.date
    months: tuple[dt.date, ...]
    total: Short
    gap_at_most: Series
    chance_at_most: list[float]
    by_setting: Mapping[str, Short]
    by_age: Mapping[str, Short]
    by_need: Mapping[str, Short]
    by_place: Mapping[str, Series]
    cells: tuple[Mapping[str, object], ...]
    sibling_groups: Mapping[str, Mapping[str, object]]
    places: Mapping[str, Series]
    shortages: tuple[Shortage, ...]
    mix: Mix
    unmet: Unmet
    need_bands: Mapping[str, object]
    notes: tuple[str, ...]
    children_set_aside: int
    replicates: int
    seed: int
    version: str
    seconds: float

    def as_json(self) -> dict[str, object]:
        """The document that commands, programs and pages give out; `seconds` stands outside any comparison of bytes."""
        told: dict[str, object] = {name: getattr(self, name) for name in _AS_THEY_ARE}
        return told | {
            "as_at": self.as_at.isoformat(),
            "homes_as_at": self.homes_as_at.isoformat(),
            "months": [month.isoformat() for month in self.months],
            "total": self.total.as_json(),
            **{
                name: {key: short.as_json() for key, short in getattr(self, name).items()}
                for name in ("by_setting", "by_age", "by_need")
            },
            "cells": [dict(cell) for cell in self.cells],
            "shortages": [one.as_json() for one in self.shortages],
            "mix": self.mix.as_json(),
            "unmet": self.unmet.as_json(),
            "notes": list(self.notes),
        }


_AS_THEY_ARE = (
    *("gap_at_most", "chance_at_most", "by_place", "sibling_groups", "places", "need_bands"),
    *("children_set_aside", "replicates", "seed", "version", "seconds"),
)


def short_of(needing: Ints, short: Ints, lengths: Floats) -> Short:
    """From counts [run, month] and the days of each month."""
    return Short(series(needing), series(short), chance(short), range_of((short * lengths).sum(axis=1)))


def chance(short: Ints) -> list[float]:
    """The chance by month that anybody is short: the share of runs."""
    return [round(float(share), 4) for share in (short > 0).mean(axis=0)]


def range_of(values: npt.NDArray[np.float64] | Ints) -> dict[str, float]:
    """One figure of every run: its mean and range, in the shape of a series."""
    points = np.quantile(values, list(_POINTS.values()), method="inverted_cdf")
    ranged = {name: round(float(value), 3) for name, value in zip(_POINTS, points, strict=True)}
    return {"mean": round(float(values.mean()), 3)} | ranged


def by_axis(gap: Gap, lengths: Floats, axis: int, names: list[str]) -> dict[str, Short]:
    """The gap along one axis of its cells: 0 the setting, 1 the age, 2 the need band."""
    others = tuple(2 + other for other in range(3) if other != axis)
    needing, short = gap.needing.sum(axis=others), gap.short.sum(axis=others)
    return {name: short_of(needing[:, :, at], short[:, :, at], lengths) for at, name in enumerate(names)}


def cells_of(gap: Gap, lengths: Floats) -> Iterator[dict[str, object]]:
    """Need x age x setting, each with where there would be a home; those in which nobody is ever short are left out."""
    for at in product(*(range(len(names)) for names in (SETTINGS, AGES, NEEDS))):
        needing, short = _cell(gap.needing, at), _cell(gap.short, at)
        if not short.any():
            continue
        named = {"setting": SETTINGS[at[0]], "age": AGES[at[1]], "need": NEEDS[at[2]]}
        places = {name: series(_cell(gap.elsewhere[:, :, far], at)) for far, name in enumerate(ELSEWHERE)}
        yield named | short_of(needing, short, lengths).as_json() | {"by_place": places}


def _cell(counts: Ints, at: tuple[int, ...]) -> Ints:
    """[run, month] the counts of one cell."""
    return counts.reshape(*counts.shape[:2], -1)[:, :, np.ravel_multi_index(at, counts.shape[2:])]


def groups_of(gap: Gap) -> dict[str, dict[str, object]]:
    """Sibling groups by size: those that came together and need a home still, and those not together in the area."""
    return {
        size: {
            "needing": series(gap.groups[:, :, at]),
            "parted": series(gap.parted[:, :, at]),
            "chance": chance(gap.parted[:, :, at]),
        }
        for at, size in enumerate(GROUPS)
    }
