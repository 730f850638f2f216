"""Which columns tell what no page, paper, export or log shows by itself: each is marked where it is declared."""

from __future__ import annotations

import enum
from typing import Any, Final

import sqlalchemy as sa

_MARK = "guarded"


class Guarded(enum.StrEnum):
    """Why a column is guarded."""

    ADDRESS = "address"
    RESTRICTED = "restricted"
    SECRET = "secret"  # noqa: S105 - the name of a kind


ADDRESS: Final[dict[Any, Any]] = {_MARK: Guarded.ADDRESS}
"""Where a child, a carer or somebody feared lives: shown to a named person who says why, and to nobody else."""
RESTRICTED: Final[dict[Any, Any]] = {_MARK: Guarded.RESTRICTED}
"""Kept for the record alone: shown on no page."""
SECRET: Final[dict[Any, Any]] = {_MARK: Guarded.SECRET}
"""What would let somebody in: shown to nobody."""


def guarded_columns(metadata: sa.MetaData) -> list[tuple[sa.Column[Any], Guarded]]:
    """Every guarded column of the record with why it is guarded, by table and name."""
    found = (column for table in metadata.sorted_tables for column in table.columns if _MARK in column.info)
    return sorted(((one, Guarded(one.info[_MARK])) for one in found), key=lambda pair: str(pair[0]))
