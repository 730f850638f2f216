"""Empty, explained workbooks for every list that can be loaded."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from placements.importing.catalogue import noun_named
from placements.importing.nouns import Column, Kind, Noun, Sheet
from placements.importing.sheet_pages import LISTS_TITLE, NOTES_TITLE

_ROWS = 2_000
_HEADING = Font(name="Arial", bold=True)
_NEEDED = PatternFill("solid", start_color="FFF2CC")
_WRAP = Alignment(wrap_text=True, vertical="top")
_FORMATS = {
    Kind.DATE: "DD/MM/YYYY",
    Kind.MONTH: "MMM YYYY",
    Kind.MOMENT: "DD/MM/YYYY HH:MM",
    Kind.MONEY: "#,##0.00",
    Kind.SIGNED_MONEY: "#,##0.00",
    Kind.WHOLE: "0",
}
_HOW = {
    Kind.TEXT: "words",
    Kind.DATE: "a day, written day first",
    Kind.MONTH: "a month, or any day of it",
    Kind.MOMENT: "a day and time",
    Kind.WHOLE: "a whole number",
    Kind.MONEY: "pounds and pence",
    Kind.SIGNED_MONEY: "pounds and pence, a credit with a minus",
    Kind.PERCENT: "percent",
    Kind.YES_NO: "yes, no, unknown; blank where it was not asked",
    Kind.LIST: "one or several, parted by semicolons",
    Kind.CHOICE: "one of the list",
    Kind.POSTCODE: "a full postcode",
}
_EXAMPLES = {
    Kind.TEXT: "A-1",
    Kind.DATE: "05/06/2026",
    Kind.MONTH: "Jun 2026",
    Kind.MOMENT: "05/06/2026 17:00",
    Kind.WHOLE: "2",
    Kind.MONEY: "£1,234.50",
    Kind.SIGNED_MONEY: "-£1,234.50",
    Kind.PERCENT: "3.55",
    Kind.YES_NO: "yes",
    Kind.LIST: "first;second",
    Kind.POSTCODE: "YO1 7PR",
}
_ABOUT = (
    "Fill in the sheets named after the list; leave out sheets and columns that you do not need, except those marked.",
    "Blank, none, unknown and not asked are four different things: write none or unknown where you know which.",
    "Days are read day first. The first line of each sheet must stay. This sheet is not read.",
)


def write_template(noun: str, path: Path) -> None:
    """Write an empty workbook for a list of the catalogue: a sheet for each sheet of the list, and notes.

    Raises Refused where there is no such list.
    """
    wanted = noun_named(noun)
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = [(sheet, book.create_sheet(sheet.name)) for sheet in wanted.sheets]
    _write_notes(wanted, book.create_sheet("Notes"))
    lists = _write_lists(wanted, book.create_sheet("Lists"))
    for sheet, page in sheets:
        _write_sheet(sheet, page, lists)
    book.save(path)


def _write_sheet(sheet: Sheet, page: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    for position, column in enumerate(sheet.columns, start=1):
        cell = page.cell(1, position, column.name)
        cell.font = _HEADING
        if column.required:
            cell.fill = _NEEDED
        letter = get_column_letter(position)
        page.column_dimensions[letter].width = max(12, len(column.name) + 4)
        page.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "@")
        if choices := _choices(column):
            page.add_data_validation(_validation(f"{letter}2:{letter}{_ROWS}", lists[choices]))
    page.freeze_panes = "A2"


def _validation(cells: str, choices: str) -> DataValidation:
    """A list to choose from that warns and does not forbid: other spellings are understood too."""
    validation = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=True)
    validation.errorStyle = "warning"
    validation.error = "This is not one of the list."
    validation.add(cells)
    return validation


def _write_notes(noun: Noun, page: Worksheet) -> None:
    page.append([NOTES_TITLE])
    page.append([f"{noun.explain}."])
    for line in _ABOUT:
        page.append([line])
    page.append([])
    page.append(["Sheet", "Column", "Needed", "Meaning", "Written as", "Choices", "Also known as", "Example"])
    for number in (1, page.max_row):
        for cell in page[number]:
            cell.font = _HEADING
    for sheet in noun.sheets:
        page.append([sheet.name, "", "", sheet.explain])
        for column in sheet.columns:
            page.append(_note(column))
    for letter, width in zip("ABCDEFGH", (16, 22, 8, 60, 30, 50, 30, 18), strict=True):
        page.column_dimensions[letter].width = width
    for row in page.iter_rows(min_row=len(_ABOUT) + 4):
        for cell in row:
            cell.alignment = _WRAP


def _note(column: Column) -> list[str]:
    example = column.choices[0] if column.choices else _EXAMPLES[column.kind]
    needed = "needed" if column.required else ""
    return [
        "",
        column.name,
        needed,
        column.explain,
        _HOW[column.kind],
        ", ".join(column.choices),
        ", ".join(column.also),
        example,
    ]


def _write_lists(noun: Noun, page: Worksheet) -> dict[tuple[str, ...], str]:
    """Write each list of choices in a column of its own; return where each stands."""
    page.cell(1, 1, LISTS_TITLE).font = _HEADING
    every = dict.fromkeys(choices for sheet in noun.sheets for column in sheet.columns if (choices := _choices(column)))
    places = {}
    for position, choices in enumerate(every, start=1):
        for number, choice in enumerate(choices, start=2):
            page.cell(number, position, choice)
        letter = get_column_letter(position)
        places[choices] = f"Lists!${letter}$2:${letter}${len(choices) + 1}"
    return places


def _choices(column: Column) -> tuple[str, ...]:
    return ("yes", "no", "unknown") if column.kind is Kind.YES_NO else column.choices
