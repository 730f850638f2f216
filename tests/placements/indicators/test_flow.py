"""I02 to I06 on worlds that can be counted on fingers, and the published ratios of York."""

from __future__ import annotations

import datetime as dt

import pytest

from placements.indicators.flow import exits, ratio, returns, routes, starts
from tests.placements.indicators.worlds import counted, day, episode, facts

SPRING = dt.date(2024, 4, 1)


def test_periods_of_care_that_begin_in_the_year_are_counted() -> None:
    row = starts(
        facts(
            episode(1, "2024-03-31"),
            episode(2, "2024-04-01"),
            episode(3, "2025-03-31"),
            episode(4, "2024-06-01", rne="P"),
            episode(5, "2024-06-01", ls="V4"),
        )
    )
    assert (row.numerator, row.value, row.period) == (2, 2, "year to 31 March 2025")


def test_a_child_who_starts_twice_counts_twice_and_as_one_child() -> None:
    row = starts(facts(episode(1, "2024-05-01", "2024-06-01", rec="E4A"), episode(1, "2024-09-01")))
    assert counted(row.breakdown) == {"all starts": 2, "children, each counted once": 1}


def test_a_child_who_leaves_twice_counts_once_by_the_last_exit() -> None:
    world = facts(
        episode(1, "2024-05-01", "2024-06-01", rec="E4B"),
        episode(1, "2024-09-01", "2025-03-31", rec="E45"),
        episode(2, "2020-01-01", "2024-03-31", rec="E4A"),
        episode(3, "2020-01-01", "2025-04-01", rec="E4A"),
        episode(4, "2024-05-01", "2024-06-01"),
        episode(4, "2024-06-01", rne="P"),
    )
    assert exits(world).numerator == 1
    assert counted(routes(world).breakdown) == {"special_guardianship": 1}


@pytest.mark.parametrize(
    ("rec", "route", "to_family"),
    [
        ("E4A", "home_planned", True),
        ("E4B", "home_unplanned", True),
        ("E13", "other_family", True),
        ("E41", "other_family", True),
        ("E46", "special_guardianship", True),
        ("E12", "adoption", True),
        ("E17", "eighteen", False),
        ("E5", "eighteen", False),
        ("E3", "other_authority", False),
        ("E9", "custody", False),
        ("E8", "other", False),
        ("X1", "not_stated", False),
        ("", "not_stated", False),
    ],
)
def test_exits_are_grouped_by_route(rec: str, route: str, to_family: bool) -> None:
    row = routes(facts(episode(1, "2024-01-01", "2024-06-01", rec=rec)))
    assert counted(row.breakdown) == {route: 1}
    assert (row.numerator, row.denominator) == (int(to_family), 1)


def test_a_stay_left_open_past_18_leaves_care_on_the_birthday_by_no_stated_route() -> None:
    row = routes(facts(episode(1, "2020-01-01", dob=day("2006-06-05"))))
    assert counted(row.breakdown) == {"not_stated": 1}


@pytest.mark.parametrize(
    ("began", "left", "published"),
    [(77, 79, 0.97), (80, 69, 1.16), (62, 71, 0.87), (112, 58, 1.93), (61, 84, 0.73), (72, 76, 0.95)],
    ids=["2016", "2017", "2018", "2020", "2024", "2025"],
)
def test_the_ratio_of_yorks_published_starts_and_exits(began: int, left: int, published: float) -> None:
    starting = [episode(child, SPRING) for child in range(began)]
    leaving = [episode(1_000 + child, "2023-01-01", SPRING, rec="E4A") for child in range(left)]
    row = ratio(facts(*starting, *leaving))
    assert (row.numerator, row.denominator) == (began, left)
    assert row.value is not None
    assert round(row.value, 2) == published


def test_with_nobody_leaving_there_is_no_ratio_and_no_route() -> None:
    world = facts(episode(1, "2024-05-01"))
    assert (ratio(world).value, ratio(world).numerator) == (None, 1)
    assert ratio(world).because == routes(world).because == "Nobody ceased to be looked after in the year."


@pytest.mark.parametrize(("left", "back"), [("2024-02-01", 1), ("2023-06-05", 1), ("2023-06-04", 0)])
def test_a_start_within_12_months_of_leaving_is_a_return(left: str, back: int) -> None:
    row = returns(facts(episode(1, "2022-01-01", left, rec="E4A"), episode(1, "2024-06-05"), episode(2, "2024-06-05")))
    assert (row.numerator, row.denominator) == (back, 2)


def test_another_childs_exit_is_no_return() -> None:
    row = returns(facts(episode(1, "2022-01-01", "2024-05-01", rec="E4A"), episode(2, "2024-06-05")))
    assert (row.numerator, row.denominator) == (0, 1)


def test_returns_need_the_return_of_the_year_before() -> None:
    row = returns(facts(episode(1, "2024-06-05"), years=1))
    assert (row.numerator, row.denominator, row.value) == (None, 1, None)
    assert row.because == "The return of 2023/24 is not held, and this needs it."
