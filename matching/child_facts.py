"""What the rules read about a child: facts as recorded, with "not known" kept apart from "none"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from shapely import Geometry

from placements.codes import age_on
from placements.models.base import Answer, Known, Sex
from placements.models.child import ConstraintKind, Ending, NeedDomain, RiskKind, RiskLevel, RiskTo, Topic
from placements.models.wish import WishAbout, WishSays
from placements.repository.places import Position

ANSWERED = frozenset({Answer.GIVEN, Answer.NONE})
PRESENT = frozenset({RiskLevel.PRESENT, RiskLevel.PRESENT_LOW, RiskLevel.PRESENT_HIGH})


COMPANY = frozenset({ConstraintKind.ALONE, ConstraintKind.NO_YOUNGER, ConstraintKind.NO_OLDER, ConstraintKind.NOT_WITH})
"""Constraints about the other children in a home."""


@dataclass(frozen=True)
class NeedFact:
    """A need: its level, 0 none to 4 specialist; an essential one is a floor."""

    domain: NeedDomain
    level: int
    essential: bool = False


@dataclass(frozen=True)
class RiskFact:
    """A risk to the child or from the child; an empty `to_whom` means that nobody said to whom."""

    kind: RiskKind
    risk_to: RiskTo
    level: RiskLevel
    to_whom: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ConstraintFact:
    """Something the plan requires, in force only because it has a reason and a person who decided it.

    `area` is the polygon (WGS84, longitude first) of an area to avoid, None where the words given could not be read.
    """

    kind: ConstraintKind
    decided_by: str
    value: str | None = None
    not_with: str | None = None
    area: Geometry | None = None


@dataclass(frozen=True)
class ContactFact:
    """Somebody the child sees: how often a month and where, as far as known."""

    person: str
    times_month: int | None = None
    place: Position | None = None
    court_ordered: Known = Known.UNKNOWN


@dataclass(frozen=True)
class TraitFact:
    """A coded fact under a topic, such as an allergy with its severity or a language."""

    topic: Topic
    code: str
    severity: str | None = None


@dataclass(frozen=True)
class PersonFact:
    """Somebody from whom the child is to be kept: a place and how many metres around it, an area, a home, a school.

    `at_home` is the reference of a home where the person lives or visits.
    """

    person: str
    place: Position | None = None
    radius_metres: int | None = None
    area: Geometry | None = None
    at_home: str | None = None
    school_urn: str | None = None


@dataclass(frozen=True)
class PastStayFact:
    """A home, by its reference, in which the child lived before, until when, and how that ended."""

    home: str
    ended_on: dt.date | None = None
    ending: Ending = Ending.UNKNOWN


@dataclass(frozen=True)
class WishFact:
    """What the child wants, would rather not, or refuses of a home, and the day it was asked."""

    about: WishAbout
    value: str
    says: WishSays
    asked_on: dt.date | None = None


@dataclass(frozen=True, eq=False)
class ChildFacts:
    """One child as the rules see them. Whatever is None, unknown or unanswered is not known, never "no"."""

    ref: str
    name: str | None = None
    dob: dt.date | None = None
    sex: Sex = Sex.UNKNOWN
    home: Position | None = None
    school_urn: str | None = None
    school: Position | None = None
    school_year: int | None = None
    legal_status: str | None = None
    pr_objection: Known = Known.NOT_ASKED
    uasc: Known = Known.UNKNOWN
    supervision: int | None = None
    lives_at: str | None = None
    answers: Mapping[Topic, Answer] = field(default_factory=dict)
    needs: tuple[NeedFact, ...] = ()
    risks: tuple[RiskFact, ...] = ()
    constraints: tuple[ConstraintFact, ...] = ()
    contacts: tuple[ContactFact, ...] = ()
    traits: tuple[TraitFact, ...] = ()
    dol_order: Known = Known.NOT_ASKED
    dol_setting: str | None = None
    people_of_concern: tuple[PersonFact, ...] = ()
    past_stays: tuple[PastStayFact, ...] = ()
    wishes: tuple[WishFact, ...] = ()

    @property
    def called(self) -> str:
        """The first name, or the reference where no name is held."""
        return self.name or self.ref

    def answered(self, topic: Topic) -> bool:
        """Whether the question was answered, with facts or with "none"."""
        return self.answers.get(topic) in ANSWERED

    def age_on(self, day: dt.date) -> int | None:
        """Age in whole years on a day; a child expected but not yet born counts as 0, an unknown birth as None."""
        if self.dob is None:
            return None
        return age_on(self.dob, max(day, self.dob))

    def constraint(self, kind: ConstraintKind) -> ConstraintFact | None:
        """The plan's requirement of this kind, or None."""
        return next((fact for fact in self.constraints if fact.kind is kind), None)

    def constraints_of(self, kind: ConstraintKind) -> tuple[ConstraintFact, ...]:
        """Every requirement of this kind (areas to avoid and children to be apart from may be several)."""
        return tuple(fact for fact in self.constraints if fact.kind is kind)

    def risks_to_others(self, kind: RiskKind) -> tuple[RiskFact, ...]:
        """What is recorded of a risk of this kind from the child to others."""
        return tuple(fact for fact in self.risks if fact.kind is kind and fact.risk_to is RiskTo.OTHERS)

    @cached_property
    def present_risks(self) -> frozenset[RiskKind]:
        """The kinds of risk known to be present, to the child or to others."""
        return frozenset(fact.kind for fact in self.risks if fact.level in PRESENT)

    @cached_property
    def easy_company(self) -> bool:
        """Whether plan and risks were answered and nothing in them bears on who else lives there."""
        limits = any(fact.kind in COMPANY for fact in self.constraints)
        sexual = bool(self.risks_to_others(RiskKind.SEXUAL))
        answered = self.answered(Topic.CONSTRAINTS) and self.answered(Topic.RISKS)
        return answered and not limits and not sexual

    def codes(self, topic: Topic) -> frozenset[str]:
        """The codes recorded under a topic, in small letters."""
        return self._codes.get(topic, frozenset())

    @cached_property
    def _codes(self) -> dict[Topic, frozenset[str]]:
        topics = {trait.topic for trait in self.traits}
        return {
            topic: frozenset(trait.code.strip().lower() for trait in self.traits if trait.topic is topic)
            for topic in topics
        }
