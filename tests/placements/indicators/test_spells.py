"""How episodes join into periods of care and stays with one carer, on courses short enough to see whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from placements.indicators.spells import Spells, days_of, months_later, spells_of
from tests.placements.indicators.worlds import END, day, episode, frame

ELSEWHERE = {"pl_post": "YO24 4AB"}


def spells(*episodes: dict[str, Any], on: dt.date = END) -> Spells:
    return spells_of(frame(episodes), on)


def homes(*episodes: dict[str, Any]) -> list[tuple[str, str]]:
    """Start and end of each stay with one carer."""
    found = spells(*episodes).homes
    return list(zip(days_of(found["start"]).astype(str), days_of(found["end"]).astype(str), strict=True))


def test_a_new_carer_begins_a_home_and_the_same_carer_does_not() -> None:
    assert homes(
        episode(1, "2024-01-01", "2024-02-01"),
        episode(1, "2024-02-01", "2024-03-01", rne="L"),
        episode(1, "2024-03-01", "2024-04-01", rne="T", place="U4"),
        episode(1, "2024-04-01", "2024-05-01", rne="U", place="U4"),
        episode(1, "2024-05-01", "2024-06-01", rne="P"),
        episode(1, "2024-06-01", rne="B"),
    ) == [("2024-01-01", "2024-05-01"), ("2024-05-01", "2024-06-01"), ("2024-06-01", "NaT")]


def test_a_change_whose_reason_is_only_the_status_is_no_move_even_where_the_episode_says_so() -> None:
    assert (
        len(
            homes(
                episode(1, "2024-01-01", "2024-02-01", reason_place_change="PLACE"), episode(1, "2024-02-01", rne="P")
            )
        )
        == 1
    )


@pytest.mark.parametrize("place", ["T0", "T1", "T2", "T3", "T4"])
def test_a_temporary_placement_keeps_the_usual_home(place: str) -> None:
    assert homes(
        episode(1, "2024-01-01", "2024-02-01"),
        episode(1, "2024-02-01", "2024-02-10", rne="P", place=place, place_provider="", **ELSEWHERE),
        episode(1, "2024-02-10", rne="P"),
    ) == [("2024-01-01", "NaT")]


def test_two_temporary_placements_in_a_row_keep_it_too() -> None:
    away = {"rne": "P", "place_provider": "", **ELSEWHERE}
    assert homes(
        episode(1, "2024-01-01", "2024-02-01"),
        episode(1, "2024-02-01", "2024-02-10", place="T1", **away),
        episode(1, "2024-02-10", "2024-02-20", place="T3", **away),
        episode(1, "2024-02-20", rne="P"),
    ) == [("2024-01-01", "NaT")]


def test_coming_back_from_a_temporary_placement_to_another_home_is_a_move() -> None:
    assert homes(
        episode(1, "2024-01-01", "2024-02-01"),
        episode(1, "2024-02-01", "2024-02-10", rne="P", place="T1"),
        episode(1, "2024-02-10", rne="P", **ELSEWHERE),
    ) == [("2024-01-01", "2024-02-10"), ("2024-02-10", "NaT")]


def test_a_period_that_begins_with_a_temporary_placement_belongs_to_the_home_that_follows() -> None:
    found = spells(episode(1, "2024-01-01", "2024-02-01", place="T1"), episode(1, "2024-02-01", rne="P"))
    assert len(found.homes) == 1
    assert list(found.rows["usual"]) == [1, 1]
    assert list(found.rows["begun"]) == [True, False]


def test_moves_that_look_alike_without_a_temporary_placement_between_are_moves() -> None:
    assert len(homes(episode(1, "2024-01-01", "2024-02-01"), episode(1, "2024-02-01", rne="P"))) == 2


def test_a_gap_or_a_start_begins_a_period_of_care_and_so_a_home() -> None:
    left = {"rec": "E4A"}
    found = spells(
        episode(1, "2023-01-01", "2023-02-01", **left),
        episode(1, "2023-02-02", "2023-03-01"),
        episode(1, "2023-03-01", rne="S"),
        episode(2, "2023-03-01", rne="P"),
    )
    assert list(found.periods["child"]) == [1, 1, 1, 2]
    assert list(found.homes["period"]) == [0, 1, 2, 3]


def test_short_breaks_are_out_of_everything() -> None:
    found = spells(episode(1, "2024-01-01", "2024-01-10", ls="V3"), episode(2, "2024-01-01", ls="V4"))
    assert (len(found.rows), len(found.periods), len(found.homes)) == (0, 0, 0)


@pytest.mark.parametrize(("decom", "dec", "looked_after"), [("2025-03-31", None, 1), ("2025-04-01", None, 0)])
def test_who_starts_on_the_day_is_looked_after_at_its_midnight(decom: str, dec: str | None, looked_after: int) -> None:
    assert spells(episode(1, decom, dec)).running(END).size == looked_after


@pytest.mark.parametrize(("dec", "looked_after"), [("2025-03-31", 0), ("2025-04-01", 1)])
def test_who_leaves_on_the_day_is_not_looked_after_at_its_midnight(dec: str, looked_after: int) -> None:
    assert spells(episode(1, "2024-01-01", dec, rec="E4A")).running(END).size == looked_after


def test_an_end_after_the_day_is_not_yet_known() -> None:
    assert spells(episode(1, "2024-01-01", "2025-04-01")).rows["end"].isna().all()


@pytest.mark.parametrize(("dob", "end"), [("2007-03-31", "2025-03-31"), ("2007-04-01", "NaT")])
def test_a_stay_left_open_ends_on_the_18th_birthday(dob: str, end: str) -> None:
    found = spells(episode(1, "2024-01-01", dob=day(dob)))
    assert list(days_of(found.rows["end"]).astype(str)) == [end]


def test_a_stay_recorded_beyond_the_18th_birthday_ends_on_it() -> None:
    rows = spells(episode(1, "2023-01-01", "2024-09-01", dob=day("2006-06-05"), rec="E17")).rows
    assert list(days_of(rows["end"]).astype(str)) == ["2024-06-05"]


def test_a_stay_that_begins_at_18_does_not_count() -> None:
    assert not len(spells(episode(1, "2024-06-05", dob=day("2006-06-05"))).rows)


def test_an_episode_never_runs_beyond_the_next_one_of_the_child() -> None:
    found = spells(episode(1, "2024-01-01"), episode(1, "2024-03-01", rne="P"), episode(2, "2024-02-01"))
    assert list(days_of(found.rows["end"]).astype(str)) == ["2024-03-01", "NaT", "NaT"]
    assert found.running(day("2024-03-01")).size == 2


def test_born_on_29_february_is_18_on_1_march_of_a_common_year() -> None:
    born = days_of(frame([episode(1, "2024-01-01", dob=day("2004-02-29"))])["dob"])
    assert list(months_later(born, 18 * 12).astype(str)) == ["2022-03-01"]
    assert list(months_later(born, 20 * 12).astype(str)) == ["2024-02-29"]


def test_an_empty_record_has_no_spells() -> None:
    found = spells()
    assert (len(found.rows), len(found.periods), len(found.homes), found.running(END).size) == (0, 0, 0, 0)
