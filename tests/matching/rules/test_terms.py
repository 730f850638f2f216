"""Terms of approval (section C of the rules): a blank term is no limit, an unknown one is unknown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from matching.home_facts import ApprovalFacts, HomeFacts
from matching.rules.rule import Effect
from placements.models.base import Sex
from placements.models.home import HomeKind
from placements.models.household import CareType, Term
from placements.models.referral import Duration, ReferralKind
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import (
    START,
    a_bed,
    a_child,
    a_childrens_home,
    a_home,
    born,
    living_there,
    terms,
)


def approved(**facts: Any) -> HomeFacts:
    """A household with these terms."""
    return a_home(approvals=(terms(**facts),))


@pytest.mark.parametrize(
    "row",
    [
        Row("no limit", MET),
        Row("twelve, approved to 10", Effect.EXCLUDES, home=approved(age_term=Term.LIMIT, age_min=0, age_max=10)),
        Row("twelve, approved to 12", MET, home=approved(age_term=Term.LIMIT, age_min=5, age_max=12)),
        Row("twelve, approved from 13", Effect.EXCLUDES, home=approved(age_term=Term.LIMIT, age_min=13)),
        Row("the term is not known", Effect.NOT_KNOWN, home=approved(age_term=Term.UNKNOWN)),
        Row(
            "the age is not known",
            Effect.NOT_KNOWN,
            a_child(dob=None),
            approved(age_term=Term.LIMIT, age_min=0, age_max=10),
        ),
        Row(
            "of two approvals one fits",
            MET,
            home=a_home(approvals=(terms(age_term=Term.LIMIT, age_max=5), terms(age_term=Term.LIMIT, age_min=6))),
        ),
    ],
    ids=str,
)
def test_the_age_is_within_the_terms(row: Row) -> None:
    holds("terms-age", row)


ONE_THERE = (living_there(a_child("C-9")),)


@pytest.mark.parametrize(
    "row",
    [
        Row("no limit", MET),
        Row("approved for one", MET, home=approved(number_term=Term.LIMIT, number=1)),
        Row(
            "approved for one, and one is there",
            Effect.EXCLUDES,
            home=a_home(approvals=(terms(number_term=Term.LIMIT, number=1),), residents=ONE_THERE),
        ),
        Row(
            "approved for two, and two come",
            MET,
            home=approved(number_term=Term.LIMIT, number=2),
            others=(a_child("C-2"),),
        ),
        Row(
            "approved for one, and two come",
            Effect.EXCLUDES,
            home=approved(number_term=Term.LIMIT, number=1),
            others=(a_child("C-2"),),
        ),
        Row(
            "the one who is there leaves before",
            MET,
            home=a_home(
                approvals=(terms(number_term=Term.LIMIT, number=1),),
                residents=(living_there(a_child("C-9"), ends_on=START),),
            ),
        ),
        Row("not known", Effect.NOT_KNOWN, home=approved(number_term=Term.UNKNOWN)),
    ],
    ids=str,
)
def test_the_number_is_within_the_terms(row: Row) -> None:
    holds("terms-number", row)


GIRLS: dict[str, Any] = {"sex_term": Term.LIMIT, "sex": Sex.FEMALE}


@pytest.mark.parametrize(
    "row",
    [
        Row("no limit", MET),
        Row("a boy, approved for girls", Effect.EXCLUDES, home=approved(**GIRLS)),
        Row("a girl, approved for girls", MET, a_child(sex=Sex.FEMALE), approved(**GIRLS)),
        Row("sex not recorded", Effect.NOT_KNOWN, a_child(sex=Sex.UNKNOWN), approved(**GIRLS)),
        Row("the term is not known", Effect.NOT_KNOWN, home=approved(sex_term=Term.UNKNOWN)),
    ],
    ids=str,
)
def test_the_sex_is_within_the_terms(row: Row) -> None:
    holds("terms-sex", row)


def of_types(*types: CareType) -> HomeFacts:
    """A household approved for these kinds of care."""
    return approved(types_term=Term.LIMIT, types=frozenset(types))


@pytest.mark.parametrize(
    "row",
    [
        Row("no limit", MET),
        Row("short for short", MET, home=of_types(CareType.SHORT)),
        Row("long for short", Effect.EXCLUDES, home=of_types(CareType.LONG)),
        Row("long for long", MET, home=of_types(CareType.LONG), asked={"duration": Duration.LONG_TERM}),
        Row("emergency for emergency", MET, home=of_types(CareType.EMERGENCY), asked={"duration": Duration.EMERGENCY}),
        Row("short for a remand", Effect.EXCLUDES, home=of_types(CareType.SHORT), asked={"duration": Duration.REMAND}),
        Row(
            "length not given, only short",
            Effect.NOT_KNOWN,
            home=of_types(CareType.SHORT),
            asked={"duration": Duration.UNKNOWN},
        ),
        Row(
            "length not given, short and long",
            MET,
            home=of_types(CareType.SHORT, CareType.LONG),
            asked={"duration": Duration.UNKNOWN},
        ),
        Row(
            "a short break",
            Effect.EXCLUDES,
            home=of_types(CareType.SHORT),
            asked={"kind": ReferralKind.SHORT_BREAK},
        ),
        Row("the term is not known", Effect.NOT_KNOWN, home=approved(types_term=Term.UNKNOWN)),
    ],
    ids=str,
)
def test_the_kind_of_care_is_within_the_terms(row: Row) -> None:
    holds("terms-type", row)


def kin_for(*refs: str) -> HomeFacts:
    """A relative's household approved for these children."""
    return a_home(kind=HomeKind.KINSHIP, approvals=(terms(named=frozenset(refs)),))


