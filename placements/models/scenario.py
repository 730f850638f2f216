"""Scenarios and programmes that somebody kept: what is assumed, under a title, with who owns it."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class KeptKind(enum.StrEnum):
    """What was kept: levers of a forecast, or a programme to invest in."""

    SCENARIO = "scenario"
    PROGRAMME = "programme"


class KeptScenario(Base):
    """A scenario or programme as its TOML document, kept by a named person.

    Taken away, it stays in the record and off the list.
    """

    __tablename__ = "scenarios"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    title: Mapped[str] = mapped_column(sa.String(120))
    owner: Mapped[str] = mapped_column(sa.String(120))
    document: Mapped[str] = mapped_column(sa.Text)
    kept_at: Mapped[dt.datetime]
    kept_by: Mapped[str] = mapped_column(sa.String(120))
    kind: Mapped[KeptKind] = mapped_column(default=KeptKind.SCENARIO)
    taken_away_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    taken_away_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
