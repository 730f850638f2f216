"""I09 to I11 and I16 to I18 on worlds that can be counted on fingers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from placements.geography import Neighbours
from placements.indicators.where import area, avoidable, distance, new_placements, others, school
from tests.placements.indicators.worlds import (
    AT_HOME_NOWHERE,
    EAST_RIDING,
    LEEDS,
    NORTH_YORKSHIRE,
    YORK,
    counted,
    day,
    episode,
    facts,
)

OUTSIDE: dict[str, Any] = {"pl_la": LEEDS, "pl_location": "OUT", "pl_distance": 24.0}


def living(*places: dict[str, Any]) -> list[dict[str, Any]]:
    return [episode(child, "2024-01-01", **place) for child, place in enumerate(places)]


def test_children_are_in_area_neighbouring_further_or_not_known() -> None:
    codes = (YORK, YORK, NORTH_YORKSHIRE, EAST_RIDING, LEEDS, "WAL", "SCO", "NIR", "NUK", "CON", "")
    row = area(facts(*living(*({"pl_la": code} for code in codes))))
    assert (row.numerator, row.denominator) == (2, 9)
    assert counted(row.breakdown) == {"in_area": 2, "neighbouring": 2, "further": 5, "unknown": 2}


def test_where_the_neighbours_are_not_all_held_an_authority_not_listed_is_not_known() -> None:
    open_list = Neighbours.of([(YORK, NORTH_YORKSHIRE)], [])
    world = facts(*living({"pl_la": NORTH_YORKSHIRE}, {"pl_la": LEEDS}, {"pl_la": "NIR"}), neighbours=open_list)
    assert counted(area(world).breakdown) == {"neighbouring": 1, "further": 1, "unknown": 1}


def test_an_authority_on_the_border_cannot_tell_a_near_place_in_wales_from_a_far_one() -> None:
    border = Neighbours.of([(YORK, "W06000023")], [YORK])
    row = area(facts(*living({"pl_la": "WAL"}, {"pl_la": "SCO"}), neighbours=border))
    assert counted(row.breakdown) == {"further": 1, "unknown": 1}


def test_without_any_known_place_the_area_is_not_known() -> None:
    row = area(facts(*living(AT_HOME_NOWHERE)))
    assert (row.denominator, row.value) == (0, None)
    assert "no postcode of a placement could be found" in str(row.because)


def test_over_20_miles_is_above_20_and_known_and_the_share_is_of_all() -> None:
    miles = (3.0, 20.0, 20.1, 60.0, 999.9, np.nan)
    row = distance(facts(*living(*({"pl_distance": mile} for mile in miles), OUTSIDE)))
    assert (row.numerator, row.denominator) == (3, 7)
    assert counted(row.breakdown) == {"over_20_miles": 3, "outside_the_area": 1, "up_to_20_miles": 2, "unknown": 2}
    assert [part.of for part in row.breakdown] == [5, None, 5, None]
    assert [part.within for part in row.breakdown] == [None, "over_20_miles", None, None]


def test_without_any_known_distance_nobody_is_said_to_be_near() -> None:
    world = facts(*living(AT_HOME_NOWHERE, AT_HOME_NOWHERE))
    assert (distance(world).numerator, distance(world).denominator, distance(world).value) == (None, 2, None)
    assert "postcode" in str(distance(world).because)
    assert (avoidable(world).value, avoidable(world).numerator) == (None, None)


def test_far_from_home_with_family_for_adoption_or_unaccompanied_is_not_called_avoidable() -> None:
    asylum: dict[str, Any] = {"uasc": True, "place": "K2"}
    places = [{"place": "P1"}, {"place": "U3"}, {"place": "A5"}, asylum, {"place": "U4"}, {"place": "K2"}]
    world = facts(*living(*(OUTSIDE | place for place in places), {"place": "K2"}))
    row = avoidable(world)
    assert (row.numerator, row.denominator) == (2, 6)
    settled = dict.fromkeys(("with_parents", "kinship_fostering", "adoption", "unaccompanied"), 1)
    assert counted(row.breakdown) == {**settled, "avoidable": 2}
    meant = avoidable(replace(world, far_by_plan=frozenset({1, 5, 99})))
    assert counted(meant.breakdown) == {**settled, "by_plan": 1, "avoidable": 1}


def test_the_distance_of_a_child_on_holiday_is_that_of_the_usual_home() -> None:
    kept = episode(1, "2024-01-01", "2025-03-20", **OUTSIDE)
    away = episode(1, "2025-03-20", rne="P", place="T2", place_provider="", pl_distance=1.0)
    assert distance(facts(kept, away)).numerator == 1
    assert counted(area(facts(kept, away)).breakdown) == {"further": 1}


def test_new_placements_are_counted_by_where_they_are() -> None:
    row = new_placements(
        facts(
            episode(1, "2024-04-01", "2024-05-01"),
            episode(1, "2024-05-01", "2024-06-01", rne="P", pl_distance=20.0),
            episode(1, "2024-06-01", "2024-07-01", rne="B", pl_distance=20.1),
            episode(1, "2024-07-01", "2024-08-01", rne="P", **OUTSIDE),
            episode(1, "2024-08-01", "2024-09-01", rne="P", **(OUTSIDE | {"pl_distance": 5.0})),
            episode(1, "2024-09-01", rne="P", **AT_HOME_NOWHERE),
        )
    )
    assert (row.numerator, row.denominator) == (2, 6)
    assert counted(row.breakdown) == {"in_near": 2, "in_far": 1, "out_near": 1, "out_far": 1, "unknown": 1}


def test_temporary_placements_and_changes_of_legal_status_begin_no_placement_but_a_same_carer_change_does() -> None:
    row = new_placements(
        facts(
            episode(1, "2024-03-31", "2024-05-01"),
            episode(1, "2024-05-01", "2024-06-01", rne="L"),
            episode(1, "2024-06-01", "2024-06-08", rne="P", place="T3"),
            episode(1, "2024-06-08", "2024-07-01", rne="P"),
            episode(1, "2024-07-01", "2024-08-01", rne="T", place="U4", reason_place_change="PLACE"),
            episode(1, "2024-08-01", rne="U", place="U4"),
        )
    )
    assert (row.numerator, row.denominator) == (2, 2)


def test_the_published_new_placements_of_york_give_the_published_share() -> None:
    starts = [episode(child, "2024-06-01", **({} if child < 105 else OUTSIDE)) for child in range(225)]
    row = new_placements(facts(*starts))
    assert (row.numerator, row.denominator, row.value and round(row.value)) == (105, 225, 47)


def test_without_any_known_place_of_a_new_placement_the_share_is_not_known() -> None:
    row = new_placements(facts(episode(1, "2024-06-01", **AT_HOME_NOWHERE)))
    assert (row.numerator, row.denominator, row.value) == (None, 1, None)


def test_other_authorities_children_cannot_be_counted_from_the_own_record() -> None:
    row = others(facts(episode(1, "2024-01-01")))
    assert row.value is None
    assert "in their returns and not in this record" in str(row.because)


def test_journeys_to_school_may_take_45_minutes_and_75_from_the_age_of_12() -> None:
    born = {11: "2013-04-01", 12: "2013-03-31"}
    minutes = {1: 45.0, 2: 45.1, 3: 75.0, 4: 75.1, 6: 10.0}
    ages = {1: 11, 2: 11, 3: 12, 4: 12, 5: 12, 6: 12}
    children = [episode(child, "2024-01-01", dob=day(born[age])) for child, age in ages.items()]
    row = school(facts(*children, at_school=frozenset({1, 2, 3, 4, 5}), school_minutes=minutes))
    assert (row.numerator, row.denominator) == (2, 4)
    assert counted(row.breakdown) == {"within": 2, "beyond": 2, "unknown": 1}


@pytest.mark.parametrize("known", [{"at_school": frozenset({1})}, {"school_minutes": {1: 10.0}}])
def test_without_journey_times_travel_to_school_is_not_guessed_from_a_line(known: dict[str, Any]) -> None:
    assert (
        school(facts(episode(1, "2024-01-01"), **known)).because == "Journey times from door to door are not recorded."
    )
