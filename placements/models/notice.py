"""Notice on a home: its clock, the stability meeting, and what was tried to keep the child there."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class GivenBy(enum.StrEnum):
    """Who gave notice."""

    CARER = "carer"
    PROVIDER = "provider"
    AUTHORITY = "authority"


class NoticeState(enum.StrEnum):
    """Whether the notice runs, was taken back, or the child has moved."""

    RUNNING = "running"
    TAKEN_BACK = "taken_back"
    MOVED = "moved"


class SupportKind(enum.StrEnum):
    """What may keep a child in a home under strain."""

    COSTED_SUPPORT = "costed_support"
    PLANNED_STAYS = "planned_stays"


class Notice(Base):
    """Notice that a child's home will end on a day; the search that runs beside it is `referral_id`."""

    __tablename__ = "notices"
    __table_args__ = (
        sa.CheckConstraint("ends_on > given_on", name="days_in_order"),
        sa.CheckConstraint("(met_on is null) = (met_words is null)", name="meeting_has_words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    given_on: Mapped[dt.date]
    given_by: Mapped[GivenBy]
    reason: Mapped[str] = mapped_column(sa.Text)
    ends_on: Mapped[dt.date]
    meeting_on: Mapped[dt.date]
    by: Mapped[str] = mapped_column(sa.String(120))
    at: Mapped[dt.datetime]
    home_id: Mapped[int | None] = mapped_column(sa.ForeignKey("homes.id"), default=None, index=True)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referrals.id"), default=None)
    state: Mapped[NoticeState] = mapped_column(default=NoticeState.RUNNING)
    met_on: Mapped[dt.date | None] = mapped_column(default=None)
    met_words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    immediate_risk: Mapped[str | None] = mapped_column(sa.Text, default=None)
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
    closed_words: Mapped[str | None] = mapped_column(sa.Text, default=None)


class SupportTried(Base):
    """Support, or planned stays with other carers, over [starts_on, ends_on): its weekly cost, what came of it."""

    __tablename__ = "support_tried"
    __table_args__ = (
        sa.CheckConstraint("weekly_pence >= 0", name="amount"),
        sa.CheckConstraint("ends_on is null or ends_on > starts_on", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notices.id"), index=True)
    kind: Mapped[SupportKind]
    what: Mapped[str] = mapped_column(sa.Text)
    weekly_pence: Mapped[int] = mapped_column(sa.BigInteger)
    starts_on: Mapped[dt.date]
    by: Mapped[str] = mapped_column(sa.String(120))
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(sa.Text, default=None)
