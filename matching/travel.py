"""Journeys from homes to where a child comes from, goes to school and meets people: an estimate, and said to be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, repeat
from typing import NamedTuple, Protocol

import numpy as np

from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from matching.policy import Travel
from placements.geography import metres_matrix, miles
from placements.geography.distance import Floats
from placements.repository.places import Position

METRES_IN_A_KILOMETRE = 1_000.0
MINUTES_IN_AN_HOUR = 60.0


Places = Sequence[Position | None]


class TravelModel(Protocol):
    """Anything that knows how long a journey takes: the estimate below, or the council's own table of journeys."""

    @property
    def words(self) -> str:
        """How the minutes came about, for a sentence."""
        ...

    def matrix(self, places: Places, homes: Places, metres: Floats) -> Floats:
        """Minutes from each home (columns) to each place (rows), whose straight lines are so many metres.

        A place that is not known gives NaN.
        """
        ...


@dataclass(frozen=True)
class StraightLine:
    """Minutes by car, door to door, from the straight line: a detour, then slow streets, then faster roads.

    minutes = fixed + slow part / slow speed + rest / fast speed, where the road is the line times the detour. The
    figures are local policy (`policy.toml`); none was fitted, and a route planner will differ.
    """

    travel: Travel
    words: str = "estimated by car from the straight line"

    def matrix(self, places: Places, homes: Places, metres: Floats) -> Floats:
        """Minutes from each home to each place, by the straight line alone."""
        return self.minutes(metres)

    def minutes(self, metres: Floats) -> Floats:
        """Minutes for straight lines of so many metres; NaN stays NaN."""
        road = metres * self.travel.detour / METRES_IN_A_KILOMETRE
        slow = np.minimum(road, self.travel.slow_kilometres)
        hours = slow / self.travel.slow_kilometres_per_hour + (road - slow) / self.travel.fast_kilometres_per_hour
        return self.travel.fixed_minutes + hours * MINUTES_IN_AN_HOUR


class Journey(NamedTuple):
    """Between one home and one child's places; None where either end is not known."""

    home_minutes: float | None
    home_miles: float | None
    school_minutes: float | None
    contact_minutes: tuple[float | None, ...]


@dataclass(frozen=True)
class Journeys:
    """Every journey of a search: arrays of shape (children, homes), contacts as a list a child; NaN is not known."""

    children: dict[str, int]
    homes: dict[str, int]
    home_minutes: Floats
    home_miles: Floats
    school_minutes: Floats
    contact_minutes: tuple[Floats, ...]

    def between(self, child: ChildFacts, home: HomeFacts) -> Journey:
        """The journeys between one home and one child's places."""
        return self._all[child.ref][self.homes[home.ref]]

    @cached_property
    def _all(self) -> dict[str, list[Journey]]:
        """Every journey by child and home: read from the arrays once, since a search asks for each several times."""
        return {ref: self._of(row) for ref, row in self.children.items()}

    def _of(self, row: int) -> list[Journey]:
        contacts = zip(*map(_known, self.contact_minutes[row]), strict=True) if len(self.contact_minutes[row]) else None
        columns = (self.home_minutes[row], self.home_miles[row], self.school_minutes[row])
        known = zip(*map(_known, columns), contacts or repeat(()), strict=False)
        return [Journey(*one) for one in known]

    def to_home(self, child: ChildFacts, homes: Sequence[str]) -> Floats:
        """Minutes from each of these homes to where a child comes from."""
        return self._row(self.home_minutes, child, homes)

    def to_school(self, child: ChildFacts, homes: Sequence[str]) -> Floats:
        """Minutes from each of these homes to a child's school."""
        return self._row(self.school_minutes, child, homes)

    def _row(self, minutes: Floats, child: ChildFacts, homes: Sequence[str]) -> Floats:
        row = minutes[self.children[child.ref], [self.homes[ref] for ref in homes]]
        return np.asarray(row, dtype=np.float64)


def journeys(children: Sequence[ChildFacts], homes: Sequence[HomeFacts], model: TravelModel) -> Journeys:
    """Measure every child's places against every home, all at once."""
    places = [place for child in children for place in (child.home, child.school, *_contact_places(child))]
    there = [home.position for home in homes]
    metres = metres_matrix(*_degrees(places), *_degrees(there)).reshape(len(places), len(homes))
    minutes = model.matrix(places, there, metres)
    starts = np.cumsum([0, *(2 + len(child.contacts) for child in children)])
    own, school = starts[:-1], starts[:-1] + 1
    contacts = tuple(minutes[start + 2 : end] for start, end in pairwise(starts))
    return Journeys(
        {child.ref: position for position, child in enumerate(children)},
        {home.ref: position for position, home in enumerate(homes)},
        minutes[own],
        miles(metres[own]),
        minutes[school],
        contacts,
    )


def _contact_places(child: ChildFacts) -> list[Position | None]:
    return [contact.place for contact in child.contacts]


def _degrees(places: Sequence[Position | None]) -> tuple[Floats, Floats]:
    latitudes = np.array([np.nan if place is None else place.latitude for place in places], dtype=np.float64)
    longitudes = np.array([np.nan if place is None else place.longitude for place in places], dtype=np.float64)
    return latitudes, longitudes


def _known(minutes: Floats) -> list[float | None]:
    return [None if value != value else value for value in minutes.tolist()]  # noqa: PLR0124 - only NaN is not itself
