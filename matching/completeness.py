"""What a search wants to know of a child and does not: listed at the top, lowering nothing."""

from __future__ import annotations

import datetime as dt

from matching.child_facts import ChildFacts
from matching.relations import Relations
from matching.situation import Request
from placements.models.base import Known, Sex
from placements.models.child import Topic

SCHOOL_AGES = range(5, 17)

_TOPICS = {
    Topic.NEEDS: "needs",
    Topic.RISKS: "risks",
    Topic.CONSTRAINTS: "what the plan requires of a home",
    Topic.DISABILITY: "disability",
    Topic.ALLERGY: "allergies",
    Topic.COMMUNICATION: "ways of communicating",
}


def missing_facts(request: Request, relations: Relations, today: dt.date) -> tuple[str, ...]:
    """Sentences of what is missing from the set a search wants (field list), child by child."""
    return tuple(
        f"Not known: {child.called}: {what}."
        for child in request.children
        for what in _missing(child, relations, today)
    )


def _missing(child: ChildFacts, relations: Relations, today: dt.date) -> list[str]:
    age = child.age_on(today)
    checks = {
        "date of birth": child.dob is None,
        "sex": child.sex is Sex.UNKNOWN,
        "legal status": child.legal_status is None,
        "postcode of home, or where it lies": child.home is None,
        "whether unaccompanied and seeking asylum": child.uasc not in (Known.YES, Known.NO),
        "brothers and sisters": not child.answered(Topic.SIBLINGS) and not relations.siblings_of(child.ref),
        "school": _school_missing(child, age),
        "school year": age in SCHOOL_AGES and child.school_year is None,
        **{name: not child.answered(topic) and not _given(child, topic) for topic, name in _TOPICS.items()},
    }
    return [name for name, missing in checks.items() if missing]


def _school_missing(child: ChildFacts, age: int | None) -> bool:
    of_school_age = age is None or age in SCHOOL_AGES
    return of_school_age and child.school_urn is None and not child.answered(Topic.SCHOOL)


def _given(child: ChildFacts, topic: Topic) -> bool:
    """Whether there are facts, though nobody ticked that the question was answered."""
    facts = {Topic.NEEDS: child.needs, Topic.RISKS: child.risks, Topic.CONSTRAINTS: child.constraints}
    return bool(facts.get(topic) or child.codes(topic))
