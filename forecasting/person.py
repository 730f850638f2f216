"""A simulated child on the way: one record, written over from event to event, in compiled code."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from forecasting.calendar import birthday_of
from forecasting.compiled import compiled
from forecasting.states import BAND_AGES, UASC_GROUP
from forecasting.streams import uniform
from forecasting.tables import ADULT

BAND_OF_AGE = np.searchsorted(BAND_AGES, np.arange(ADULT + 1), side="right")
"""[age] the position in the published bands."""


class Person(Protocol):
    """A child, and where in time the child is.

    Times are days from the cut, with fractions: now, care_start, home_start, birthday (the next one), counted and seen
    (until when the child's nights are counted, and the looks at the child), regroups (the birthday on which the age
    group or the settings possible change). `owed` is what is left to pay of the draw that decides when something
    happens. group, month, care_band and home_band say in which age group, month and bands of time the child is.
    `siblings` is 1 to 4; `look` is the route of who left before the cut.
    """

    now: float
    care_start: float
    home_start: float
    birthday: float
    counted: float
    seen: float
    regroups: float
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


_TIMES = ("now", "care_start", "home_start", "birthday", "counted", "seen", "regroups", "owed")
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
def group_of(person: Person) -> int:
    """The position in AGE_GROUPS."""
    return UASC_GROUP if person.uasc else BAND_OF_AGE[person.age]
