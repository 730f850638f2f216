"""What a carer needs on the day and no other table holds: likes, routines, who decides what, whom to ring."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Stated


class CarersTopic(enum.StrEnum):
    """What a carer asks first, in the order in which the pack says it."""

    LIKES = "likes"
    WHEN_UPSET = "when_upset"
    ROUTINES = "routines"
    FOOD = "food"
    HEALTH = "health"
    SCHOOL = "school"
    FAMILY_TIME = "family_time"
    MAY_DECIDE = "may_decide"
    MUST_ASK = "must_ask"
    BRINGS = "brings"
    RING_BY_DAY = "ring_by_day"
    RING_AT_NIGHT = "ring_at_night"


class CarersNote(Stated, Base):
    """The newest words about one topic for whoever cares for a child; `author` wrote them on `as_of`."""

    __tablename__ = "carers_notes"
    __table_args__ = (
        sa.UniqueConstraint("child_id", "topic"),
        sa.CheckConstraint("length(trim(words)) > 0", name="words_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    topic: Mapped[CarersTopic]
    words: Mapped[str] = mapped_column(sa.Text)
