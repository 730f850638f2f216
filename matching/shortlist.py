"""The homes worth judging for very many children at once: what is certainly out, and what fit the rest could have.

Nothing is decided here. A pair left out is one that the whole rules exclude; the fit of a pair is never more than its
bound. So where the last bound of a shortlist is below the fit of a lawful home found in it, no home outside it is
better. Tests hold both against the rules and the scores, pair by pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from matching.child_facts import ChildFacts
from matching.factors import HIGHEST_LEVEL, MIDPOINT, SCHOOL_AGE
from matching.home_facts import HomeFacts
from matching.home_table import KINDS, NOT_RECORDED, SEXES, Bools, HomeTable, Ints
from matching.policy import Policy
from matching.rules.place import SECONDARY_AGE
from matching.situation import Stay
from matching.weights import Factor, Weights
from placements.models.child import NeedDomain, Topic
from placements.models.home import HomeKind
from placements.models.placement import OccupancyKind
from placements.repository.places import Position

Floats = NDArray[np.float64]
Arrays = tuple[Any, ...]
AXIS, ECCENTRICITY_SQUARED = 6_378_137.0, 0.006694379990141317
SIXTEEN = 16
DOMAINS = {domain: column for column, domain in enumerate(NeedDomain)}


@dataclass(frozen=True, eq=False)
class HomeColumns:
    """What the shortlist reads of homes: positions as earth-centred metres (NaN where not known), limits, skills.

    `full` marks homes in which every bed is taken, with no end, by somebody who is there already.
    """

    refs: tuple[str, ...]
    place: Floats
    kind: Ints
    household: Bools
    limited: Bools
    age_from: Ints
    age_to: Ints
    sex: Ints
    full: Bools
    skills: Ints


@dataclass(frozen=True, eq=False)
class ChildColumns:
    """What it reads of children; `needs` holds every child's needs one after another as (domain, level) rows.

    `education` and `no_needs` hold what a factor counts where it does not hang on the home, NaN where it does.
    """

    refs: tuple[str, ...]
    home: Floats
    school: Floats
    age: Ints
    sex: Ints
    needs: Ints
    first_need: Ints
    education: Floats
    no_needs: Floats
    school_none: Floats


@dataclass(frozen=True, eq=False)
class Shortlists:
    """The rows of the best homes of each child by `bound` (the most their fit could be), -1 where there are fewer.

    Arrays of shape (children, k); `possible` counts all homes that are not certainly out.
    """

    homes: Ints
    bound: Floats
    possible: Ints


def home_columns(homes: Sequence[HomeFacts], table: HomeTable, stay: Stay) -> HomeColumns:
    """The columns of these homes for stays that begin on one day."""
    return HomeColumns(
        refs=table.refs,
        place=_earth([home.position for home in homes]),
        kind=table.kind,
        household=table.household,
        limited=table.household & table.one_approval,
        age_from=table.age_from,
        age_to=table.age_to,
        sex=table.sex,
        full=np.array([_full(home, stay) for home in homes], dtype=np.bool_),
        skills=np.ascontiguousarray(table.skills),
    )


def _full(home: HomeFacts, stay: Stay) -> bool:
    settled = {
        one.bed_id
        for one in home.residents
        if one.kind is OccupancyKind.PLACEMENT and one.ends_on is None and one.starts_on <= stay.starts_on
    }
    only_placed = all(one.kind is OccupancyKind.PLACEMENT for one in home.residents)
    return bool(home.beds) and only_placed and all(bed.id in settled for bed in home.beds)


def child_columns(children: Sequence[ChildFacts], stay: Stay, policy: Policy) -> ChildColumns:
    """The columns of these children for stays that begin on one day."""
    ages = [child.age_on(stay.starts_on) for child in children]
    limits = policy.minutes
    primary = [age is not None and age < SECONDARY_AGE for age in ages]
    counts = [len(child.needs) for child in children]
    return ChildColumns(
        refs=tuple(child.ref for child in children),
        home=_earth([child.home for child in children]),
        school=_earth([child.school for child in children]),
        age=np.array([NOT_RECORDED if age is None else age for age in ages], dtype=np.int64),
        sex=np.array([SEXES.get(child.sex, NOT_RECORDED) for child in children], dtype=np.int64),
        needs=np.array(
            [(DOMAINS[need.domain], need.level) for child in children for need in child.needs], dtype=np.int64
        ).reshape(-1, 2),
        first_need=np.cumsum([0, *counts], dtype=np.int64),
        education=np.array([_education(child, age) for child, age in zip(children, ages, strict=True)]),
        no_needs=np.array([1.0 if child.answered(Topic.NEEDS) else MIDPOINT for child in children]),
        school_none=np.where(primary, limits.school_none_primary, limits.school_none_secondary),
    )


def _education(child: ChildFacts, age: int | None) -> float:
    """What education counts whatever the home: full or the midpoint without a school, NaN where it hangs on the way."""
    if child.school_urn is not None:
        return np.nan
    none_to_lose = child.answered(Topic.SCHOOL) or (age is not None and age < SCHOOL_AGE)
    return 1.0 if none_to_lose else MIDPOINT


def _earth(places: Sequence[Position | None]) -> Floats:
    """Earth-centred metres, shape (places, 3); the chord between two is never longer than the way over the ground."""
    degrees = [(np.nan, np.nan) if place is None else (place.latitude, place.longitude) for place in places]
    latitude, longitude = np.radians(np.array(degrees, dtype=np.float64).reshape(-1, 2)).T
    across = AXIS / np.sqrt(1 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2)
    flat = across * np.cos(latitude)
    upward = across * (1 - ECCENTRICITY_SQUARED) * np.sin(latitude)
    return np.stack([flat * np.cos(longitude), flat * np.sin(longitude), upward], axis=1)


def shortlists(children: ChildColumns, homes: HomeColumns, policy: Policy, weights: Weights, most: int) -> Shortlists:
    """The `most` homes of each child by the most that their fit could be, by the straight-line estimate of journeys.

    Needs, education and locality count as scored; every other factor counts in full, which is what makes it a bound.
    """
    travel, minutes, points = policy.travel, policy.minutes, weights.points
    rest = sum(points[one] for one in Factor if one not in (Factor.NEEDS, Factor.EDUCATION, Factor.LOCALITY))
    estimate = np.array(
        [
            travel.detour,
            travel.fixed_minutes,
            travel.slow_kilometres,
            travel.slow_kilometres_per_hour,
            travel.fast_kilometres_per_hour,
        ]
    )
    found, bound, possible = _best(
        (children.home, children.school, children.age, children.sex),
        (children.needs, children.first_need, children.education, children.no_needs, children.school_none),
        (homes.place, homes.kind, homes.household, homes.limited, homes.full),
        (homes.age_from, homes.age_to, homes.sex, homes.skills),
        (KINDS[HomeKind.SECURE], KINDS[HomeKind.SUPPORTED], KINDS[HomeKind.OTHER]),
        estimate,
        (points[Factor.NEEDS], points[Factor.EDUCATION], points[Factor.LOCALITY], rest),
        (minutes.school_full, minutes.home_full, minutes.home_none),
        most,
    )
    return Shortlists(found, bound, possible)


@njit(cache=True)
def _minutes(here: Floats, there: Floats, estimate: Floats) -> float:
    dx, dy, dz = here[0] - there[0], here[1] - there[1], here[2] - there[2]
    road = np.sqrt(dx * dx + dy * dy + dz * dz) * estimate[0] / 1_000.0
    slow = min(road, estimate[2])
    return float(estimate[1] + 60.0 * (slow / estimate[3] + (road - slow) / estimate[4]))


@njit(cache=True)
def _share(minutes: float, full: float, none: float) -> float:
    if np.isnan(minutes):
        return MIDPOINT
    return min(1.0, max(0.0, (none - minutes) / (none - full)))


@njit(cache=True)
def _met(needs: Ints, skills: Ints, household: bool, nothing: float) -> float:
    """The share of needs met; an establishment's skill hangs on its registration, so it counts in full."""
    if len(needs) == 0:
        return nothing
    if not household:
        return 1.0
    total, known = 0.0, False
    for row in range(len(needs)):
        skill, level = skills[needs[row, 0]], needs[row, 1]
        if skill == NOT_RECORDED:
            total += MIDPOINT
        else:
            known = True
            total += 1.0 - max(0, level - skill) / HIGHEST_LEVEL
    return total / len(needs) if known else MIDPOINT


