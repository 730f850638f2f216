"""The statutory record: yearly returns, the episodes they state, periods of care, and what else a return tells."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base
from placements.models.guarded import ADDRESS


class Return(Base):
    """One SSDA903 return as loaded: its collection year, where it came from and whether a later one replaced it."""

    __tablename__ = "returns"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("imports.id"))
    year: Mapped[str] = mapped_column(sa.String(7), index=True)
    path: Mapped[str] = mapped_column(sa.String(400))
    digest: Mapped[str] = mapped_column(sa.String(64))
    loaded_at: Mapped[dt.datetime]
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("returns.id"), default=None)
    children_set_aside: Mapped[int] = mapped_column(default=0)


class ReturnDifference(Base):
    """What a re-submission, or the next year's return, says differently from what was held before."""

    __tablename__ = "return_differences"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    return_id: Mapped[int] = mapped_column(sa.ForeignKey("returns.id"), index=True)
    child: Mapped[str] = mapped_column(sa.String(20))
    what: Mapped[str] = mapped_column(sa.String(60))
    before: Mapped[str | None] = mapped_column(sa.Text)
    after: Mapped[str | None] = mapped_column(sa.Text)


class Episode(Base):
    """One episode as one return stated it; `standing` marks the version that holds after reconciliation."""

    __tablename__ = "episodes"
    __table_args__ = (sa.Index("ix_episodes_child", "child_id", "decom"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"))
    return_id: Mapped[int] = mapped_column(sa.ForeignKey("returns.id"), index=True)
    decom: Mapped[dt.date]
    rne: Mapped[str] = mapped_column(sa.String(1))
    ls: Mapped[str] = mapped_column(sa.String(2))
    cin: Mapped[str | None] = mapped_column(sa.String(2))
    place: Mapped[str] = mapped_column(sa.String(3))
    place_provider: Mapped[str | None] = mapped_column(sa.String(3))
    dec: Mapped[dt.date | None]
    rec: Mapped[str | None] = mapped_column(sa.String(3))
    reason_place_change: Mapped[str | None] = mapped_column(sa.String(6))
    home_post: Mapped[str | None] = mapped_column(sa.String(8), info=ADDRESS)
    pl_post: Mapped[str | None] = mapped_column(sa.String(8), info=ADDRESS)
    urn: Mapped[str | None] = mapped_column(sa.String(8))
    pl_la: Mapped[str | None] = mapped_column(sa.String(9))
    pl_location: Mapped[str | None] = mapped_column(sa.String(3))
    pl_distance_tenths: Mapped[int | None]
    standing: Mapped[bool]


class PeriodOfCare(Base):
    """One unbroken time in care, [start, end): from a start (RNE S) to the exit that ended it."""

    __tablename__ = "periods_of_care"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    exit_reason: Mapped[str | None] = mapped_column(sa.String(3), default=None)
    cin: Mapped[str | None] = mapped_column(sa.String(2), default=None)
    short_breaks: Mapped[bool] = mapped_column(default=False)


class UascSpell(Base):
    """A time as an unaccompanied asylum-seeking child; `ceased_on` (DUC) is when that status ended."""

    __tablename__ = "uasc_spells"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    return_id: Mapped[int] = mapped_column(sa.ForeignKey("returns.id"), index=True)
    ceased_on: Mapped[dt.date | None] = mapped_column(default=None)


class MissingPeriod(Base):
    """A time missing (M) or away without authorisation (A)."""

    __tablename__ = "missing_periods"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    return_id: Mapped[int] = mapped_column(sa.ForeignKey("returns.id"), index=True)
    kind: Mapped[str | None] = mapped_column(sa.String(1))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)


class YearOutcome(Base):
    """What a year's return says of a child looked after for twelve months or more (the OC2 file)."""

    __tablename__ = "year_outcomes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    return_id: Mapped[int] = mapped_column(sa.ForeignKey("returns.id"), index=True)
    sdq_score: Mapped[int | None] = mapped_column(default=None)
    sdq_reason: Mapped[str | None] = mapped_column(sa.String(4), default=None)
    convicted: Mapped[str | None] = mapped_column(sa.String(1), default=None)
    substance_misuse: Mapped[str | None] = mapped_column(sa.String(1), default=None)


class ReturnFact(Base):
    """A row of a smaller file of the return (reviews, previous permanence, placed for adoption, leavers, DoL orders).

    `file` names the file and `facts` holds its kept columns by their return names.
    """

    __tablename__ = "return_facts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    return_id: Mapped[int] = mapped_column(sa.ForeignKey("returns.id"), index=True)
    file: Mapped[str] = mapped_column(sa.String(20))
    facts: Mapped[dict[str, object]] = mapped_column(sa.JSON)
