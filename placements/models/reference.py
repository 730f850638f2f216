"""Reference tables: the authority, its neighbours, its population, postcodes and schools."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class Authority(Base):
    """An upper-tier authority; exactly one is `responsible`, the council whose record this is."""

    __tablename__ = "authorities"

    la_code: Mapped[str] = mapped_column(sa.String(9), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    region: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    responsible: Mapped[bool] = mapped_column(default=False)
    adjoining_complete: Mapped[bool] = mapped_column(default=False)


class Adjoining(Base):
    """Two authorities whose boundaries touch; both orders are stored."""

    __tablename__ = "adjoining"

    la_code: Mapped[str] = mapped_column(sa.String(9), primary_key=True)
    adjoins: Mapped[str] = mapped_column(sa.String(9), primary_key=True)


class Population(Base):
    """Mid-year population aged 0 to 17."""

    __tablename__ = "populations"

    la_code: Mapped[str] = mapped_column(sa.String(9), primary_key=True)
    mid_year: Mapped[int] = mapped_column(primary_key=True)
    children: Mapped[int]


class Postcode(Base):
    """A postcode without spaces, its National Grid reference in metres and its authority."""

    __tablename__ = "postcodes"

    postcode: Mapped[str] = mapped_column(sa.String(7), primary_key=True)
    easting: Mapped[int]
    northing: Mapped[int]
    la_code: Mapped[str] = mapped_column(sa.String(9))


class School(Base):
    """A school by its URN, with its postcode and phase where known."""

    __tablename__ = "schools"

    urn: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(160))
    postcode: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    phase: Mapped[str | None] = mapped_column(sa.String(60), default=None)
    open: Mapped[bool | None] = mapped_column(default=None)
    as_of: Mapped[dt.date | None] = mapped_column(default=None)


class Setting(Base):
    """A setting of the installation kept with the data: whether it is a demonstration, when vacancies go stale."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    value: Mapped[str] = mapped_column(sa.Text)
