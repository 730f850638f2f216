"""A paper as an Excel workbook (XLSX): cover, notes, a sheet for each table; no hidden sheet, no formula, no maker."""

from __future__ import annotations

import io
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from api.reports.packing import NO_MOMENT, packed_alike
from api.reports.paper import LANGUAGE, Kind, Paper, Table
from api.reports.workbook import Sheet, Value, in_sheet, sheets_of

FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.PER_CENT: "0%",
    Kind.MONEY: "£#,##0.00",
    Kind.DAY: "D MMMM YYYY",
}
WIDE, NARROW = 48, 18


def as_xlsx(paper: Paper) -> bytes:
    """The paper's tables as a workbook, the same bytes every time. Raises Refused where it has none."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets_of(paper):
        _fill(book.create_sheet(sheet.name), sheet)
    kept = book.properties
    kept.title, kept.creator, kept.lastModifiedBy, kept.language = paper.title, paper.council, paper.council, LANGUAGE
    kept.created = kept.modified = NO_MOMENT
    written = io.BytesIO()
    book.save(written)
    return packed_alike(written)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for row, line in enumerate(sheet.lines, start=1):
        cell = _put(page, row, 1, line)
        cell.font = Font(bold=row == 1, size=14 if row == 1 else 11)
        cell.alignment = Alignment(wrap_text=sheet.table is None)
    page.column_dimensions["A"].width = WIDE * 2 if sheet.table is None else WIDE
    if sheet.table is not None:
        _table(page, sheet.table, len(sheet.lines) + 1)


def _table(page: Worksheet, table: Table, top: int) -> None:
    for place, column in enumerate(table.columns, start=1):
        cell = _put(page, top, place, column.name)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        if place > 1:
            page.column_dimensions[get_column_letter(place)].width = NARROW
    for down, row in enumerate(table.rows, start=top + 1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True), start=1):
            _put(page, down, place, in_sheet(column, value), FORMATS.get(column.kind))


def _put(page: Worksheet, row: int, place: int, value: Value, number_format: str | None = None) -> Cell:
    """Fill a cell; words are words even where they begin as a formula does."""
    cell = cast(Cell, page.cell(row, place))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    else:
        cell.number_format = number_format or "General"
    return cell
