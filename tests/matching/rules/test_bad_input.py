"""Bad input: what cannot be so gives a clear answer or a question, never a crash and never a silent pass."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.bundles import bundles
from matching.candidates import Judge, Status
from matching.child_facts import ChildFacts, ConstraintFact
from matching.home_facts import HoldFacts, RegistrationFacts
from matching.rules.rule import Effect
from placements.models.child import ConstraintKind, Together, Topic
from placements.models.household import Term
from tests.scale import scaled
from tests.worlds import (
    a_child,
    a_childrens_home,
    a_context,
    a_home,
    a_request,
    judged,
    living_there,
    rules_found,
    siblings,
    terms,
    without,
)


def requiring(*kinds: ConstraintKind) -> ChildFacts:
    """A child whose plan requires these."""
    return a_child(constraints=tuple(ConstraintFact(kind, "Marian Invented") for kind in kinds))


def test_an_impossible_group_is_excluded_and_says_why_and_its_parts_are_still_tried() -> None:
    group = tuple(a_child(f"C-{n}") for n in range(6))
    home = a_home()
    judge = Judge(a_request(*group), a_context(group, [home], siblings(*(one.ref for one in group))), [home])
    every = judge.verdicts(bundles(judge.request))
    assert len(every) == 63
    whole = next(one for one in every if len(one.children) == 6)
    assert "2 beds free for 6" in " ".join(one.because for one in whole.having(Effect.EXCLUDES))
    assert sum(one.status is Status.ELIGIBLE for one in every if len(one.children) == 1) == 6


def test_a_group_that_must_live_apart_is_excluded_wherever_it_would_go() -> None:
    pair = (a_child("C-1"), a_child("C-2"))
    verdict = judged(pair, a_home(), relations=siblings("C-1", "C-2", assessed=Together.APART))
    assert rules_found(verdict, Effect.EXCLUDES) == {"must-apart"}


def test_a_home_without_a_bedroom_is_asked_about() -> None:
    verdict = judged(a_child(), a_home(beds=()))
    assert verdict.status is Status.UNKNOWN
    [finding] = verdict.having(Effect.NOT_KNOWN)
    assert finding.because == "No bed is recorded in this home: ask how many there are."


@pytest.mark.parametrize("home", [
    a_home(approvals=(terms(age_term=Term.LIMIT, age_min=12, age_max=5),)),
    a_home(approvals=(terms(number_term=Term.LIMIT, number=None),)),
    a_home(approvals=(terms(sex_term=Term.LIMIT, sex=None),)),
])  # fmt: skip
def test_a_term_upside_down_or_without_its_figure_is_asked_about(home: object) -> None:
    verdict = judged(a_child(), home)  # type: ignore[arg-type]
    assert verdict.status is Status.UNKNOWN
    assert not verdict.having(Effect.EXCLUDES)


def test_an_approval_that_ended_before_it_began_is_none() -> None:
    backwards = terms(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2025, 1, 1))
    assert "carer-approved" in rules_found(judged(a_child(), a_home(approvals=(backwards,))), Effect.EXCLUDES)


def test_a_hold_that_ended_before_it_began_holds_nothing() -> None:
    backwards = HoldFacts(dt.date(2026, 7, 1), dt.date(2026, 6, 1))
    assert judged(a_child(), a_home(holds=(backwards,))).status is Status.ELIGIBLE


def test_a_registration_upside_down_is_said_and_binds_nothing() -> None:
    home = a_childrens_home(registrations=(RegistrationFacts("active", None, None, 17, 8),))
    verdict = judged(a_child(), home)
    assert "Its registration cannot be read: aged 17 to 8." in " ".join(
        one.because for one in verdict.having(Effect.WARNING)
    )
    assert not verdict.having(Effect.EXCLUDES)


def test_constraints_that_contradict_one_another_each_say_what_they_exclude() -> None:
    child = requiring(ConstraintKind.NO_YOUNGER, ConstraintKind.NO_OLDER)
    there = (living_there(a_child("A", dob=dt.date(2010, 1, 1)), 1),)
    assert rules_found(judged(child, a_home(residents=there)), Effect.EXCLUDES) == {"only-oldest"}
    alone_together = requiring(ConstraintKind.ALONE)
    verdict = judged((alone_together, a_child("C-2")), a_home(), relations=siblings("C-1", "C-2"))
    assert rules_found(verdict, Effect.EXCLUDES) == {"no-others"}
    both_sexes = a_child(
        constraints=tuple(ConstraintFact(ConstraintKind.CARER_SEX, "Marian Invented", sex) for sex in "FM")
    )
    assert rules_found(judged(both_sexes, a_home()), Effect.EXCLUDES) == {"carer-sex"}


def test_a_child_of_whom_nothing_is_known_is_searched_for_and_nothing_is_excluded_on_a_missing_fact() -> None:
    nobody = ChildFacts("C-1")
    verdict = judged(nobody, a_home(residents=(living_there(None, 1),)))
    assert not verdict.having(Effect.EXCLUDES)
    assert verdict.status is Status.UNKNOWN


@settings(max_examples=scaled(1_000))
@given(missing=st.sets(st.sampled_from(list(Topic))))
def test_not_asking_more_never_excludes(missing: set[Topic]) -> None:
    home = a_home(residents=(living_there(a_child("A"), 1),))
    assert not judged(without(a_child(), *missing), home).having(Effect.EXCLUDES)


def test_a_search_of_no_home_at_all_answers_with_nothing() -> None:
    child = a_child()
    judge = Judge(a_request(child), a_context([child], []), [])
    assert judge.verdicts(bundles(judge.request)) == []
