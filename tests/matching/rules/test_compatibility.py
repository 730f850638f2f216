"""Living together, in both directions (section D of the rules)."""

from __future__ import annotations

import datetime as dt

import pytest

from matching.child_facts import ChildFacts, ConstraintFact, RiskFact
from matching.home_facts import HomeFacts, PersonFacts
from matching.rules.rule import Effect
from placements.models.base import Sex
from placements.models.child import ConstraintKind, RiskKind, RiskLevel, RiskTo, Together, Topic
from placements.models.household import LivingAs
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import TODAY, a_bed, a_child, a_home, born, living_there, siblings, without

OWN = PersonFacts(LivingAs.OWN_CHILD, born(9), Sex.MALE)


def plan(kind: ConstraintKind, value: str | None = None, not_with: str | None = None) -> tuple[ConstraintFact, ...]:
    """A plan that requires one thing."""
    return (ConstraintFact(kind, "Marian Invented", value, not_with),)


def beside(*children: ChildFacts | None, own: tuple[PersonFacts, ...] = ()) -> HomeFacts:
    """A household in which these children live."""
    residents = tuple(living_there(child, number) for number, child in enumerate(children, start=1))
    carer = PersonFacts(LivingAs.CARER, born(40), Sex.FEMALE)
    beds = tuple(a_bed(number) for number in range(1, 6))
    return a_home(residents=residents, people=(carer, *own), beds=beds)


NINE, FOURTEEN = a_child("C-9", dob=born(9)), a_child("C-8", dob=born(14))
ALONE = plan(ConstraintKind.ALONE)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("no-others", Row("nobody there", MET, a_child(constraints=ALONE))),
        ("no-others", Row("a child there", Effect.EXCLUDES, a_child(constraints=ALONE), beside(NINE))),
        ("no-others", Row("the carers' own child", Effect.EXCLUDES, a_child(constraints=ALONE), beside(own=(OWN,)))),
        ("no-others", Row("a brother comes too", Effect.EXCLUDES, a_child(constraints=ALONE), others=(NINE,))),
        ("no-others", Row("leaves that very day", MET, a_child(constraints=ALONE), beside())),
        (
            "no-others",
            Row(
                "the plan was never asked about", Effect.NOT_KNOWN, without(a_child(), Topic.CONSTRAINTS), beside(NINE)
            ),
        ),
        ("no-others", Row("never asked, nobody there", MET, without(a_child(), Topic.CONSTRAINTS))),
        (
            "no-others",
            Row(
                "a grown-up child of the carers",
                MET,
                a_child(constraints=ALONE),
                beside(own=(PersonFacts(LivingAs.OWN_CHILD, born(20)),)),
            ),
        ),
        (
            "lock-existing",
            Row("the child there must be alone", Effect.EXCLUDES, home=beside(a_child("C-9", constraints=ALONE))),
        ),
        ("lock-existing", Row("the child there has no such plan", MET, home=beside(NINE))),
        (
            "lock-existing",
            Row(
                "the plan of the child there was never asked about",
                Effect.NOT_KNOWN,
                home=beside(without(NINE, Topic.CONSTRAINTS)),
            ),
        ),
    ],
    ids=str,
)
def test_a_child_who_must_be_alone_is(rule: str, row: Row) -> None:
    holds(rule, row)


YOUNGEST, OLDEST = plan(ConstraintKind.NO_YOUNGER), plan(ConstraintKind.NO_OLDER)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("only-youngest", Row("a younger child there", Effect.EXCLUDES, a_child(constraints=YOUNGEST), beside(NINE))),
        ("only-youngest", Row("an older child there", MET, a_child(constraints=YOUNGEST), beside(FOURTEEN))),
        (
            "only-youngest",
            Row("a younger own child", Effect.EXCLUDES, a_child(constraints=YOUNGEST), beside(own=(OWN,))),
        ),
        (
            "only-youngest",
            Row(
                "the child there may have no younger",
                Effect.EXCLUDES,
                home=beside(a_child("C-8", dob=born(14), constraints=YOUNGEST)),
            ),
        ),
        (
            "only-youngest",
            Row("an age not known", Effect.NOT_KNOWN, a_child(constraints=YOUNGEST), beside(a_child("C-9", dob=None))),
        ),
        ("only-youngest", Row("a child nobody named", Effect.NOT_KNOWN, a_child(constraints=YOUNGEST), beside(None))),
        (
            "only-youngest",
            Row("a younger sister comes too", Effect.EXCLUDES, a_child(constraints=YOUNGEST), others=(NINE,)),
        ),
        ("only-oldest", Row("an older child there", Effect.EXCLUDES, a_child(constraints=OLDEST), beside(FOURTEEN))),
        ("only-oldest", Row("a younger child there", MET, a_child(constraints=OLDEST), beside(NINE))),
        (
            "only-oldest",
            Row(
                "the child there may have no older",
                Effect.EXCLUDES,
                home=beside(a_child("C-9", dob=born(9), constraints=OLDEST)),
            ),
        ),
    ],
    ids=str,
)
def test_nobody_younger_or_nobody_older(rule: str, row: Row) -> None:
    holds(rule, row)


