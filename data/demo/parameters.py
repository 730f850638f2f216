"""The figures the invented authority is drawn from, each table with where it comes from.

"York" is the published shape of City of York, "England" the national tables of 2024, "design" a choice of this project,
tuned so that what is written comes out near the published totals (see docs/reference/demonstration.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from placements.codes import ExitRoute as Route

Ages = Mapping[tuple[float, float], float]


@dataclass(frozen=True)
class ArrivalParameters:
    """How many come, in what families, how old. Ages are years, shares of one."""

    stock: int = 240  # York, 31 March 2025
    stock_tolerance: float = 0.005  # design
    large: int = 2_000  # design: from here on the number who come is fitted to the number asked for
    starts_a_year: float = 71.3  # York 61 to 112, mean 70 of calm years; tuned to the stock
    surge_starts: float = 110.0  # York 2019/20: 112
    returns_share: float = 0.06  # design: starts of children who were in care before
    returns_chance: float = 0.17  # design: of those who went to family
    returns_after_days: float = 240.0  # design
    most_returns: int = 2  # design
    uasc_share: float = 0.136  # York 2025: 9 of 72; of first arrivals, since they seldom return
    families_in_groups: float = 0.265  # gives 40% of starts in groups (England 2018-19)
    group_sizes: Mapping[int, float] = field(default_factory=lambda: {2: 0.645, 3: 0.255, 4: 0.07, 5: 0.03})
    leave_as_one: float = 0.65  # design
    newborns_sooner: float = 3.0  # design
    years_between_siblings: tuple[float, float] = (1.1, 3.4)  # design
    eldest_sibling: float = 16.5  # design
    ages_alone: Ages = field(
        default_factory=lambda: {(0, 1): 0.330, (1, 5): 0.040, (5, 10): 0.020, (10, 16): 0.420, (16, 17.8): 0.215}
    )  # York 2025 by age, less what groups bring
    ages_youngest: Ages = field(default_factory=lambda: {(0, 1): 0.33, (1, 5): 0.40, (5, 10): 0.23, (10, 13): 0.04})
    ages_uasc: Ages = field(default_factory=lambda: {(14, 16): 0.20, (16, 17.3): 0.80})  # England: mostly 16 and over


@dataclass(frozen=True)
class Leaving:
    """How children of an age on arrival leave: weights of routes, and (median days, spread, least days) of each."""

    from_age: float
    to_age: float
    uasc: bool
    routes: Mapping[Route, float]
    lengths: Mapping[Route, tuple[float, float, float]]


_LENGTHS = {
    Route.HOME_PLANNED: (230.0, 1.8, 1.0),
    Route.HOME_UNPLANNED: (35.0, 1.8, 1.0),
    Route.OTHER_FAMILY: (110.0, 1.8, 1.0),
    Route.SPECIAL_GUARDIANSHIP: (620.0, 0.6, 120.0),
    Route.ADOPTION: (680.0, 0.35, 330.0),
    Route.OTHER_AUTHORITY: (45.0, 1.6, 1.0),
    Route.CUSTODY: (200.0, 1.0, 5.0),
    Route.OTHER: (100.0, 1.6, 1.0),
}

LEAVING = (
    Leaving(
        0,
        1,
        uasc=False,
        routes={
            Route.EIGHTEEN: 0.09,
            Route.ADOPTION: 0.41,
            Route.SPECIAL_GUARDIANSHIP: 0.2,
            Route.HOME_PLANNED: 0.19,
            Route.HOME_UNPLANNED: 0.01,
            Route.OTHER_FAMILY: 0.06,
            Route.OTHER_AUTHORITY: 0.02,
            Route.OTHER: 0.02,
        },
        lengths=_LENGTHS,
    ),
    Leaving(
        1,
        5,
        uasc=False,
        routes={
            Route.EIGHTEEN: 0.26,
            Route.ADOPTION: 0.13,
            Route.SPECIAL_GUARDIANSHIP: 0.25,
            Route.HOME_PLANNED: 0.22,
            Route.HOME_UNPLANNED: 0.02,
            Route.OTHER_FAMILY: 0.07,
            Route.OTHER_AUTHORITY: 0.04,
            Route.OTHER: 0.01,
        },
        lengths=_LENGTHS,
    ),
    Leaving(
        5,
        10,
        uasc=False,
        routes={
            Route.EIGHTEEN: 0.455,
            Route.SPECIAL_GUARDIANSHIP: 0.17,
            Route.HOME_PLANNED: 0.225,
            Route.HOME_UNPLANNED: 0.02,
            Route.OTHER_FAMILY: 0.08,
            Route.OTHER_AUTHORITY: 0.04,
            Route.OTHER: 0.01,
        },
        lengths=_LENGTHS,
    ),
    Leaving(
        10,
        16,
        uasc=False,
        routes={
            Route.EIGHTEEN: 0.31,
            Route.SPECIAL_GUARDIANSHIP: 0.05,
            Route.HOME_PLANNED: 0.27,
            Route.HOME_UNPLANNED: 0.06,
            Route.OTHER_FAMILY: 0.13,
            Route.OTHER_AUTHORITY: 0.08,
            Route.CUSTODY: 0.01,
            Route.OTHER: 0.09,
        },
        lengths=_LENGTHS,
    ),
    Leaving(
        16,
        18,
        uasc=False,
        routes={
            Route.EIGHTEEN: 0.35,
            Route.HOME_PLANNED: 0.22,
            Route.HOME_UNPLANNED: 0.07,
            Route.OTHER_FAMILY: 0.12,
            Route.OTHER_AUTHORITY: 0.05,
            Route.CUSTODY: 0.01,
            Route.OTHER: 0.18,
        },
        lengths=_LENGTHS,
    ),
    Leaving(
        0,
        18,
        uasc=True,
        routes={
            Route.EIGHTEEN: 0.72,
            Route.OTHER_AUTHORITY: 0.10,
            Route.OTHER_FAMILY: 0.03,
            Route.OTHER: 0.15,
        },
        lengths=_LENGTHS,
    ),
)

ARRIVALS = ArrivalParameters()