@pytest.mark.parametrize(
    "row",
    [
        Row("nobody is named", MET),
        Row("the child is named", MET, home=kin_for("C-1")),
        Row("another child is named", Effect.EXCLUDES, home=kin_for("C-8")),
        Row("relatives, and whom they are approved for is not recorded", Effect.NOT_KNOWN, home=kin_for()),
    ],
    ids=str,
)
def test_terms_that_name_children_name_this_one(row: Row) -> None:
    holds("terms-named", row)


MOTHER: dict[str, Any] = {"parent_and_child": True}


@pytest.mark.parametrize(
    "row",
    [
        Row("no parent comes", MET, home=of_types(CareType.SHORT)),
        Row("terms without parent and child", Effect.EXCLUDES, home=of_types(CareType.SHORT), asked=MOTHER),
        Row("terms with it", MET, home=of_types(CareType.SHORT, CareType.PARENT_CHILD), asked=MOTHER),
        Row("terms not known", Effect.NOT_KNOWN, home=approved(types_term=Term.UNKNOWN), asked=MOTHER),
        Row("a family centre", MET, home=a_childrens_home(kind=HomeKind.FAMILY_CENTRE), asked=MOTHER),
        Row("a children's home", Effect.NOT_KNOWN, home=a_childrens_home(), asked=MOTHER),
    ],
    ids=str,
)
def test_a_parent_with_a_child_goes_where_the_terms_include_both(row: Row) -> None:
    holds("parent-child-terms", row)


def test_a_mother_in_care_and_her_baby_count_as_two_children_and_need_one_bed() -> None:
    mother = a_child("C-1", dob=born(16), sex=Sex.FEMALE, school_year=11)
    baby = a_child("C-2", dob=dt.date(2026, 5, 1), school_urn=None, school=None, school_year=None)
    types: dict[str, Any] = {"types_term": Term.LIMIT, "types": frozenset({CareType.PARENT_CHILD, CareType.SHORT})}

    def home(number: int) -> HomeFacts:
        approval: ApprovalFacts = terms(number_term=Term.LIMIT, number=number, **types)
        return a_home(beds=(a_bed(),), approvals=(approval,))

    row = Row("approved for two", MET, mother, home(2), (baby,), asked=MOTHER)
    holds("terms-number", row)
    holds("bed-free", row)
    holds("terms-number", Row("approved for one", Effect.EXCLUDES, mother, home(1), (baby,), asked=MOTHER))
