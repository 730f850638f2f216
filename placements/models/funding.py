"""Who may agree what a home costs: the authority's scheme of delegation as dated data, and each agreement."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Stated


class FundingRule(Stated, Base):
    """What a role may agree over [starts_on, ends_on): up to so much a week and in all, in pence; blank is no limit.

    `out_of_hours` says whether the role may agree outside working hours; `panel` names the panel that must have sat.
    """

    __tablename__ = "funding_rules"
    __table_args__ = (sa.CheckConstraint("ends_on is null or ends_on > starts_on", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    scheme: Mapped[str] = mapped_column(sa.String(60))
    role: Mapped[str] = mapped_column(sa.String(40))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    weekly_pence: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    total_pence: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    out_of_hours: Mapped[bool] = mapped_column(default=False)
    panel: Mapped[str | None] = mapped_column(sa.String(60), default=None)


class PanelDate(Stated, Base):
    """A day on which a panel sits."""

    __tablename__ = "panel_dates"
    __table_args__ = (sa.UniqueConstraint("panel", "sits_on"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    panel: Mapped[str] = mapped_column(sa.String(60))
    sits_on: Mapped[dt.date]


class FundingApproval(Base):
    """A named person agreed the cost of an offer over [starts_on, ends_on): whole pence a week, and in all."""

    __tablename__ = "funding_approvals"
    __table_args__ = (
        sa.CheckConstraint("length(trim(by)) > 0 and length(trim(role)) > 0", name="named_person"),
        sa.CheckConstraint("weekly_pence >= 0 and total_pence >= 0", name="amounts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offers.id"), index=True)
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[dt.datetime]
    weekly_pence: Mapped[int] = mapped_column(sa.BigInteger)
    total_pence: Mapped[int] = mapped_column(sa.BigInteger)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    scheme: Mapped[str] = mapped_column(sa.String(60))
    out_of_hours: Mapped[bool]
    panel_on: Mapped[dt.date | None] = mapped_column(default=None)
    words: Mapped[str | None] = mapped_column(sa.Text, default=None)
