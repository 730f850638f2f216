"""The findings of a load as a file that a person can open, sort and work through."""

from __future__ import annotations

import csv
from pathlib import Path

from placements.importing.outcome import ImportResult

COLUMNS = ("file", "row", "column", "rule", "level", "value", "message")
# What a spreadsheet program would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_findings(result: ImportResult, path: Path) -> None:
    """Write every finding as a row of a CSV file in UTF-8; nothing in it can run as a formula when it is opened."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for fault in result.findings:
            facts = fault.as_json()
            writer.writerow([_harmless(facts[column]) for column in COLUMNS])


def _harmless(value: object) -> object:
    """The value, with an apostrophe in front where a spreadsheet would run it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
