"""A paper that is to leave the council, frozen under its digest, and the second person who signed in and read it."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class ReadingOf(enum.StrEnum):
    """What is read: what providers are told, or what a carer is given with a child."""

    APPROACH = "approach"
    CARERS_PACK = "carers_pack"


class ReadingState(enum.StrEnum):
    """Whether the second person has read it, and what they said."""

    WAITING = "waiting"
    MAY_GO = "may_go"
    SENT_BACK = "sent_back"


class Reading(Base):
    """The exact words somebody wants to let out, and what a second person said of them.

    `asked` holds what the form needs to go on: to whom, how, what is left out. `alone_because` says why it went out
    before anybody had read it (tonight only): then the reading comes after, by `read_by_day`. The database refuses a
    second person who is the first, an answer without a name, and one that sends back without saying why.
    """

    __tablename__ = "readings"
    __table_args__ = (
        sa.CheckConstraint("length(trim(asked_by)) > 0", name="named_person"),
        sa.CheckConstraint("read_by is null or lower(read_by) <> lower(asked_by)", name="two_people"),
        sa.CheckConstraint("(state = 'waiting') = (read_by is null)", name="read_by_somebody"),
        sa.CheckConstraint("(read_by is null) = (read_at is null)", name="read_at_a_moment"),
        sa.CheckConstraint("state <> 'sent_back' or length(trim(words)) > 0", name="sent_back_with_words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    of: Mapped[ReadingOf]
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    asked_at: Mapped[dt.datetime]
    asked_by: Mapped[str] = mapped_column(sa.String(120))
    asked_as: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[ReadingState] = mapped_column(default=ReadingState.WAITING)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referrals.id"), default=None, index=True)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decisions.id"), default=None, index=True)
    child_id: Mapped[int | None] = mapped_column(sa.ForeignKey("children.id"), default=None, index=True)
    asked: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default_factory=dict)
    flags: Mapped[list[str]] = mapped_column(default_factory=list)
    alone_because: Mapped[str | None] = mapped_column(sa.Text, default=None)
    read_by_day: Mapped[dt.date | None] = mapped_column(default=None)
    read_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    read_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    read_as: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    words: Mapped[str] = mapped_column(sa.Text, default="")
