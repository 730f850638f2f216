"""Where the home is, and relatives first (section A of the rules)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from matching.candidates import Judge
from matching.child_facts import ConstraintFact, NeedFact
from matching.rules.rule import Approver, Effect
from matching.situation import KinFact
from placements.geography import Neighbours
from placements.models.base import Known
from placements.models.child import ConstraintKind, NeedDomain, Together
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind
from placements.models.referral import ReferralKind
from placements.repository.places import Position
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import (
    ADEL,
    HEADLEY,
    LEEDS,
    NORTH_YORKSHIRE,
    YORK,
    a_bed,
    a_child,
    a_childrens_home,
    a_context,
    a_home,
    a_request,
    judged,
    living_there,
    rules_found,
    siblings,
)

AUNT = (KinFact("Aunt May", "possible"),)
STEP_FREE = (ConstraintFact(ConstraintKind.STEP_FREE, "OT"),)


@pytest.mark.parametrize(
    "row",
    [
        Row("an aunt is not ruled out", Effect.NOTE, asked={"kin": AUNT}),
        Row("the aunt was ruled out", MET, asked={"kin": (KinFact("Aunt May", "ruled_out"),)}),
        Row("nobody was considered", MET),
        Row("the home is the aunt's", MET, home=a_home(kind=HomeKind.KINSHIP), asked={"kin": AUNT}),
    ],
    ids=str,
)
def test_a_relative_not_ruled_out_comes_before_a_stranger(row: Row) -> None:
    holds("kin-first", row)


@pytest.mark.parametrize(
    "row",
    [
        Row("the same town", MET),
        Row("in Leeds", Effect.NOTE, home=a_home(position=HEADLEY)),
        Row("where the home lies is not known", Effect.GAP, home=a_home(position=None)),
        Row("where the child comes from is not known", Effect.GAP, child=a_child(home=None)),
    ],
    ids=str,
)
def test_a_home_near_the_childs_own_is_preferred(row: Row) -> None:
    holds("near-home", row)


@pytest.mark.parametrize(
    "row",
    [
        Row("near the school", MET),
        Row("far from the school", Effect.NOTE, home=a_home(position=HEADLEY)),
        Row("where the school lies is not known", Effect.GAP, child=a_child(school=None)),
        Row("the child has no school", MET, child=a_child(school_urn=None, school=None)),
    ],
    ids=str,
)
def test_a_home_from_which_the_school_is_kept_is_preferred(row: Row) -> None:
    holds("school-kept", row)


BROTHER = a_child("C-2")


@pytest.mark.parametrize(
    "row",
    [
        Row("both come", MET, others=(BROTHER,), relations=siblings("C-1", "C-2")),
        Row(
            "the brother lives there already",
            MET,
            home=a_home(residents=(living_there(BROTHER),)),
            relations=siblings("C-1", "C-2"),
        ),
    ],
    ids=str,
)
def test_brothers_and_sisters_stay_together(row: Row) -> None:
    holds("siblings-together", row)


def test_a_part_of_a_group_says_whom_it_splits() -> None:
    ash, birch = a_child("C-1", name="Ash"), a_child("C-2", name="Birch")
    home = a_home()
    for assessed, split in ((Together.MUST, True), (Together.NOT_ASSESSED, True), (Together.APART, False)):
        context = a_context([ash, birch], [home], siblings("C-1", "C-2", assessed=assessed))
        verdict = Judge(a_request(ash, birch), context, [home]).verdict((ash,), "H-1")
        assert ("siblings-together" in rules_found(verdict, Effect.NOTE)) is split


@pytest.mark.parametrize(
    "row",
    [
        Row("nothing is needed", MET),
        Row("the plan needs it, the home has steps", Effect.EXCLUDES, child=a_child(constraints=STEP_FREE)),
        Row("the home is step-free", MET, a_child(constraints=STEP_FREE), a_home(step_free=Known.YES)),
        Row("one bed is step-free", MET, a_child(constraints=STEP_FREE), a_home(beds=(a_bed(step_free=Known.YES),))),
        Row(
            "nobody knows",
            Effect.NOT_KNOWN,
            a_child(constraints=STEP_FREE),
            a_home(step_free=Known.UNKNOWN, beds=(a_bed(step_free=Known.UNKNOWN),)),
        ),
        Row(
            "essential mobility need, a draft rule",
            Effect.WARNING,
            a_child(needs=(NeedFact(NeedDomain.MOBILITY, 3, essential=True),)),
        ),
        Row("mobility need that is no floor", Effect.NOTE, a_child(needs=(NeedFact(NeedDomain.MOBILITY, 3),))),
        Row("little help to move", MET, a_child(needs=(NeedFact(NeedDomain.MOBILITY, 2, essential=True),))),
    ],
    ids=str,
)
def test_a_step_free_home_where_one_is_needed(row: Row) -> None:
    holds("disability-suitable", row)


@pytest.mark.parametrize(
    "row",
    [
        Row("in York", MET),
        Row("in Leeds", Effect.NOTE, home=a_home(la_code=LEEDS)),
        Row("not known where", Effect.GAP, home=a_home(la_code=None)),
    ],
    ids=str,
)
def test_a_home_in_the_area_is_preferred(row: Row) -> None:
    holds("in-area", row)


NEXT_DOOR: dict[str, Any] = {"la_code": NORTH_YORKSHIRE, "position": ADEL}
FAR_OFF: dict[str, Any] = {"la_code": LEEDS, "position": HEADLEY}
AGENCY: dict[str, Any] = {"provider_kind": ProviderKind.IFA}


@pytest.mark.parametrize(
    "row",
    [
        Row("in York", MET, home=a_home(**AGENCY)),
        Row("an agency carer next door", Effect.NEEDS_APPROVAL, home=a_home(**NEXT_DOOR, **AGENCY)),
        Row("a children's home next door", Effect.NEEDS_APPROVAL, home=a_childrens_home(**NEXT_DOOR)),
        Row("York's own carer next door", MET, home=a_home(**NEXT_DOOR)),
        Row("an aunt next door", MET, home=a_home(kind=HomeKind.KINSHIP, **NEXT_DOOR, **AGENCY)),
        Row("an agency carer in Leeds: the other rule", MET, home=a_home(**FAR_OFF, **AGENCY)),
        Row("not known where", Effect.NOT_KNOWN, home=a_home(la_code=None, **AGENCY)),
    ],
    ids=str,
)
def test_an_adjoining_authority_needs_the_nominated_officer(row: Row) -> None:
    holds("out-adjoining", row)


@pytest.mark.parametrize(
    "row",
    [
        Row("an agency carer in Leeds", Effect.NEEDS_APPROVAL, home=a_home(**FAR_OFF, **AGENCY)),
        Row("a children's home in Leeds", Effect.NEEDS_APPROVAL, home=a_childrens_home(**FAR_OFF)),
        Row("York's own carer in Leeds", MET, home=a_home(**FAR_OFF)),
        Row("an agency carer next door", MET, home=a_home(**NEXT_DOOR, **AGENCY)),
        Row("in York", MET, home=a_home(**AGENCY)),
    ],
    ids=str,
)
def test_an_authority_that_does_not_adjoin_needs_the_director(row: Row) -> None:
    holds("out-distant", row)


def test_adjoining_is_a_matter_of_boundaries_and_not_of_miles() -> None:
    far_but_adjoining = Position(54.28, -0.40, NORTH_YORKSHIRE)
    coast = judged(a_child(), a_home(position=far_but_adjoining, la_code=NORTH_YORKSHIRE, **AGENCY))
    city = judged(a_child(), a_home(**FAR_OFF, **AGENCY))
    assert coast.burden == Approver.NOMINATED_OFFICER.burden
    assert city.burden == Approver.DIRECTOR.burden


def test_where_the_list_of_neighbours_is_not_whole_nobody_is_said_not_to_adjoin() -> None:
    child, home = a_child(), a_home(**FAR_OFF, **AGENCY)
    context = replace(a_context([child], [home]), neighbours=Neighbours.of([(YORK, NORTH_YORKSHIRE)], []))
    verdict = judged(child, home, context=context)
    assert rules_found(verdict, Effect.NOT_KNOWN) == {"out-distant"}


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("out-exempt", Row("York's own carer next door", Effect.NOTE, home=a_home(**NEXT_DOOR))),
        ("out-exempt", Row("an agency carer next door", MET, home=a_home(**NEXT_DOOR, **AGENCY))),
        ("notify-area", Row("York's own carer next door", Effect.TASK, home=a_home(**NEXT_DOOR))),
        ("notify-area", Row("in York", MET)),
        ("out-emergency", Row("no emergency", MET, home=a_home(**FAR_OFF, **AGENCY))),
        (
            "out-emergency",
            Row(
                "emergency in Leeds, a draft rule",
                Effect.WARNING,
                home=a_home(**FAR_OFF, **AGENCY),
                asked={"kind": ReferralKind.EMERGENCY},
            ),
        ),
    ],
    ids=str,
)
def test_what_else_a_home_outside_the_area_asks_for(rule: str, row: Row) -> None:
    holds(rule, row)
