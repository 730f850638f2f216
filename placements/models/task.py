"""Tasks: approvals, clocks and notices as things to do by a day; late shows, and nothing is hidden."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class TaskState(enum.StrEnum):
    """Whether it is still to be done."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class Task(Base):
    """Something to be done by a day, by an office; `rule` is the rule, clock or promise behind it.

    A `draft` task comes from a rule that no legal reviewer has signed yet. A `restricted` one is shown to the
    director and to whoever may see the restricted list only.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        sa.CheckConstraint("state = 'open' or (closed_on is not null and closed_by is not null)", name="closed_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    rule: Mapped[str] = mapped_column(sa.String(40))
    what: Mapped[str] = mapped_column(sa.Text)
    who: Mapped[str] = mapped_column(sa.String(120))
    due_on: Mapped[dt.date] = mapped_column(index=True)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str] = mapped_column(sa.String(120))
    source: Mapped[str] = mapped_column(sa.String(200))
    draft: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referrals.id"), default=None, index=True)
    child_id: Mapped[int | None] = mapped_column(sa.ForeignKey("children.id"), default=None, index=True)
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offers.id"), default=None, index=True)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decisions.id"), default=None, index=True)
    notice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notices.id"), default=None, index=True)
    challenge_id: Mapped[int | None] = mapped_column(sa.ForeignKey("challenges.id"), default=None, index=True)
