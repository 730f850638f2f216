"""How a placement went, asked 28 and 90 days after its start, in one screen."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class HowItGoes(enum.StrEnum):
    """How the child is in the home."""

    SETTLED = "settled"
    MIXED = "mixed"
    UNSETTLED = "unsettled"
    ENDED = "ended"
    NOT_KNOWN = "not_known"


class Lacked(enum.StrEnum):
    """What the referral should have said more of, so that it can be counted what is missed most often."""

    NEEDS = "needs"
    RISKS = "risks"
    HEALTH = "health"
    ROUTINES = "routines"
    SCHOOL = "school"
    FAMILY_TIME = "family_time"
    FRIENDS = "friends"
    LIKES = "likes"
    HISTORY = "history"
    WISHES = "wishes"
    IDENTITY = "identity"
    OTHER = "other"


class Outcome(Base):
    """How it went for one child after so many days; `ended_because` is the return's reason for a change of home.

    `referral_lacked` says what the referral should have said, `lacked_about` what that is about (`Lacked`).
    """

    __tablename__ = "outcomes"
    __table_args__ = (
        sa.UniqueConstraint("decision_id", "child_id", "after_days"),
        sa.CheckConstraint("after_days in (28, 90)", name="asked_at_28_and_90"),
        sa.CheckConstraint("(how = 'ended') = (ended_on is not null)", name="an_end_has_its_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id"), index=True)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    after_days: Mapped[int]
    how: Mapped[HowItGoes]
    recorded_on: Mapped[dt.date]
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    child_says: Mapped[str | None] = mapped_column(sa.Text, default=None)
    carers_say: Mapped[str | None] = mapped_column(sa.Text, default=None)
    referral_lacked: Mapped[str | None] = mapped_column(sa.Text, default=None)
    lacked_about: Mapped[list[str]] = mapped_column(default_factory=list)
    ended_on: Mapped[dt.date | None] = mapped_column(default=None)
    ended_because: Mapped[str | None] = mapped_column(sa.String(10), default=None)
