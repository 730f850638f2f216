"""A request to find a home for one child or for brothers and sisters."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from placements.models.base import Base, Known, Stated


class ReferralKind(enum.StrEnum):
    """Why a home is needed."""

    NEW = "new"
    BREAKDOWN = "breakdown"
    PLANNED_MOVE = "planned_move"
    STEP_DOWN = "step_down"
    BRING_HOME = "bring_home"
    SHORT_BREAK = "short_break"
    EMERGENCY = "emergency"


class Urgency(enum.StrEnum):
    """How soon."""

    TONIGHT = "tonight"
    WITHIN_72H = "within_72h"
    PLANNED = "planned"


class Duration(enum.StrEnum):
    """For how long."""

    EMERGENCY = "emergency"
    SHORT = "short"
    BRIDGING = "bridging"
    LONG_TERM = "long_term"
    PERMANENCE = "permanence"
    RESPITE = "respite"
    REMAND = "remand"
    UNKNOWN = "unknown"


class Plan(enum.StrEnum):
    """The plan for the child's future."""

    REUNIFY = "reunify"
    KIN = "kin"
    LONG_TERM_FOSTER = "long_term_foster"
    ADOPTION = "adoption"
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    RESIDENTIAL = "residential"
    INDEPENDENCE = "independence"
    UNKNOWN = "unknown"


class Suitability(enum.StrEnum):
    """What the social worker says of a setting."""

    PREFERRED = "preferred"
    SUITABLE = "suitable"
    UNSUITABLE = "unsuitable"
    NOT_GIVEN = "not_given"


class ShareWith(enum.StrEnum):
    """With whom outside the social work team the referral may be shared."""

    NONE = "none"
    IN_HOUSE = "in_house"
    FRAMEWORK = "framework"
    ALL = "all"


class ReferralStatus(enum.StrEnum):
    """Where the request stands."""

    OPEN = "open"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"


class Referral(Stated, Base):
    """A referral; `needed_by` is a moment in UTC, `settings` maps foster, kin, K2 and K3 to a suitability.

    `carer_ended` says whether it was the carer who gave notice on the present home. Of a series of short breaks:
    the days of this break, those had in the twelve months before, and the home, by reference, the series is with.
    """

    __tablename__ = "referrals"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    kind: Mapped[ReferralKind]
    needed_by: Mapped[dt.datetime]
    urgency: Mapped[Urgency]
    duration: Mapped[Duration] = mapped_column(default=Duration.UNKNOWN)
    plan: Mapped[Plan] = mapped_column(default=Plan.UNKNOWN)
    settings: Mapped[dict[str, object]] = mapped_column(sa.JSON, default_factory=dict)
    preferred_area: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    max_travel_min: Mapped[int | None] = mapped_column(default=None)
    pen_picture: Mapped[str | None] = mapped_column(sa.Text, default=None)
    team: Mapped[str | None] = mapped_column(sa.String(80), default=None)
    share_with: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    parent_and_child: Mapped[bool] = mapped_column(default=False)
    carer_ended: Mapped[Known] = mapped_column(default=Known.NOT_ASKED)
    review_held_on: Mapped[dt.date | None] = mapped_column(default=None)
    break_days: Mapped[int | None] = mapped_column(default=None)
    break_days_in_year: Mapped[int | None] = mapped_column(default=None)
    break_home: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    status: Mapped[ReferralStatus] = mapped_column(default=ReferralStatus.OPEN)

    children: Mapped[list[ReferralChild]] = relationship(lazy="raise", init=False, default_factory=list)
    kin: Mapped[list[KinConsidered]] = relationship(lazy="raise", init=False, default_factory=list)


class ReferralChild(Base):
    """A child in a referral, in the order the referral names them."""

    __tablename__ = "referral_children"
    __table_args__ = (sa.UniqueConstraint("referral_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)


class KinConsidered(Stated, Base):
    """A relative or friend considered, with the outcome (possible, ruled_out, assessing, unknown) and the reason."""

    __tablename__ = "kin_considered"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    person: Mapped[str] = mapped_column(sa.String(120))
    outcome: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str | None] = mapped_column(sa.Text, default=None)
