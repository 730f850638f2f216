"""Journeys are estimated from the straight line, and what is not known stays so."""

from __future__ import annotations

import numpy as np
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from matching.child_facts import ContactFact
from matching.policy import published_policy
from matching.travel import StraightLine, journeys
from placements.repository.places import Position
from tests.worlds import ADEL, HEADLEY, LITTLEWORTH, LITTLEWORTH_SCHOOL, YORK, a_child, a_home

MODEL = StraightLine(published_policy().travel)
LATITUDES, LONGITUDES = st.floats(53.5, 54.5), st.floats(-2.0, 0.0)


def by_hand(one: Position, other: Position) -> float:
    """Minutes as the policy file explains them."""
    road = geodesic(one[:2], other[:2]).km * 1.3
    return float(4 + min(road, 8) / 30 * 60 + max(0, road - 8) / 60 * 60)


@given(LATITUDES, LONGITUDES)
def test_minutes_are_those_worked_out_by_hand(latitude: float, longitude: float) -> None:
    home = a_home(position=Position(latitude, longitude, YORK))
    found = journeys([a_child()], [home], MODEL).between(a_child(), home)
    assert found.home_minutes is not None
    assert found.school_minutes is not None
    assert abs(found.home_minutes - by_hand(home.position, LITTLEWORTH)) < 0.01  # type: ignore[arg-type]
    assert abs(found.school_minutes - by_hand(home.position, LITTLEWORTH_SCHOOL)) < 0.01  # type: ignore[arg-type]


@given(st.floats(0, 200_000), st.floats(0, 200_000))
def test_further_never_takes_less_time(metres: float, more: float) -> None:
    minutes = MODEL.minutes(np.array([metres, metres + more]))
    assert minutes[0] <= minutes[1]


def test_each_child_keeps_its_own_places() -> None:
    children = [
        a_child("C-1", contacts=(ContactFact("Grandma", 1, ADEL), ContactFact("Uncle", 1, None))),
        a_child("C-2", home=HEADLEY, school=None),
    ]
    homes = [a_home("H-1"), a_home("H-2", position=None), a_home("H-3", position=ADEL)]
    found = journeys(children, homes, MODEL)
    first, nowhere = found.between(children[0], homes[0]), found.between(children[0], homes[1])
    assert first.contact_minutes[0] is not None
    assert first.contact_minutes[1] is None
    assert (nowhere.home_minutes, nowhere.home_miles, nowhere.school_minutes) == (None, None, None)
    second = found.between(children[1], homes[2])
    assert second.school_minutes is None
    assert second.contact_minutes == ()
    assert second.home_minutes is not None
    assert second.home_minutes > by_hand(ADEL, LITTLEWORTH)


def test_no_homes_and_no_children_are_no_journeys() -> None:
    assert journeys([], [a_home()], MODEL).home_minutes.shape == (0, 1)
    assert journeys([a_child()], [], MODEL).home_minutes.shape == (1, 0)