APART = siblings("C-1", "C-9", assessed=Together.APART)


@pytest.mark.parametrize(
    "row",
    [
        Row("assessed together", MET, home=beside(NINE), relations=siblings("C-1", "C-9", assessed=Together.MUST)),
        Row("assessed apart", Effect.EXCLUDES, home=beside(NINE), relations=APART),
        Row("assessed apart, and would come together", Effect.EXCLUDES, others=(NINE,), relations=APART),
        Row("assessed apart, living elsewhere", MET, relations=APART),
        Row(
            "that assessment was to be looked at before now",
            Effect.NOT_KNOWN,
            home=beside(NINE),
            relations=siblings("C-1", "C-9", assessed=Together.APART, review_on=TODAY - dt.timedelta(days=1)),
        ),
        Row(
            "to be looked at today",
            Effect.EXCLUDES,
            home=beside(NINE),
            relations=siblings("C-1", "C-9", assessed=Together.APART, review_on=TODAY),
        ),
        Row(
            "the plan says not with this child",
            Effect.EXCLUDES,
            a_child(constraints=plan(ConstraintKind.NOT_WITH, not_with="C-9")),
            beside(NINE),
        ),
        Row(
            "the plan of the child there says not with the newcomer",
            Effect.EXCLUDES,
            home=beside(a_child("C-9", constraints=plan(ConstraintKind.NOT_WITH, not_with="C-1"))),
        ),
        Row(
            "not with somebody else",
            MET,
            a_child(constraints=plan(ConstraintKind.NOT_WITH, not_with="C-5")),
            beside(NINE),
        ),
    ],
    ids=str,
)
def test_children_assessed_apart_do_not_share_a_home(row: Row) -> None:
    holds("must-apart", row)


def risky(level: RiskLevel = RiskLevel.PRESENT_HIGH, *to_whom: str, ref: str = "C-1", **facts: object) -> ChildFacts:
    """A child with a recorded sexual risk to others."""
    risk = RiskFact(RiskKind.SEXUAL, RiskTo.OTHERS, level, frozenset(to_whom))
    return a_child(ref, risks=(risk,), **facts)


@pytest.mark.parametrize(
    "row",
    [
        Row("no other child", MET, risky()),
        Row("a child there, to whom was not said", Effect.EXCLUDES, risky(), beside(FOURTEEN)),
        Row("a younger child there", Effect.EXCLUDES, risky(RiskLevel.PRESENT_LOW, "younger"), beside(NINE)),
        Row("only an older child there", MET, risky(RiskLevel.PRESENT_HIGH, "younger"), beside(FOURTEEN)),
        Row("a younger own child", Effect.EXCLUDES, risky(RiskLevel.PRESENT, "younger"), beside(own=(OWN,))),
        Row("to girls, a boy there", MET, risky(RiskLevel.PRESENT_HIGH, "female"), beside(NINE)),
        Row("to girls, a child nobody named", Effect.NOT_KNOWN, risky(RiskLevel.PRESENT_HIGH, "female"), beside(None)),
        Row("to carers only", MET, risky(RiskLevel.PRESENT_HIGH, "carers"), beside(NINE)),
        Row("none known", MET, risky(RiskLevel.NONE_KNOWN), beside(NINE)),
        Row("not known", Effect.NOT_KNOWN, risky(RiskLevel.UNKNOWN), beside(NINE)),
        Row("risks never asked about", Effect.NOT_KNOWN, without(a_child(), Topic.RISKS), beside(NINE)),
        Row("the child there is the risk", Effect.EXCLUDES, home=beside(risky(ref="C-8", dob=born(14)))),
        Row("risks of the child there never asked about", Effect.NOT_KNOWN, home=beside(without(NINE, Topic.RISKS))),
    ],
    ids=str,
)
def test_a_recorded_sexual_risk_keeps_children_apart(row: Row) -> None:
    holds("harm-sexual", row)
