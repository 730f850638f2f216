"""I19: a child brought back into the area is judged once, 364 days later."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from placements.indicators.brought_home import brought_home
from tests.placements.indicators.worlds import AT_HOME_NOWHERE, LEEDS, counted, day, episode, facts

OUTSIDE: dict[str, Any] = {"pl_la": LEEDS, "pl_location": "OUT", "pl_post": "LS1 1AA", "place": "K2"}
BACK = dt.date(2023, 10, 2)
DUE = BACK + dt.timedelta(days=364)


def returned(child: int, end: dt.date | None = None, back: dt.date = BACK, **more: Any) -> list[dict[str, Any]]:
    """A child who moved from Leeds to York."""
    return [episode(child, "2022-01-01", back, **OUTSIDE), episode(child, back, end, rne="P", **more)]


def outcome(*episodes: dict[str, Any]) -> tuple[int | None, float | None, dict[str, int]]:
    row = brought_home(facts(*episodes))
    return row.numerator, row.denominator, counted(row.breakdown)


def test_with_the_same_carer_in_the_area_on_the_day_is_still_home() -> None:
    assert outcome(*returned(1)) == (1, 1, {"still_home": 1})
    assert outcome(*returned(1, DUE + dt.timedelta(days=1), rec="E4A")) == (1, 1, {"still_home": 1})


def test_who_moves_on_or_before_the_day_is_not() -> None:
    move = episode(1, DUE, rne="P")
    assert outcome(*returned(1, DUE), move) == (0, 1, {"moved_again": 1})


def test_who_leaves_care_before_the_day_is_shown_apart_but_is_not_still_home() -> None:
    assert outcome(*returned(1, DUE, rec="E45")) == (0, 1, {"left_care": 1})


def test_who_turns_18_in_the_home_first_is_shown_apart_and_not_judged() -> None:
    grown = {"dob": day("2006-06-05")}
    first, second = returned(1)
    assert outcome(first | grown, second | grown) == (0, 0, {"turned_18": 1})


def test_who_moved_before_turning_18_is_judged() -> None:
    grown = {"dob": day("2006-06-05")}
    course = [*returned(1, day("2024-01-01")), episode(1, "2024-01-01", rne="P")]
    assert outcome(*(row | grown for row in course)) == (0, 1, {"moved_again": 1})


def test_a_carer_who_moves_away_with_the_child_takes_it_outside_again() -> None:
    away = episode(1, "2024-02-01", rne="T", **OUTSIDE)
    assert outcome(*returned(1, day("2024-02-01")), away) == (0, 1, {"outside_again": 1})


def test_a_hospital_stay_does_not_end_the_home() -> None:
    away = episode(1, DUE - dt.timedelta(days=3), DUE + dt.timedelta(days=3), rne="P", place="T1", **AT_HOME_NOWHERE)
    again = episode(1, DUE + dt.timedelta(days=3), rne="P")
    assert outcome(*returned(1, DUE - dt.timedelta(days=3)), away, again) == (1, 1, {"still_home": 1})


@pytest.mark.parametrize(
    ("due", "judged"), [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)]
)
def test_a_return_is_judged_in_the_year_that_holds_its_364th_day(due: str, judged: int) -> None:
    _, denominator, _ = outcome(*returned(1, back=day(due) - dt.timedelta(days=364)))
    assert denominator == judged


def test_moves_within_the_area_or_from_nobody_knows_where_are_no_returns() -> None:
    assert outcome(episode(1, "2022-01-01", BACK), episode(1, BACK, rne="P"))[1] == 0
    assert outcome(episode(1, "2022-01-01", BACK, **AT_HOME_NOWHERE), episode(1, BACK, rne="P"))[1] == 0


def test_coming_into_care_anew_inside_the_area_is_no_return() -> None:
    assert (
        outcome(episode(1, "2022-01-01", BACK, rec="E4A", **OUTSIDE), episode(1, BACK + dt.timedelta(days=9)))[1] == 0
    )


def test_the_last_home_of_one_child_is_not_the_home_before_of_the_next() -> None:
    assert outcome(episode(1, "2022-01-01", BACK, rec="E4A", **OUTSIDE), episode(2, BACK))[1] == 0


def test_two_returns_are_needed() -> None:
    assert brought_home(facts(*returned(1), years=1)).because == "The return of 2023/24 is not held, and this needs it."


def test_with_nobody_brought_back_there_is_no_share() -> None:
    assert "Nobody came back" in str(brought_home(facts(episode(1, "2024-01-01"))).because)
