"""What is to be said about the headings of a sheet and the lines above them."""

from __future__ import annotations

from collections import Counter

from placements.importing.headings import Headed
from placements.importing.mapping import ColumnsRead, nearest_heading
from placements.importing.nouns import Sheet
from placements.importing.outcome import Fault
from placements.models.loading import Level

_FULL_LINE = 3
_MANY_UNUSED = 12


def column_faults(file: str, sheet: Sheet, headed: Headed, columns: ColumnsRead) -> list[Fault]:
    """What is to be said of how the headings are read: missing, contested, likened and unused ones."""
    number = headed.lines[-1].number
    found = ", ".join(heading.shown for heading in headed.headings)[:500]

    def fault(heading: str | None, rule: str, level: Level, message: str) -> Fault:
        return Fault(file, number, heading, rule, level, None if heading is None else found, message)

    faults = []
    for column in columns.missing:
        nearest = nearest_heading(column, columns.unlike or headed.headings)
        hint = f" The nearest heading is {nearest!r}." if nearest else ""
        message = f"There is no column for {column.name} ({column.explain}). Headings found: {found}.{hint}"
        faults.append(fault(column.name, "column-missing", Level.ERROR, f"{message} Rename one, or give the mapping."))
    for column, headings in columns.contested:
        both = " and ".join(repr(heading.shown) for heading in headings)
        message = f"{both} both read as {column.name}. Rename one, or give the mapping."
        faults.append(fault(headings[0].shown, "column-twice", Level.ERROR, message))
    for heading, column in columns.likened:
        message = f"{heading.shown!r} is read as {column.name} ({column.explain}), which it is most like."
        faults.append(fault(heading.shown, "column-likened", Level.WARNING, message))
    return faults + _unused(file, number, sheet, columns)


def _unused(file: str, number: int, sheet: Sheet, columns: ColumnsRead) -> list[Fault]:
    """A finding for each heading not read; one for them all where a wide public list has many."""
    shown = [heading.shown for heading in columns.unlike]
    if len(shown) > _MANY_UNUSED:
        message = f"{len(shown)} columns are not among those of {sheet.name} and are not read."
        return [Fault(file, number, None, "column-unused", Level.WARNING, ", ".join(shown), message)]
    message = "The column {!r} is not among those of {} and is not read."
    return [
        Fault(file, number, heading, "column-unused", Level.WARNING, heading, message.format(heading, sheet.name))
        for heading in shown
    ]


def formula_faults(file: str, headed: Headed, columns: ColumnsRead) -> list[Fault]:
    """One finding for each column read in which cells are worked out by formulas."""
    start = headed.lines[-1].number
    cells = Counter(
        position for number, position in headed.page.computed if number > start and position in columns.columns
    )
    return [
        Fault(
            file,
            start,
            columns.shown[columns.columns[position].name],
            "cell-formula",
            Level.WARNING,
            str(count),
            f"{count} cells of this column are formulas, read at the value last saved.",
        )
        for position, count in sorted(cells.items())
    ]


def lines_above(file: str, headed: Headed) -> list[Fault]:
    """Lines above the headings that look like rows, so that none is passed over in silence."""
    message = "A line above the headings holds several cells and is not read as data. Move it below if it is a row."
    return [
        Fault(file, line.number, None, "row-above-headings", Level.WARNING, str(line.cells[0]), message)
        for line in headed.above
        if line.filled >= _FULL_LINE
    ]
