"""Providers beside each other: as a plain count has it, and hidden where cases are few."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.codes import Setting
from placements.providing.alike import Ages, Compared, Like, Needs, compared
from placements.providing.stays import ProviderStay
from tests.oracles.providers import beside_each_other

DAY = dt.date(2026, 3, 31)
FOSTERING, HOME = Setting.MAINSTREAM_FOSTERING, Setting.CHILDRENS_HOME
SHOWN = ("children", "now", "judged", "kept", "miles", "week")


@st.composite
def stays(draw: st.DrawFn) -> ProviderStay:
    starts = DAY - dt.timedelta(days=draw(st.integers(0, 2000)))
    days = draw(st.one_of(st.none(), st.integers(1, 1500)))
    ends = None if days is None or starts + dt.timedelta(days=days) > DAY else starts + dt.timedelta(days=days)
    return ProviderStay(
        child=draw(st.integers(1, 25)),
        provider=draw(st.integers(1, 4)),
        setting=draw(st.sampled_from([FOSTERING, FOSTERING, HOME])),
        age=draw(st.integers(0, 17)),
        starts=starts,
        ends=ends,
        where=draw(st.sampled_from("abcdefghij")),
        miles=draw(st.one_of(st.none(), st.floats(0, 200))),
        unplanned=None if ends is None else draw(st.sampled_from([True, False, None])),
    )


LIKES = st.builds(
    Like,
    st.sampled_from([FOSTERING, HOME]),
    st.sampled_from([None, *Ages]),
    st.sampled_from([None, *Needs]),
)


@given(
    st.lists(stays(), max_size=80),
    st.dictionaries(st.integers(1, 25), st.integers(1, 4)),
    st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 25)), st.integers(50_000, 900_000)),
    LIKES,
)
def test_every_figure_is_what_a_plain_count_says(
    lived: list[ProviderStay], bands: dict[int, int], weekly: dict[tuple[int, int], int], like: Like
) -> None:
    found = compared(lived, bands, weekly, like, DAY)
    told = {row.provider: {name: str(getattr(row, name)) for name in SHOWN} for row in found.rows}
    assert told == beside_each_other(lived, bands, weekly, like, DAY)


def alike(provider: int, children: int, first: int = 0) -> list[ProviderStay]:
    """So many children with a provider for two years, all kept."""
    return [
        ProviderStay(first + n, provider, FOSTERING, 12, dt.date(2024, 1, 1), None, f"{n}", 10.0, None)
        for n in range(children)
    ]


def rows(*numbers: int) -> dict[int, Compared]:
    lived = [stay for one, number in enumerate(numbers) for stay in alike(one, number, 100 * one)]
    weekly = {(stay.provider, stay.child): 90_000 for stay in lived}
    return {row.provider: row for row in compared(lived, {}, weekly, Like(FOSTERING), DAY).rows}


@pytest.mark.parametrize(("numbers", "told"), [((6, 6, 6), True), ((6, 6, 5), False), ((60, 6), False), ((60,), False)])
def test_fees_need_three_providers_of_six_children(numbers: tuple[int, ...], told: bool) -> None:
    assert (rows(*numbers)[0].week.value == 90_000) is told


def test_a_provider_of_five_children_shows_no_figure_at_all() -> None:
    few = rows(6, 6, 6, 5)[3]
    assert {str(figure) for figure in (few.children, few.now, few.judged, few.kept, few.miles, few.week)} == {"c"}
