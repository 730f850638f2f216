"""The rows of one sheet, read: every value where our column says, every fault where a person will look for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from placements.importing.cells import Trouble, Value, as_text, read_cell
from placements.importing.headings import Headed
from placements.importing.mapping import ColumnsRead
from placements.importing.nouns import Sheet
from placements.importing.outcome import Fault
from placements.importing.pages import Line
from placements.importing.wording import plain, same_text
from placements.models.base import Known
from placements.models.loading import Level

_TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sub total"})


@dataclass(frozen=True)
class Row:
    """One row of data: the value of each column that the sheet has, as it was written, and where it stands.

    A row that `repeats` says nothing that an earlier row did not say: it is counted, and not written twice.
    """

    file: str
    number: int
    values: Mapping[str, Value]
    written: Mapping[str, str]
    shown: Mapping[str, str]
    repeats: bool = False

    def has(self, column: str) -> bool:
        """Whether the sheet has the column at all: a blank cell is not an absent column."""
        return column in self.values

    def text(self, column: str) -> str | None:
        """The words, or the value of a choice, a list's code or a postcode; None where blank."""
        return cast("str | None", self.values.get(column)) or None

    def words(self, column: str) -> str:
        """The words of a column that may not be blank."""
        return self.text(column) or ""

    def day(self, column: str) -> dt.date | None:
        """The day; None where blank."""
        return cast("dt.date | None", self.values.get(column))

    def moment(self, column: str) -> dt.datetime | None:
        """The moment in UTC; None where blank."""
        return cast("dt.datetime | None", self.values.get(column))

    def whole(self, column: str) -> int | None:
        """The number or the pence; None where blank."""
        return cast("int | None", self.values.get(column))

    def known(self, column: str) -> Known:
        """Yes, no or unknown; blank is "not asked"."""
        return Known(self.text(column) or Known.NOT_ASKED)

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a list; empty where blank."""
        return cast("tuple[str, ...]", self.values.get(column) or ())

    def fault(
        self, rule: str, message: str, column: str | None = None, level: Level = Level.ERROR, child: str | None = None
    ) -> Fault:
        """A finding about this row, or about its cell under a column."""
        heading = None if column is None else self.shown.get(column, column)
        value = None if column is None else self.written.get(column)
        return Fault(self.file, self.number, heading, rule, level, value, message, child)


def read_rows(
    file: str, sheet: Sheet, headed: Headed, columns: ColumnsRead, today: dt.date
) -> tuple[list[Row], list[Fault]]:
    """Every row below the headings, and what is wrong with their cells; notes and repeated headings are listed."""
    rows: list[Row] = []
    faults: list[Fault] = []
    for line in headed.below:
        if note := _no_row(line, sheet, columns, headed.lines):
            shown = " | ".join(as_text(cell) for cell in line.cells if cell is not None)
            faults.append(Fault(file, line.number, None, note[0], Level.WARNING, shown[:500], note[1]))
            continue
        row, troubles = _read_row(file, sheet, line, columns, today)
        rows.append(row)
        faults += troubles
        faults += _beyond(file, line, headed)
    return _with_repeats(sheet, rows, faults), faults


def _no_row(line: Line, sheet: Sheet, columns: ColumnsRead, heading_lines: tuple[Line, ...]) -> tuple[str, str] | None:
    """Why a line is no row of data: it repeats the headings, or it is a note or a sum below the list."""
    texts = {position: plain(as_text(cell)) for position, cell in enumerate(line.cells) if cell is not None}
    if len(texts) > 1 and any(line.cells == headings.cells for headings in heading_lines):
        return "row-headings-again", "The headings stand here again; the line is not read as data."
    if texts and next(iter(texts.values())) in _TOTALS:
        return "row-note", "A line of totals is not read as data."
    [position, *others] = texts
    column = columns.columns.get(position)
    if not others and len(columns.columns) > 1:
        is_key = column is not None and column.name == sheet.key[0]
        if not is_key or " " in texts[position]:
            return "row-note", "A line with words in one cell alone is taken for a note, not read as data."
    return None


def _read_row(file: str, sheet: Sheet, line: Line, columns: ColumnsRead, today: dt.date) -> tuple[Row, list[Fault]]:
    values: dict[str, Value] = {}
    written: dict[str, str] = {}
    troubles: list[tuple[str, Trouble]] = []
    for position, column in columns.columns.items():
        cell = line.at(position)
        written[column.name] = as_text(cell)[:500]
        value = read_cell(column, cell, today)
        trouble = value if isinstance(value, Trouble) else None
        if trouble:
            troubles.append((column.name, trouble))
        stopped = trouble is not None and trouble.level is Level.ERROR
        if column.required and not stopped and (value is None or trouble):
            troubles.append((column.name, Trouble("cell-required", f"{column.explain}: this must be filled in.")))
        values[column.name] = None if isinstance(value, Trouble) else value
    row = Row(file, line.number, values, written, columns.shown)
    return row, [row.fault(trouble.rule, trouble.message, name, trouble.level) for name, trouble in troubles]


def _beyond(file: str, line: Line, headed: Headed) -> list[Fault]:
    """Cells under no heading: in a CSV file a sign that the columns are shifted, in a workbook something not read."""
    headings = {heading.position for heading in headed.headings}
    beyond = [position for position, cell in enumerate(line.cells) if cell is not None and position not in headings]
    if not beyond:
        return []
    value = as_text(line.cells[beyond[0]])[:500]
    if headed.page.strict_width and beyond[-1] > max(headings):
        message = "The row has more cells than there are headings: a delimiter or quotation mark shifts its columns."
        return [Fault(file, line.number, None, "row-shifted", Level.ERROR, value, message)]
    message = "The cell stands under no heading and is not read. Give its column a heading."
    return [Fault(file, line.number, None, "cell-without-heading", Level.WARNING, value, message)]


def _with_repeats(sheet: Sheet, rows: list[Row], faults: list[Fault]) -> list[Row]:
    """Mark rows whose key stood before: the same facts are harmless and listed, different facts are for a person."""
    first: dict[tuple[Value, ...], Row] = {}
    marked = []
    for row in rows:
        key = tuple(row.values.get(name) for name in sheet.key)
        # A key that is not complete says nothing about being the same.
        earlier = row if None in key else first.setdefault(key, row)
        same = earlier is not row and all(_alike(earlier.values[name], value) for name, value in row.values.items())
        marked.append(replace(row, repeats=same))
        if earlier is row:
            continue
        called = ", ".join(str(part) for part in key)
        if same:
            message = f"{called} stands here again as in row {earlier.number}; it is kept once."
            faults.append(row.fault("row-twice", message, sheet.key[0], Level.WARNING))
        else:
            faults += _at_odds(called, sheet.key[0], earlier, row)
    return marked


def _alike(one: Value, other: Value) -> bool:
    """Whether two values are one fact; case and spaces make no difference to words."""
    return same_text(one, other) if isinstance(one, str) and isinstance(other, str) else one == other


def _at_odds(called: str, column: str, earlier: Row, row: Row) -> list[Fault]:
    differ = [row.shown[name] for name, value in row.values.items() if not _alike(earlier.values[name], value)]
    message = (
        f"{called} stands in rows {earlier.number} and {row.number} with different facts ({', '.join(differ)})."
        " Keep the right one."
    )
    return [one.fault("row-twice", message, column) for one in (earlier, row)]
