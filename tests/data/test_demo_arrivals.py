"""Who comes and when they leave: families, ages, birthdays and counts, drawn many at a time."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.demo.arrivals import ROUTES, Arrivals, arrivals
from data.demo.arrivals import _eighteenth as eighteenth
from data.demo.arrivals import _families_of_a_year as families_of_a_year
from data.demo.chance import Chance
from data.demo.span import Span
from placements.codes import ExitRoute, birthday


@pytest.fixture(scope="module")
def history() -> Arrivals:
    return arrivals(Span.of(10), 240, 11)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2026, 6, 5)))
def test_the_18th_birthday_is_that_of_the_codes(dob: dt.date) -> None:
    assert int(eighteenth(np.array([dob.toordinal()]))[0]) == birthday(dob, 18).toordinal()


def test_nobody_leaves_before_coming_or_after_the_18th_birthday(history: Arrivals) -> None:
    assert (history.left > history.started).all()
    assert (history.started >= history.born).all()
    assert (history.left <= eighteenth(history.born)).all()


def test_who_leaves_at_18_leaves_on_the_birthday(history: Arrivals) -> None:
    at_18 = history.route == ROUTES.index(ExitRoute.EIGHTEEN)
    assert (history.left[at_18] == eighteenth(history.born)[at_18]).all()


def test_brothers_and_sisters_come_on_one_day(history: Arrivals) -> None:
    first: dict[tuple[int, int], int] = {}
    for child, family, started in zip(history.child, history.family, history.started, strict=True):
        first.setdefault((family, child), started)
    days = Counter(family for family, _ in first)
    together = Counter((family, day) for (family, _), day in first.items())
    in_groups = [family for family, size in days.items() if size > 1]
    assert in_groups
    assert all(together[family, day] for (family, _), day in first.items())


def test_a_child_is_in_care_once_at_a_time(history: Arrivals) -> None:
    left: dict[int, int] = {}
    for child, started, ended in zip(history.child, history.started, history.left, strict=True):
        assert started > left.get(child, -1)
        left[child] = ended


def test_long_stays_exist_on_the_first_day(history: Arrivals) -> None:
    first = Span.of(10).start.toordinal()
    there = history.started[(history.started < first) & (history.left > first)]
    assert (first - there).max() > 5 * 365


@given(st.integers(0, 2**32 - 1), st.integers(0, 300))
def test_the_families_of_a_year_hold_its_children_exactly(seed: int, children: int) -> None:
    sizes, alone = families_of_a_year(children, np.random.default_rng(seed))
    assert sizes.sum() == children
    assert (sizes >= 1).all()
    assert (sizes[alone] == 1).all()


def test_a_stream_of_chance_depends_on_its_name_alone() -> None:
    assert [Chance(1, "a").share(), Chance(1, "b").share()] == [Chance(1, "a").share(), Chance(1, "b").share()]
    assert Chance(1, "a").share() != Chance(1, "b").share()


@given(st.dictionaries(st.text(), st.floats(0, 5), min_size=1), st.integers())
def test_what_has_no_weight_is_never_picked_while_something_has(weights: dict[str, float], seed: int) -> None:
    picked = Chance(seed).pick(weights)
    assert weights[picked] > 0 or not any(weights.values())
