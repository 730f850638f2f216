"""A child: who they are, what they need, who and where they must be kept from, and whom they see."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from placements.models.base import Answer, Base, Known, Sex, Stated
from placements.models.guarded import ADDRESS
from placements.models.wish import Wish


class Topic(enum.StrEnum):
    """The questions about a child whose answer may be facts, none, unknown or not asked."""

    NEEDS = "needs"
    RISKS = "risks"
    CONSTRAINTS = "constraints"
    DISABILITY = "disability"
    ALLERGY = "allergy"
    COMMUNICATION = "communication"
    LANGUAGE = "language"
    RELIGION = "religion"
    CONTACT = "contact"
    SIBLINGS = "siblings"
    SCHOOL = "school"
    WISHES = "wishes"
    PARENT_WISHES = "parent_wishes"


class NeedDomain(enum.StrEnum):
    """What a need is about."""

    ATTACHMENT_TRAUMA = "attachment_trauma"
    EMOTIONAL = "emotional"
    SELF_HARM = "self_harm"
    SUBSTANCE = "substance"
    AGGRESSION = "aggression"
    LEARNING_DISABILITY = "learning_disability"
    AUTISM = "autism"
    MOBILITY = "mobility"
    PERSONAL_CARE = "personal_care"
    MEDICAL = "medical"
    SENSORY = "sensory"
    SLEEP_ENURESIS = "sleep_enuresis"
    EATING = "eating"
    EDUCATION = "education"
    OFFENDING = "offending"
    INDEPENDENCE = "independence"
    PARENTING = "parenting"
    IDENTITY_CULTURE = "identity_culture"


class RiskKind(enum.StrEnum):
    """Risks to the child, and risks from the child to others."""

    SELF_HARM = "self_harm"
    SEXUAL_EXPLOITATION = "sexual_exploitation"
    CRIMINAL_EXPLOITATION = "criminal_exploitation"
    DRUGS_ALCOHOL = "drugs_alcohol"
    EATING = "eating"
    MISSING = "missing"
    PHYSICAL = "physical"
    SEXUAL = "sexual"
    FIRE = "fire"
    ANIMALS = "animals"
    OTHER = "other"


class RiskTo(enum.StrEnum):
    """Whom the risk is to."""

    CHILD = "child"
    OTHERS = "others"


class RiskLevel(enum.StrEnum):
    """How far the risk is known; "present" without a level is its own value, never guessed."""

    NONE_KNOWN = "none_known"
    PRESENT_LOW = "present_low"
    PRESENT_HIGH = "present_high"
    PRESENT = "present"
    UNKNOWN = "unknown"


class ConstraintKind(enum.StrEnum):
    """What the plan requires of a home, each with a reason and the person who decided it."""

    ALONE = "alone"
    NO_YOUNGER = "no_younger"
    NO_OLDER = "no_older"
    MAX_CHILDREN = "max_children"
    CARER_SEX = "carer_sex"
    NO_PETS = "no_pets"
    AVOID_AREA = "avoid_area"
    NOT_WITH = "not_with"
    TWO_CARERS = "two_carers"
    NO_SHARED_ROOM = "no_shared_room"
    STEP_FREE = "step_free"


class Relation(enum.StrEnum):
    """How two children are related."""

    FULL = "full"
    HALF = "half"
    STEP = "step"
    ADOPTIVE = "adoptive"
    FOSTER = "foster"
    PEER = "peer"


class Together(enum.StrEnum):
    """The assessment of whether two children should live together."""

    MUST = "together_must"
    PREFER = "together_prefer"
    NEUTRAL = "neutral"
    APART = "apart_must"
    NOT_ASSESSED = "not_assessed"


class Ending(enum.StrEnum):
    """How a child's earlier stay in a home ended."""

    WELL = "well"
    BROKE_DOWN = "broke_down"
    OTHERWISE = "otherwise"
    UNKNOWN = "unknown"


