"""Many rows into one table, a part at a time so that no more than a part is ever held as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from placements.models.base import Base
from placements.unit_of_work import UnitOfWork

_AT_ONCE = 10_000


def insert_columns(work: UnitOfWork, model: type[Base], columns: Mapping[str, Sequence[Any]]) -> None:
    """Add rows given as columns of equal length."""
    names = list(columns)
    lists = list(columns.values())
    work.session.flush()
    for start in range(0, len(lists[0]), _AT_ONCE):
        part = zip(*(values[start : start + _AT_ONCE] for values in lists), strict=True)
        insert_rows(work, model, [dict(zip(names, values, strict=True)) for values in part])


def insert_rows(work: UnitOfWork, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Add rows that all name the same columns, in one statement carried out many times."""
    if rows:
        work.session.connection().execute(sa.insert(model.__table__), rows)  # type: ignore[arg-type]
