"""One value of the record as a cell of a CSV file, and back: nothing is lost, and a spreadsheet runs nothing."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from placements.models.base import UtcDateTime

ESCAPE = "\\"
_STARTS = (ESCAPE, "=", "+", "-", "@", "\t", "\r")
Column = sa.Column[Any]


def cell_of(column: Column, value: object) -> str:
    """The cell: nothing for a null; words that are empty, or that a spreadsheet would run, begin with a backslash."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dt.date():
            return value.isoformat()
        case _ if isinstance(column.type, sa.JSON):
            return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        case enum.Enum():
            return _escaped(str(value.value))
        case str():
            return _escaped(value)
        case _:
            return str(value)


def value_of(column: Column, cell: str) -> object:
    """The value that a cell holds, of the column's type. Raises ValueError where it holds none."""
    if not cell:
        return None
    for kind, read in _READ:
        if isinstance(column.type, kind):
            return read(cell)
    choices = column.type.enum_class if isinstance(column.type, sa.Enum) else None
    return _plain(cell) if choices is None else choices(_plain(cell))


def _escaped(words: str) -> str:
    return ESCAPE + words if not words or words.startswith(_STARTS) else words


def _plain(cell: str) -> str:
    return cell.removeprefix(ESCAPE)


_READ: tuple[tuple[type[Any], Callable[[str], object]], ...] = (
    (UtcDateTime, dt.datetime.fromisoformat),
    (sa.Date, dt.date.fromisoformat),
    (sa.JSON, json.loads),
    (sa.Boolean, {"true": True, "false": False}.__getitem__),
    (sa.Integer, int),
)
