"""Ages by day, judged by counting birthdays one at a time."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.codes import AGE_BANDS, AgeBand, age_band, age_band_positions, age_on, ages_on, birthday
from placements.errors import Refused

BIRTHS = st.dates(dt.date(1996, 1, 1), dt.date(2030, 12, 31)) | st.sampled_from(
    [dt.date(year, 2, 29) for year in range(1996, 2029, 4)]
)
DAYS = st.dates(dt.date(1996, 1, 1), dt.date(2060, 12, 31))
NEAR = st.integers(min_value=-3, max_value=3)


def age_by_counting(dob: dt.date, on: dt.date) -> int:
    """Walk through the years and count the birthdays that have been reached; a missing 29 February is the next day."""
    age = 0
    for year in range(dob.year + 1, on.year + 1):
        try:
            reached = dt.date(year, dob.month, dob.day)
        except ValueError:
            reached = dt.date(year, 2, 28) + dt.timedelta(days=1)
        age += reached <= on
    return age


@given(BIRTHS, DAYS)
def test_age_is_the_number_of_birthdays_reached(dob: dt.date, on: dt.date) -> None:
    if on >= dob:
        assert age_on(dob, on) == age_by_counting(dob, on)


@given(BIRTHS, st.integers(min_value=0, max_value=40))
def test_age_goes_up_on_the_birthday_and_not_the_day_before(dob: dt.date, age: int) -> None:
    day = birthday(dob, age)
    assert age_on(dob, day) == age
    if age:
        assert age_on(dob, day - dt.timedelta(days=1)) == age - 1


def test_someone_born_on_29_february_turns_18_on_1_march_in_a_common_year() -> None:
    dob = dt.date(2004, 2, 29)
    assert birthday(dob, 18) == dt.date(2022, 3, 1)
    assert age_on(dob, dt.date(2022, 2, 28)) == 17
    assert age_on(dob, dt.date(2022, 3, 1)) == 18
    assert age_on(dob, dt.date(2024, 2, 29)) == 20


def test_a_day_before_the_birth_is_refused() -> None:
    with pytest.raises(Refused, match="02/01/2020"):
        age_on(dt.date(2020, 1, 2), dt.date(2020, 1, 1))


@given(st.lists(st.tuples(BIRTHS, DAYS), max_size=20))
def test_ages_of_many_equal_the_age_of_each(pairs: list[tuple[dt.date, dt.date]]) -> None:
    dob = np.array([born for born, _ in pairs], dtype="datetime64[D]")
    on = np.array([day for _, day in pairs], dtype="datetime64[D]")
    expected = [float(age_on(born, day)) if day >= born else math.nan for born, day in pairs]
    np.testing.assert_array_equal(ages_on(dob, on), expected)


@given(st.lists(BIRTHS, min_size=1, max_size=20), NEAR)
def test_ages_of_many_on_one_day_agree_around_their_birthdays(births: list[dt.date], shift: int) -> None:
    on = birthday(births[0], 10) + dt.timedelta(days=shift)
    found = ages_on(np.array(births, dtype="datetime64[ns]"), on)
    expected = [float(age_on(born, on)) if on >= born else math.nan for born in births]
    np.testing.assert_array_equal(found, expected)


def test_a_missing_date_of_birth_gives_no_age_and_no_band() -> None:
    ages = ages_on(np.array(["NaT", "2010-05-01"], dtype="datetime64[D]"), dt.date(2025, 3, 31))
    np.testing.assert_array_equal(ages, [np.nan, 14.0])
    assert age_band_positions(ages).tolist() == [-1, AGE_BANDS.index(AgeBand.FROM_10_TO_15)]


@pytest.mark.parametrize(
    ("band", "first", "last"),
    [("under 1", 0, 0), ("1-4", 1, 4), ("5-9", 5, 9), ("10-15", 10, 15), ("16+", 16, 25)],
)
def test_a_band_holds_its_ages(band: str, first: int, last: int) -> None:
    assert {age_band(age).value for age in range(first, last + 1)} == {band}


@given(st.lists(st.integers(min_value=0, max_value=30)))
def test_bands_of_many_equal_the_band_of_each(ages: list[int]) -> None:
    positions = age_band_positions(np.array(ages, dtype=np.float64))
    assert [AGE_BANDS[position] for position in positions] == [age_band(age) for age in ages]


def test_an_age_below_0_is_refused() -> None:
    with pytest.raises(Refused, match="-1"):
        age_band(-1)
