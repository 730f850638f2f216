"""What is budgeted, paid and contributed: uplifts, contributions, budget lines and lines of the finance ledger."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Stated
from placements.models.contract import PriceComponent, PriceUnit, ProviderKind


class Payer(enum.StrEnum):
    """Who contributes to what a child's home costs."""

    HEALTH = "health"
    EDUCATION = "education"
    OTHER_LA = "other_la"
    OTHER = "other"


class ContributionState(enum.StrEnum):
    """How far a contribution has come: asked for, agreed, or in the bank; only the last is money."""

    CLAIMED = "claimed"
    AGREED = "agreed"
    RECEIVED = "received"


class Uplift(Stated, Base):
    """A rise from a day on of the price lines that began before it, in hundredths of a percent (12.43% is 1243).

    Blank conditions mean every line; of several uplifts of one day the most particular holds.
    """

    __tablename__ = "uplifts"
    __table_args__ = (sa.CheckConstraint("basis_points >= -10000", name="not_below_nothing"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(60), unique=True)
    starts_on: Mapped[dt.date]
    basis_points: Mapped[int]
    setting: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    provider_kind: Mapped[ProviderKind | None] = mapped_column(default=None)
    component: Mapped[PriceComponent | None] = mapped_column(default=None)
    contract_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contracts.id"), default=None, index=True)


class Contribution(Stated, Base):
    """What health, education or another authority pays towards a child over [starts_on, ends_on), in pence a unit."""

    __tablename__ = "contributions"
    __table_args__ = (
        sa.CheckConstraint("amount_pence >= 0", name="amount"),
        sa.CheckConstraint("ends_on is null or ends_on > starts_on", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(60), unique=True)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    payer: Mapped[Payer]
    state: Mapped[ContributionState]
    unit: Mapped[PriceUnit]
    amount_pence: Mapped[int] = mapped_column(sa.BigInteger)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)


class BudgetLine(Stated, Base):
    """What a cost code has for a financial year (2026 is 2026/27), and which homes it pays for: blank is any."""

    __tablename__ = "budget_lines"
    __table_args__ = (sa.UniqueConstraint("code", "year"), sa.CheckConstraint("amount_pence >= 0", name="amount"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(sa.String(40))
    year: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    amount_pence: Mapped[int] = mapped_column(sa.BigInteger)
    settings: Mapped[list[str]] = mapped_column(default_factory=list)
    provider_kinds: Mapped[list[str]] = mapped_column(default_factory=list)
    holder: Mapped[str | None] = mapped_column(sa.String(120), default=None)


class LedgerLine(Stated, Base):
    """What was paid, as the finance system has it: for the days [starts_on, ends_on), negative for a credit.

    `child_text` and `provider_text` are its own words; blank ids mean that nobody held is meant by them.
    """

    __tablename__ = "ledger_lines"
    __table_args__ = (sa.CheckConstraint("ends_on > starts_on", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(60), unique=True)
    code: Mapped[str] = mapped_column(sa.String(40), index=True)
    paid_on: Mapped[dt.date]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    amount_pence: Mapped[int] = mapped_column(sa.BigInteger)
    child_id: Mapped[int | None] = mapped_column(sa.ForeignKey("children.id"), default=None, index=True)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    child_text: Mapped[str | None] = mapped_column(sa.String(80), default=None)
    provider_text: Mapped[str | None] = mapped_column(sa.String(160), default=None)
    description: Mapped[str | None] = mapped_column(sa.String(200), default=None)
