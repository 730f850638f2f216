"""A protected postcode shown to somebody who asked for it with a reason, and the second person who reviewed that."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class ProtectedLook(Base):
    """Who was shown where homes lie, when, on which page and why; a person other than they reviews it by a day.

    `homes` holds the references of the homes shown, `children` of the children whose family's and school's addresses
    were. The database refuses a look without a reason, and a review by whoever looked.
    """

    __tablename__ = "protected_looks"
    __table_args__ = (
        sa.CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        sa.CheckConstraint("reviewed_by is null or lower(reviewed_by) <> lower(by)", name="two_people"),
        sa.CheckConstraint(
            "(reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (review_words is null)",
            name="review_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    page: Mapped[str] = mapped_column(sa.String(60))
    homes: Mapped[list[str]]
    reason: Mapped[str] = mapped_column(sa.Text)
    review_by: Mapped[dt.date]
    children: Mapped[list[str]] = mapped_column(default_factory=list)
    reviewed_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    reviewed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    review_words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    in_order: Mapped[bool | None] = mapped_column(default=None)
