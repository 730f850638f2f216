"""Who is considered: each reason on its own, what is not known sets nobody aside, and a naive reader agrees."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from forecasting.returning.away import Away
from forecasting.returning.reasons import REASONS, not_known_of, reason_of
from placements.codes import Setting, setting_of
from placements.models.base import Known
from placements.models.child import Together
from placements.models.return_home import FarBecause, FarByPlan
from tests.forecasting.returning.town import asked, away
from tests.oracles.returns import set_aside
from tests.worlds import TODAY, a_child, siblings


def placed(place: str | None, **more: Any) -> Away:
    setting = None if place is None else setting_of(place)
    return away(place=place, setting=setting, **more)


def meant(because: FarBecause) -> FarByPlan:
    return FarByPlan(
        child_id=1, because=because, words="a reason", decided_by="Sam Invented", role="social_worker",
        decided_on=TODAY, review_on=TODAY + dt.timedelta(days=90),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("child", "reason"),
    [
        (placed("P1", provider="PR0"), "with_family"),
        (placed("U1", provider="PR1"), "with_family"),
        (placed("A6", provider="PR1"), "adoption"),
        (placed("U4", provider="PR1"), "own_carers"),
        (placed("K1"), "court"),
        (placed("R5"), "court"),
        (away(far=meant(FarBecause.COURT)), "court"),
        (away(far=meant(FarBecause.SAFETY)), "safety"),
        (placed("R2"), "hospital"),
        (away(facts=a_child(uasc=Known.YES), far=meant(FarBecause.CHOSEN)), "chosen"),
        (away(since=TODAY.replace(year=2024)), "settled"),
        (away(facts=a_child(school_year=11)), "exam_years"),
        (away(), None),
        (placed("U6", provider="PR2"), None),
        (away(since=TODAY.replace(year=2024) + dt.timedelta(days=1)), None),
        (away(facts=a_child(school_year=9)), None),
        (away(far=meant(FarBecause.CHOSEN)), None),
    ],
)
def test_a_child_is_set_aside_for_the_reason_that_holds(child: Away, reason: str | None) -> None:
    found = reason_of(child)
    assert (found and found.id) == reason


def test_a_court_order_that_names_the_home_sets_a_child_aside() -> None:
    ordered = a_child(dol_order=Known.YES, dol_setting="K-9")
    assert reason_of(away(facts=ordered, home="K-9")) is not None
    assert reason_of(away(facts=ordered, home="K-8")) is None
    assert reason_of(away(facts=a_child(dol_order=Known.YES))) is None


def test_a_decision_whose_review_is_overdue_holds_no_longer_and_is_said() -> None:
    late = meant(FarBecause.SAFETY)
    late.review_on = TODAY
    assert reason_of(away(far=late)) is None
    assert not_known_of(away(far=late)) == (
        "whether the decision to live far away still stands: its review is overdue",
    )


def test_two_years_in_a_home_fall_due_on_the_day_also_from_a_leap_day() -> None:
    born = dt.date(2028, 2, 29)
    assert reason_of(away(on=born, since=dt.date(2026, 3, 1))) is not None
    assert reason_of(away(on=born, since=dt.date(2026, 3, 2))) is None


def test_what_is_not_known_sets_nobody_aside_and_is_said() -> None:
    child = placed(None, since=None, facts=a_child(school_year=None, dob=None, uasc=Known.YES))
    assert reason_of(child) is None
    assert not_known_of(child) == (
        "the kind of placement",
        "whether this unaccompanied child chose to live there",
        "since when the child has lived there",
        "the school year",
    )


def test_a_school_year_is_missed_only_at_ages_of_exams() -> None:
    young, old = a_child(school_year=None, dob=dt.date(2018, 1, 1)), a_child(school_year=None, dob=dt.date(2010, 1, 1))
    assert not_known_of(away(facts=young)) == ()
    assert not_known_of(away(facts=old)) == ("the school year",)


def test_every_reason_has_its_source_and_words() -> None:
    assert all(reason.source and reason.words and reason.holds.__doc__ for reason in REASONS)
    assert len({reason.id for reason in REASONS}) == len(REASONS)


def test_a_naive_reader_sets_the_same_children_aside() -> None:
    draw = random.Random(5)
    for _ in range(2_000):
        place = draw.choice([None, "U1", "U4", "U6", "P1", "A6", "K1", "K2", "K3", "R2", "R5", "S1", "Z11"])
        told: dict[str, Any] = {
            "place": place,
            "provider": draw.choice([None, "PR1", "PR2", "PR4"]),
            "since": draw.choice([None, TODAY - dt.timedelta(days=draw.randrange(1_500))]),
            "school_year": draw.choice([None, 1, 6, 9, 10, 11, 12, 13]),
            "uasc": draw.choice(["yes", "no", "unknown"]),
            "far": draw.choice([None, None, "court", "safety", "chosen"]),
        }
        child = away(
            facts=a_child(school_year=told["school_year"], uasc=Known(told["uasc"])),
            far=None if told["far"] is None else meant(FarBecause(told["far"])),
            setting=None if place is None else setting_of(place),
            place=place,
            provider=told["provider"],
            since=told["since"],
        )
        found = reason_of(child)
        assert (found and found.id) == set_aside(told, TODAY), told


# --- brothers and sisters ---------------------------------------------------------------------------------------------


def two(settled: str | None, assessed: Together) -> Any:
    """Ash and Birch live together; one of them may be settled there."""
    long_ago = dt.date(2020, 1, 1)
    children = [
        away(
            ref,
            a_child(ref),
            brothers_and_sisters=frozenset({"A", "B"} - {ref}),
            **({"since": long_ago} if ref == settled else {}),
        )
        for ref in ("A", "B")
    ]
    return asked(children, [], relations=siblings("A", "B", assessed=assessed)).listed


def test_brothers_and_sisters_who_live_together_come_home_together() -> None:
    assert [len(group.children) for group in two(None, Together.PREFER).groups] == [2]


def test_those_assessed_to_live_apart_come_one_by_one() -> None:
    assert [len(group.children) for group in two(None, Together.APART).groups] == [1, 1]


@pytest.mark.parametrize("assessed", [Together.MUST, Together.PREFER])
def test_nobody_is_parted_from_a_brother_who_stays(assessed: Together) -> None:
    assert two("A", assessed).aside == {"A": "settled", "B": "sibling_stays"}


def test_an_assessment_that_nobody_made_sets_nobody_aside_and_is_said() -> None:
    listed = two("A", Together.NOT_ASSESSED)
    assert listed.aside == {"A": "settled"}
    assert listed.missing["B"] == ("whether these brothers and sisters should live together",)


def test_every_child_outside_is_considered_or_counted_once() -> None:
    children = [away("A"), placed("P1"), placed("A6"), away("B", since=dt.date(2019, 1, 1)), away("D")]
    renamed = [
        away(f"C-{n}", setting=one.setting, place=one.living.place, since=one.living.since)
        for n, one in enumerate(children)
    ]
    listed = asked(renamed, []).listed
    assert len(listed.considered) + sum(listed.not_considered.values()) == len(renamed)
    assert Setting.WITH_PARENTS not in {child.setting for child in listed.considered}