@njit(cache=True)
def _out(age: int, sex: int, limits: tuple[bool, int, int, int], kind: int, kinds: tuple[int, int, int]) -> bool:
    """Whether terms of approval for age and sex, or the setting for a child under 16, certainly exclude."""
    limited, age_from, age_to, only = limits
    if kind == kinds[0]:
        return True
    if age != NOT_RECORDED and age < SIXTEEN and kind in (kinds[1], kinds[2]):
        return True
    if not limited:
        return False
    wrong_age = age != NOT_RECORDED and not age_from <= age <= age_to
    wrong_sex = NOT_RECORDED not in (only, sex) and only != sex
    return wrong_age or wrong_sex


@njit(cache=True, parallel=True)
def _best(  # noqa: PLR0913, PLR0917 - arrays of a few kinds, as the compiler takes them
    whom: Arrays,
    wanted: Arrays,
    homes: Arrays,
    limits: Arrays,
    kinds: tuple[int, int, int],
    estimate: Floats,
    points: tuple[float, float, float, float],
    full: tuple[float, float, float],
    most: int,
) -> tuple[Ints, Floats, Ints]:
    home, school, age, sex = whom
    needs, first_need, education, no_needs, school_none = wanted
    place, kind, household, limited, taken = homes
    age_from, age_to, only, skills = limits
    found = np.full((len(age), most), -1, dtype=np.int64)
    bound = np.full((len(age), most), -1.0)
    possible = np.zeros(len(age), dtype=np.int64)
    for c in prange(len(age)):
        mine = needs[first_need[c] : first_need[c + 1]]
        for h in range(len(kind)):
            its = (limited[h], age_from[h], age_to[h], only[h])
            if taken[h] or _out(age[c], sex[c], its, kind[h], kinds):
                continue
            possible[c] += 1
            way = education[c]
            if np.isnan(way):
                way = _share(_minutes(school[c], place[h], estimate), full[0], school_none[c])
            near = _share(_minutes(home[c], place[h], estimate), full[1], full[2])
            fit = points[3] + points[1] * way + points[2] * near
            fit += points[0] * _met(mine, skills[h], household[h], no_needs[c])
            at = most
            while at > 0 and bound[c, at - 1] < fit:
                at -= 1
            if at < most:
                for down in range(most - 1, at, -1):
                    bound[c, down], found[c, down] = bound[c, down - 1], found[c, down - 1]
                bound[c, at], found[c, at] = fit, h
    return found, bound, possible
