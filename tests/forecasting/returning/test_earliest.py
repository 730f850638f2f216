"""The earliest safe day: the last of what must come first, and none where the child is grown up by then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from forecasting.returning.away import Away
from forecasting.returning.earliest import Earliest, earliest, holiday_from
from forecasting.returning.working_list import Group
from placements.models.base import Answer
from placements.models.child import Topic
from tests.forecasting.returning.town import ASSUMED, away
from tests.worlds import ALL_ANSWERED, HEADLEY, TODAY, YORK, a_child, born


def first(*children: Away) -> Earliest:
    return earliest(Group(children), YORK, ASSUMED)


def steps(**facts: Any) -> dict[str, dt.date]:
    child = a_child("Ash", **facts.pop("child", {}))
    return {step.what: step.done_by for step in first(away("Ash", child, **facts)).steps}


def test_a_review_comes_before_any_settled_home_ends() -> None:
    """Twenty working days from Friday 5 June 2026 are up on Friday 3 July."""
    assert steps()["a review of the child's case"] == dt.date(2026, 7, 3)
    assert first(away("Ash", a_child("Ash"))).on == dt.date(2026, 7, 3)


def test_notice_is_the_contracts_where_it_is_known_and_none_to_our_own() -> None:
    assert steps(notice_days=84)["notice to the home"] == TODAY + dt.timedelta(days=84)
    assert steps()["notice to the home"] == TODAY + dt.timedelta(days=28)
    assert "notice to the home" not in steps(provider="PR1")


def test_a_child_who_would_change_school_moves_in_a_holiday() -> None:
    far = {"school": HEADLEY}
    assert steps(child=far)["a school holiday: the school would change"] == dt.date(2026, 7, 24)
    unknown = {"school": None, "answers": {**ALL_ANSWERED, Topic.SCHOOL: Answer.NOT_ASKED}}
    assert "a school holiday: whether the school would change is not known" in steps(child=unknown)
    assert not any("holiday" in what for what in steps())


@pytest.mark.parametrize("facts", [{"dob": born(3)}, {"dob": born(16)}, {"answers": ALL_ANSWERED}])
def test_who_goes_to_no_school_waits_for_no_holiday(facts: dict[str, Any]) -> None:
    assert not any("holiday" in what for what in steps(child={"school": None, **facts}))


def test_who_is_eighteen_before_then_has_no_day_but_a_reason() -> None:
    found = first(away("Ash", a_child("Ash", dob=dt.date(2008, 7, 3))))
    assert found.on is None
    assert "18 before then" in (found.because or "")
    assert first(away("Ash", a_child("Ash", dob=dt.date(2008, 7, 4)))).on == dt.date(2026, 7, 3)


def test_brothers_and_sisters_wait_for_the_last_of_them() -> None:
    both = first(away("A", a_child("A"), notice_days=10), away("B", a_child("B"), notice_days=60))
    assert both.on == TODAY + dt.timedelta(days=60)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (dt.date(2026, 6, 5), dt.date(2026, 7, 24)),
        (dt.date(2026, 7, 25), dt.date(2026, 12, 20)),
        (dt.date(2026, 12, 25), dt.date(2027, 1, 2)),
        (dt.date(2027, 1, 2), dt.date(2027, 1, 2)),
    ],
)
def test_the_next_holiday(day: dt.date, holiday: dt.date) -> None:
    assert holiday_from(day) == holiday
