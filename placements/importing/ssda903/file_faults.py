"""Faults of a whole file: they concern no single child, so nobody can be set aside for them."""

from __future__ import annotations

from placements.importing.outcome import Fault
from placements.models.loading import Level

FILE = "903-file"
COLUMNS = "903-columns"
ENCODING = "903-encoding"
YEAR = "903-year"

WHOLE_FILE_RULES = {
    FILE: "a file cannot be opened, is empty, or is larger than any return; as W, a file of another kind was not read",
    COLUMNS: "the headings lack or repeat a column or fit no file of the return, or two files have the same headings",
    ENCODING: "a file is not UTF-8, or a stray quote or comma shifts its columns",
    YEAR: "the collection year cannot be told, has no code lists, or is that of two folders at once",
}


def file_error(
    file: str, rule: str, message: str, *, row: int | None = None, column: str | None = None, value: str | None = None
) -> Fault:
    """A fault that stops the whole load."""
    return Fault(file, row, column, rule, Level.ERROR, value, message)


def file_warning(file: str, rule: str, message: str, *, column: str | None = None, value: str | None = None) -> Fault:
    """Something about a file that a person should know, and that stops nothing."""
    return Fault(file, None, column, rule, Level.WARNING, value, message)
