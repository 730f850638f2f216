"""I23, I24 and I26 on worlds that can be counted on fingers, and York's published shares."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from placements.indicators.endings import carer_asked, other, unplanned
from tests.placements.indicators.worlds import counted, episode, facts

MAY, JUNE = dt.date(2024, 5, 1), dt.date(2024, 6, 1)


def moved(child: int, reason: str, on: dt.date = MAY, **after: Any) -> list[dict[str, Any]]:
    """A child who moved once, for a reason."""
    before = episode(child, "2023-01-01", on, reason_place_change=reason)
    return [before, episode(child, on, **({"rne": "P"} | after))]


def several(*reasons: str) -> list[dict[str, Any]]:
    return [row for child, reason in enumerate(reasons) for row in moved(child, reason)]


def test_moves_because_the_carer_asked_are_a_share_of_the_reasons_recorded() -> None:
    row = carer_asked(facts(*several("CREQB", "CREQO", "CARPL", "OTHER", "PLACE", "")))
    assert (row.numerator, row.denominator, row.value) == (2, 5, 40.0)
    reasons = dict.fromkeys(("CREQB", "CREQO", "CARPL", "OTHER", "PLACE"), 1)
    assert counted(row.breakdown) == {**reasons, "not_recorded": 1}


def test_a_change_of_legal_status_needs_no_reason() -> None:
    assert counted(carer_asked(facts(*moved(1, "", rne="L"))).breakdown) == {}


def test_only_episodes_that_ended_in_the_year_count() -> None:
    days = (dt.date(2024, 3, 31), dt.date(2024, 4, 1), dt.date(2025, 3, 31))
    rows = [row for child, day in enumerate(days) for row in moved(child, "CREQB", day)]
    assert carer_asked(facts(*rows)).denominator == 2


def test_moves_into_and_out_of_temporary_placements_are_left_out() -> None:
    out = [
        episode(1, "2023-01-01", MAY, reason_place_change="CREQB"),
        episode(1, MAY, JUNE, rne="P", place="T3", reason_place_change="OTHER"),
        episode(1, JUNE, rne="P"),
    ]
    row = carer_asked(facts(*out))
    assert row.because == "No reason for a change of placement is recorded in the year."


@pytest.mark.parametrize(
    ("asked", "reasons", "published"),
    [(54, 155, 35), (40, 136, 29), (9_240, 59_140, 16)],
    ids=["2025", "2024", "England"],
)
def test_published_counts_give_the_published_share_of_carer_requests(asked: int, reasons: int, published: int) -> None:
    scale = 20 if asked > 1_000 else 1
    rows = several(*["CREQO"] * (asked // scale), *["CARPL"] * ((reasons - asked) // scale))
    value = carer_asked(facts(*rows)).value
    assert value is not None
    assert round(value) == published


@pytest.mark.parametrize(
    ("reason", "counts"),
    [
        *((reason, 1) for reason in ("ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ")),
        *((reason, 0) for reason in ("CARPL", "CLOSE", "CUSTOD", "PLACE", "OTHER")),
    ],
)
def test_which_endings_are_unplanned(reason: str, counts: int) -> None:
    assert unplanned(facts(*moved(1, reason))).numerator == counts


def test_unplanned_endings_are_measured_against_days_in_care() -> None:
    rows = [*moved(1, "CREQB"), episode(2, "2025-03-25"), episode(3, "2023-01-01", "2024-04-08", rec="E4A")]
    row = unplanned(facts(*rows))
    days = 365 + 7 + 7
    assert (row.numerator, row.denominator) == (1, days / 7)
    assert row.value == pytest.approx(7_000 / days)


def test_a_child_in_care_all_year_makes_365_days_and_a_temporary_placement_interrupts_nothing() -> None:
    rows = [episode(1, "2023-01-01", MAY), episode(1, MAY, JUNE, rne="P", place="T1"), episode(1, JUNE, rne="P")]
    row = unplanned(facts(*rows))
    assert (row.numerator, row.denominator, row.value) == (0, 365 / 7, 0.0)


def test_moves_without_any_reason_recorded_leave_the_figure_unknown() -> None:
    row = unplanned(facts(*several("", "")))
    assert (row.numerator, row.value) == (None, None)
    assert row.because == "No reason for a change of placement is recorded in the year."


def test_moves_without_a_reason_among_others_are_shown() -> None:
    row = unplanned(facts(*several("CREQB", "CARPL", "")))
    assert counted(row.breakdown) == {"unplanned": 1, "other": 1, "not_recorded": 1}


def test_nobody_in_care_in_the_year_has_no_placement_weeks() -> None:
    assert (
        unplanned(facts(episode(1, "2020-01-01", "2024-04-01", rec="E4A"))).because
        == "Nobody was looked after in the year."
    )


def test_reasons_recorded_other_are_a_share_of_the_reasons_recorded() -> None:
    row = other(facts(*several("OTHER", "CREQB", "CARPL", "CARPL", "")))
    assert (row.numerator, row.denominator, row.value) == (1, 4, 25.0)
    assert other(facts(*several(""))).value is None
