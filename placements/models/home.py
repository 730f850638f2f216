"""A home a child could live in, and the beds in it."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from placements.models.base import Base, Known, Sex, Stated
from placements.models.guarded import ADDRESS, RESTRICTED
from placements.models.household import (
    Approval,
    Exemption,
    HomeLanguage,
    Person,
    Skill,
    Willingness,
)
from placements.models.kept_empty import KeptEmpty


class HomeKind(enum.StrEnum):
    """What kind of home: a household of carers, a parent's own, or a home registered as an establishment."""

    FOSTERING = "fostering"
    KINSHIP = "kinship"
    PARENT = "parent"
    CHILDRENS_HOME = "childrens_home"
    SECURE = "secure"
    SUPPORTED = "supported"
    RESIDENTIAL_SCHOOL = "residential_school"
    FAMILY_CENTRE = "family_centre"
    OTHER = "other"


class HomeStatus(enum.StrEnum):
    """Whether the home is taking children; a hold covers a time, this is the standing state."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"
    LEAVING = "leaving"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Sharing(enum.StrEnum):
    """Whether the bed's room may be shared, and with whom."""

    NO = "no"
    SIBLINGS = "siblings"
    SAME_SEX = "same_sex"
    ANY = "any"
    UNKNOWN = "unknown"


class Home(Base):
    """A known home: `ref` is the authority's own reference; the address stays out, only a protected postcode."""

    __tablename__ = "homes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    kind: Mapped[HomeKind]
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None, index=True)
    name: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    postcode: Mapped[str | None] = mapped_column(sa.String(8), info=ADDRESS, default=None)
    la_code: Mapped[str | None] = mapped_column(sa.String(9), default=None)
    status: Mapped[HomeStatus] = mapped_column(default=HomeStatus.UNKNOWN)
    available_from: Mapped[dt.date | None] = mapped_column(default=None)
    said_free: Mapped[int | None] = mapped_column(default=None)
    said_free_on: Mapped[dt.date | None] = mapped_column(default=None)
    fsp_consent: Mapped[Known] = mapped_column(default=Known.NOT_ASKED)
    step_free: Mapped[Known] = mapped_column(default=Known.UNKNOWN)
    pets: Mapped[Known] = mapped_column(default=Known.UNKNOWN)
    pet_kinds: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    smokers: Mapped[Known] = mapped_column(default=Known.UNKNOWN)
    supervision_cap: Mapped[int | None] = mapped_column(default=None)
    fee_level: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    urn: Mapped[str | None] = mapped_column(sa.String(8), default=None, index=True)
    contract_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contracts.id"), default=None)
    invented: Mapped[bool] = mapped_column(default=False)
    as_of: Mapped[dt.date | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(sa.String(200), default=None)

    beds: Mapped[list[Bed]] = relationship(lazy="raise", init=False, default_factory=list)
    holds: Mapped[list[HomeHold]] = relationship(lazy="raise", init=False, default_factory=list)
    kept_empty: Mapped[list[KeptEmpty]] = relationship(lazy="raise", init=False, default_factory=list)
    people: Mapped[list[Person]] = relationship(lazy="raise", init=False, default_factory=list)
    approvals: Mapped[list[Approval]] = relationship(lazy="raise", init=False, default_factory=list)
    exemptions: Mapped[list[Exemption]] = relationship(lazy="raise", init=False, default_factory=list)
    skills: Mapped[list[Skill]] = relationship(lazy="raise", init=False, default_factory=list)
    languages: Mapped[list[HomeLanguage]] = relationship(lazy="raise", init=False, default_factory=list)
    willing: Mapped[list[Willingness]] = relationship(lazy="raise", init=False, default_factory=list)
    registrations: Mapped[list[Registration]] = relationship(lazy="raise", init=False, default_factory=list)


class Bed(Base):
    """One place for one child; beds with the same `room` share a bedroom. `confirmed_on` dates the vacancy."""

    __tablename__ = "beds"
    __table_args__ = (sa.UniqueConstraint("home_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    label: Mapped[str] = mapped_column(sa.String(40))
    room: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    sharing: Mapped[Sharing] = mapped_column(default=Sharing.UNKNOWN)
    step_free: Mapped[Known] = mapped_column(default=Known.UNKNOWN)
    assumed: Mapped[bool] = mapped_column(default=False)
    confirmed_on: Mapped[dt.date | None] = mapped_column(default=None)
    confirmed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)


class HomeHold(Stated, Base):
    """A time when a home takes no child (leave, illness, training, allegation); the reason is restricted."""

    __tablename__ = "home_holds"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(sa.Text, info=RESTRICTED, default=None)


class Registration(Stated, Base):
    """What an establishment is registered for: blank means no limit only where the term says so."""

    __tablename__ = "registrations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    status: Mapped[str] = mapped_column(sa.String(20))
    starts_on: Mapped[dt.date | None] = mapped_column(default=None)
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    age_min: Mapped[int | None] = mapped_column(default=None)
    age_max: Mapped[int | None] = mapped_column(default=None)
    sex: Mapped[Sex | None] = mapped_column(default=None)
    places: Mapped[int | None] = mapped_column(default=None)
    needs_accepted: Mapped[list[str]] = mapped_column(default_factory=list)
    conditions: Mapped[str | None] = mapped_column(sa.Text, default=None)
    grade: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    graded_on: Mapped[dt.date | None] = mapped_column(default=None)
