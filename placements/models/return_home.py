"""Coming home: who was asked and what they said, why a child lives far away by plan, what is planned and came of it.

Only people write these rows. Nothing here is worked out, and none of it moves a child: a move itself is a decision.
"""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class AskedOf(enum.StrEnum):
    """The three who are asked before anybody looks for a home nearer by (CA 1989 s22(4); CPPCR 2010 reg 14)."""

    CHILD = "child"
    SOCIAL_WORKER = "social_worker"
    IRO = "iro"


class Said(enum.StrEnum):
    """What was answered: `not_practicable` is for a child too young or too unwell to be asked, with the reason."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    NOT_PRACTICABLE = "not_practicable"


class FarBecause(enum.StrEnum):
    """Why a child is meant to live outside the area, as a person decided it."""

    COURT = "court"
    SAFETY = "safety"
    CHOSEN = "chosen"


class Ended(enum.StrEnum):
    """How a return ended: by plan, or not."""

    PLANNED = "planned"
    UNPLANNED = "unplanned"


class ReturnAnswer(Base):
    """One of the three was asked on a day, by a named person, and this is the answer; the newest of each counts.

    A child is asked again after a "no" only on or after `revisit_on`, which the child agreed to. `words` are the
    child's own where the child was asked.
    """

    __tablename__ = "return_answers"
    __table_args__ = (
        sa.CheckConstraint("length(trim(asked_by)) > 0", name="named_person"),
        sa.CheckConstraint("revisit_on is null or revisit_on > asked_on", name="asked_again_later"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    of: Mapped[AskedOf]
    said: Mapped[Said]
    asked_on: Mapped[dt.date]
    asked_by: Mapped[str] = mapped_column(sa.String(120))
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
    revisit_on: Mapped[dt.date | None] = mapped_column(default=None)


class FarByPlan(Base):
    """A named person decided that a child lives outside the area for a reason, to be looked at again on a day."""

    __tablename__ = "far_by_plan"
    __table_args__ = (
        sa.CheckConstraint("length(trim(decided_by)) > 0 and length(trim(words)) > 0", name="decided_with_a_reason"),
        sa.CheckConstraint("review_on > decided_on", name="looked_at_again"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    because: Mapped[FarBecause]
    words: Mapped[str] = mapped_column(sa.Text)
    decided_by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    decided_on: Mapped[dt.date]
    review_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None] = mapped_column(default=None)


class ReturnPlan(Base):
    """A named person planned that a child comes home on a day, and what came of it.

    `home_id` is blank while the home is not chosen. `returned_on` is set when the child has come; `ended_on` when that
    home ended again; `given_up_on` when the plan was dropped before.
    """

    __tablename__ = "returns_planned"
    __table_args__ = (
        sa.CheckConstraint("length(trim(by)) > 0 and length(trim(reason)) > 0", name="planned_with_a_reason"),
        sa.CheckConstraint("(ended_on is null) = (ended is null)", name="an_end_has_its_kind"),
        sa.CheckConstraint("ended_on is null or ended_on > returned_on", name="ends_after_it_began"),
        sa.CheckConstraint("given_up_on is null or returned_on is null", name="given_up_or_returned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    planned_for: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[dt.datetime]
    home_id: Mapped[int | None] = mapped_column(sa.ForeignKey("homes.id"), default=None)
    returned_on: Mapped[dt.date | None] = mapped_column(default=None)
    ended_on: Mapped[dt.date | None] = mapped_column(default=None)
    ended: Mapped[Ended | None] = mapped_column(default=None)
    given_up_on: Mapped[dt.date | None] = mapped_column(default=None)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)


class ReturnCash(Base):
    """Of one return and one financial year (2026 is 2026/27): what was claimed as cashable, and what was released.

    `released_pence` is None until finance has said; `budget_code` names the line that fell and `holder` who holds it.
    """

    __tablename__ = "return_cash"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "year"),
        sa.CheckConstraint("claimed_pence >= 0", name="claimed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("returns_planned.id"), index=True)
    year: Mapped[int]
    claimed_pence: Mapped[int] = mapped_column(sa.BigInteger)
    budget_code: Mapped[str] = mapped_column(sa.String(40))
    holder: Mapped[str] = mapped_column(sa.String(120))
    by: Mapped[str] = mapped_column(sa.String(120))
    at: Mapped[dt.datetime]
    released_pence: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
