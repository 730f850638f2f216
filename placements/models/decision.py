"""Decisions: the machine suggests, a named person decides with a reason; what happened can always be recorded."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class Happened(enum.StrEnum):
    """A placement that is never suggested and yet was made: recorded by a named senior, with notices and a clock."""

    UNREGISTERED = "unregistered"
    OUTSIDE_TERMS = "outside_terms"
    OVER_NUMBER = "over_number"
    OTHER = "other"


class OverrideReason(enum.StrEnum):
    """Why a home was chosen over one that ranked above it."""

    CHILDS_WISH = "childs_wish"
    KNOWN_TO_CHILD = "known_to_child"
    SIBLINGS = "siblings"
    SCHOOL = "school"
    CONTACT = "contact"
    IDENTITY = "identity"
    SAFETY = "safety"
    DECLINED_ABOVE = "declined_above"
    ONLY_ACCEPTANCE = "only_acceptance"
    OTHER = "other"


class Decision(Base):
    """A named person's decision: role, moment, reason, the search it rests on, the options seen, how to question it.

    `happened` marks a placement that was never suggested; it has no search and reaches the restricted list only.
    `versions` holds those of rules, weights, policy and data; `snapshot` everything else that stood on the page.
    The database refuses a decision without a person, a role, a reason, and a search seen (or what happened).
    """

    __tablename__ = "decisions"
    __table_args__ = (
        sa.CheckConstraint("length(trim(decided_by)) > 0", name="named_person"),
        sa.CheckConstraint("length(trim(role)) > 0", name="role_given"),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        sa.CheckConstraint("(search_id is null) = (happened is not null)", name="options_seen_or_happened"),
        sa.CheckConstraint("(overridden_rank is null) = (override is null)", name="override_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    decided_by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(sa.Text)
    search_id: Mapped[int | None] = mapped_column(sa.ForeignKey("searches.id"), default=None)
    options_seen: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    versions: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default_factory=dict)
    overridden_rank: Mapped[int | None] = mapped_column(default=None)
    override: Mapped[OverrideReason | None] = mapped_column(default=None)
    happened: Mapped[Happened | None] = mapped_column(default=None)
    wishes: Mapped[list[Any]] = mapped_column(sa.JSON, default_factory=list)
    wishes_weighed: Mapped[str | None] = mapped_column(sa.Text, default=None)
    contest_route: Mapped[str | None] = mapped_column(sa.Text, default=None)
    child_told_on: Mapped[dt.date | None] = mapped_column(default=None)
    child_told_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    snapshot: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default_factory=dict)
