from __future__ import annotations

import datetime as dt

import pytest

from api import words


def test_a_day_is_said_as_people_say_it() -> None:
    assert words.day(dt.date(2026, 6, 5)) == "5 June 2026"
    assert words.day("2026-06-05") == "5 June 2026"
    assert words.day(None) == "not known"


def test_a_moment_is_said_in_english_time() -> None:
    assert words.moment(dt.datetime(2026, 6, 5, 18, 40, tzinfo=dt.UTC)) == "7:40pm on 5 June 2026"
    assert words.moment(dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)) == "midday on 5 January 2026"
    assert words.moment(dt.datetime(2026, 6, 5, 23, 0, tzinfo=dt.UTC)) == "midnight on 6 June 2026"


def test_a_late_evening_in_utc_is_the_next_day_here_in_summer() -> None:
    assert words.day(dt.datetime(2026, 6, 5, 23, 30, tzinfo=dt.UTC)) == "6 June 2026"


@pytest.mark.parametrize(
    ("pence", "said"), [(None, "price not known"), (0, "£0"), (130_600, "£1,306"), (-5_000, "-£50")]
)
def test_an_unknown_price_is_never_nought(pence: int | None, said: str) -> None:
    assert words.pounds(pence) == said


def test_money_is_rounded_only_as_it_is_said() -> None:
    assert words.thousands(80_412_345) == "£804,000"
    assert words.millions(958_000_000) == "£9.58 million"
    assert words.thousands(None) == words.millions(None) == "not known"


def test_a_number_has_its_noun() -> None:
    assert words.count(1, "child", "children") == "1 child"
    assert words.count(1200, "home") == "1,200 homes"
    assert words.count(None, "home") == "not known"


def test_a_list_ends_with_and() -> None:
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


def test_a_child_not_yet_born_has_no_age() -> None:
    assert words.age(dt.date(2026, 7, 1), dt.date(2026, 6, 5)) is None
    assert words.age(None, dt.date(2026, 6, 5)) is None
    assert words.age(dt.date(2017, 6, 5), dt.date(2026, 6, 5)) == 9


def test_a_code_is_said_in_plain_words() -> None:
    assert words.sentence("childrens_home") == "Children's home"
    assert words.plain("placement_officer") == "placement officer"


NOW = dt.datetime(2026, 6, 5, 18, 40, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minutes left"),
        (1, "1 minute left"),
        (140, "2 hours 20 minutes left"),
        (120, "2 hours left"),
        (47 * 60, "47 hours left"),
        (48 * 60, "2 days left"),
        (-35, "35 minutes late"),
        (-72 * 60, "3 days late"),
    ],
)
def test_a_clock_says_how_long_there_is_or_how_late_it_is(minutes: int, said: str) -> None:
    assert words.left(NOW + dt.timedelta(minutes=minutes), NOW) == said


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "tomorrow"), (5, "in 5 days"), (-1, "1 day late"), (-2, "2 days late")]
)
def test_a_day_says_how_far_it_is(days: int, said: str) -> None:
    assert words.days_left(NOW.date() + dt.timedelta(days=days), NOW.date()) == said
