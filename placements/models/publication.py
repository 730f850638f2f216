"""What is published: figures frozen under a digest, signed by two people, released; and what others have published."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class ReleaseState(enum.StrEnum):
    """How far a release has come; a corrected one is replaced by its next edition, a withdrawn one is gone."""

    PREPARED = "prepared"
    RELEASED = "released"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Capacity(enum.StrEnum):
    """What a signature says: that the figures are right, or that they may be published, words read."""

    FIGURES = "figures"
    PUBLICATION = "publication"


class Release(Base):
    """One edition of one publication.

    `document` is what readers see and nothing else, and `digest` its SHA-256; `kept` holds the tables with their hidden
    truth, read only to audit later releases; `certificate` says how the audit went. `doubts` are the words that a
    second reader must look at. `released_at` is set exactly while readers see it, or saw it.
    """

    __tablename__ = "releases"
    __table_args__ = (
        sa.UniqueConstraint("name", "edition"),
        sa.CheckConstraint("edition = 1 or length(trim(because)) > 0", name="a_correction_has_a_reason"),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at is not null)", name="withdrawn_at_a_moment"),
        sa.CheckConstraint("state <> 'prepared' or released_at is null", name="prepared_is_not_released"),
        sa.CheckConstraint("state not in ('released', 'corrected') or released_at is not null", name="released_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(sa.String(80), index=True)
    edition: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    as_at: Mapped[dt.date]
    state: Mapped[ReleaseState]
    prepared_at: Mapped[dt.datetime]
    prepared_by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    document: Mapped[dict[str, Any]]
    kept: Mapped[list[Any]]
    certificate: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(sa.String(64))
    doubts: Mapped[list[Any]]
    because: Mapped[str] = mapped_column(sa.Text, default="")
    released_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    withdrawn_because: Mapped[str] = mapped_column(sa.Text, default="")


class Signature(Base):
    """A named person's signature on a release: once a person, once a capacity, on the digest that stood then."""

    __tablename__ = "signatures"
    __table_args__ = (
        sa.UniqueConstraint("release_id", "capacity"),
        sa.UniqueConstraint("by", "release_id"),
        sa.CheckConstraint("length(trim(by)) > 0", name="named_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("releases.id"), index=True)
    capacity: Mapped[Capacity]
    by: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[dt.datetime]
    digest: Mapped[str] = mapped_column(sa.String(64))
    words_read: Mapped[bool]


class ToldElsewhere(Base):
    """A table that others publish about the same children: it cannot be taken back, so every audit reads it too."""

    __tablename__ = "told_elsewhere"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    source: Mapped[str] = mapped_column(sa.String(200))
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    kept: Mapped[dict[str, Any]]
    noted_at: Mapped[dt.datetime]
    noted_by: Mapped[str] = mapped_column(sa.String(120))


class OthersFigure(Base):
    """A whole per cent that an authority, a region or the country publishes of the same as one of our headlines."""

    __tablename__ = "others_figures"
    __table_args__ = (sa.UniqueConstraint("name", "indicator", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(sa.String(80))
    indicator: Mapped[str] = mapped_column(sa.String(4))
    year: Mapped[int]
    percent: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(200))
