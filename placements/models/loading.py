"""What was loaded, what was wrong with it, who was set aside, how other people's columns are read, doubtful ids."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base


class Level(enum.StrEnum):
    """E stops acceptance; W is kept and listed."""

    ERROR = "E"
    WARNING = "W"


class MatchState(enum.StrEnum):
    """Whether two references were found to be one child: surely, perhaps (a person is asked), or not."""

    MATCHED = "matched"
    DOUBTFUL = "doubtful"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Import(Base):
    """One load of one noun from one or more files, with its counts and the digest of what was read.

    accepted + rejected = read. `digest` is the SHA-256 by which a file is known again.
    """

    __tablename__ = "imports"
    __table_args__ = (sa.CheckConstraint("accepted + rejected = read_rows", name="nothing_dropped"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    noun: Mapped[str] = mapped_column(sa.String(30))
    path: Mapped[str] = mapped_column(sa.String(400))
    at: Mapped[dt.datetime]
    by: Mapped[str] = mapped_column(sa.String(120))
    read_rows: Mapped[int]
    accepted: Mapped[int]
    rejected: Mapped[int]
    set_aside_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    digest: Mapped[str] = mapped_column(sa.String(64), default="")


class Finding(Base):
    """Something a check found: file, row, column, rule, value and a sentence; kept with the import it came in."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("imports.id"), index=True)
    file: Mapped[str] = mapped_column(sa.String(200))
    row: Mapped[int | None]
    column: Mapped[str | None] = mapped_column(sa.String(80))
    rule: Mapped[str] = mapped_column(sa.String(40), index=True)
    level: Mapped[Level]
    value: Mapped[str | None] = mapped_column(sa.Text)
    message: Mapped[str] = mapped_column(sa.Text)
    child: Mapped[str | None] = mapped_column(sa.String(40), default=None)


class SetAside(Base):
    """A child left out of a load by a named person because of findings of level E."""

    __tablename__ = "set_aside"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("imports.id"), index=True)
    child: Mapped[str] = mapped_column(sa.String(40), index=True)
    by: Mapped[str] = mapped_column(sa.String(120))
    still: Mapped[bool] = mapped_column(default=True)


class ColumnMapping(Base):
    """How the columns of somebody's sheet are read, learnt once: {their heading: our column}."""

    __tablename__ = "column_mappings"
    __table_args__ = (sa.UniqueConstraint("noun", "headings_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    noun: Mapped[str] = mapped_column(sa.String(30))
    headings_digest: Mapped[str] = mapped_column(sa.String(64))
    columns: Mapped[dict[str, object]] = mapped_column(sa.JSON)
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[str] = mapped_column(sa.String(120))


class IdMatch(Base):
    """A reference in a list and the child it was matched to, with why; a doubtful one waits for a person.

    `reason` is the person's own; `joined` what two records that became one had before, so that it can be undone.
    """

    __tablename__ = "id_matches"
    __table_args__ = (sa.UniqueConstraint("list_ref", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    list_ref: Mapped[str] = mapped_column(sa.String(40))
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("children.id"), index=True)
    state: Mapped[MatchState]
    because: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[dt.datetime]
    by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    reason: Mapped[str | None] = mapped_column(sa.Text, default=None)
    joined: Mapped[dict[str, object] | None] = mapped_column(sa.JSON, default=None)


class HomeMatch(Base):
    """A home's name as a list writes it and the home it was found to be; a doubtful one waits for a person."""

    __tablename__ = "home_matches"
    __table_args__ = (sa.UniqueConstraint("list_text", "home_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    list_text: Mapped[str] = mapped_column(sa.String(200))
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("homes.id"), index=True)
    state: Mapped[MatchState]
    because: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[dt.datetime]
    by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    reason: Mapped[str | None] = mapped_column(sa.Text, default=None)
