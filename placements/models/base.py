"""What every table of the record shares: naming, types and how a fact says where it came from."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column


class UtcDateTime(sa.TypeDecorator[dt.datetime]):
    """A moment, always aware and in UTC; a moment without a time zone is refused rather than guessed."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Keep the zone where the database can (PostgreSQL); SQLite holds UTC by convention."""
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Refuse a naive moment; hand the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"The moment {value.isoformat()} has no time zone. Give it one (UTC).")
        utc = value.astimezone(dt.UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Return an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _stored_values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """The declarative base: closed lists are stored by their value, money is whole pence in a big integer."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UtcDateTime(),
        enum.Enum: sa.Enum(enum.Enum, native_enum=False, length=40, values_callable=_stored_values),
        dict[str, Any]: sa.JSON(),
        list[Any]: sa.JSON(),
        list[str]: sa.JSON(),
    }


class Known(enum.StrEnum):
    """Yes, no, or one of the two ways of not knowing, which are never confused with no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Answer(enum.StrEnum):
    """How a question was answered: with facts, with "none", with "unknown", or never put."""

    GIVEN = "given"
    NONE = "none"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Sex(enum.StrEnum):
    """Sex as the return holds it since 2024/25; earlier returns' 1 and 2 are read as M and F."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


class Stated(MappedAsDataclass, kw_only=True):
    """Mixed into every fact: when it was true, who or what said so."""

    as_of: Mapped[dt.date]
    source: Mapped[str] = mapped_column(sa.String(200))
    author: Mapped[str | None] = mapped_column(sa.String(120), default=None)
