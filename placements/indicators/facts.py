"""Everything the indicators are worked out from, gathered once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.codes import CollectionYear, ages_on, settings_of
from placements.geography import Neighbours, over_20_miles
from placements.geography.published import PL_DISTANCE_UNKNOWN
from placements.indicators.spells import Flags, Spells, days_of, spells_of
from placements.models.child import Together

_PLACE = ["place", "place_provider", "pl_la", "pl_location", "pl_distance", "pl_post"]
TEMPORARY_ONLY = "temporary_only"
"""Stands for the setting of a child whose usual home is not in the record, only a temporary one."""


class Pair(NamedTuple):
    """Two brothers or sisters, by the record's child ids, and the assessment of their living together."""

    a: int
    b: int
    assessed: Together


@dataclass(frozen=True, eq=False)
class Facts:
    """The record at the end of a collection year, and what else an indicator needs.

    `episodes` as the repository gives them; `held` the years whose returns are held. `population` by mid-year;
    `responsible` the authority's code. What is recorded only as it is now, and so is None for an earlier year: `bands`,
    the need band of each child where known, `siblings`, and `at_school`, the children with a school recorded.
    `school_minutes`, door to door by child, is None where no journey times are held. `named` are the children of whom
    the return of the year tells, None where nobody asked; `far_by_plan` those meant to live outside the area.
    """

    year: CollectionYear
    held: frozenset[CollectionYear]
    episodes: pd.DataFrame
    responsible: str
    neighbours: Neighbours
    population: Mapping[int, int] = field(default_factory=dict)
    bands: Mapping[int, int] | None = None
    siblings: tuple[Pair, ...] | None = None
    at_school: frozenset[int] | None = None
    school_minutes: Mapping[int, float] | None = None
    named: frozenset[int] | None = None
    far_by_plan: frozenset[int] = frozenset()

    @property
    def day(self) -> dt.date:
        """The day of the figures, 31 March."""
        return self.year.end

    @cached_property
    def spells(self) -> Spells:
        """The episodes joined, as known at the end of the day."""
        return spells_of(self.episodes, self.day)

    @cached_property
    def stock(self) -> pd.DataFrame:
        """Children looked after at midnight at the end of the day, one row a child, by the home that is theirs.

        Columns: child, age, setting, place_provider, pl_la, pl_location, pl_distance, pl_post, uasc, period, home
        (positions in the spells).
        """
        return stock_at(self.spells, self.day)

    def missing_years(self, years: int) -> str | None:
        """Whether the returns of so many years, the last the year of the figures, are all held; else which is not."""
        needed = [CollectionYear(self.year.start_year - back) for back in range(years)]
        lacking = sorted(year for year in needed if year not in self.held)
        if not lacking:
            return None
        return f"The return of {', '.join(str(year) for year in lacking)} is not held, and this needs it."

    def within_year(self, days: pd.Series) -> Flags:
        """Which days lie in the collection year; one that is missing does not."""
        day = days_of(days)
        return (day >= np.datetime64(self.year.start)) & (day <= np.datetime64(self.day))


def stock_at(spells: Spells, day: dt.date) -> pd.DataFrame:
    """Children looked after at midnight at the end of a day: see `Facts.stock`."""
    running = spells.rows.iloc[spells.running(day)]
    usual = spells.rows.iloc[running["usual"].to_numpy()]
    midnight = np.datetime64(day, "D")
    duc = days_of(running["duc"])
    stock = pd.DataFrame({name: usual[name].to_numpy() for name in _PLACE})
    stock["child"] = running["child"].to_numpy()
    stock["age"] = ages_on(days_of(running["dob"]), midnight)
    stock["setting"] = [TEMPORARY_ONLY if setting is None else setting.value for setting in settings_of(stock["place"])]
    stock["uasc"] = running["uasc"].to_numpy(dtype=np.bool_) & (np.isnat(duc) | (duc > midnight))
    stock["period"], stock["home"] = running["period"].to_numpy(), running["home"].to_numpy()
    return stock


def far(distances: pd.Series) -> Flags:
    """Which distances are over 20 miles; one that is not known is not."""
    return over_20_miles(distances.to_numpy(dtype=np.float64))


def distance_known(distances: pd.Series) -> Flags:
    """Which distances are known at all."""
    miles: npt.NDArray[np.float64] = distances.to_numpy(dtype=np.float64)
    return ~np.isnan(miles) & np.not_equal(miles, PL_DISTANCE_UNKNOWN)
