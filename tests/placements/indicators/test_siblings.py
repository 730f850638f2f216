"""I25: groups assessed as to live together, and whether they do."""

from __future__ import annotations

from typing import Any

from placements.indicators.facts import Pair
from placements.indicators.siblings import joined, placed_to_plan
from placements.models.child import Together
from tests.placements.indicators.worlds import AT_HOME_NOWHERE, counted, episode, facts

HERE, THERE = {"pl_post": "YO10 4PB"}, {"pl_post": "yo24  4ab"}
MUST, PREFER = Together.MUST, Together.PREFER


def living(*places: dict[str, Any]) -> list[dict[str, Any]]:
    return [episode(child, "2024-01-01", **place) for child, place in enumerate(places, start=1)]


def test_a_group_is_together_where_all_live_at_one_postcode() -> None:
    pairs = (Pair(1, 2, MUST), Pair(2, 3, PREFER), Pair(4, 5, MUST))
    row = placed_to_plan(facts(*living(HERE, HERE, {"pl_post": "yo104pb"}, HERE, THERE), siblings=pairs))
    assert (row.numerator, row.denominator, row.value) == (1, 2, 50.0)
    assert counted(row.breakdown) == {"together": 1, "apart": 1}


def test_one_who_lives_elsewhere_parts_the_group() -> None:
    pairs = (Pair(1, 2, MUST), Pair(1, 3, MUST), Pair(2, 3, MUST))
    row = placed_to_plan(facts(*living(HERE, HERE, THERE), siblings=pairs))
    assert (row.numerator, row.denominator) == (0, 1)


def test_a_place_not_known_leaves_it_open_unless_others_are_apart_already() -> None:
    pairs = (Pair(1, 2, MUST), Pair(3, 4, MUST), Pair(4, 5, MUST))
    row = placed_to_plan(facts(*living(HERE, AT_HOME_NOWHERE, HERE, AT_HOME_NOWHERE, THERE), siblings=pairs))
    assert counted(row.breakdown) == {"apart": 1, "place_not_known": 1}
    assert (row.numerator, row.denominator) == (0, 1)


def test_groups_not_assessed_or_assessed_otherwise_are_shown_apart() -> None:
    pairs = (
        Pair(1, 2, Together.NOT_ASSESSED),
        Pair(3, 4, Together.APART),
        Pair(5, 6, Together.NEUTRAL),
        Pair(7, 8, Together.APART),
        Pair(7, 9, Together.NOT_ASSESSED),
    )
    row = placed_to_plan(facts(*living(*[HERE] * 9), siblings=pairs))
    assert counted(row.breakdown) == {"not_assessed": 2, "assessed_otherwise": 2}
    assert "No group" in str(row.because)


def test_a_family_with_a_pair_to_live_together_counts_by_that_pair() -> None:
    pairs = (Pair(1, 2, MUST), Pair(2, 3, Together.APART))
    row = placed_to_plan(facts(*living(HERE, HERE, THERE), siblings=pairs))
    assert counted(row.breakdown) == {"together": 1}


def test_a_brother_who_is_not_looked_after_is_no_part_of_it() -> None:
    row = placed_to_plan(facts(*living(HERE), siblings=(Pair(1, 9, MUST),)))
    assert row.denominator == 0


def test_assessments_of_an_earlier_year_are_not_guessed_from_todays() -> None:
    assert "held as they are now" in str(placed_to_plan(facts(*living(HERE), siblings=None)).because)


def test_pairs_join_into_groups_in_whatever_order_they_come() -> None:
    pairs = [Pair(1, 2, MUST), Pair(3, 4, MUST), Pair(5, 6, MUST), Pair(2, 3, MUST)]
    assert joined(pairs) == joined(reversed(pairs)) == [frozenset({1, 2, 3, 4}), frozenset({5, 6})]
