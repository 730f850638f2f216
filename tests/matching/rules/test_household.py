"""What the household is like and what the carers said (section D of the rules)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely import box

from matching.child_facts import ChildFacts, ConstraintFact, RiskFact, TraitFact
from matching.from_record import area_of
from matching.home_facts import HomeFacts, PersonFacts, WillingFacts
from matching.rules.rule import Effect
from placements.models.base import Known, Sex
from placements.models.child import ConstraintKind, RiskKind, RiskLevel, RiskTo, Topic
from placements.models.home import HomeKind
from placements.models.household import LivingAs, Willing
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import (
    ADEL,
    NORTH_YORKSHIRE,
    a_child,
    a_childrens_home,
    a_home,
    born,
    living_there,
    terms,
    without,
)

NINE = a_child("C-9", dob=born(9))


def requiring(kind: ConstraintKind, value: str | None = None) -> ChildFacts:
    """A child whose plan requires one thing."""
    area = area_of(value) if kind is ConstraintKind.AVOID_AREA else None
    return a_child(constraints=(ConstraintFact(kind, "Marian Invented", value, None, area),))


LITTLEWORTH_AREA = box(-1.2, 53.9, -1.0, 54.0).wkt
WOMAN, MAN = PersonFacts(LivingAs.CARER, born(40), Sex.FEMALE), PersonFacts(LivingAs.CARER, born(41), Sex.MALE)


def home_of(*people: PersonFacts) -> HomeFacts:
    """A household of these people."""
    return a_home(people=people)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("max-children", Row("one allowed, nobody there", MET, requiring(ConstraintKind.MAX_CHILDREN, "1"))),
        (
            "max-children",
            Row(
                "one allowed, one there",
                Effect.EXCLUDES,
                requiring(ConstraintKind.MAX_CHILDREN, "1"),
                a_home(residents=(living_there(NINE),)),
            ),
        ),
        (
            "max-children",
            Row(
                "the child there is allowed one",
                Effect.EXCLUDES,
                home=a_home(residents=(living_there(requiring(ConstraintKind.MAX_CHILDREN, "1")),)),
                child=a_child("C-2"),
            ),
        ),
        (
            "max-children",
            Row("how many cannot be read", Effect.NOT_KNOWN, requiring(ConstraintKind.MAX_CHILDREN, "few")),
        ),
        (
            "carer-sex",
            Row("women only, two women", MET, requiring(ConstraintKind.CARER_SEX, "F"), home_of(WOMAN, WOMAN)),
        ),
        ("carer-sex", Row("women only, a man there", Effect.EXCLUDES, requiring(ConstraintKind.CARER_SEX, "F"))),
        (
            "carer-sex",
            Row(
                "women only, a grown-up son there",
                Effect.EXCLUDES,
                requiring(ConstraintKind.CARER_SEX, "F"),
                home_of(WOMAN, PersonFacts(LivingAs.OWN_CHILD, born(19), Sex.MALE)),
            ),
        ),
        (
            "carer-sex",
            Row(
                "women only, an adult's sex not recorded",
                Effect.NOT_KNOWN,
                requiring(ConstraintKind.CARER_SEX, "F"),
                home_of(WOMAN, PersonFacts(LivingAs.ADULT)),
            ),
        ),
        (
            "carer-sex",
            Row("women only, nobody recorded", Effect.NOT_KNOWN, requiring(ConstraintKind.CARER_SEX, "F"), home_of()),
        ),
        ("two-carers", Row("two live there", MET, requiring(ConstraintKind.TWO_CARERS))),
        ("two-carers", Row("one lives there", Effect.EXCLUDES, requiring(ConstraintKind.TWO_CARERS), home_of(WOMAN))),
        ("two-carers", Row("nobody recorded", Effect.NOT_KNOWN, requiring(ConstraintKind.TWO_CARERS), home_of())),
        ("no-pets", Row("none", MET, requiring(ConstraintKind.NO_PETS))),
        ("no-pets", Row("a dog", Effect.EXCLUDES, requiring(ConstraintKind.NO_PETS), a_home(pets=Known.YES))),
        (
            "no-pets",
            Row("not asked", Effect.NOT_KNOWN, requiring(ConstraintKind.NO_PETS), a_home(pets=Known.NOT_ASKED)),
        ),
        (
            "avoid-area",
            Row("the home is inside", Effect.EXCLUDES, requiring(ConstraintKind.AVOID_AREA, LITTLEWORTH_AREA)),
        ),
        (
            "avoid-area",
            Row(
                "the home is outside",
                MET,
                replace(requiring(ConstraintKind.AVOID_AREA, LITTLEWORTH_AREA), school_urn=None, school=None),
                a_home(position=ADEL, la_code=NORTH_YORKSHIRE),
            ),
        ),
        (
            "avoid-area",
            Row(
                "where the home lies is not known",
                Effect.NOT_KNOWN,
                requiring(ConstraintKind.AVOID_AREA, LITTLEWORTH_AREA),
                a_home(position=None),
            ),
        ),
        (
            "avoid-area",
            Row("words instead of a shape", Effect.NOT_KNOWN, requiring(ConstraintKind.AVOID_AREA, "the centre")),
        ),
    ],
    ids=str,
)
def test_what_the_plan_requires_of_the_household(rule: str, row: Row) -> None:
    holds(rule, row)


def allergic(code: str, severity: str | None = "severe") -> ChildFacts:
    """A child with an allergy."""
    return a_child(traits=(TraitFact(Topic.ALLERGY, code, severity),))


CATS = a_home(pets=Known.YES, pet_kinds="two cats")


@pytest.mark.parametrize(
    "row",
    [
        Row("no allergies", MET, home=CATS),
        Row("severe, cats there", Effect.EXCLUDES, allergic("cats"), CATS),
        Row("mild, cats there", Effect.NOTE, allergic("cats", "mild"), CATS),
        Row("how severe is not known, cats there", Effect.NOT_KNOWN, allergic("cats", None), CATS),
        Row("dogs, and cats there", MET, allergic("dogs"), CATS),
        Row("any pet", Effect.EXCLUDES, allergic("pets"), CATS),
        Row("no pets there", MET, allergic("cats")),
        Row("whether there are pets is not known", Effect.NOT_KNOWN, allergic("cats"), a_home(pets=Known.UNKNOWN)),
        Row("which pets is not known", Effect.NOT_KNOWN, allergic("cats"), a_home(pets=Known.YES)),
        Row("smoke, somebody smokes", Effect.EXCLUDES, allergic("smoke"), a_home(smokers=Known.YES)),
        Row("food is for the carers to manage", MET, allergic("nuts"), CATS),
        Row("never asked, a cat there", Effect.NOT_KNOWN, without(a_child(), Topic.ALLERGY), CATS),
        Row("never asked, no pets and no smoke", MET, without(a_child(), Topic.ALLERGY)),
    ],
    ids=str,
)
def test_a_severe_allergy_leaves_a_home_out(row: Row) -> None:
    holds("allergy", row)


def dangerous(kind: RiskKind, level: RiskLevel) -> ChildFacts:
    """A child with a recorded risk to others."""
    return a_child(risks=(RiskFact(kind, RiskTo.OTHERS, level),))


@pytest.mark.parametrize(
    "row",
    [
        Row("no risk", MET, home=CATS),
        Row(
            "high risk to animals, cats there",
            Effect.EXCLUDES,
            dangerous(RiskKind.ANIMALS, RiskLevel.PRESENT_HIGH),
            CATS,
        ),
        Row(
            "low risk to animals, cats there",
            Effect.NOT_KNOWN,
            dangerous(RiskKind.ANIMALS, RiskLevel.PRESENT_LOW),
            CATS,
        ),
        Row("risk to animals, none there", MET, dangerous(RiskKind.ANIMALS, RiskLevel.PRESENT_HIGH)),
        Row("fire-setting, not assessed here", Effect.NOT_KNOWN, dangerous(RiskKind.FIRE, RiskLevel.PRESENT_LOW)),
        Row("no fire-setting known", MET, dangerous(RiskKind.FIRE, RiskLevel.NONE_KNOWN)),
    ],
    ids=str,
)
def test_risks_to_animals_and_of_fire_are_assessed_first(row: Row) -> None:
    holds("animals-fire", row)


def capped(cap: int | None, *there: int | None) -> HomeFacts:
    """A home that can give so much supervision, with children who need so much."""
    residents = tuple(living_there(a_child(f"C-{9 - n}", supervision=need), None) for n, need in enumerate(there))
    return a_home(supervision_cap=cap, residents=residents)


@pytest.mark.parametrize(
    "row",
    [
        Row("enough left", MET, a_child(supervision=2), capped(4, 2)),
        Row("not enough left", Effect.EXCLUDES, a_child(supervision=3), capped(4, 2)),
        Row("what the child there needs is not known, and may be too much", Effect.NOT_KNOWN, home=capped(4, None)),
        Row("even the most would be possible", MET, home=capped(10, None)),
        Row("the home has no figure, an ordinary child", MET, home=capped(None)),
        Row("the home has no figure, a child who needs much", Effect.NOT_KNOWN, a_child(supervision=3), capped(None)),
        Row("what the newcomer needs is not known", Effect.NOT_KNOWN, a_child(supervision=None), capped(3)),
    ],
    ids=str,
)
def test_supervision_is_no_more_than_the_home_can_give(row: Row) -> None:
    holds("supervision-cap", row)


@pytest.mark.parametrize(
    "row",
    [
        Row("nobody there", MET),
        Row("nine and twelve", MET, home=a_home(residents=(living_there(NINE),))),
        Row("both twelve", Effect.NOTE, home=a_home(residents=(living_there(a_child("C-9")),))),
        Row(
            "the carers' own son is twelve", Effect.NOTE, home=home_of(WOMAN, PersonFacts(LivingAs.OWN_CHILD, born(12)))
        ),
    ],
    ids=str,
)
def test_nearly_the_same_age_is_weighed(row: Row) -> None:
    holds("age-gap", row)


def said(*answers: tuple[str, str, Willing]) -> HomeFacts:
    """Carers who gave these answers, and no others."""
    return a_home(willing=tuple(WillingFacts(*answer) for answer in answers))


TEENS = ("age", "12-15", Willing.YES)
FIRE = dangerous(RiskKind.FIRE, RiskLevel.PRESENT)


@pytest.mark.parametrize(
    "row",
    [
        Row("said yes to the age", MET, home=said(TEENS)),
        Row("said yes with support", MET, home=said(("age", "12-15", Willing.WITH_SUPPORT))),
        Row("said no to the age", Effect.EXCLUDES, home=said(("age", "12-15", Willing.NO))),
        Row("asked about other ages only", Effect.NOT_KNOWN, home=said(("age", "0-5", Willing.YES))),
        Row("ten and over", MET, home=said(("age", "10+", Willing.YES))),
        Row("never asked anything", Effect.NOT_KNOWN, home=said()),
        Row("said no to boys", Effect.EXCLUDES, home=said(TEENS, ("sex", "M", Willing.NO))),
        Row("said no to girls", MET, home=said(TEENS, ("sex", "F", Willing.NO))),
        Row("said no to fire-setting", Effect.EXCLUDES, FIRE, said(TEENS, ("behaviour", "fire", Willing.NO))),
        Row("not asked about fire-setting", Effect.NOT_KNOWN, FIRE, said(TEENS)),
        Row("said yes to fire-setting", MET, FIRE, said(TEENS, ("behaviour", "fire", Willing.YES))),
        Row("not asked about two", Effect.NOT_KNOWN, home=said(TEENS), others=(a_child("C-2"),)),
        Row("said yes to three", MET, home=said(TEENS, ("siblings", "3", Willing.YES)), others=(a_child("C-2"),)),
        Row(
            "said no to two", Effect.EXCLUDES, home=said(TEENS, ("siblings", "2", Willing.NO)), others=(a_child("C-2"),)
        ),
        Row("a children's home has no carers to ask", MET, home=a_childrens_home()),
        Row(
            "an aunt approved for this child",
            MET,
            home=a_home(kind=HomeKind.KINSHIP, willing=(), approvals=(terms(named=frozenset({"C-1"})),)),
        ),
    ],
    ids=str,
)
def test_silence_is_not_willingness(row: Row) -> None:
    holds("carer-willing", row)
