"""Approval and registration (section C of the rules)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from matching.child_facts import NeedFact
from matching.home_facts import HomeFacts, RegistrationFacts
from matching.rules.rule import Effect
from placements.models.base import Known, Sex
from placements.models.child import NeedDomain
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind
from placements.models.household import Basis
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import (
    NORTH_YORKSHIRE,
    START,
    a_child,
    a_childrens_home,
    a_home,
    born,
    living_there,
    terms,
)

YESTERDAY = START - dt.timedelta(days=1)


def approved(**facts: Any) -> HomeFacts:
    """A household with these terms."""
    return a_home(approvals=(terms(**facts),))


@pytest.mark.parametrize(
    "row",
    [
        Row("approved", MET),
        Row("approval ended on the day", Effect.EXCLUDES, home=approved(ends_on=START)),
        Row("approval ends the day after", MET, home=approved(ends_on=START + dt.timedelta(days=1))),
        Row("approval not yet begun", Effect.EXCLUDES, home=approved(starts_on=START + dt.timedelta(days=1))),
        Row("approved, since when is not recorded", MET, home=approved(starts_on=None)),
        Row("no approval recorded", Effect.NOT_KNOWN, home=a_home(approvals=())),
        Row("a children's home has no carers' approval", MET, home=a_childrens_home()),
    ],
    ids=str,
)
def test_approval_is_in_force_on_the_day(row: Row) -> None:
    holds("carer-approved", row)


KIN: dict[str, Any] = {"kind": HomeKind.KINSHIP}


@pytest.mark.parametrize(
    "row",
    [
        Row("full approval", MET),
        Row(
            "temporary approval",
            Effect.TASK,
            home=a_home(**KIN, approvals=(terms(basis=Basis.REG24_TEMPORARY, named=frozenset({"C-1"})),)),
        ),
        Row("an aunt, not approved yet", Effect.TASK, home=a_home(**KIN, approvals=())),
        Row("a stranger, not approved", MET, home=a_home(approvals=())),
    ],
    ids=str,
)
def test_temporary_approval_of_a_relative_has_an_end(row: Row) -> None:
    holds("kin-temporary", row)


AGENCY: dict[str, Any] = {"provider_kind": ProviderKind.IFA}
OF_ANOTHER = living_there(a_child("C-9"), la_code=NORTH_YORKSHIRE)


@pytest.mark.parametrize(
    "row",
    [
        Row("the authority's own carer", MET),
        Row("consent given", MET, home=a_home(**AGENCY, fsp_consent=Known.YES)),
        Row("consent not asked", Effect.NEEDS_APPROVAL, home=a_home(**AGENCY, fsp_consent=Known.NOT_ASKED)),
        Row("consent not known", Effect.NEEDS_APPROVAL, home=a_home(**AGENCY, fsp_consent=Known.UNKNOWN)),
        Row("consent refused", Effect.EXCLUDES, home=a_home(**AGENCY, fsp_consent=Known.NO)),
        Row(
            "another authority's child lives there",
            Effect.NEEDS_APPROVAL,
            home=a_home(**AGENCY, fsp_consent=Known.YES, residents=(OF_ANOTHER,)),
        ),
        Row("an agency's children's home", MET, home=a_childrens_home(provider_kind=ProviderKind.HOME_GROUP)),
    ],
    ids=str,
)
def test_another_service_consents_for_its_carer(row: Row) -> None:
    holds("fsp-consent", row)


def registered(status: str = "active", **facts: Any) -> HomeFacts:
    """A children's home with this registration."""
    return a_childrens_home(registrations=(RegistrationFacts(status, **facts),))


def supported(*registrations: RegistrationFacts) -> HomeFacts:
    """Supported accommodation with these registrations."""
    return a_childrens_home(kind=HomeKind.SUPPORTED, registrations=registrations)


SIXTEEN = a_child(dob=born(16), school_year=11)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("home-registered", Row("active", MET, home=registered())),
        ("home-registered", Row("suspended", Effect.EXCLUDES, home=registered("suspended"))),
        ("home-registered", Row("not known", Effect.NOT_KNOWN, home=registered("unknown"))),
        ("home-registered", Row("no registration held", Effect.NOT_KNOWN, home=a_childrens_home(registrations=()))),
        ("home-registered", Row("registration over", Effect.NOT_KNOWN, home=registered(ends_on=START))),
        ("home-registered", Row("a foster home is not registered so", MET)),
        ("sa-16-17", Row("active", MET, SIXTEEN, supported(RegistrationFacts("active")))),
        ("sa-16-17", Row("cancelled", Effect.EXCLUDES, SIXTEEN, supported(RegistrationFacts("cancelled")))),
        ("sa-16-17", Row("not held", Effect.NOT_KNOWN, SIXTEEN, supported())),
        ("under16-other", Row("sixteen", MET, SIXTEEN, supported())),
        ("under16-other", Row("fifteen", Effect.EXCLUDES, a_child(dob=born(15)), supported())),
        ("under16-other", Row("age not known", Effect.NOT_KNOWN, a_child(dob=None), supported())),
        ("under16-other", Row("fifteen, a children's home", MET, a_child(dob=born(15)), registered())),
        ("home-impact", Row("nobody there", MET, home=registered())),
        (
            "home-impact",
            Row("somebody there", Effect.WARNING, home=a_childrens_home(residents=(living_there(a_child("C-9")),))),
        ),
    ],
    ids=str,
)
def test_a_home_that_must_be_registered_is(rule: str, row: Row) -> None:
    holds(rule, row)


ESSENTIAL = (NeedFact(NeedDomain.AUTISM, 3, essential=True),)


@pytest.mark.parametrize(
    "row",
    [
        Row("within the ages", MET, home=registered(age_min=12, age_max=17)),
        Row("too young", Effect.WARNING, a_child(dob=born(10)), registered(age_min=12, age_max=17)),
        Row("registered for girls", Effect.WARNING, home=registered(sex=Sex.FEMALE)),
        Row("sex not recorded", Effect.WARNING, a_child(sex=Sex.UNKNOWN), registered(sex=Sex.FEMALE)),
        Row("age not recorded", Effect.WARNING, a_child(dob=None), registered(age_min=12)),
        Row(
            "need named in the statement",
            MET,
            a_child(needs=ESSENTIAL),
            registered(needs_accepted=frozenset({"autism"})),
        ),
        Row(
            "need not named",
            Effect.WARNING,
            a_child(needs=ESSENTIAL),
            registered(needs_accepted=frozenset({"medical"})),
        ),
        Row("statement says nothing of needs", MET, a_child(needs=ESSENTIAL), registered()),
    ],
    ids=str,
)
def test_a_draft_rule_on_the_statement_of_purpose_never_excludes(row: Row) -> None:
    holds("home-statement", row)
