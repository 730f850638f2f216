"""An invented town for the baselines: homes that differ in whom they can take, and referrals that come over a year.

Every figure here is invented; only the shares of sibling groups, of lawful pairs and of children who must be alone are
those that the benchmarks use.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.plan_problem import Bools, Ints

Floats = npt.NDArray[np.float64]

GROUP_SIZES, GROUP_SHARES = (1, 2, 3, 4, 5), (0.60, 0.25, 0.10, 0.035, 0.015)
AGE_SHARES = ((0, 0.09), (1, 0.14), (5, 0.20), (10, 0.33), (16, 0.24))
"""The first year of each age band and the share of eldest children in it."""
AGE_ENDS = (1, 5, 10, 16, 18)
AGE_GAP = 5
URGENCY_SHARES = (0.10, 0.30, 0.60)
NEED_SHARES = (0.15, 0.30, 0.30, 0.17, 0.08)
"""Of need levels 0 to 4."""
UASC_FROM_AGE, UASC_AMONG_THEM = 16, 0.4
DISABLED_OF_HIGH_NEED, DISABLED_OTHERWISE, HIGH_NEED = 0.30, 0.06, 3
MUST_BE_ALONE = 0.01
SIBLINGS_NEED_LESS = 0.4
"""The share of brothers and sisters whose need is a level lower than that of a single child would be."""
MEDIAN_STAY_DAYS, STAY_SPREAD = 240.0, 1.0
AGE_TERMS = ((0, 4), (0, 10), (0, 17), (5, 12), (8, 17), (11, 17))
AGE_TERM_SHARES = (0.15, 0.20, 0.15, 0.20, 0.15, 0.15)
RESIDENTIAL_SHARE, IN_HOUSE_SHARE, ONE_SEX_SHARE = 0.12, 0.60, 0.16
PLACES = (1, 2, 3, 4)
HOUSEHOLD_PLACES, RESIDENTIAL_PLACES = (0.45, 0.38, 0.15, 0.02), (0.15, 0.35, 0.30, 0.20)
AREA_MILES = 9.0
"""Half the width of the authority; a home further from its middle is outside."""
AGENCY_SPREAD_MILES, IN_HOUSE_SPREAD_MILES = 22.0, 6.0
WEEKLY_PENCE = {"in_house": 52_000, "agency": 98_000, "residential": 560_000}


@dataclass(frozen=True, eq=False)
class Homes:
    """The homes of a town; one entry a home, positions in miles from its middle."""

    places: Ints
    at: Floats
    residential: Bools
    in_house: Bools
    least_age: Ints
    most_age: Ints
    one_sex: Ints
    skill: Ints
    weekly_pence: Ints

    @property
    def in_area(self) -> Bools:
        """Whether each home lies in the authority."""
        return np.asarray(np.hypot(*self.at.T) <= AREA_MILES)


@dataclass(frozen=True, eq=False)
class Children:
    """Children in the order of their referrals; one entry a child. `group` counts referrals from 0, `day` from 0."""

    group: Ints
    day: Ints
    age: Ints
    sex: Ints
    need: Ints
    urgency: Ints
    at: Floats
    school_at: Floats
    alone: Bools
    uasc: Bools
    disabled: Bools
    stay_days: Ints

    def __len__(self) -> int:
        return self.group.size


def homes_of(random: np.random.Generator, places: int) -> Homes:
    """Homes with so many places together; households of several age ranges, and some children's homes."""
    residential = random.random(places) < RESIDENTIAL_SHARE
    in_house = ~residential & (random.random(places) < IN_HOUSE_SHARE)
    size = np.where(
        residential,
        random.choice(PLACES, places, p=RESIDENTIAL_PLACES),
        random.choice(PLACES, places, p=HOUSEHOLD_PLACES),
    )
    count = int(np.searchsorted(np.cumsum(size), places) + 1)
    size[count - 1] -= int(size[:count].sum()) - places
    terms = np.array(AGE_TERMS)[random.choice(len(AGE_TERMS), places, p=AGE_TERM_SHARES)]
    terms = np.where(residential[:, None], np.array([8, 17]), terms)
    spread = np.where(in_house, IN_HOUSE_SPREAD_MILES, AGENCY_SPREAD_MILES)
    skill = np.where(
        residential, random.choice([3, 4], places), random.choice(5, places, p=[0.1, 0.3, 0.35, 0.2, 0.05])
    )
    kind = np.where(residential, "residential", np.where(in_house, "in_house", "agency"))
    price = np.array([WEEKLY_PENCE[name] for name in kind.tolist()])
    return Homes(
        places=size[:count],
        at=(random.normal(0, 1, (places, 2)) * spread[:, None] / 2)[:count],
        residential=residential[:count],
        in_house=in_house[:count],
        least_age=terms[:count, 0],
        most_age=terms[:count, 1],
        one_sex=np.where(random.random(places) < ONE_SEX_SHARE, random.integers(2, size=places), -1)[:count],
        skill=skill[:count],
        weekly_pence=np.rint(price * random.lognormal(0, 0.15, places)).astype(np.int64)[:count],
    )


def children_of(random: np.random.Generator, number: int, days: int) -> Children:
    """So many children (or up to three more: no group is cut), their referrals spread evenly over the days."""
    sizes = random.choice(GROUP_SIZES, number, p=GROUP_SHARES)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), number)) + 1]
    groups = sizes.size
    group = np.repeat(np.arange(groups), sizes)
    single = (sizes == 1)[group]
    band = random.choice(len(AGE_SHARES), groups, p=[share for _, share in AGE_SHARES])
    starts = np.array([start for start, _ in AGE_SHARES])
    eldest = random.integers(starts[band], np.array(AGE_ENDS)[band])
    first = np.concatenate([[True], np.diff(group) > 0])
    age = np.clip(eldest[group] - np.where(first, 0, random.integers(0, AGE_GAP + 1, group.size)), 0, 17)
    uasc = single & (age >= UASC_FROM_AGE) & (random.random(group.size) < UASC_AMONG_THEM)
    need = random.choice(len(NEED_SHARES), group.size, p=NEED_SHARES)
    need = np.maximum(need - (~single & (random.random(group.size) < SIBLINGS_NEED_LESS)), 0)
    home_at = random.normal(0, AREA_MILES / 3, (groups, 2))[group]
    return Children(
        group=group,
        day=np.sort(random.integers(days, size=groups))[group],
        age=age,
        sex=random.integers(2, size=group.size),
        need=need,
        urgency=random.choice(len(URGENCY_SHARES), groups, p=URGENCY_SHARES)[group],
        at=home_at,
        school_at=home_at + random.normal(0, 1.5, (group.size, 2)),
        alone=single & (random.random(group.size) < MUST_BE_ALONE),
        uasc=uasc,
        disabled=random.random(group.size) < np.where(need >= HIGH_NEED, DISABLED_OF_HIGH_NEED, DISABLED_OTHERWISE),
        stay_days=_stays(random, group.size),
    )


def _stays(random: np.random.Generator, number: int) -> Ints:
    days = random.lognormal(np.log(MEDIAN_STAY_DAYS), STAY_SPREAD, number)
    return np.maximum(np.rint(days), 1).astype(np.int64)
