"""I20 to I22 on worlds that can be counted on fingers, and York's published shares."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest

from placements.indicators.stability import in_a_year, in_two_years, long_term
from tests.placements.indicators.worlds import day, episode, facts


def moves(child: int, *days: str, **more: Any) -> list[dict[str, Any]]:
    """A child who starts on the first day and moves to a new carer on each of the others."""
    ends = [*pairwise(days), (days[-1], None)]
    return [episode(child, start, end, rne="S" if n == 0 else "P", **more) for n, (start, end) in enumerate(ends)]


def test_three_placements_count_the_one_running_on_1_april() -> None:
    world = facts(*moves(1, "2023-06-01", "2024-06-01", "2024-09-01"), *moves(2, "2023-06-01", "2024-06-01"))
    row = in_a_year(world)
    assert (row.numerator, row.denominator, row.value) == (1, 2, 50.0)


@pytest.mark.parametrize(("first_move", "counts"), [("2024-04-01", 0), ("2024-04-02", 1)])
def test_a_placement_that_ended_as_the_year_began_does_not_count(first_move: str, counts: int) -> None:
    assert in_a_year(facts(*moves(1, "2023-06-01", first_move, "2024-09-01"))).numerator == counts


def test_temporary_placements_status_and_legal_changes_are_no_placements() -> None:
    course = [
        episode(1, "2023-06-01", "2024-05-01"),
        episode(1, "2024-05-01", "2024-06-01", rne="L"),
        episode(1, "2024-06-01", "2024-06-08", rne="P", place="T3"),
        episode(1, "2024-06-08", "2024-07-01", rne="P"),
        episode(1, "2024-07-01", "2024-08-01", rne="T", place="U4", reason_place_change="PLACE"),
        episode(1, "2024-08-01", rne="P", place="U4"),
    ]
    assert in_a_year(facts(*course)).numerator == 0


def test_a_second_time_in_care_adds_its_placements() -> None:
    first = episode(1, "2024-05-01", "2024-06-01", rec="E4A")
    assert in_a_year(facts(first, *moves(1, "2024-07-01", "2024-08-01"))).numerator == 1


def test_a_time_only_ever_in_a_temporary_placement_is_no_placement() -> None:
    first = episode(1, "2024-05-01", "2024-06-01", rec="E4A", place="T4")
    assert in_a_year(facts(first, *moves(1, "2024-07-01", "2024-08-01"))).numerator == 0


def test_who_has_left_care_is_not_counted() -> None:
    course = moves(1, "2023-06-01", "2024-06-01", "2024-09-01")
    course[-1] |= {"dec": day("2025-03-31"), "rec": "E4A"}
    assert in_a_year(facts(*course)).denominator == 0


@pytest.mark.parametrize(("start", "counts"), [("2023-04-01", 1), ("2023-04-02", 0)])
def test_two_years_in_care_begin_no_later_than_1_april_two_years_ago(start: str, counts: int) -> None:
    assert in_two_years(facts(*moves(1, start, "2023-06-01", "2024-06-01"))).denominator == counts


def test_three_placements_in_24_months() -> None:
    world = facts(
        *moves(1, "2022-01-01", "2023-04-02", "2023-05-01"),
        *moves(2, "2022-01-01", "2023-04-01", "2023-05-01"),
        *moves(3, "2022-01-01", "2024-04-02", "2024-05-01"),
        *moves(4, "2024-01-01", "2024-04-02", "2024-05-01"),
    )
    row = in_two_years(world)
    assert (row.numerator, row.denominator, row.period) == (2, 3, "two years to 31 March 2025")


def test_a_break_in_care_begins_the_two_years_anew() -> None:
    first = episode(1, "2020-01-01", "2024-01-01", rec="E4A")
    assert in_two_years(facts(first, episode(1, "2024-01-02"))).denominator == 0


@pytest.mark.parametrize(("since", "settled"), [("2023-04-01", 1), ("2023-04-02", 0)])
def test_long_term_stability_is_two_years_with_the_same_carer(since: str, settled: int) -> None:
    row = long_term(facts(*moves(1, "2020-01-01", since)))
    assert (row.numerator, row.denominator) == (settled, 1)


@pytest.mark.parametrize(("start", "counts"), [("2022-10-01", 1), ("2022-10-02", 0)])
def test_it_is_asked_of_children_in_care_for_two_and_a_half_years(start: str, counts: int) -> None:
    assert long_term(facts(episode(1, start))).denominator == counts


@pytest.mark.parametrize(("dob", "counts"), [("2009-04-01", 1), ("2009-03-31", 0)])
def test_it_is_asked_of_children_under_16(dob: str, counts: int) -> None:
    assert long_term(facts(episode(1, "2020-01-01", dob=day(dob)))).denominator == counts


@pytest.mark.parametrize(("place", "settled"), [("A4", 1), ("A5", 1), ("U5", 0)])
def test_an_adoptive_home_counts_together_with_the_one_before(place: str, settled: int) -> None:
    before = episode(1, "2020-01-01", "2024-09-01")
    assert long_term(facts(before, episode(1, "2024-09-01", rne="P", place=place))).numerator == settled


def test_only_the_one_home_before_the_adoptive_home_is_added() -> None:
    course = moves(1, "2020-01-01", "2023-09-01", "2024-09-01")
    course[-1]["place"] = "A6"
    assert long_term(facts(*course)).numerator == 0


def test_the_home_before_is_of_the_same_time_in_care_and_the_same_child() -> None:
    other = episode(1, "2019-01-01", "2022-06-01", rec="E4A")
    placed = episode(2, "2022-06-02", "2023-06-01"), episode(2, "2023-06-01", rne="P", place="A4")
    assert long_term(facts(other, *placed)).numerator == 1
    gone = (
        episode(2, "2019-01-01", "2022-06-01", rec="E4A"),
        episode(2, "2022-06-02", place="A4", dob=day("2018-01-01")),
    )
    assert long_term(facts(*gone)).numerator == 1


def test_a_hospital_stay_does_not_break_two_years_with_a_carer() -> None:
    course = [
        episode(1, "2020-01-01", "2025-03-20"),
        episode(1, "2025-03-20", rne="P", place="T1", place_provider="", pl_post=""),
    ]
    assert long_term(facts(*course)).numerator == 1


def test_each_looks_back_only_as_far_as_returns_are_held() -> None:
    course = moves(1, "2020-01-01", "2024-06-01")
    assert in_a_year(facts(*course, years=1)).value == 0
    assert in_two_years(facts(*course, years=1)).because == "The return of 2023/24 is not held, and this needs it."
    assert in_two_years(facts(*course, years=2)).value == 0
    assert long_term(facts(*course, years=2)).because == "The return of 2022/23 is not held, and this needs it."
    assert long_term(facts(*course, years=3)).value == 0


@pytest.mark.parametrize(("many", "stock", "published"), [(26, 240, 11), (25, 243, 10), (15, 279, 5)])
def test_yorks_published_counts_give_its_published_share(many: int, stock: int, published: int) -> None:
    moving = [row for child in range(many) for row in moves(child, "2023-06-01", "2024-06-01", "2024-09-01")]
    staying = [episode(1_000 + child, "2023-06-01") for child in range(stock - many)]
    value = in_a_year(facts(*moving, *staying)).value
    assert value is not None
    assert round(value) == published


def test_nobody_to_ask_of_is_said_and_is_not_nought() -> None:
    world = facts(episode(1, dt.date(2024, 6, 1)))
    assert in_two_years(world).because == "Nobody had been looked after for two years."
    assert long_term(world).because == "Nobody under 16 had been looked after for two and a half years."
