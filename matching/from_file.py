"""A referral from a file as the facts that the rules read, beside the world of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from matching.child_facts import (
    ChildFacts,
    ConstraintFact,
    ContactFact,
    NeedFact,
    PastStayFact,
    PersonFact,
    RiskFact,
    TraitFact,
)
from matching.from_record import Places, area_of
from matching.referral_file import ChildIn, ConstraintIn, LoadedChild, PersonIn, ReferralIn, ref_of
from matching.relations import RelationFact, Relations
from matching.situation import KinFact, Request, ShortBreak
from matching.snapshot import World
from placements.geography import METRES_IN_A_MILE
from placements.models.base import Answer, Sex
from placements.models.child import ConstraintKind, Topic
from placements.models.referral import Urgency

Entry = TypeVar("Entry")
TONIGHT = dt.timedelta(hours=24)
SOON = dt.timedelta(hours=72)


def postcodes_in(referral: ReferralIn) -> Iterator[str | None]:
    """Every postcode a referral names."""
    for child in _written(referral):
        yield child.home_postcode
        if not isinstance(child.contacts, str):
            yield from (contact.place_postcode for contact in child.contacts)
        yield from (person.place_postcode for person in child.people_of_concern)


def schools_in(referral: ReferralIn) -> Iterator[str | None]:
    """Every school (URN) a referral names."""
    return (child.school_urn for child in _written(referral))


def _written(referral: ReferralIn) -> Iterator[ChildIn]:
    return (child for child in referral.children if isinstance(child, ChildIn))


def with_file(world: World, referral: ReferralIn, now: dt.datetime) -> tuple[World, Request]:
    """The world with the relations a referral states added, and the referral as a request."""
    children = tuple(
        world.children[child.child]
        if isinstance(child, LoadedChild)
        else _child(child, position, referral, world.places)
        for position, child in enumerate(referral.children)
    )
    request = Request(
        ref=referral.referral,
        needed_by=referral.needed_by,
        kind=referral.kind,
        urgency=referral.urgency or _urgency(referral.needed_by - now),
        duration=referral.duration,
        plan=referral.plan,
        settings={str(name): said for name, said in referral.settings.items()},
        parent_and_child=referral.parent_and_child,
        max_travel_min=referral.max_travel_min,
        kin=tuple(KinFact(kin.person, kin.outcome) for kin in referral.kin),
        children=children,
        carer_ended=referral.carer_ended,
        review_held_on=referral.review_held_on,
        short_break=_short_break(referral),
    )
    return replace(world, relations=Relations({**world.relations.pairs, **_pairs(referral)})), request


def _short_break(referral: ReferralIn) -> ShortBreak | None:
    series = referral.short_break
    return None if series is None else ShortBreak(series.days, series.days_in_year, series.home)


def _urgency(left: dt.timedelta) -> Urgency:
    if left <= TONIGHT:
        return Urgency.TONIGHT
    return Urgency.WITHIN_72H if left <= SOON else Urgency.PLANNED


def _pairs(referral: ReferralIn) -> dict[frozenset[str], RelationFact]:
    if isinstance(referral.siblings, str):
        return {}
    return {
        frozenset((pair.a, pair.b)): RelationFact(pair.relation, pair.assessed, None, pair.review_on)
        for pair in referral.siblings
    }


_ANSWERS = {"none": Answer.NONE, "unknown": Answer.UNKNOWN, "not_asked": Answer.NOT_ASKED}


def _child(child: ChildIn, position: int, referral: ReferralIn, places: Places) -> ChildFacts:
    said: dict[Topic, object] = {
        Topic.NEEDS: child.needs,
        Topic.RISKS: child.risks,
        Topic.CONSTRAINTS: child.constraints,
        Topic.DISABILITY: child.disability,
        Topic.ALLERGY: child.allergies,
        Topic.COMMUNICATION: child.communication,
        Topic.LANGUAGE: child.languages,
        Topic.RELIGION: child.religion,
        Topic.CONTACT: child.contacts,
        Topic.SIBLINGS: referral.siblings,
        Topic.WISHES: child.wishes,
        Topic.PARENT_WISHES: child.parent_wishes,
        **({} if child.school_urn is None else {Topic.SCHOOL: child.school_urn}),
    }
    urn = child.school_urn if child.school_urn not in _ANSWERS else None
    return ChildFacts(
        ref=ref_of(child, position),
        name=child.name,
        dob=None if child.dob == "unknown" else child.dob,
        sex=Sex.UNKNOWN if child.sex == "unknown" else Sex(child.sex),
        home=places.of(child.home_postcode),
        school_urn=urn,
        school=places.of_school(urn),
        school_year=child.school_year,
        legal_status=child.legal_status,
        pr_objection=child.pr_objection,
        uasc=child.uasc,
        supervision=child.supervision,
        answers={topic: _answer(value) for topic, value in said.items()},
        needs=tuple(NeedFact(one.domain, one.level, one.essential) for one in _listed(child.needs)),
        risks=tuple(RiskFact(one.kind, one.risk_to, one.level, frozenset(one.to_whom)) for one in _listed(child.risks)),
        constraints=tuple(_constraint(one) for one in _listed(child.constraints)),
        contacts=tuple(
            ContactFact(one.person, one.times_month, places.of(one.place_postcode), one.court_ordered)
            for one in _listed(child.contacts)
        ),
        traits=tuple(_traits(child)),
        dol_order=child.dol_order,
        dol_setting=child.dol_setting,
        people_of_concern=tuple(_person(one, places) for one in child.people_of_concern),
        past_stays=tuple(PastStayFact(one.home, one.ended_on, one.ending) for one in child.past_stays),
    )


def _person(given: PersonIn, places: Places) -> PersonFact:
    metres = None if given.radius_miles is None else round(given.radius_miles * METRES_IN_A_MILE)
    place, area = places.of(given.place_postcode), area_of(given.area)
    return PersonFact(given.person, place, metres, area, given.at_home, given.school_urn)


def _answer(said: object) -> Answer:
    return _ANSWERS.get(said, Answer.GIVEN) if isinstance(said, str) else Answer.GIVEN


def _listed(said: tuple[Entry, ...] | str) -> tuple[Entry, ...]:
    return () if isinstance(said, str) else said


def _constraint(given: ConstraintIn) -> ConstraintFact:
    area = area_of(given.value) if given.kind is ConstraintKind.AVOID_AREA else None
    not_with = given.value if given.kind is ConstraintKind.NOT_WITH else None
    return ConstraintFact(given.kind, given.decided_by, given.value, not_with, area)


def _traits(child: ChildIn) -> Iterator[TraitFact]:
    for allergy in _listed(child.allergies):
        yield TraitFact(Topic.ALLERGY, allergy.to, allergy.severity)
    coded = {
        Topic.LANGUAGE: child.languages,
        Topic.RELIGION: child.religion,
        Topic.DISABILITY: child.disability,
        Topic.COMMUNICATION: child.communication,
    }
    for topic, codes in coded.items():
        for code in _listed(codes):
            yield TraitFact(topic, code)
