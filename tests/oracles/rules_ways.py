"""Ways and places, read a second time: journeys, areas to avoid, people of concern; see `tests.oracles.rules`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import shapely
from geopy.distance import geodesic

from matching.child_facts import ChildFacts, PersonFact
from matching.home_facts import HomeFacts, Resident
from tests.oracles.rules_days import age
from tests.oracles.rules_words import ASK, GAP, NOTE, OUT, TASK, WARN, minutes

Found = Iterator[tuple[str, str]]


def read_ways(child: ChildFacts, home: HomeFacts, first: dt.date) -> Found:
    """The way home, to school and to those the child sees."""
    from_home = minutes(child.home, home.position)
    if from_home is None:
        yield "near-home", GAP
    elif from_home > 30:
        yield "near-home", NOTE
    yield from _contact_and_area(child, home, first)
    longest, way = _longest(child, first), minutes(child.school, home.position)
    if child.school_urn is not None:
        if way is None:
            yield "school-kept", GAP
        elif way > longest:
            yield "school-kept", NOTE
            if child.school_year not in (10, 11):
                yield "school-arranged", TASK


def _longest(child: ChildFacts, first: dt.date) -> int:
    years = age(child.dob, first)
    return 45 if years is not None and years < 11 else 75


def _contact_and_area(child: ChildFacts, home: HomeFacts, first: dt.date) -> Found:
    for contact in child.contacts:
        far = minutes(contact.place, home.position)
        if contact.court_ordered == "yes" and (far is None or far > 60):
            yield "court-contact", WARN
    for fact in child.constraints:
        if fact.kind == "avoid_area" and fact.area is not None and child.school_urn is not None:
            yield from _school_to_avoid(child, home, fact.area, _longest(child, first))


def _school_to_avoid(child: ChildFacts, home: HomeFacts, area: shapely.Geometry, longest: int) -> Found:
    way = minutes(child.school, home.position)
    if way is not None and way > longest:
        return
    if child.school is None:
        yield "avoid-area", ASK
    elif shapely.intersects(area, shapely.Point(child.school[1], child.school[0])):
        yield "avoid-area", ASK if way is None else OUT
    elif home.position is not None:
        line = shapely.LineString([home.position[1::-1], child.school[1::-1]])
        if shapely.intersects(area, line):
            yield "avoid-area", ASK


def read_concern(child: ChildFacts, home: HomeFacts, there: Sequence[Resident], first: dt.date) -> Found:
    """Everybody from whom the child is to be kept."""
    for person in child.people_of_concern:
        yield from _person(child, person, home, there, first)


def _person(child: ChildFacts, person: PersonFact, home: HomeFacts, there: Sequence[Resident], first: dt.date) -> Found:
    rule = "risk-from-person"
    if person.at_home == home.ref:
        yield rule, OUT
    if person.school_urn is not None:
        yield from ((rule, verdict) for verdict in _school(child, person.school_urn, home, there, first))
    if person.place is None and person.area is None:
        if person.at_home is None and person.school_urn is None:
            yield rule, ASK
        return
    if home.position is None:
        yield rule, ASK
        return
    if person.area is not None and shapely.intersects(person.area, shapely.Point(home.position[1], home.position[0])):
        yield rule, OUT
    if person.place is not None:
        apart = geodesic(person.place[:2], home.position[:2]).m
        if apart <= (0 if person.radius_metres is None else person.radius_metres):
            yield rule, OUT
        elif person.radius_metres is None:
            yield rule, ASK


def _school(child: ChildFacts, urn: str, home: HomeFacts, there: Sequence[Resident], first: dt.date) -> Iterator[str]:
    own = [
        one
        for one in home.people
        if one.living_as in ("own_child", "private_fostered") and (age(one.dob, first) or 0) < 18
    ]
    placed = [one.child for one in there if one.kind != "staying_put"]
    schools = [child.school_urn, *(one.school_urn for one in own), *(one.school_urn for one in placed if one)]
    if urn in schools:
        yield OUT
        return
    silent = [
        one
        for one in placed
        if one is None or (one.school_urn is None and one.answers.get("school") not in ("given", "none"))  # type: ignore[call-overload]
    ]
    if silent or any(one.school_urn is None for one in own):
        yield ASK
