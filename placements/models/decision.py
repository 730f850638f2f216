"""Offers and decisions: the machine suggests, a named person decides with a reason."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class OfferState(enum.StrEnum):
    """How far an approach to a home has come."""

    IDENTIFIED = "identified"
    APPROACHED = "approached"
    OFFERED = "offered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    PLACED = "placed"
    ENDED = "ended"


class RefusalReason(enum.StrEnum):
    """Why a provider or carer said no."""

    NO_SPACE = "no_space"
    MATCH_OTHERS = "match_others"
    AGE = "age"
    RISK = "risk"
    DISTANCE = "distance"
    SCHOOL = "school"
    SKILLS = "skills"
    FEE = "fee"
    NO_REPLY = "no_reply"
    OTHER = "other"


class Offer(Base):
    """An approach to a home or a provider for a referral, its state and the reply."""

    __tablename__ = "offers"
    __table_args__ = (
        sa.CheckConstraint("home_id is not null or provider_id is not null", name="to_somebody"),
        sa.CheckConstraint("state <> 'declined' or reason is not null", name="refusal_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    state: Mapped[OfferState]
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    home_id: Mapped[int | None] = mapped_column(sa.ForeignKey("homes.id"), default=None)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    reply_due: Mapped[dt.datetime | None] = mapped_column(default=None)
    reply_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    reason: Mapped[RefusalReason | None] = mapped_column(default=None)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)


class Decision(Base):
    """A named person's decision: role, moment, reason, the options seen, and how to question it."""

    __tablename__ = "decisions"
    __table_args__ = (
        sa.CheckConstraint("length(trim(decided_by)) > 0", name="named_person"),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    occupancy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("occupancies.id"))
    decided_by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(sa.Text)
    options_seen: Mapped[list[object]] = mapped_column(sa.JSON)
    overridden_rank: Mapped[int | None] = mapped_column(default=None)
    contest_route: Mapped[str | None] = mapped_column(sa.Text, default=None)
    child_told_on: Mapped[dt.date | None] = mapped_column(default=None)
    snapshot: Mapped[dict[str, object]] = mapped_column(sa.JSON, default_factory=dict)
