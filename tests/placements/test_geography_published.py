"""The published place fields, by the published formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.geography import (
    PL_DISTANCE_UNKNOWN,
    UNKNOWN_AUTHORITY,
    PostcodeBook,
    over_20_miles,
    pl_distance,
    pl_distance_miles,
    pl_la,
    pl_location,
)

YORK, LEEDS, CARDIFF = "E06000014", "E08000035", "W06000015"
METRES = st.integers(min_value=0, max_value=700_000)
BOOK = PostcodeBook.of(
    ["YO17HH", "LS11AA", "CF101AA"], [460_000, 430_000, 318_000], [452_000, 433_500, 176_000], [YORK, LEEDS, CARDIFF]
)


@given(METRES, METRES, METRES, METRES)
def test_the_published_distance_is_the_formula_to_one_decimal(e1: int, n1: int, e2: int, n2: int) -> None:
    exact = math.sqrt((e1 - e2) ** 2 + (n1 - n2) ** 2) / 1000 / 1.6093
    found = float(pl_distance_miles(e1, n1, e2, n2))
    assert abs(found - exact) <= 0.05 + 1e-9
    assert found == round(found, 1)
    assert found == float(pl_distance_miles(e2, n2, e1, n1))


@pytest.mark.parametrize(("metres", "published"), [(0, 0.0), (1609, 1.0), (32_186, 20.0), (32_267, 20.1), (80, 0.0)])
def test_distances_are_rounded_to_a_tenth_of_a_mile(metres: int, published: float) -> None:
    assert float(pl_distance_miles(400_000, 400_000, 400_000 + metres, 400_000)) == published


def test_halves_of_a_tenth_round_up() -> None:
    assert float(pl_distance_miles(0.0, 0.0, 0.25 * 1609.3, 0.0)) == 0.3


def test_a_distance_with_an_unknown_end_is_999_9_and_never_counts_as_far() -> None:
    found = pl_distance_miles([460_000, math.nan], [452_000, math.nan], [430_000, 430_000], [433_500, 433_500])
    assert found.tolist() == [21.9, PL_DISTANCE_UNKNOWN]
    assert over_20_miles(found).tolist() == [True, False]


def test_exactly_20_miles_is_not_over_20_miles() -> None:
    assert over_20_miles(np.array([19.9, 20.0, 20.1, 999.9, math.nan])).tolist() == [False, False, True, False, False]


def test_a_placement_outside_england_has_an_unknown_published_distance() -> None:
    home = BOOK.look_up(["YO1 7HH", "YO1 7HH", "CF10 1AA", None])
    placement = BOOK.look_up(["LS1 1AA", "CF10 1AA", "YO1 7HH", "LS1 1AA"])
    found = pl_distance(home, placement, np.zeros(4, dtype=np.bool_))
    assert found.tolist() == [21.9, 999.9, 999.9, 999.9]


def test_short_breaks_and_asylum_seeking_children_have_no_published_distance() -> None:
    home = BOOK.look_up(["YO1 7HH", None])
    found = pl_distance(home, BOOK.look_up(["LS1 1AA", "LS1 1AA"]), np.array([True, True]))
    assert np.isnan(found).all()


def test_location_is_in_or_out_and_blank_where_unknown_or_a_short_break() -> None:
    la_codes = np.array([YORK, LEEDS, UNKNOWN_AUTHORITY, YORK])
    found = pl_location(la_codes, YORK, np.array([False, False, False, True]))
    assert found.tolist() == ["IN", "OUT", "", ""]


def test_an_authority_outside_england_is_named_by_its_country() -> None:
    assert [pl_la(code) for code in (YORK, CARDIFF, "S12000036", "N09000003", UNKNOWN_AUTHORITY)] == [
        YORK,
        "WAL",
        "SCO",
        "NIR",
        None,
    ]
