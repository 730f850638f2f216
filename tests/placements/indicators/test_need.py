"""I01, I07 and I08 on worlds that can be counted on fingers, and the published rates of York."""

from __future__ import annotations

from typing import Any

import pytest

from placements.indicators.need import need, rate, unaccompanied
from tests.placements.indicators.worlds import counted, day, episode, facts

ASYLUM: dict[str, Any] = {"uasc": True, "dob": day("2008-01-01")}


def test_the_rate_is_children_looked_after_over_the_population_of_the_calendar_year_before() -> None:
    row = rate(facts(episode(1, "2024-01-01"), episode(2, "2024-01-01"), population={2023: 1, 2024: 40_000, 2025: 1}))
    assert (row.numerator, row.denominator, row.value) == (2, 40_000, 0.5)
    assert row.period == "at 31 March 2025"


@pytest.mark.parametrize(
    ("stock", "population", "published"),
    [(279, 35_066, 80), (276, 34_692, 80), (240, 34_758, 69)],
    ids=["2021", "2022", "2025"],
)
def test_the_published_rates_of_york_come_out_of_its_published_counts(
    stock: int, population: int, published: int
) -> None:
    world = facts(*(episode(child, "2024-01-01") for child in range(stock)), population={2024: population})
    value = rate(world).value
    assert value is not None
    assert round(value) == published


def test_without_the_population_there_is_no_rate_and_the_newest_earlier_one_is_named() -> None:
    row = rate(facts(episode(1, "2024-01-01"), population={2022: 20_000, 2023: 10_000}))
    assert (row.numerator, row.denominator, row.value) == (1, None, None)
    assert row.because == (
        "The population of mid-2024 is not held. "
        "On that of mid-2023 (10,000), the newest before it, the rate would be 1.0."
    )
    assert rate(facts(population={2030: 5})).because == "The population of mid-2024 is not held."


def test_children_whom_the_return_of_the_year_does_not_name_are_shown_apart() -> None:
    children = [episode(child, "2020-01-01") for child in (1, 2, 3)]
    row = rate(facts(*children, named=frozenset({1, 3, 9})))
    assert row.numerator == 3
    assert counted(row.breakdown) == {"named_in_the_return": 2, "left_open_by_an_earlier_return": 1}
    assert rate(facts(*children, named=None)).breakdown == ()


def test_a_child_is_unaccompanied_until_the_day_that_status_ends() -> None:
    row = unaccompanied(
        facts(
            episode(1, "2024-01-01", **ASYLUM),
            episode(2, "2024-01-01", duc=day("2025-03-31"), **ASYLUM),
            episode(3, "2024-01-01", duc=day("2025-04-01"), **ASYLUM),
            episode(4, "2024-01-01"),
        )
    )
    assert (row.numerator, row.denominator, row.value) == (2, 4, 50.0)


def test_a_status_that_ended_before_the_last_episode_does_not_count_and_shows_that_the_file_is_held() -> None:
    row = unaccompanied(facts(episode(1, "2024-01-01", duc=day("2023-06-01"))))
    assert (row.numerator, row.denominator, row.value) == (0, 1, 0.0)


def test_a_record_that_never_names_an_unaccompanied_child_does_not_say_that_there_is_none() -> None:
    row = unaccompanied(facts(episode(1, "2024-01-01")))
    assert (row.numerator, row.value) == (None, None)
    assert "the UASC file was not loaded" in str(row.because)


def test_need_bands_count_those_known_and_show_the_others() -> None:
    children = [episode(child, "2024-01-01") for child in range(1, 7)]
    row = need(facts(*children, bands={1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 99: 4}))
    assert (row.numerator, row.denominator, row.value) == (3, 5, 60.0)
    assert counted(row.breakdown) == {"band 1": 1, "band 2": 1, "band 3": 1, "band 4": 2, "unknown": 1}


def test_need_bands_of_an_earlier_year_are_not_guessed_from_what_is_recorded_now() -> None:
    assert "recorded now" in str(need(facts(episode(1, "2024-01-01"), bands=None)).because)


def test_where_no_band_is_known_there_is_no_mix() -> None:
    row = need(facts(episode(1, "2024-01-01"), bands={}))
    assert (row.denominator, row.value) == (0, None)
    assert counted(row.breakdown) == {"unknown": 1}
