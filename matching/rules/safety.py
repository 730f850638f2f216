"""Rules about people and places a child is to be kept from, and about limits on liberty (sections B and D)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from shapely import Geometry, LineString, Point, covers, intersects

from matching import words
from matching.case import Case
from matching.child_facts import ConstraintFact, PersonFact
from matching.rules.place import keeps_school
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from placements.geography import metres_between
from placements.models.base import Known
from placements.models.child import ConstraintKind, Topic
from placements.models.home import HomeKind
from placements.repository.places import Position

SECTION = Book()
ACT_1989 = dt.date(1991, 10, 14)
PRACTICE = "practice"
AUTHOR = "the author of the plan"
ENGLISH_ALONE = frozenset({"english", "en", "eng"})


@SECTION.rule(
    "avoid-area",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint changed; of the school, another school",
    who=AUTHOR,
    concerns=lambda child: bool(child.constraints),
)
def avoid_area(case: Case) -> Says | None:
    """Neither the home nor the school kept from it lies in an area to avoid, and the way between does not cross it."""
    areas = case.child.constraints_of(ConstraintKind.AVOID_AREA)
    return worst(says for fact in areas for says in _in_area(case, fact))


def _in_area(case: Case, fact: ConstraintFact) -> Iterator[Says | None]:
    if fact.area is None:
        yield not_known(f"An area to avoid is recorded for {case.child.called}, but not as a shape that can be read.")
        return
    home = case.home.position
    if home is None:
        yield not_known("Where the home lies is not known, and there is an area to avoid.")
    elif covers(fact.area, _point(home)):
        yield breach(f"The home lies in an area to avoid (decided by {fact.decided_by}).")
    if case.child.school_urn is not None:
        yield _school_in_area(case, fact.area, fact.decided_by)


def _school_in_area(case: Case, area: Geometry, decided_by: str) -> Says | None:
    """What the area says of the child's school and the way to it; a school that would change is no longer gone to."""
    school, home, kept = case.child.school, case.home.position, keeps_school(case)
    if kept is False:
        return None
    if school is None:
        return not_known(f"Where {case.child.called}'s school lies is not known, and there is an area to avoid.")
    if covers(area, _point(school)):
        because = f"{case.child.called}'s school lies in an area to avoid (decided by {decided_by})"
        return breach(f"{because}.") if kept else not_known(f"{because}; whether it would be kept is not known.")
    if home is not None and intersects(area, LineString([_point(home), _point(school)])):
        return not_known("The straight line to school crosses an area to avoid: look at the way there.")
    return None


def _point(place: Position) -> Point:
    return Point(place.longitude, place.latitude)


@SECTION.rule(
    "risk-from-person",
    RuleClass.HARD,
    Scope.EACH,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="a safety plan",
    who="a named manager",
    concerns=lambda child: bool(child.people_of_concern),
)
def risk_from_person(case: Case) -> Says | None:
    """Nobody to keep the child from lives at or near the home, visits it, or goes to a school of its children."""
    return worst(says for person in case.child.people_of_concern for says in _near(case, person))


def _near(case: Case, person: PersonFact) -> Iterator[Says | None]:
    who, home = f"A person of concern to {case.child.called}", case.home.position
    if person.at_home == case.home.ref:
        yield breach(f"{who} lives here or visits.")
    if person.school_urn is not None:
        yield _same_school(case, person.school_urn, who)
    if person.area is None and person.place is None:
        if person.at_home is None and person.school_urn is None:
            yield not_known(f"Where a person of concern to {case.child.called} lives or goes is not known.")
        return
    if home is None:
        yield not_known(f"{who} is to be kept away, and where this home lies is not known.")
        return
    if person.area is not None and covers(person.area, _point(home)):
        yield breach(f"{who} lives or goes within the area to avoid.")
    yield _within(person, home, who)


def _within(person: PersonFact, home: Position, who: str) -> Says | None:
    """Whether the home is within the distance; the same postcode is too near whatever the distance."""
    if person.place is None:
        return None
    apart = float(metres_between(person.place.latitude, person.place.longitude, home.latitude, home.longitude))
    if apart <= (person.radius_metres or 0):
        return breach(f"{who} lives or goes within the distance to be kept.")
    if person.radius_metres is None:
        return not_known(f"{who} has a place on record, but how far off to keep is not: ask.")
    return None


def _same_school(case: Case, urn: str, who: str) -> Says | None:
    placed = [one.child for one in case.there.placed]
    schools = {child.school_urn for child in placed if child is not None} | {case.child.school_urn}
    schools |= {person.school_urn for person in case.there.own_children}
    if urn in schools:
        return breach(f"{who} goes to a school of a child of this household.")
    unasked = any(
        child is None or not _school_known(child.school_urn, child.answered(Topic.SCHOOL)) for child in placed
    )
    if unasked or any(person.school_urn is None for person in case.there.own_children):
        return not_known(f"{who} goes to a school, and which schools the children here go to is not known.")
    return None


def _school_known(urn: str | None, answered: bool) -> bool:
    return urn is not None or answered


@SECTION.rule(
    "uasc-needs",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.TO_CHECK,
    citation="practice; usually section 20, National Transfer Scheme",
    cleared_by="a note",
    who="the child's social worker",
    concerns=lambda child: child.uasc is Known.YES,
)
def uasc_needs(case: Case) -> Says | None:
    """For an unaccompanied child a shared language, a community and the risk of trafficking are thought of."""
    if case.child.uasc is not Known.YES:
        return None
    spoken = case.child.codes(Topic.LANGUAGE)
    shared = sorted((spoken - ENGLISH_ALONE) & case.home.languages)
    named = words.listed(one.title() for one in shared)
    language = f"{named} is spoken here" if shared else "no shared language is recorded"
    return breach(f"{case.child.called} is unaccompanied: {language}; think of community and trafficking.")


@SECTION.rule(
    "secure-never-auto",
    RuleClass.HARD,
    Scope.HOME,
    Checked.PRACTICE,
    citation="the program's own limit; Children Act 1989 s25, wording to check",
    cleared_by="nothing here: a court and named people decide",
    in_force_from=ACT_1989,
)
def secure_never_auto(case: Case) -> Says | None:
    """Secure accommodation is never proposed by a search."""
    if case.home.kind is not HomeKind.SECURE:
        return None
    return breach("Secure accommodation is never proposed by a search: no order is recorded.")


@SECTION.rule(
    "dol-order",
    RuleClass.HARD,
    Scope.EACH,
    Checked.TO_CHECK,
    citation="inherent jurisdiction; Children's Wellbeing and Schools Act 2026 s13, not known to be in force",
    cleared_by="an order that names the setting",
    who="the child's social worker, with the legal team",
    concerns=lambda child: child.dol_order in (Known.YES, Known.UNKNOWN),
)
def dol_order(case: Case) -> Says | None:
    """A child deprived of liberty by an order lives only in the setting that the order names."""
    if case.child.dol_order is Known.UNKNOWN:
        return not_known(f"Whether an order deprives {case.child.called} of liberty is not known.")
    if case.child.dol_order is not Known.YES or case.child.dol_setting == case.home.ref:
        return None
    if case.child.dol_setting is None:
        return not_known(f"Which setting {case.child.called}'s order names is not recorded.")
    return breach(f"{case.child.called}'s order to deprive of liberty does not cover this home.")
