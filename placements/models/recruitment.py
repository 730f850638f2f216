"""How carers are recruited and leave: counts by month, households under way, and what a yearly return stated."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Stated


class HouseholdKind(enum.StrEnum):
    """What a fostering household is approved, or asks, to be."""

    MAINSTREAM = "mainstream"
    FAMILY_AND_FRIENDS = "family_and_friends"
    SHORT_BREAKS = "short_breaks"
    SUPPORTED_LODGINGS = "supported_lodgings"
    NOT_SAID = "not_said"


class Stage(enum.StrEnum):
    """How far a household has come, in order; withdrawn may follow any stage before approval."""

    ENQUIRY = "enquiry"
    VISIT = "visit"
    APPLICATION = "application"
    PANEL = "panel"
    APPROVED = "approved"
    FIRST_CHILD = "first_child"
    WITHDRAWN = "withdrawn"


class WhyLeft(enum.StrEnum):
    """Why a household is a fostering household no more."""

    RETIRED = "retired"
    HEALTH = "health"
    OWN_FAMILY = "own_family"
    MOVED_AWAY = "moved_away"
    OTHER_PROVIDER = "other_provider"
    ADOPTED_OR_GUARDIAN = "adopted_or_guardian"
    PAY_OR_SUPPORT = "pay_or_support"
    CHILD_LEFT = "child_left"
    OTHER_BY_CARER = "other_by_carer"
    STANDARDS_OF_CARE = "standards_of_care"
    OTHER_BY_SERVICE = "other_by_service"
    NOT_SAID = "not_said"

    @property
    def by_carer(self) -> bool | None:
        """Whether the carers chose to stop; None where that is not said."""
        if self is WhyLeft.NOT_SAID:
            return None
        return self not in {WhyLeft.STANDARDS_OF_CARE, WhyLeft.OTHER_BY_SERVICE, WhyLeft.CHILD_LEFT}


class FunnelCount(Stated, Base):
    """Households that reached a stage in a month (its first day); no row means that the number is not known."""

    __tablename__ = "funnel_counts"
    __table_args__ = (
        sa.UniqueConstraint("month", "kind", "stage"),
        sa.CheckConstraint("households >= 0", name="households"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    month: Mapped[dt.date]
    kind: Mapped[HouseholdKind]
    stage: Mapped[Stage]
    households: Mapped[int]
    places: Mapped[int | None] = mapped_column(default=None)


class Applicant(Stated, Base):
    """A household that asks to foster, by the service's own reference and without a name: when it reached each stage.

    Ages are whole years, both inclusive; `siblings` how many brothers and sisters it could take together.
    """

    __tablename__ = "applicants"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    kind: Mapped[HouseholdKind]
    enquiry_on: Mapped[dt.date | None] = mapped_column(default=None)
    visit_on: Mapped[dt.date | None] = mapped_column(default=None)
    application_on: Mapped[dt.date | None] = mapped_column(default=None)
    panel_on: Mapped[dt.date | None] = mapped_column(default=None)
    approved_on: Mapped[dt.date | None] = mapped_column(default=None)
    first_child_on: Mapped[dt.date | None] = mapped_column(default=None)
    withdrawn_on: Mapped[dt.date | None] = mapped_column(default=None)
    places: Mapped[int | None] = mapped_column(default=None)
    age_min: Mapped[int | None] = mapped_column(default=None)
    age_max: Mapped[int | None] = mapped_column(default=None)
    siblings: Mapped[int | None] = mapped_column(default=None)
    skills: Mapped[list[str]] = mapped_column(default_factory=list)
    area: Mapped[str | None] = mapped_column(sa.String(80), default=None)


class Departure(Stated, Base):
    """Households that stopped fostering in a month (its first day) for a reason, and the places that went with them."""

    __tablename__ = "departures"
    __table_args__ = (
        sa.UniqueConstraint("month", "kind", "reason"),
        sa.CheckConstraint("households >= 0", name="households"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    month: Mapped[dt.date]
    kind: Mapped[HouseholdKind]
    reason: Mapped[WhyLeft]
    households: Mapped[int]
    places: Mapped[int | None] = mapped_column(default=None)


class StatedPlaces(Stated, Base):
    """A figure of places as the fostering return stated it for `as_of`, to be set beside what the record counts."""

    __tablename__ = "stated_places"
    __table_args__ = (sa.UniqueConstraint("as_of", "kind", "figure"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[HouseholdKind]
    figure: Mapped[str] = mapped_column(sa.String(30))
    places: Mapped[int]
