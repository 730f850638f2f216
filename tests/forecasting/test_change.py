"""Why spending changed: each cause by itself, and parts that add up whatever the figures."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from forecasting.change import Change, Spent, change_between

SPENT = st.builds(Spent, st.integers(0, 40_000), st.integers(0, 10**9), st.integers(0, 10**8))
YEARS = st.dictionaries(st.sampled_from("abcd"), SPENT, max_size=4)
RISES = st.dictionaries(st.sampled_from("abcd"), st.fractions(-1, 1, max_denominator=10_000))


@given(YEARS, YEARS, RISES)
def test_the_parts_add_up_to_the_change_to_the_penny(
    before: dict[str, Spent], after: dict[str, Spent], uplift: dict[str, Fraction]
) -> None:
    cost = [sum(one.base + one.need for one in year.values()) for year in (before, after)]
    assert change_between(before, after, uplift).total == cost[1] - cost[0]


def test_more_children_alike_are_volume() -> None:
    before, after = {"f": Spent(100, 1_000)}, {"f": Spent(130, 1_300)}
    assert change_between(before, after) == Change(300, 0, 0, 0, 0)


def test_as_many_children_in_dearer_homes_are_mix() -> None:
    before = {"f": Spent(100, 1_000), "h": Spent(100, 10_000)}
    after = {"f": Spent(50, 500), "h": Spent(150, 15_000)}
    assert change_between(before, after) == Change(0, 4_500, 0, 0, 0)


def test_a_rise_by_the_uplift_table_is_inflation_and_the_rest_of_a_rise_is_price() -> None:
    before, after = {"f": Spent(100, 1_000)}, {"f": Spent(100, 1_100)}
    assert change_between(before, after, {"f": Fraction(4, 100)}) == Change(0, 0, 60, 40, 0)


def test_more_enhancements_a_child_are_need() -> None:
    before, after = {"f": Spent(100, 1_000, 200)}, {"f": Spent(100, 1_000, 500)}
    assert change_between(before, after) == Change(0, 0, 0, 0, 300)


def test_a_kind_of_home_that_is_new_is_mix_and_a_first_year_is_volume() -> None:
    assert change_between({"f": Spent(100, 1_000)}, {"h": Spent(100, 9_000)}) == Change(0, 8_000, 0, 0, 0)
    assert change_between({}, {"h": Spent(100, 9_000, 5)}) == Change(9_005, 0, 0, 0, 0)


def test_the_client_s_own_figures_dearer_homes_fewer_and_agency_homes_more() -> None:
    year = 365
    before = {"ifa": Spent(16 * year, 76_800_000), "home": Spent(16 * year, 265_600_000)}
    after = {"ifa": Spent(21 * year, 100_800_000), "home": Spent(14 * year, 232_400_000)}
    found = change_between(before, after)
    assert found.total == -9_200_000
    assert (found.volume, found.mix) == (32_100_000, -41_300_000)
