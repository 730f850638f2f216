"""A home that a named person keeps empty for a while, with the reason and the day on which that ends."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class KeptEmpty(Base):
    """A home kept empty over [starts_on, ends_on) by a named person in a role; released, it takes children again.

    Unlike a hold (leave, illness, an allegation) its reason is for everybody to read who looks for a home.
    """

    __tablename__ = "kept_empty"
    __table_args__ = (
        sa.CheckConstraint("starts_on < ends_on", name="days_in_order"),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        sa.CheckConstraint("length(trim(decided_by)) > 0", name="named_person"),
        sa.CheckConstraint("(released_on is null) = (released_by is null)", name="released_by_whom"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    decided_by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    decided_at: Mapped[dt.datetime]
    released_on: Mapped[dt.date | None] = mapped_column(default=None)
    released_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