class Child(Base):
    """A child looked after, or about to be; `ref` is the case system's id and `id903` the return's.

    `dol_setting` is the home, by its reference, that an order to deprive the child of liberty names.
    """

    __tablename__ = "children"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    id903: Mapped[str | None] = mapped_column(sa.String(20), unique=True, default=None)
    name: Mapped[str | None] = mapped_column(sa.String(80), default=None)
    dob: Mapped[dt.date | None] = mapped_column(default=None)
    sex: Mapped[Sex] = mapped_column(default=Sex.UNKNOWN)
    ethnicity: Mapped[str | None] = mapped_column(sa.String(4), default=None)
    home_postcode: Mapped[str | None] = mapped_column(sa.String(8), info=ADDRESS, default=None)
    home_postcode_reason: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    school_urn: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    school_year: Mapped[int | None] = mapped_column(default=None)
    legal_status: Mapped[str | None] = mapped_column(sa.String(2), default=None)
    legal_from: Mapped[dt.date | None] = mapped_column(default=None)
    pr_objection: Mapped[Known] = mapped_column(default=Known.NOT_ASKED)
    uasc: Mapped[Known] = mapped_column(default=Known.UNKNOWN)
    supervision: Mapped[int | None] = mapped_column(default=None)
    dol_order: Mapped[Known] = mapped_column(default=Known.NOT_ASKED)
    dol_setting: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    invented: Mapped[bool] = mapped_column(default=False)
    as_of: Mapped[dt.date | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(sa.String(200), default=None)

    answers: Mapped[list[ChildAnswer]] = relationship(lazy="raise", init=False, default_factory=list)
    traits: Mapped[list[ChildTrait]] = relationship(lazy="raise", init=False, default_factory=list)
    needs: Mapped[list[Need]] = relationship(lazy="raise", init=False, default_factory=list)
    risks: Mapped[list[Risk]] = relationship(lazy="raise", init=False, default_factory=list)
    constraints: Mapped[list[Constraint]] = relationship(
        lazy="raise",
        init=False,
        default_factory=list,
        foreign_keys="Constraint.child_id",
    )
    contacts: Mapped[list[Contact]] = relationship(lazy="raise", init=False, default_factory=list)
    people_of_concern: Mapped[list[PersonOfConcern]] = relationship(lazy="raise", init=False, default_factory=list)
    past_stays: Mapped[list[PastStay]] = relationship(lazy="raise", init=False, default_factory=list)
    wishes: Mapped[list[Wish]] = relationship(lazy="raise", init=False, default_factory=list)


class ChildAnswer(Stated, Base):
    """Whether a topic was answered at all: a missing row is blank, and blank is none of the four answers."""

    __tablename__ = "child_answers"
    __table_args__ = (sa.UniqueConstraint("child_id", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    topic: Mapped[Topic]
    answer: Mapped[Answer]
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)


class ChildTrait(Stated, Base):
    """One coded fact under a topic: a disability, a language, a way of communicating, an allergy."""

    __tablename__ = "child_traits"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    topic: Mapped[Topic]
    code: Mapped[str] = mapped_column(sa.String(40))
    severity: Mapped[str | None] = mapped_column(sa.String(20), default=None)


class Need(Stated, Base):
    """A need with its level, 0 none to 4 specialist; an essential need is a floor, not a score."""

    __tablename__ = "needs"
    __table_args__ = (sa.CheckConstraint("level between 0 and 4", name="level"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    domain: Mapped[NeedDomain]
    level: Mapped[int]
    essential: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[str | None] = mapped_column(sa.Text, default=None)


class Risk(Stated, Base):
    """A risk to the child or from the child, and to whom (younger, same_age, female, male, carers, animals)."""

    __tablename__ = "risks"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    kind: Mapped[RiskKind]
    risk_to: Mapped[RiskTo]
    level: Mapped[RiskLevel]
    to_whom: Mapped[list[str]] = mapped_column(default_factory=list)


class Constraint(Stated, Base):
    """Something the plan requires of a home; without its reason and its decider it is not in force."""

    __tablename__ = "constraints"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    kind: Mapped[ConstraintKind]
    reason: Mapped[str] = mapped_column(sa.Text)
    decided_by: Mapped[str] = mapped_column(sa.String(120))
    value: Mapped[str | None] = mapped_column(sa.Text, default=None)
    not_with_id: Mapped[int | None] = mapped_column(sa.ForeignKey("children.id"), default=None)
    review_on: Mapped[dt.date | None] = mapped_column(default=None)


class SiblingRelation(Stated, Base):
    """A pair of brothers, sisters or peers, and the assessment of whether they should live together."""

    __tablename__ = "sibling_relations"
    __table_args__ = (
        sa.UniqueConstraint("a_id", "b_id"),
        sa.CheckConstraint("a_id < b_id", name="one_row_a_pair"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    a_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    b_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    relation: Mapped[Relation]
    assessed: Mapped[Together] = mapped_column(default=Together.NOT_ASSESSED)
    assessed_on: Mapped[dt.date | None] = mapped_column(default=None)
    review_on: Mapped[dt.date | None] = mapped_column(default=None)
    contact_if_apart: Mapped[int | None] = mapped_column(default=None)


class Contact(Stated, Base):
    """A person the child sees: how often, where, under whose supervision, by whose order."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    person: Mapped[str] = mapped_column(sa.String(120))
    relation: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    times_month: Mapped[int | None] = mapped_column(default=None)
    place_postcode: Mapped[str | None] = mapped_column(sa.String(8), info=ADDRESS, default=None)
    supervised: Mapped[Known] = mapped_column(default=Known.UNKNOWN)
    court_ordered: Mapped[Known] = mapped_column(default=Known.UNKNOWN)


class PersonOfConcern(Stated, Base):
    """Somebody from whom the child is to be kept: where they live or go, how far off, and which home or school.

    `radius_metres` goes with the postcode; `area` is a shape of its own (WKT, degrees, longitude first).
    """

    __tablename__ = "people_of_concern"
    __table_args__ = (sa.CheckConstraint("radius_metres is null or radius_metres > 0", name="radius"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    person: Mapped[str] = mapped_column(sa.String(120))
    place_postcode: Mapped[str | None] = mapped_column(sa.String(8), info=ADDRESS, default=None)
    radius_metres: Mapped[int | None] = mapped_column(default=None)
    area: Mapped[str | None] = mapped_column(sa.Text, info=ADDRESS, default=None)
    at_home: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    school_urn: Mapped[str | None] = mapped_column(sa.String(8), default=None)


class PastStay(Stated, Base):
    """A home, by its reference, in which the child lived before, until when, and how that ended."""

    __tablename__ = "past_stays"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    home: Mapped[str] = mapped_column(sa.String(40))
    ended_on: Mapped[dt.date | None] = mapped_column(default=None)
    ending: Mapped[Ending] = mapped_column(default=Ending.UNKNOWN)
