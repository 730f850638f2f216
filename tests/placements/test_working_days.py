"""Working days are counted as offices work, and the holidays are those that are published."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from placements.working_days import (
    _easter,
    add_working_days,
    bank_holidays,
    in_office_hours,
    is_working_day,
    next_working_day,
)

PUBLISHED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}
"""England and Wales, as GOV.UK publishes them (https://www.gov.uk/bank-holidays)."""


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_bank_holidays_are_those_published(year: int) -> None:
    assert bank_holidays(year) == {dt.date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}


@given(st.integers(1583, 4099))
def test_easter_is_the_one_that_a_library_gives(year: int) -> None:
    assert _easter(year) == easter(year)


def test_six_working_days_are_not_six_days() -> None:
    assert add_working_days(dt.date(2026, 5, 22), 6) == dt.date(2026, 6, 2)
    assert add_working_days(dt.date(2026, 12, 24), 1) == dt.date(2026, 12, 29)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 40))
def test_working_days_agree_with_counting_them_one_by_one(day: dt.date, number: int) -> None:
    end = add_working_days(day, number)
    between = [day + dt.timedelta(days=days) for days in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == number
    assert number == 0 or is_working_day(end)
    assert next_working_day(end) > end


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-06-05T08:00+00:00", True),  # nine in the morning of a Friday, summer time
        ("2026-06-05T16:00+00:00", False),  # five in the afternoon
        ("2026-01-05T08:30+00:00", False),  # half past eight, winter
        ("2026-06-06T10:00+00:00", False),  # a Saturday
        ("2026-05-25T10:00+00:00", False),  # a bank holiday
    ],
)
def test_office_hours_are_the_hours_of_england(moment: str, open_: bool) -> None:
    assert in_office_hours(dt.datetime.fromisoformat(moment)) is open_
