"""A near miss fails on one thing that somebody could plausibly put right in time; everything else stays left out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from matching.candidates import Judge
from matching.child_facts import ChildFacts, ConstraintFact, NeedFact, WishFact
from matching.home_facts import HoldFacts, HomeFacts, KeptEmptyFacts
from matching.nearly import plausible_cure
from matching.rules.catalogue import every_rule
from matching.rules.in_short import IN_SHORT
from matching.rules.rule import RuleClass, Scope
from matching.scoring import Scorer
from matching.weights import published_weights
from placements.models.child import ConstraintKind, NeedDomain
from placements.models.home import HomeStatus, Sharing
from placements.models.household import Term
from placements.models.placement import OccupancyKind
from placements.models.referral import Suitability
from placements.models.wish import WishAbout, WishSays
from tests.worlds import START, a_bed, a_child, a_context, a_home, a_request, born, living_there, terms

WEEK = dt.timedelta(weeks=1)
MARIAN = KeptEmptyFacts(START, START + 26 * WEEK, "Marian (team manager)", "Two babies are due.")


def near(home: HomeFacts, child: ChildFacts | None = None, **asked: Any) -> str | None:
    """The rule whose breach makes this home a near miss for a boy of twelve, or None."""
    child = child or a_child()
    request = a_request(child, **asked)
    judge = Judge(request, a_context([child], [home]), [home])
    found = plausible_cure(judge.verdict((child,), home.ref), Scorer(judge, published_weights()))
    return None if found is None else found.rule.id


def approved(low: int, high: int) -> HomeFacts:
    return a_home(approvals=(terms(age_term=Term.LIMIT, age_min=low, age_max=high),))


@pytest.mark.parametrize(
    ("low", "high", "rule"),
    [(0, 10, "terms-age"), (14, 17, "terms-age"), (0, 9, None), (15, 17, None), (0, 3, None)],
)
def test_terms_are_nearly_right_within_two_years_and_no_further(low: int, high: int, rule: str | None) -> None:
    assert near(approved(low, high)) == rule


@pytest.mark.parametrize(("number", "rule"), [(1, "terms-number"), (0, None)])
def test_one_child_more_than_the_terms_say_may_be_agreed_and_two_may_not(number: int, rule: str | None) -> None:
    there = (living_there(a_child("X-1")),)
    home = a_home(approvals=(terms(number_term=Term.LIMIT, number=number),), residents=there)
    assert near(home) == rule


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({}, None),
        ({"expected_end": START + 4 * WEEK}, "bed-free"),
        ({"expected_end": START + 5 * WEEK}, None),
        ({"kind": OccupancyKind.HOLD, "held_for": "R-9"}, "bed-free"),
    ],
)
def test_a_bed_is_nearly_free_when_it_is_held_or_its_stay_ends_soon_and_nobody_settled_is_moved(
    facts: dict[str, Any], rule: str | None
) -> None:
    home = a_home(beds=(a_bed(1),), residents=(living_there(a_child("X-1"), **facts),))
    assert near(home) == rule


def test_beds_in_rooms_that_may_not_be_shared_are_not_nearly_free() -> None:
    beds = (a_bed(1, room="front", sharing=Sharing.NO), a_bed(2, room="front", sharing=Sharing.NO))
    assert near(a_home(beds=beds, residents=(living_there(a_child("X-1")),))) is None


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"holds": (HoldFacts(START, START + 4 * WEEK),)}, "carer-on-hold"),
        ({"holds": (HoldFacts(START, START + 5 * WEEK),)}, None),
        ({"holds": (HoldFacts(START),)}, None),
        ({"status": HomeStatus.LEAVING}, None),
        ({"available_from": START + WEEK}, "carer-on-hold"),
        ({"kept_empty": (MARIAN,)}, "kept-empty"),
    ],
)
def test_a_hold_that_ends_soon_is_near_and_a_home_that_leaves_is_not(facts: dict[str, Any], rule: str | None) -> None:
    assert near(a_home(**facts)) == rule


@pytest.mark.parametrize(("weeks", "rule"), [(6, "disability-suitable"), (5, None)])
def test_works_are_named_only_where_there_is_time_for_them(weeks: int, rule: str | None) -> None:
    step_free = ConstraintFact(ConstraintKind.STEP_FREE, "Marian Invented")
    child = a_child(needs=(NeedFact(NeedDomain.MOBILITY, 1, essential=True),), constraints=(step_free,))
    needed = dt.datetime(2026, 6, 5, 12, tzinfo=dt.UTC) + weeks * WEEK
    home = a_home(skills={NeedDomain.MOBILITY: 4})
    asked = a_request(child)
    judge = Judge(
        type(asked)("R-1", needed, children=(child,), duration=asked.duration), a_context([child], [home]), [home]
    )
    found = plausible_cure(judge.verdict((child,), home.ref), Scorer(judge, published_weights()))
    assert (found and found.rule.id) == rule


def test_what_a_social_worker_judged_of_the_child_is_not_argued_away() -> None:
    assert near(a_home(), settings={"foster": Suitability.UNSUITABLE}) is None


def test_a_home_that_would_also_miss_an_essential_need_is_two_things_away() -> None:
    needy = a_child(needs=(NeedFact(NeedDomain.SELF_HARM, 4, essential=True),))
    held: dict[str, Any] = {"holds": (HoldFacts(START, START + WEEK),)}
    assert near(a_home(skills={NeedDomain.SELF_HARM: 1}, **held), needy) is None
    assert near(a_home(skills={NeedDomain.SELF_HARM: 4}, **held), needy) == "carer-on-hold"


def test_a_home_the_child_said_no_to_is_no_near_miss() -> None:
    child = a_child(wishes=(WishFact(WishAbout.HOME, "H-1", WishSays.VETO),))
    assert near(a_home(kept_empty=(MARIAN,)), child) is None


def test_every_rule_that_can_leave_a_home_out_is_said_shortly() -> None:
    asked = (Scope.CHILD, Scope.HOME, Scope.EACH, Scope.MEET, Scope.WHOLE)
    hard = {rule.id for rule in every_rule() if rule.cls is RuleClass.HARD and rule.scope in asked}
    assert hard <= set(IN_SHORT) <= {rule.id for rule in every_rule()}
    assert max(len(said.split()) for said in IN_SHORT.values()) <= 6


def test_a_birthday_of_a_boy_of_twelve_is_what_the_rows_above_take_it_for() -> None:
    assert a_child().dob == born(12)
