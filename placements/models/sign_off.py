"""Agreements a placement needs from a role: asked for, given or refused by a named person."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class SignOffState(enum.StrEnum):
    """Whether the agreement was asked for, given or refused."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class SignOff(Base):
    """The agreement that one rule wants for one offer; `who` is the office whose it is, in the rule's own words.

    `due_on` is worked back from the day the home is needed; `chased_on` is the day it was last asked for again.
    """

    __tablename__ = "sign_offs"
    __table_args__ = (
        sa.UniqueConstraint("offer_id", "rule"),
        sa.CheckConstraint(
            "state = 'asked' or (length(trim(by)) > 0 and length(trim(reason)) > 0 and at is not null)",
            name="named_person_and_reason",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offers.id"), index=True)
    rule: Mapped[str] = mapped_column(sa.String(40))
    who: Mapped[str] = mapped_column(sa.String(80))
    because: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[SignOffState]
    asked_at: Mapped[dt.datetime]
    due_on: Mapped[dt.date]
    by: Mapped[str] = mapped_column(sa.String(120), default="")
    role: Mapped[str] = mapped_column(sa.String(80), default="")
    at: Mapped[dt.datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    chased_on: Mapped[dt.date | None] = mapped_column(default=None)
