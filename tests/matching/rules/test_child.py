"""Wishes, law and education (section B of the rules)."""

from __future__ import annotations

from typing import Any

import pytest

from matching.child_facts import ContactFact, TraitFact
from matching.rules.rule import Effect
from placements.models.base import Known
from placements.models.child import Topic
from placements.models.home import HomeKind
from placements.models.referral import ReferralKind
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import HEADLEY, LITTLEWORTH, a_child, a_childrens_home, a_home, born, without

FAR = a_home(position=HEADLEY)
POLISH = (TraitFact(Topic.LANGUAGE, "Polish"),)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("wishes-recorded", Row("everybody was asked", MET)),
        ("wishes-recorded", Row("the child was not", Effect.RECORD, child=without(a_child(), Topic.WISHES))),
        ("wishes-recorded", Row("the parents were not", Effect.RECORD, child=without(a_child(), Topic.PARENT_WISHES))),
        ("identity-considered", Row("nothing is asked for", MET)),
        ("identity-considered", Row("Polish, which nobody mentioned", Effect.RECORD, child=a_child(traits=POLISH))),
        (
            "identity-considered",
            Row("Polish is spoken", MET, a_child(traits=POLISH), a_home(languages=frozenset({"polish"}))),
        ),
        ("language-access", Row("no language recorded in the home", Effect.GAP, child=a_child(traits=POLISH))),
        (
            "language-access",
            Row("another language", Effect.NOTE, a_child(traits=POLISH), a_home(languages=frozenset({"english"}))),
        ),
        (
            "language-access",
            Row("also English", MET, child=a_child(traits=(*POLISH, TraitFact(Topic.LANGUAGE, "English")))),
        ),
        ("s20-removal", Row("accommodated", Effect.WARNING, child=a_child(legal_status="V2"))),
        ("s20-removal", Row("under an order", MET)),
        ("placement-plan", Row("always", Effect.TASK)),
        ("secure-never-auto", Row("a secure home", Effect.EXCLUDES, home=a_childrens_home(kind=HomeKind.SECURE))),
        ("secure-never-auto", Row("a children's home", MET, home=a_childrens_home())),
    ],
    ids=str,
)
def test_what_is_recorded_about_the_child(rule: str, row: Row) -> None:
    holds(rule, row)


@pytest.mark.parametrize(
    "row",
    [
        Row("a care order", MET),
        Row("not recorded", Effect.WARNING, child=a_child(legal_status=None)),
        Row("accommodated, nobody objects", MET, child=a_child(legal_status="V2")),
        Row(
            "a parent objects",
            Effect.WARNING,
            child=a_child(legal_status="V2", pr_objection=Known.YES),
        ),
        Row("unaccompanied, nobody holds responsibility", MET, child=a_child(legal_status="V2", uasc=Known.YES)),
    ],
    ids=str,
)
def test_a_draft_rule_on_legal_authority_warns_and_never_excludes(row: Row) -> None:
    holds("legal-authority", row)


GRANDMA = ContactFact("Grandma", 4, LITTLEWORTH, Known.YES)


@pytest.mark.parametrize(
    "row",
    [
        Row("near", MET, child=a_child(contacts=(GRANDMA,))),
        Row("too far, a draft rule", Effect.WARNING, a_child(contacts=(GRANDMA,)), FAR),
        Row("not ordered", MET, a_child(contacts=(ContactFact("Grandma", 4, LITTLEWORTH, Known.NO),)), FAR),
    ],
    ids=str,
)
def test_ordered_contact_can_be_kept(row: Row) -> None:
    holds("court-contact", row)


YEAR_11: dict[str, Any] = {"dob": born(15), "school_year": 11}


@pytest.mark.parametrize(
    "row",
    [
        Row("year 7, far", MET, home=FAR),
        Row("year 11, near", MET, child=a_child(**YEAR_11)),
        Row("year 10, far", Effect.NEEDS_APPROVAL, a_child(dob=born(15), school_year=10), FAR),
        Row("year 11, far", Effect.NEEDS_APPROVAL, a_child(**YEAR_11), FAR),
        Row("an emergency", MET, a_child(**YEAR_11), FAR, asked={"kind": ReferralKind.EMERGENCY}),
        Row("where the school lies is not known", Effect.NOT_KNOWN, child=a_child(**YEAR_11, school=None)),
        Row("goes to no school", MET, child=a_child(**YEAR_11, school_urn=None, school=None)),
        Row(
            "which school is not recorded",
            Effect.NOT_KNOWN,
            child=without(a_child(**YEAR_11, school_urn=None, school=None), Topic.SCHOOL),
        ),
        Row("fifteen and no school year", Effect.NOT_KNOWN, child=a_child(dob=born(15), school_year=None)),
        Row("nine and no school year", MET, a_child(dob=born(9), school_year=None), FAR),
    ],
    ids=str,
)
def test_a_pupil_of_year_10_or_11_changes_school_only_with_the_nominated_officer(row: Row) -> None:
    holds("ks4-school", row)


@pytest.mark.parametrize(
    "row",
    [
        Row("near", MET),
        Row("far", Effect.TASK, home=FAR),
        Row("year 11: the other rule", MET, a_child(**YEAR_11), FAR),
        Row("no school", MET, a_child(school_urn=None, school=None), FAR),
    ],
    ids=str,
)
def test_another_pupils_new_school_is_arranged(row: Row) -> None:
    holds("school-arranged", row)
