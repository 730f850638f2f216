"""A collection year is written with both its years and holds each of its days once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.codes import CollectionYear
from placements.errors import Refused

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_collection_year_and_in_no_neighbour(day: dt.date) -> None:
    year = CollectionYear.from_date(day)
    assert day in year
    assert year.start <= day < year.end_exclusive
    assert day not in year.previous
    assert day not in year.next


@given(DAYS)
def test_a_label_reads_back_as_the_same_year(day: dt.date) -> None:
    year = CollectionYear.from_date(day)
    assert CollectionYear.from_label(year.label) == year


@given(DAYS)
def test_years_follow_each_other_without_gap_or_overlap(day: dt.date) -> None:
    year = CollectionYear.from_date(day)
    assert year.end_exclusive == year.next.start == year.end + dt.timedelta(days=1)
    assert year.next.previous == year
    assert year < year.next


def test_a_collection_year_runs_from_1_april_to_31_march() -> None:
    year = CollectionYear.from_label("2024/25")
    assert (year.start, year.end) == (dt.date(2024, 4, 1), dt.date(2025, 3, 31))
    assert CollectionYear.from_date(dt.date(2025, 3, 31)) == year
    assert CollectionYear.from_date(dt.date(2025, 4, 1)) == year.next


@pytest.mark.parametrize("text", ["2024/25", "2024-25", "2024_25", "2024/2025", " 2024 / 25 "])
def test_the_usual_ways_of_writing_a_collection_year_are_read(text: str) -> None:
    assert CollectionYear.from_label(text) == CollectionYear(2024)


def test_the_turn_of_the_century_is_read() -> None:
    assert CollectionYear.from_label("1999/00").label == "1999/00"


def test_a_bare_year_is_refused_and_both_readings_are_named() -> None:
    with pytest.raises(Refused, match="2023/24 or 2024/25") as caught:
        CollectionYear.from_label("2024")
    assert "'2024'" in str(caught.value)


@pytest.mark.parametrize("text", ["2024/26", "2024/24", "2024/23", "2024/2026"])
def test_years_that_do_not_follow_each_other_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="2024/25"):
        CollectionYear.from_label(text)


@pytest.mark.parametrize("text", ["", "24/25", "last year", "2024/5", "2024/25/26"])
def test_other_texts_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="for example 2024/25"):
        CollectionYear.from_label(text)
