"""Days are read day first, in every usual form, and never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.importing.dates import LONDON, day_in_titles, read_day, read_moment
from placements.importing.pages import Cell, Line

TODAY = dt.date(2026, 6, 5)
DAYS = st.dates(dt.date(1900, 3, 1), dt.date(2099, 12, 31))
NEAR = st.dates(dt.date(1947, 1, 1), dt.date(2046, 12, 31))
FOUR_FIGURES = (
    "{0:%d/%m/%Y}",
    "{0:%Y-%m-%d}",
    "{0:%d.%m.%Y}",
    "{0.day}/{0.month}/{0.year}",
    "{0:%d %B %Y}",
    "{0:%-d %b %Y}",
)
TWO_FIGURES = ("{0:%d/%m/%y}", "{0:%-d %b %y}", "{0:%d-%b-%y}", "{0:%d.%m.%y}")


@given(DAYS, st.sampled_from([*FOUR_FIGURES, "{0:%A %-d %B %Y}", "{0:%a, %d %b %Y}", "{0:%d/%m/%Y} 00:00:00"]))
def test_a_day_written_in_any_usual_form_is_that_day(day: dt.date, form: str) -> None:
    assert read_day(form.format(day), TODAY) == day


@given(NEAR, st.sampled_from(TWO_FIGURES))
def test_a_year_of_two_figures_is_at_most_twenty_years_ahead(day: dt.date, form: str) -> None:
    assert read_day(form.format(day), TODAY) == day


@given(st.dates(dt.date(1927, 1, 1), dt.date(2026, 12, 31)), st.sampled_from(TWO_FIGURES))
def test_a_birth_in_a_year_of_two_figures_is_never_ahead(day: dt.date, form: str) -> None:
    assert read_day(form.format(day), TODAY, past=True) == day


@given(DAYS)
def test_a_spreadsheet_serial_and_a_real_date_are_the_day_they_stand_for(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    assert read_day(serial, TODAY) == day
    assert read_day(dt.datetime.combine(day, dt.time()), TODAY) == day
    assert read_day(day, TODAY) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("06/05/26", dt.date(2026, 5, 6)),
        ("5th June 2026", dt.date(2026, 6, 5)),
        ("1st of Sept 2025", dt.date(2025, 9, 1)),
        ("5 6 2026", dt.date(2026, 6, 5)),
        ("2026-06-05T00:00:00", dt.date(2026, 6, 5)),
        ("46178", dt.date(2026, 6, 5)),
    ],
)
def test_some_forms_by_example(written: str, day: dt.date) -> None:
    assert read_day(written, TODAY) == day


@pytest.mark.parametrize(
    "cell",
    [
        *("13/25/2026", "06/13/2026", "31/02/2026", "June 2026", "5/6", "yesterday", "2026", "", "0/1/2026"),
        *("05/06/1875", "1/2/3/4", 0, -4, 1e12, float("nan"), float("inf")),
        *(True, dt.time(9, 0), dt.timedelta(days=1), None),
    ],
)
def test_what_is_no_day_is_never_read_as_one(cell: Cell) -> None:
    assert read_day(cell, TODAY) is None


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 23), st.integers(0, 59))
def test_a_moment_is_read_in_london_and_kept_in_utc(day: dt.date, hour: int, clock_minute: int) -> None:
    minute = dt.datetime.combine(day, dt.time(hour, clock_minute))
    expected = minute.replace(tzinfo=LONDON).astimezone(dt.UTC)
    assert read_moment(f"{minute:%d/%m/%Y %H:%M}", TODAY) == expected
    assert read_moment(minute, TODAY) == expected
    assert read_moment(f"{minute:%d/%m/%Y %I:%M %p}", TODAY) == expected


def test_a_moment_with_its_zone_is_taken_at_its_word() -> None:
    assert read_moment("2026-06-05T17:00:00Z", TODAY) == dt.datetime(2026, 6, 5, 17, 0, tzinfo=dt.UTC)


def test_a_day_without_a_time_begins_at_midnight_in_london() -> None:
    assert read_moment("05/06/2026", TODAY) == dt.datetime(2026, 6, 4, 23, 0, tzinfo=dt.UTC)


def test_a_time_that_does_not_exist_is_no_moment() -> None:
    assert read_moment("05/06/2026 25:00", TODAY) is None


@pytest.mark.parametrize(
    "cells",
    [
        ("Position as at 5 June 2026",),
        ("Extract dated 05/06/26", "v2"),
        ("As at", dt.datetime.combine(TODAY, dt.time())),
    ],
)
def test_the_title_of_a_list_says_which_day_it_is_of(cells: tuple[Cell, ...]) -> None:
    assert day_in_titles((Line(1, ("Children looked after",)), Line(2, cells)), TODAY) == dt.date(2026, 6, 5)


def test_a_title_without_a_day_says_none() -> None:
    assert day_in_titles((Line(1, ("Position as at",)), Line(2, (7,))), TODAY) is None
