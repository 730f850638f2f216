"""A carers' household: who lives there, what they are approved for, what they can do and are willing to do."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Sex, Stated
from placements.models.child import NeedDomain


class LivingAs(enum.StrEnum):
    """Why a person lives in the household."""

    CARER = "carer"
    ADULT = "adult"
    OWN_CHILD = "own_child"
    STAYING_PUT = "staying_put"
    PRIVATE_FOSTERED = "private_fostered"


class Basis(enum.StrEnum):
    """The regulation a carer is approved under."""

    REG27 = "reg27"
    REG24_TEMPORARY = "reg24_temporary"
    REG25A = "reg25A"
    OTHER = "other"


class Term(enum.StrEnum):
    """A term of approval: a limit, no limit (blank in the terms), or not known; the three are never confused."""

    LIMIT = "limit"
    NO_LIMIT = "no_limit"
    UNKNOWN = "unknown"


class CareType(enum.StrEnum):
    """The kinds of care a household may be approved for."""

    SHORT = "short"
    LONG = "long"
    EMERGENCY = "emergency"
    RESPITE = "respite"
    SHORT_BREAK = "short_break"
    PARENT_CHILD = "parent_child"
    REMAND = "remand"
    UASC = "uasc"
    EARLY_PERMANENCE = "early_permanence"
    CONNECTED = "connected"


class Willing(enum.StrEnum):
    """What the carer said when asked; silence is "not asked", never "yes"."""

    YES = "yes"
    WITH_SUPPORT = "with_support"
    NO = "no"
    NOT_ASKED = "not_asked"


class Person(Stated, Base):
    """Somebody who lives in the household, other than the children placed there."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    living_as: Mapped[LivingAs]
    name: Mapped[str | None] = mapped_column(sa.String(80), default=None)
    dob: Mapped[dt.date | None] = mapped_column(default=None)
    sex: Mapped[Sex] = mapped_column(default=Sex.UNKNOWN)
    school_urn: Mapped[str | None] = mapped_column(sa.String(8), default=None)


class Approval(Stated, Base):
    """Terms of approval in force over [starts_on, ends_on); ages are whole years, both inclusive."""

    __tablename__ = "approvals"
    __table_args__ = (
        sa.CheckConstraint(
            "age_min is null or age_max is null or age_min <= age_max",
            name="ages_in_order",
        ),
        sa.CheckConstraint("number is null or number >= 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    basis: Mapped[Basis]
    starts_on: Mapped[dt.date | None] = mapped_column(default=None)
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    last_review: Mapped[dt.date | None] = mapped_column(default=None)
    age_term: Mapped[Term] = mapped_column(default=Term.UNKNOWN)
    age_min: Mapped[int | None] = mapped_column(default=None)
    age_max: Mapped[int | None] = mapped_column(default=None)
    number_term: Mapped[Term] = mapped_column(default=Term.UNKNOWN)
    number: Mapped[int | None] = mapped_column(default=None)
    sex_term: Mapped[Term] = mapped_column(default=Term.UNKNOWN)
    sex: Mapped[Sex | None] = mapped_column(default=None)
    types_term: Mapped[Term] = mapped_column(default=Term.UNKNOWN)
    types: Mapped[list[str]] = mapped_column(default_factory=list)
    named: Mapped[list[str]] = mapped_column(default_factory=list)


class Exemption(Stated, Base):
    """An exemption to the usual fostering limit, given by the authority where the carer lives, naming the children."""

    __tablename__ = "exemptions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    la_code: Mapped[str | None] = mapped_column(sa.String(9))
    children: Mapped[list[str]]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)


class Skill(Stated, Base):
    """How far the carers can meet a need, 0 to 4, with its evidence."""

    __tablename__ = "skills"
    __table_args__ = (sa.CheckConstraint("level between 0 and 4", name="level"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    domain: Mapped[NeedDomain]
    level: Mapped[int]
    evidence: Mapped[str | None] = mapped_column(sa.Text, default=None)


class HomeLanguage(Stated, Base):
    """A language spoken in the home, or support for an identity need the carers say they can give."""

    __tablename__ = "home_languages"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    language: Mapped[str] = mapped_column(sa.String(60))
    fluency: Mapped[str | None] = mapped_column(sa.String(20), default=None)


class Willingness(Stated, Base):
    """What the carers said to one question: about an age, a sex, a behaviour, contact, a number of siblings."""

    __tablename__ = "willingness"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    about: Mapped[str] = mapped_column(sa.String(40))
    value: Mapped[str] = mapped_column(sa.String(60))
    answer: Mapped[Willing]
