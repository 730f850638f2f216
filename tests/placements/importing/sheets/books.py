"""Small workbooks and CSV files, and loading them as an administrator of an invented council."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import sqlalchemy as sa

from placements.importing.load import import_noun
from placements.importing.outcome import ImportResult
from placements.permissions import Role, Viewer

ADMIN = Viewer("Ada Invented", Role.ADMINISTRATOR)
TODAY = dt.date(2026, 6, 5)
Rows = Sequence[Any]


def workbook(path: Path, sheets: Mapping[str, Any]) -> Path:
    """Write a workbook of these sheets, cell by cell."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for position, value in enumerate(row, start=1):
                if value is not None:
                    page.cell(number, position, value)
    book.save(path)
    return path


def csv_file(path: Path, rows: Rows, delimiter: str = ",") -> Path:
    """Write a CSV file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(
            [["" if cell is None else cell for cell in row] for row in rows]
        )
    return path


def load(engine: sa.Engine, noun: str, path: Path, **more: Any) -> ImportResult:
    """Load a file as of 5 June 2026, and hold that no row is lost or counted twice."""
    result = import_noun(engine, ADMIN, noun, path, **({"as_at": TODAY} | more))
    assert result.accepted + result.rejected == result.read
    assert not (result.refused and result.accepted)
    return result


def taken(engine: sa.Engine, noun: str, path: Path, **more: Any) -> ImportResult:
    """Load a file that must be accepted whole."""
    result = load(engine, noun, path, **more)
    assert not result.refused, errors(result)
    assert result.rejected == 0, errors(result)
    return result


def errors(result: ImportResult) -> list[tuple[str, int | None, str]]:
    """Rule, row and sentence of everything that stops a load."""
    return [(fault.rule, fault.row, fault.message) for fault in result.findings if fault.level.value == "E"]


def rules(result: ImportResult) -> list[str]:
    """The rules of all findings, in order."""
    return [fault.rule for fault in result.findings]
