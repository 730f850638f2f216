"""Scenarios that somebody kept: levers under a title, with who owns them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class KeptScenario(Base):
    """A scenario as its TOML document, kept by a named person; taken away, it stays in the record and off the list."""

    __tablename__ = "scenarios"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    title: Mapped[str] = mapped_column(sa.String(120))
    owner: Mapped[str] = mapped_column(sa.String(120))
    document: Mapped[str] = mapped_column(sa.Text)
    kept_at: Mapped[dt.datetime]
    kept_by: Mapped[str] = mapped_column(sa.String(120))
    taken_away_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    taken_away_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
