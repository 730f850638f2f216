"""The chance that a return lasts is a group's rate with its number and range, by the published formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from forecasting.returning.lasting import ANCHOR, OWN_ENOUGH, beside, chance_lasts, lasts
from placements.indicators.row import Indicator


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_range_is_wilsons_at_80_per_cent(counted: tuple[int, int]) -> None:
    stayed, of = counted
    found = lasts(stayed, of, "a source")
    peer = binomtest(stayed, of).proportion_ci(0.8, method="wilson")
    assert found.low == pytest.approx(peer.low, abs=1e-9)
    assert found.high == pytest.approx(peer.high, abs=1e-9)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.low < found.high


def test_until_enough_have_come_home_the_published_anchor_stands() -> None:
    few = chance_lasts(OWN_ENOUGH - 1, OWN_ENOUGH - 1)
    assert (few.stayed, few.of) == ANCHOR == (20, 31)
    own = chance_lasts(OWN_ENOUGH, 7)
    assert (own.stayed, own.of) == (7, OWN_ENOUGH)


def test_everybody_who_moved_back_stands_beside_it_and_never_nothing_for_want_of_knowledge() -> None:
    row = Indicator("I19", "x", 11, 39, 28.2, "per cent", "year")
    found = beside(row)
    assert found is not None
    assert (found.stayed, found.of) == (11, 39)
    assert beside(Indicator("I19", "x", None, None, None, "per cent", "year", "not held")) is None
    assert beside(None) is None
