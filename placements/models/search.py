"""Searches that were made and what each showed, so that a decision can be read again exactly as it was seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class Seen(Base):
    """What somebody was shown, kept once under the SHA-256 of its canonical form."""

    __tablename__ = "seen"

    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class Search(Base):
    """One search: what was asked, by whom, when, under which versions of rules, weights and data, and what it showed.

    `referral_id` is blank for a search from a file; `asked` keeps what was asked for.
    """

    __tablename__ = "searches"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    asked: Mapped[str] = mapped_column(sa.String(400))
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    versions: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    digest: Mapped[str] = mapped_column(sa.ForeignKey("seen.digest"))
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referrals.id"), default=None, index=True)


class Shortlist(Base):
    """Options chosen from a search to be compared; names stay hidden until somebody, by name, asks to see them.

    `options` holds, in order, the rank of each option chosen from the search.
    """

    __tablename__ = "shortlists"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    search_id: Mapped[int] = mapped_column(sa.ForeignKey("searches.id"), index=True)
    options: Mapped[list[Any]] = mapped_column(sa.JSON)
    hidden: Mapped[bool]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str] = mapped_column(sa.String(120))
    revealed_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    revealed_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
