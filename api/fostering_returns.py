"""The fostering return's figures of places as a workbook: the figures as they load again, and the rows behind each."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from api.shapes.supply import Supply
from placements.importing.catalogue import noun_named

ABOUT = (
    "approved = filled + vacant + not available; a child beyond the approved number is counted as over.",
    "The sheet rows says of which households each figure is made. It names no child.",
)
_ROWS = ("kind", "figure", "home", "places")


def write_fostering_return(found: Supply, path: Path) -> None:
    """Write the figures (the sheet that `homeward import fostering-return` reads), their rows and what they mean."""
    book = Workbook()
    figures = book.worksheets[0]
    figures.title = "places"
    source = f"counted by homeward, position of {found.position_on or 'an unknown day'}"
    _fill(figures, tuple(column.name for column in noun_named("fostering-return").sheets[0].columns))
    for one in found.fostering_return:
        figures.append([one.kind.value, one.figure, one.places, found.on, source])
    rows = book.create_sheet("rows")
    _fill(rows, _ROWS)
    for one in found.fostering_return:
        for home, places in one.homes.items():
            rows.append([one.kind.value, one.figure, home, places])
    about = book.create_sheet("Notes")
    for line in (*ABOUT, *found.notes):
        about.append([line])
    book.save(path)


def _fill(page: Worksheet, headings: tuple[str, ...]) -> None:
    page.append(list(headings))
    for cell in page[1]:
        cell.font = Font(bold=True)
    for letter in "ABCDE":
        page.column_dimensions[letter].width = 22
    page.freeze_panes = "A2"
