"""XLSX workbooks: values as they were last saved, formulas never evaluated, hostile files refused before reading."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from placements.importing.pages import Cell, Page, Unreadable, as_line

MAX_UNPACKED_BYTES = 300_000_000
MAX_PARTS = 5_000
MAX_ROWS = 250_000
MAX_COLUMNS = 1_000
_ENCRYPTED = 0x1
_SHEETS = "xl/worksheets/"
_SHEET_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_spreadsheet(path: Path) -> tuple[Page, ...]:
    """Every worksheet of a workbook. Raises Unreadable where it is damaged, protected or made to do harm."""
    has_formulas = _checked(path)
    values = _worksheets(path, saved_values=True)
    if not has_formulas:
        return tuple(_page(name, hidden, rows, {}) for name, hidden, rows in values)
    written = _worksheets(path, saved_values=False)
    return tuple(
        _page(name, hidden, rows, _formulas(rows_written))
        for (name, hidden, rows), (_, _, rows_written) in zip(values, written, strict=True)
    )


# --- before reading --------------------------------------------------------------------------------------------------


def _checked(path: Path) -> bool:
    """Look through the archive without unpacking it whole; return whether any cell holds a formula."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_harmful(path, archive.infolist())
            sheets = [part for part in archive.namelist() if part.startswith(_SHEETS) and part.endswith(".xml")]
            formulas = [_look_through(path, archive, part) for part in sheets]
            return any(formulas)
    except Exception as error:  # a damaged archive fails in as many ways as there are libraries
        raise _damaged(path, error) from error


def _refuse_harmful(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable(
            "file-protected",
            f"{path.name} is protected by a password.",
            do_next="Save a copy without a password and load that.",
        )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise Unreadable(
            "file-zip-bomb",
            f"{path.name} would unpack to {unpacked / 1e6:,.0f} MB in {len(parts)} parts;"
            f" the limit is {MAX_UNPACKED_BYTES / 1e6:,.0f} MB in {MAX_PARTS:,}.",
            do_next="Copy the rows that are needed into a new workbook and load that.",
        )


def _look_through(path: Path, archive: zipfile.ZipFile, part: str) -> bool:
    """Refuse rows out of order (a reader would drop them in silence) and sheets beyond any size; find formulas."""
    formulas, last = False, 0
    with archive.open(part) as source:
        for _, element in iterparse(source, forbid_dtd=True):
            if element.tag != f"{_SHEET_XML}row":
                continue
            number = int(element.get("r", last + 1))
            if not last < number <= MAX_ROWS:
                raise _disorder(path, part, f"row {number} follows row {last}; at most {MAX_ROWS:,} rows are read")
            last = number
            _check_cells(path, part, number, element)
            formulas = formulas or any(cell.find(f"{_SHEET_XML}f") is not None for cell in element)
            element.clear()
    return formulas


def _check_cells(path: Path, part: str, number: int, row: Element) -> None:
    before = 0
    for cell in row:
        place = cell.get("r")
        line, column = coordinate_to_tuple(place) if place else (number, before + 1)
        if line != number or not before < column:
            raise _disorder(path, part, f"cell {place} stands in row {number} after column {before}")
        if column > MAX_COLUMNS and len(cell):
            raise _disorder(path, part, f"cell {place} lies beyond column {MAX_COLUMNS:,}")
        before = column


def _disorder(path: Path, part: str, what: str) -> Unreadable:
    return Unreadable(
        "file-damaged",
        f"{path.name}, {part}: {what}.",
        do_next="Open the workbook, save it again as XLSX and load that.",
    )


def _damaged(path: Path, error: Exception) -> Unreadable:
    if isinstance(error, Unreadable):
        return error
    return Unreadable(
        "file-damaged",
        f"{path.name} is not a workbook that can be read ({type(error).__name__}).",
        do_next="Open it in a spreadsheet program, save it again as XLSX (or CSV UTF-8) and load that.",
    )


# --- reading ---------------------------------------------------------------------------------------------------------


def _worksheets(path: Path, *, saved_values: bool) -> list[tuple[str, bool, list[list[Cell]]]]:
    """Name, whether hidden, and rows of each worksheet; whatever the library trips over means a damaged file."""
    try:
        # What the library warns about is decoration that is not read.
        with path.open("rb") as file, warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(file, read_only=True, data_only=saved_values, keep_links=False)
            try:
                return [(str(sheet.title), sheet.sheet_state != "visible", _rows(sheet)) for sheet in book.worksheets]
            finally:
                book.close()
    except Exception as error:
        raise _damaged(path, error) from error


def _rows(sheet: object) -> list[list[Cell]]:
    cast(ReadOnlyWorksheet, sheet).reset_dimensions()  # what the file says of its own size need not be true
    rows = cast(Worksheet, sheet).iter_rows(min_row=1, min_col=1, values_only=True)
    return [[cast(Cell, cell) for cell in row[:MAX_COLUMNS]] for row in rows]


def _formulas(rows: list[list[Cell]]) -> dict[tuple[int, int], str]:
    """The text of each formula by line number and position; array formulas come as objects holding their text."""
    found: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows, start=1):
        for position, cell in enumerate(row):
            text = getattr(cell, "text", cell)
            if isinstance(text, str) and text.startswith("="):
                found[number, position] = text
    return found


def _page(name: str, hidden: bool, rows: list[list[Cell]], formulas: dict[tuple[int, int], str]) -> Page:
    for (number, position), text in formulas.items():
        if rows[number - 1][position] is None:
            rows[number - 1][position] = text
    lines = (as_line(number, cells) for number, cells in enumerate(rows, start=1))
    return Page(name, tuple(line for line in lines if line.filled), frozenset(formulas), hidden)
