"""A simulated child on the way: one record, written over from event to event, in compiled code."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from forecasting.calendar import birthday_of
from forecasting.compiled import compiled
from forecasting.states import BAND_AGES, CARE_EDGES, HOME_EDGES, UASC_GROUP
from forecasting.streams import uniform

_CARE, _HOME, _BAND_AGES = CARE_EDGES, HOME_EDGES, BAND_AGES
_NEVER = np.inf


class Person(Protocol):
    """A child, and where in time the child is.

    Times are days from the cut, with fractions: now, care_start, home_start, birthday (the next one), counted and seen
    (until when the child's nights are counted, and the looks at the child). `owed` is what is left to pay of the draw
    that decides when something happens. group, month, care_band and home_band say in which age group, month and bands
    of time the child now is. `siblings` is 1 to 4; `look` is the route of who left before the cut.
    """

    now: float
    care_start: float
    home_start: float
    birthday: float
    counted: float
    seen: float
    owed: float
    born: int
    age: int
    setting: int
    provider: int
    place: int
    siblings: int
    uasc: int
    group: int
    month: int
    look: int
    care_band: int
    home_band: int
    count: int
    key: np.uint64


_TIMES = ("now", "care_start", "home_start", "birthday", "counted", "seen", "owed")
_KINDS = ("born", "age", "setting", "provider", "place", "siblings", "uasc")
_POSITIONS = ("group", "month", "look", "care_band", "home_band", "count")
PERSON = np.dtype(
    [
        *((name, np.float64) for name in _TIMES),
        *((name, np.int64) for name in (*_KINDS, *_POSITIONS)),
        ("key", np.uint64),
    ],
    align=True,
)


@compiled
def chance(person: Person) -> float:
    """The child's next random number."""
    person.count += 1
    return uniform(person.key, person.count)


@compiled
def wait(person: Person) -> float:
    """A standard exponential draw."""
    return float(-np.log(chance(person)))


@compiled
def grow_up_to(person: Person, cut_day: int) -> None:
    """Age the child to the present moment."""
    while person.birthday <= person.now:
        person.age += 1
        person.birthday = birthday_of(person.born, person.age + 1) - cut_day


@compiled
def age_band(age: int) -> int:
    """The position of an age in the published bands."""
    band = 0
    while band < len(_BAND_AGES) and _BAND_AGES[band] <= age:
        band += 1
    return band


@compiled
def group_of(person: Person) -> int:
    """The position in AGE_GROUPS."""
    return UASC_GROUP if person.uasc else age_band(person.age)


@compiled
def find_bands(person: Person) -> None:
    """Move on to the bands of time in care and in the home that hold the present moment."""
    while person.care_band + 1 < len(_CARE) and person.care_start + _CARE[person.care_band + 1] <= person.now:
        person.care_band += 1
    while person.home_band + 1 < len(_HOME) and person.home_start + _HOME[person.home_band + 1] <= person.now:
        person.home_band += 1


@compiled
def next_band(person: Person) -> float:
    """When the next band begins."""
    care = person.care_start + _CARE[person.care_band + 1] if person.care_band + 1 < len(_CARE) else _NEVER
    home = person.home_start + _HOME[person.home_band + 1] if person.home_band + 1 < len(_HOME) else _NEVER
    return min(care, home)
