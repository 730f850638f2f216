"""The findings of a load as a file that a person can open, sort and work through."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from placements.importing.outcome import Fault, ImportResult
from placements.models.loading import Finding

COLUMNS = ("file", "row", "column", "rule", "level", "value", "message")
# What a spreadsheet program would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_findings(result: ImportResult, path: Path) -> None:
    """Write every finding as a row of a CSV file."""
    path.write_bytes(as_csv(result.findings))


def as_csv(found: Iterable[Fault | Finding]) -> bytes:
    """Every finding as a row of CSV in UTF-8; nothing in it can run as a formula when it is opened."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow([_harmless(getattr(one, column)) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    """The value, with an apostrophe in front where a spreadsheet would run it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
