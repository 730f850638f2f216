"""Leaving out what failed: with a row, everything the file says of its child, household or home."""

from __future__ import annotations

from collections.abc import Iterable

from placements.importing.nouns import Noun
from placements.importing.outcome import Fault
from placements.importing.rows import Row
from placements.models.loading import Level

# The columns that say whose row it is, where that is not the first column of the noun's first sheet alone.
_WHOSE = {"carers": ("household", "home"), "children": ("child", "child_a", "child_b")}


def whose(noun: Noun, row: Row) -> frozenset[str]:
    """The references of those the row is about."""
    columns = _WHOSE.get(noun.name, noun.sheets[0].key[:1])
    return frozenset(value for column in columns if isinstance(value := row.values.get(column), str))


def cannot_be_set_aside(errors: Iterable[Fault], rows: dict[str, list[Row]]) -> bool:
    """Whether the file itself is wrong, and not only rows of it: no leaving out mends that."""
    known = {(row.file, row.number) for sheet in rows.values() for row in sheet}
    return any((fault.file, fault.row) not in known for fault in errors)


def left_out(noun: Noun, rows: dict[str, list[Row]], faults: Iterable[Fault]) -> frozenset[str]:
    """The references of everyone with a row that failed."""
    failed = _failed(faults)
    found = (whose(noun, row) for sheet in rows.values() for row in sheet if (row.file, row.number) in failed)
    return frozenset().union(*found)


def fails_unnamed(noun: Noun, rows: dict[str, list[Row]], faults: Iterable[Fault]) -> bool:
    """Whether a row failed of which it cannot be said whose it is."""
    failed = _failed(faults)
    return any((row.file, row.number) in failed and not whose(noun, row) for sheet in rows.values() for row in sheet)


def without(
    noun: Noun, rows: dict[str, list[Row]], faults: Iterable[Fault], out: frozenset[str]
) -> dict[str, list[Row]]:
    """The rows that neither failed nor are about anybody left out."""
    failed = _failed(faults)
    return {
        name: [row for row in sheet if (row.file, row.number) not in failed and not whose(noun, row) & out]
        for name, sheet in rows.items()
    }


def _failed(faults: Iterable[Fault]) -> set[tuple[str, int | None]]:
    return {(fault.file, fault.row) for fault in faults if fault.level is Level.ERROR}
