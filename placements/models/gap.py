"""Facts that a referral lacks, each with the person who will get it and the day by which."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class ReferralGap(Base):
    """A fact that a referral lacks: what is missing, who will get it and by when; closed when it was found."""

    __tablename__ = "referral_gaps"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    what: Mapped[str] = mapped_column(sa.Text)
    who: Mapped[str] = mapped_column(sa.String(120))
    by_when: Mapped[dt.date]
    noted_on: Mapped[dt.date]
    noted_by: Mapped[str] = mapped_column(sa.String(120))
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
