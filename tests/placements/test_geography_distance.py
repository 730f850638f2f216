"""Distances over the ground, judged by geopy's geodesic one pair at a time."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from placements.geography import METRES_IN_A_MILE, metres_between, metres_matrix, miles

Point = tuple[float, float]

# Great Britain, and steps of up to about 80 km north-south and east-west from a point in it.
POINTS = st.tuples(st.floats(49.9, 60.9), st.floats(-8.0, 1.8))
STEPS = st.tuples(st.floats(-0.6, 0.6), st.floats(-1.0, 1.0))


def geodesic_metres(here: Point, there: Point) -> float:
    return float(geodesic(here, there).meters)


def columns(points: list[Point]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    latitudes, longitudes = np.array(points, dtype=np.float64).reshape(-1, 2).T
    return latitudes, longitudes


@given(POINTS, STEPS)
def test_a_distance_up_to_100_km_is_within_3_mm_of_the_geodesic(here: Point, step: Point) -> None:
    there = (here[0] + step[0], here[1] + step[1])
    expected = geodesic_metres(here, there)
    assert abs(float(metres_between(*here, *there)) - expected) < 0.003


@given(POINTS, POINTS)
def test_a_distance_across_great_britain_is_within_a_metre_of_the_geodesic(here: Point, there: Point) -> None:
    assert abs(float(metres_between(*here, *there)) - geodesic_metres(here, there)) < 1.0


@given(st.lists(st.tuples(POINTS, POINTS), max_size=12))
def test_there_and_back_are_equally_far(pairs: list[tuple[Point, Point]]) -> None:
    here, there = columns([one for one, _ in pairs]), columns([other for _, other in pairs])
    np.testing.assert_array_equal(metres_between(*here, *there), metres_between(*there, *here))


@given(st.lists(POINTS, max_size=12))
def test_a_place_is_no_distance_from_itself(points: list[Point]) -> None:
    here = columns(points)
    np.testing.assert_array_equal(metres_between(*here, *here), np.zeros(len(points)))


@given(POINTS, POINTS, POINTS)
def test_a_way_round_is_never_shorter(a: Point, b: Point, c: Point) -> None:
    assert metres_between(*a, *c) <= metres_between(*a, *b) + metres_between(*b, *c) + 0.02


@given(st.lists(POINTS, max_size=6), st.lists(POINTS, max_size=6))
def test_the_matrix_holds_the_distance_of_every_pair(rows: list[Point], others: list[Point]) -> None:
    matrix = metres_matrix(*columns(rows), *columns(others))
    assert matrix.shape == (len(rows), len(others))
    expected = [[float(metres_between(*row, *other)) for other in others] for row in rows]
    np.testing.assert_allclose(matrix, np.array(expected).reshape(matrix.shape), rtol=0, atol=1e-6)


def test_an_unknown_coordinate_gives_an_unknown_distance_and_spoils_no_other() -> None:
    latitudes = np.array([53.96, math.nan, 53.96])
    found = metres_between(latitudes, -1.08, np.array([53.99, 53.99, math.nan]), -1.54)
    np.testing.assert_array_equal(np.isnan(found), [False, True, True])
    np.testing.assert_array_equal(
        np.isnan(metres_matrix(latitudes, np.full(3, -1.08), [53.99], [-1.54])), [[False], [True], [False]]
    )


def test_shapes_broadcast_and_numbers_are_accepted() -> None:
    assert metres_between(53.96, -1.08, 53.99, -1.54).shape == ()
    assert metres_between(np.full((2, 3), 53.96), -1.08, np.full(3, 53.99), -1.54).shape == (2, 3)
    assert metres_between([], [], [], []).shape == (0,)


def test_york_minster_to_harrogate_is_about_30_kilometres() -> None:
    assert 29_500 < float(metres_between(53.9623, -1.0819, 53.9919, -1.5378)) < 30_500


def test_a_mile_is_1609_344_metres() -> None:
    assert METRES_IN_A_MILE == 1609.344
    np.testing.assert_allclose(miles([0.0, 1609.344, 32186.88]), [0.0, 1.0, 20.0])
