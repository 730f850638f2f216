"""A block against single beds: the published example, a plain sum as judge, and where the two cost the same."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.block_or_spot import AtOccupancy, Terms, block_or_spot
from placements.errors import Refused

TERMS = st.builds(
    Terms, st.integers(1, 8), st.integers(0, 5_000_000), st.integers(0, 900_000), st.integers(0, 1_200_000)
)


def row(found: tuple[AtOccupancy, ...], share: float) -> AtOccupancy:
    [one] = [one for one in found if one.share == share]
    return one


def test_the_published_block_costs_what_the_costs_paper_says() -> None:
    """Two homes of two beds: £5,995 a bed-week fixed and £3,970 besides (Nottingham; linear is an assumption)."""
    whole = 52000000 / (365.25 / 7)
    found = block_or_spot(Terms(4, round(4 * 0.6016 * whole), round(0.3984 * whole), 1_000_000)).rows
    for share, pounds in ((1.0, 9_966), (0.75, 11_964), (0.5, 15_961), (0.25, 27_951)):
        assert row(found, share).child_week == pytest.approx(100 * pounds, rel=0.001)


@given(TERMS)
def test_each_occupancy_is_the_plain_sum(terms: Terms) -> None:
    for one in block_or_spot(terms).rows:
        block, spot = terms.fixed + terms.besides * one.filled, terms.spot * one.filled
        assert one.share == one.filled / terms.beds
        assert abs(one.block - block) <= 0.5
        assert abs(one.spot - spot) <= 0.5
        assert one.a_year == pytest.approx((one.block - one.spot) * 365 / 7, abs=0.51)
        assert one.child_week is None if one.filled == 0 else one.child_week == pytest.approx(block / one.filled, abs=1)


@given(TERMS)
def test_above_the_even_point_the_block_costs_less_and_below_it_more(terms: Terms) -> None:
    found = block_or_spot(terms)
    for one in found.rows:
        dearer = terms.fixed + terms.besides * one.filled - terms.spot * one.filled
        if found.even is None or one.filled < found.even - 1e-9:
            assert dearer > -1e-6
        elif one.filled > found.even + 1e-9:
            assert dearer < 1e-6


@given(TERMS)
def test_every_number_of_children_and_every_quarter_is_there_once(terms: Terms) -> None:
    filled = [one.filled for one in block_or_spot(terms).rows]
    assert filled == sorted(set(filled))
    assert set(range(terms.beds + 1)) <= set(filled)
    assert {terms.beds * quarter / 4 for quarter in range(5)} <= set(filled)


def test_what_cannot_be_is_refused() -> None:
    for given_terms in ((0, 1, 1, 1), (51, 1, 1, 1), (4, -1, 1, 1)):
        with pytest.raises(Refused):
            Terms(*given_terms)


def test_a_block_that_is_never_cheaper_has_no_even_point() -> None:
    assert block_or_spot(Terms(4, 1, 100, 100)).even is None
    assert math.isclose(block_or_spot(Terms(4, 400, 0, 100)).even or 0, 4)
    assert not block_or_spot(Terms(4, 401, 0, 100)).pays
