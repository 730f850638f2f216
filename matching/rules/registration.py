"""Rules about a home's registration with Ofsted, its statement of purpose and its grade (section C)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from matching import words
from matching.case import Case
from matching.child_facts import ChildFacts
from matching.home_facts import RegistrationFacts
from matching.policy import GRADES
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from matching.situation import ADULT_AGE
from matching.terms import upside_down
from placements.models.base import Sex
from placements.models.home import HomeKind

SECTION = Book()
UNDER_16_LIST = dt.date(2021, 9, 9)
SUPPORTED_REGISTERED = dt.date(2023, 10, 28)
HOMES_REGULATIONS = dt.date(2015, 4, 1)
SIXTEEN = 16
REGISTERED = frozenset({HomeKind.CHILDRENS_HOME, HomeKind.SECURE, HomeKind.FAMILY_CENTRE})
OTHER_ARRANGEMENTS = frozenset({HomeKind.SUPPORTED, HomeKind.OTHER})
ACTIVE = "active"
UNKNOWN = "unknown"


@SECTION.rule(
    "home-registered",
    RuleClass.HARD,
    Scope.HOME,
    Checked.VERIFIED,
    citation="Children Act 1989 s22C(6)(c); Care Standards Act 2000 Part 2, to check",
    cleared_by="registration",
    who="Ofsted and the provider",
    in_force_from=dt.date(2002, 4, 1),
)
def home_registered(case: Case) -> Says | None:
    """A home that must be registered is registered and active."""
    return _registered(case) if case.home.kind in REGISTERED else None


@SECTION.rule(
    "sa-16-17",
    RuleClass.HARD,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 regs 27 and 27C, SI 2023/416",
    cleared_by="registration; suitability, visit, IRO",
    who="Ofsted and the provider",
    in_force_from=SUPPORTED_REGISTERED,
)
def sa_16_17(case: Case) -> Says | None:
    """Supported accommodation, or another arrangement for somebody of 16 or 17, is registered or excepted."""
    return _registered(case) if case.home.kind in OTHER_ARRANGEMENTS else None


def _registered(case: Case) -> Says | None:
    current = case.there.registration
    if current is None or current.status == UNKNOWN:
        return not_known("Its registration with Ofsted is not recorded.")
    if current.status != ACTIVE:
        return breach(f"Not registered with Ofsted: {words.plain(current.status)}.")
    return None


@SECTION.rule(
    "under16-other",
    RuleClass.HARD,
    Scope.EACH,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 27A, SI 2021/161",
    cleared_by="nothing",
    in_force_from=UNDER_16_LIST,
)
def under16_other(case: Case) -> Says | None:
    """A child under 16 never lives in supported accommodation or another setting that is not on the list."""
    if case.home.kind not in OTHER_ARRANGEMENTS:
        return None
    age = case.child.age_on(case.stay.starts_on)
    if age is None:
        return not_known(
            f"{case.child.called}'s date of birth is not recorded, and under 16 this setting is not lawful."
        )
    return breach(f"{case.child.called} is {age}: under 16 this setting is not lawful.") if age < SIXTEEN else None


@SECTION.rule(
    "home-statement",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.TO_CHECK,
    citation="Children's Homes (England) Regulations 2015",
    cleared_by="varied by Ofsted; the registered manager confirms",
    who="the registered manager",
    in_force_from=HOMES_REGULATIONS,
)
def home_statement(case: Case) -> Says | None:
    """A home takes the number, ages, sex and needs of its registration, its conditions and statement of purpose."""
    current = case.there.registration
    if not case.home.is_establishment or current is None:
        return None
    return worst(_outside(case, current))


def _outside(case: Case, current: RegistrationFacts) -> Iterator[Says | None]:
    number = len(case.children) + len(case.there.busiest)
    if current.places is not None and number > current.places:
        yield breach(f"Registered for {words.count(current.places, 'place')}; this would make {number}.")
    for child in case.children:
        yield _child_outside(case, child, current)
    if current.conditions:
        yield not_known(f"Its registration has conditions to be read first: {words.plain(current.conditions)}.")


def _child_outside(case: Case, child: ChildFacts, current: RegistrationFacts) -> Says | None:
    age = child.age_on(case.stay.starts_on)
    low, high = current.age_min or 0, ADULT_AGE - 1 if current.age_max is None else current.age_max
    if upside_down(low, high):
        return not_known(f"Its registration cannot be read: aged {low} to {high}. Ask which is right.")
    if age is not None and not low <= age <= high:
        return breach(f"Registered for {low} to {high}; {child.called} is {age}.")
    if current.sex and child.sex is not Sex.UNKNOWN and child.sex is not current.sex:
        return breach(f"Registered for {_SEXES.get(current.sex, 'a sex that is not recorded')} only.")
    outside = _needs_outside(child, current)
    if outside:
        return breach(f"Its statement of purpose does not name {words.listed(outside)}.")
    if age is None or (current.sex and child.sex is Sex.UNKNOWN):
        return not_known(f"{child.called}'s age or sex is not recorded, to hold against the registration.")
    return None


_SEXES = {Sex.FEMALE: "girls", Sex.MALE: "boys"}


def _needs_outside(child: ChildFacts, current: RegistrationFacts) -> list[str]:
    """Essential needs that a statement of purpose leaves out; one that lists no needs leaves out none."""
    essential = {need.domain.value for need in child.needs if need.essential}
    return sorted(words.plain(domain) for domain in essential - (current.needs_accepted or essential))


@SECTION.rule(
    "home-impact",
    RuleClass.RECORD,
    Scope.HOME,
    Checked.TO_CHECK,
    citation="Children's Homes (England) Regulations 2015",
    cleared_by="an impact assessment, dated",
    who="the registered manager",
    in_force_from=HOMES_REGULATIONS,
)
def home_impact(case: Case) -> Says | None:
    """The impact on those who live in a home already is assessed before another child comes."""
    if not case.home.is_establishment or not case.there.placed:
        return None
    return breach(f"Impact on {words.count(len(case.there.placed), 'resident')} not assessed yet.")


@SECTION.rule(
    "ofsted-grade-gate",
    RuleClass.APPROVAL,
    Scope.HOME,
    Checked.PRACTICE,
    citation="practice of a neighbouring council, East Riding; the gate is local policy (`lowest_grade`)",
    cleared_by="an exception for this placement",
    who=Approver.HEAD_OF_SERVICE.value,
)
def ofsted_grade_gate(case: Case) -> Says | None:
    """A provider graded below the local gate needs an exception; the authority's own carers have no such grade."""
    if (case.home.is_own and case.home.is_household) or case.home.kind is HomeKind.PARENT:
        return None
    gate = case.context.policy.lowest_grade
    current = case.there.registration
    said = (current.grade if current is not None else None) or case.home.provider_grade
    grade = _grade(said)
    if grade is None:
        given = f"is given as \u201c{said}\u201d" if said else "is not recorded"
        return not_known(f"The Ofsted grade {given}; the local gate is {gate}.", as_class=RuleClass.RECORD)
    if GRADES.index(grade) <= GRADES.index(gate):
        return None
    return breach(
        f"Graded {grade}, below the local gate of {gate}: an exception is needed.", approver=Approver.HEAD_OF_SERVICE
    )


def _grade(said: str | None) -> str | None:
    """One of the four judgements, None where no such judgement is recorded; how it goes on after a comma is left."""
    plain = (said or "").strip().lower()
    return next((grade for grade in GRADES if plain.startswith(grade)), None)
