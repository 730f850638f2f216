"""Workbooks in the very shape that the importers read, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook

from placements.importing.catalogue import noun_named
from placements.importing.nouns import Sheet

Row = Mapping[str, object]
"""A row by column name; a column left out is a blank cell."""

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")
_FIXED = rb"\g<1>2026-06-05T00:00:00Z\g<2>"


def write_workbook(path: Path, noun: str, rows: Mapping[str, Iterable[Row]], title: str | None = None) -> None:
    """Write a list's workbook: every sheet of the noun, a title if it has one, all its headings and the rows given."""
    book = Workbook(write_only=True)
    for sheet in noun_named(noun).sheets:
        page = book.create_sheet(sheet.name)
        columns = [column.name for column in sheet.columns]
        if title:
            page.append([title])
        page.append(columns)
        for row in rows.get(sheet.name, ()):
            page.append(_cells(sheet, columns, row))
    raw = io.BytesIO()
    book.save(raw)
    path.write_bytes(_without_times(raw.getvalue()))


def _cells(sheet: Sheet, columns: list[str], row: Row) -> list[object]:
    """The cells of a row in the order of the columns. Raises KeyError for a column that the sheet does not have."""
    unknown = row.keys() - set(columns)
    if unknown:
        raise KeyError(f"The sheet {sheet.name} has no column: {', '.join(sorted(unknown))}.")
    return [row.get(name) if row.get(name) != "" else None for name in columns]


def _without_times(raw: bytes) -> bytes:
    """The same workbook with the day it was written taken out of the archive and of its properties."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(_FIXED, content)
            target.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED, 6)
    return fixed.getvalue()
