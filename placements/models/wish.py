"""What a child wants of a home in a form that can be held against one; the child's own words stand beside it."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Stated


class WishAbout(enum.StrEnum):
    """What a wish is about: one home, a kind of home, an authority's area, an animal, smoke, or another child."""

    HOME = "home"
    KIND = "kind"
    AREA = "area"
    PETS = "pets"
    SMOKING = "smoking"
    LIVING_WITH = "living_with"


class WishSays(enum.StrEnum):
    """What the child says of it; a veto takes a home out of the suggestion and never out of sight."""

    WANTS = "wants"
    RATHER_NOT = "rather_not"
    VETO = "veto"


class Wish(Stated, Base):
    """One wish of a child, as asked on `as_of` by `author`; `value` names the home, kind, area code, animal or child.

    A wish that was taken back stays on record with the day and who noted it, and counts no longer.
    """

    __tablename__ = "wishes"
    __table_args__ = (sa.CheckConstraint("(withdrawn_on is null) = (withdrawn_by is null)", name="withdrawn_by_whom"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    about: Mapped[WishAbout]
    value: Mapped[str] = mapped_column(sa.String(40))
    says: Mapped[WishSays]
    words: Mapped[str] = mapped_column(sa.Text)
    withdrawn_on: Mapped[dt.date | None] = mapped_column(default=None)
    withdrawn_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
