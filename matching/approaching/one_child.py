"""What a provider is told of one child: every question of the field list, answered or said to be not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from matching import words
from matching.approaching import phrases
from matching.approaching.anonymous import Fact
from placements.codes import age_on
from placements.models.base import Answer, Known
from placements.models.child import Child, Constraint, ConstraintKind, RiskTo, Topic

Where = Callable[[str | None], str | None]
NONE = "None"
RECEPTION_AGE = 4


def of_child(child: Child, where: Where, today: dt.date) -> list[Fact]:
    """What a provider may be told of one child; `where` names the authority of a postcode or of a school."""
    answers = {row.topic: row.answer for row in child.answers}
    return [
        Fact("Age", _age(child, today)),
        Fact("Girl or boy", phrases.SEX[child.sex]),
        Fact("Home area", where(child.home_postcode)),
        Fact("School", _school(child, answers, where, today)),
        Fact("Languages", _languages(child, answers), free=True),
        Fact("Special means of communication", _traits(child, Topic.COMMUNICATION, answers), free=True),
        Fact("Disability", _traits(child, Topic.DISABILITY, answers), free=True),
        Fact("Allergies", _traits(child, Topic.ALLERGY, answers), free=True),
        Fact("Needs", _needs(child, answers)),
        Fact("Risks to the child", _risks(child, RiskTo.CHILD, answers)),
        Fact("Risks to others", _risks(child, RiskTo.OTHERS, answers)),
        Fact("Supervision", phrases.SUPERVISION.get(child.supervision) if child.supervision is not None else None),
        Fact("What the plan requires of a home", _requires(child, answers)),
        Fact("Family time", _contact(child, answers)),
        _wishes(child, answers),
    ]


def _age(child: Child, today: dt.date) -> str | None:
    if child.dob is None:
        return None
    if child.dob > today:
        return "Not born yet"
    years = age_on(child.dob, today)
    return "Under 1" if years == 0 else str(years)


def _school(child: Child, answers: dict[Topic, Answer], where: Where, today: dt.date) -> str | None:
    if child.dob is not None and child.school_urn is None and child.school_year is None and _young(child.dob, today):
        return "Too young for school"
    if answers.get(Topic.SCHOOL) is Answer.NONE and child.school_urn is None:
        return "No school now"
    year = None if child.school_year is None else f"Year {child.school_year}" if child.school_year else "Reception"
    place = where(child.school_urn) if child.school_urn else None
    school = f"a school in {place} that the child should be able to keep" if place else None
    return "; ".join(part for part in (year, school) if part) or None


def _young(dob: dt.date, today: dt.date) -> bool:
    """Younger than four: the year in which children start in reception begins after that birthday."""
    return dob > today or age_on(dob, today) < RECEPTION_AGE


def _languages(child: Child, answers: dict[Topic, Answer]) -> str | None:
    said = _traits(child, Topic.LANGUAGE, answers)
    return "English" if said == NONE else said


def _answered(topic: Topic, answers: dict[Topic, Answer], given: str) -> str | None:
    """The facts, or "none" where somebody said so; None where nobody knows or nobody asked."""
    return given or (NONE if answers.get(topic) is Answer.NONE else None)


def _traits(child: Child, topic: Topic, answers: dict[Topic, Answer]) -> str | None:
    named = [
        (phrases.DISABILITY.get(row.code.lower(), row.code) if topic is Topic.DISABILITY else row.code, row.severity)
        for row in sorted(child.traits, key=lambda row: row.id)
        if row.topic is topic
    ]
    given = words.listed(f"{code} ({severity})" if severity else code for code, severity in named)
    return _answered(topic, answers, given)


def _needs(child: Child, answers: dict[Topic, Answer]) -> str | None:
    order = sorted(child.needs, key=lambda need: (not need.essential, -need.level, need.domain))
    given = "; ".join(
        f"{words.plain(need.domain.value)}: {phrases.LEVEL[need.level]}{', essential' if need.essential else ''}"
        for need in order
    )
    return _answered(Topic.NEEDS, answers, given)


def _risks(child: Child, to: RiskTo, answers: dict[Topic, Answer]) -> str | None:
    said = []
    for risk in sorted((one for one in child.risks if one.risk_to is to), key=lambda one: one.id):
        known = [words.plain(who) for who in risk.to_whom if who in phrases.TO_WHOM]
        named = [*known, *(["others"] if len(known) < len(risk.to_whom) else [])]
        whom = f", to {words.listed(named)}" if named else ""
        said.append(f"{words.plain(risk.kind.value)}: {phrases.RISK[risk.level]}{whom}")
    nothing_said = child.risks and not said
    return None if nothing_said else _answered(Topic.RISKS, answers, "; ".join(said))


def _requires(child: Child, answers: dict[Topic, Answer]) -> str | None:
    rows = sorted(child.constraints, key=lambda row: row.id)
    said = list(dict.fromkeys(_requirement(row) for row in rows))
    if child.people_of_concern:
        said.append("some people must not find the child: we check each home")
    return _answered(Topic.CONSTRAINTS, answers, "; ".join(said))


def _requirement(row: Constraint) -> str:
    """What the plan requires, without its reason: a number or a sex is said, an area or a child never."""
    value = (row.value or "").strip()
    if row.kind is ConstraintKind.MAX_CHILDREN and value.isdigit():
        return f"at most {words.count(int(value), 'child', 'children')} in the home"
    if row.kind is ConstraintKind.CARER_SEX and value.upper() in {"F", "M"}:
        return f"carers are {'women' if value.upper() == 'F' else 'men'} only"
    return phrases.REQUIRES[row.kind]


def _contact(child: Child, answers: dict[Topic, Answer]) -> str | None:
    if not child.contacts:
        return _answered(Topic.CONTACT, answers, "")
    often = [row.times_month for row in child.contacts]
    known = [times for times in often if times is not None]
    total = f"{words.count(sum(known), 'time', 'times')} a month" if known else "how often is not known"
    more = "; how often some of it is, is not known" if known and len(known) < len(often) else ""
    ordered = (
        "; some of it ordered by the court" if any(row.court_ordered is Known.YES for row in child.contacts) else ""
    )
    watched = "; some of it supervised" if any(row.supervised is Known.YES for row in child.contacts) else ""
    return total[:1].upper() + total[1:] + more + ordered + watched


def _wishes(child: Child, answers: dict[Topic, Answer]) -> Fact:
    row = next((one for one in child.answers if one.topic is Topic.WISHES), None)
    said = (row.words or "").strip() if row else ""
    return Fact("Wishes", _answered(Topic.WISHES, answers, said), free=bool(said))
