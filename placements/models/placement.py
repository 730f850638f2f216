"""Who lives where, and for how long a bed is taken: the database itself refuses that a place is given twice."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Stated
from placements.models.guarded import ADDRESS

DECIDED_HERE = "homeward"
"""The source of what is entered here rather than read from an extract."""


class OccupancyKind(enum.StrEnum):
    """Why the bed is taken."""

    PLACEMENT = "placement"
    HOLD = "hold"
    SHORT_BREAK = "short_break"
    STAYING_PUT = "staying_put"
    OTHER_AUTHORITY = "other_authority"


class Standing(enum.StrEnum):
    """Whether the occupancy counts: in force; released; or contested, a double booking that arrived in an extract."""

    IN_FORCE = "in_force"
    RELEASED = "released"
    CONTESTED = "contested"


class Occupancy(Stated, Base):
    """A bed taken over the days [starts_on, ends_on); a blank end is open.

    Two occupancies in force never share a bed and a day: an exclusion constraint (PostgreSQL) or triggers (SQLite)
    refuse the second. A hold also has a moment when it lapses, `lapses_at`; whoever asks for the bed next releases
    lapsed holds first. `child_id` is blank where the child is another authority's or not yet named. What an extract
    says is kept as it says it; what is placed here (`source` is this program) has a decision, or the database refuses.
    """

    __tablename__ = "occupancies"
    __table_args__ = (
        sa.CheckConstraint("ends_on is null or ends_on > starts_on", name="days_in_order"),
        sa.CheckConstraint("(kind = 'hold') = (lapses_at is not null)", name="only_holds_lapse"),
        sa.CheckConstraint(
            f"source <> '{DECIDED_HERE}' or kind not in ('placement', 'short_break') or decision_id is not null",
            name="placed_by_a_decision",
        ),
        sa.Index("ix_occupancies_bed", "bed_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    bed_id: Mapped[int] = mapped_column(sa.ForeignKey("beds.id"))
    kind: Mapped[OccupancyKind]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    expected_end: Mapped[dt.date | None] = mapped_column(default=None)
    child_id: Mapped[int | None] = mapped_column(sa.ForeignKey("children.id"), default=None, index=True)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referrals.id"), default=None)
    la_code: Mapped[str | None] = mapped_column(sa.String(9), default=None)
    lapses_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    standing: Mapped[Standing] = mapped_column(default=Standing.IN_FORCE)
    released_because: Mapped[str | None] = mapped_column(sa.Text, default=None)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decisions.id"), default=None, index=True)


class Residence(Stated, Base):
    """A child living somewhere as today's position states it, over [starts_on, ends_on).

    `home_id` is blank where the place named is not a known home (an agency household, a parent's house); `place_text`
    keeps the words of the extract, and the codes are the return's where the extract gives them.
    """

    __tablename__ = "residences"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    home_id: Mapped[int | None] = mapped_column(sa.ForeignKey("homes.id"), default=None, index=True)
    occupancy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("occupancies.id"), default=None)
    place_text: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    place: Mapped[str | None] = mapped_column(sa.String(3), default=None)
    place_provider: Mapped[str | None] = mapped_column(sa.String(3), default=None)
    postcode: Mapped[str | None] = mapped_column(sa.String(8), info=ADDRESS, default=None)
    expected_end: Mapped[dt.date | None] = mapped_column(default=None)
