"""Which children of an invented town may live in which of its homes, and how well: the pairs of a planning problem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.baselining.town import Children, Floats, Homes
from matching.plan_problem import Bools, Ints

CHILDRENS_HOME_NEED, CHILDRENS_HOME_AGE = 3, 14
YOUNG_IN_CHILDRENS_HOME = 12
CARERS_SAY_NO = 0.30
"""The share of households that the invented terms allow and whose carers, or whose other children, do not."""
OUTSIDE, DISTANT, DIRECTOR = 1, 2, 3
DISTANT_MILES = 20.0
NEEDS, SCHOOL, LOCALITY, OTHER = 45.0, 15.0, 20.0, 20.0
"""Points of fit: skill, school, nearness, and all that the invented town does not know. They sum to 100."""
SCHOOL_NEAR, SCHOOL_FAR = 4.0, 22.0
HOME_FAR = 30.0
SCHOOL_KEPT_MILES = 10.0
FOUR_LEVELS = 4.0


@dataclass(frozen=True, eq=False)
class Pairs:
    """Lawful pairs of children and homes, by child and then by home; one entry a pair."""

    child: Ints
    home: Ints
    fit: Floats
    burden: Ints
    miles: Floats
    school_kept: Bools
    gap: Ints


def pairs_of(random: np.random.Generator, children: Children, homes: Homes) -> Pairs:
    """Every lawful pair: ages, sex, willingness, and children's homes only where the need or the age asks for one."""
    miles = np.hypot(*np.moveaxis(children.at[:, None] - homes.at[None], -1, 0))
    school = np.hypot(*np.moveaxis(children.school_at[:, None] - homes.at[None], -1, 0))
    lawful = _lawful(random, children, homes)
    gap = np.maximum(children.need[:, None] - homes.skill[None], 0)
    fit = (
        NEEDS * (1 - gap / FOUR_LEVELS)
        + SCHOOL * np.clip((SCHOOL_FAR - school) / (SCHOOL_FAR - SCHOOL_NEAR), 0, 1)
        + LOCALITY * np.clip(1 - miles / HOME_FAR, 0, 1)
        + OTHER * random.beta(2, 2, lawful.shape)
    )
    child, home = np.nonzero(lawful)
    return Pairs(
        child=child,
        home=home,
        fit=np.round(fit, 2)[lawful],
        burden=_burden(children, homes, miles)[lawful],
        miles=miles[lawful],
        school_kept=(school <= SCHOOL_KEPT_MILES)[lawful],
        gap=gap[lawful],
    )


def _lawful(random: np.random.Generator, children: Children, homes: Homes) -> Bools:
    age, sex = children.age[:, None], children.sex[:, None]
    by_age = (age >= homes.least_age) & (age <= homes.most_age)
    by_sex = (homes.one_sex < 0) | (homes.one_sex == sex)
    asks = (children.need >= CHILDRENS_HOME_NEED) | (children.age >= CHILDRENS_HOME_AGE)
    willing = random.random((children.group[-1] + 1, homes.places.size))[children.group] >= CARERS_SAY_NO
    within = children.need[:, None] <= homes.skill + 2  # carers two levels short of a need do not say yes
    room = ~children.alone[:, None] | (homes.places > 0)
    return np.asarray(by_age & by_sex & (~homes.residential | asks[:, None]) & willing & within & room)


def _burden(children: Children, homes: Homes, miles: Floats) -> Ints:
    """None in the area; other approval outside it, the nominated officer's far away, the director's for the young."""
    outside = np.broadcast_to(~homes.in_area, miles.shape)
    burden = np.where(outside, np.where(miles > DISTANT_MILES, DISTANT, OUTSIDE), 0)
    young = (children.age < YOUNG_IN_CHILDRENS_HOME)[:, None] & homes.residential
    return np.where(young, DIRECTOR, burden).astype(np.int64)
