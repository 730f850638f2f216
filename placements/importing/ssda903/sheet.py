"""One CSV file: what it is, its rows column by column, or the sentence that says why it cannot be trusted."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass

import pandas as pd

from placements.importing.outcome import Fault
from placements.importing.ssda903 import cells
from placements.importing.ssda903.file_faults import ENCODING, FILE, file_error
from placements.importing.ssda903.sources import Source, Unreadable
from placements.importing.ssda903.tables import FileKind, recognise

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Sheet:
    """One file of a return: what kind it is by its headings (None if none), and the cells of each column that is read.

    `numbers` are the rows' numbers in the file (the heading row is 1), `count` is how many rows the file holds, whether
    or not they could be read; rows without any text are no rows. `digest` is the SHA-256 of its bytes.
    """

    source: Source
    headings: tuple[str, ...]
    kind: FileKind | None
    columns: dict[str, pd.Categorical]
    numbers: list[int]
    count: int
    digest: str = ""
    faults: tuple[Fault, ...] = ()


def read_sheet(source: Source) -> Sheet:
    """Read a file as UTF-8 CSV; whatever is wrong becomes a fault, and its rows are still counted."""
    try:
        content = source.read()
    except (Unreadable, OSError) as error:
        reason = str(error) if isinstance(error, Unreadable) else f"This file cannot be opened ({error.strerror})."
        return _broken(source, 0, file_error(source.file, FILE, f"{reason} Copy or export it again."))
    if not content.strip():
        return _broken(source, 0, _empty(source.file))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(source, _count_rows(content), _not_utf8(source.file, content, error))
    if "\0" in text:
        return _broken(source, _count_rows(content), _binary(source.file, text))
    return _parse(source, text, hashlib.sha256(content).hexdigest())


def _parse(source: Source, text: str, digest: str) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        every = list(reader)
    except csv.Error as error:
        return _broken(source, _count_rows(text.encode()), _stray_quote(source.file, reader.line_num, str(error)))
    numbers = [at for at, row in enumerate(every, start=1) if row and (row[0].strip() or any(map(str.strip, row)))]
    rows = every if len(numbers) == len(every) else [every[number - 1] for number in numbers]
    if not rows:
        return _broken(source, 0, _empty(source.file))
    headings = _headings(rows[0])
    faults = _shifted(source.file, len(headings), rows, numbers)
    if reader.line_num > len(every):
        faults += _line_breaks(source.file, rows, numbers)
    kind = recognise(headings)
    columns = {} if kind is None or faults else _columns(kind, headings, rows)
    return Sheet(source, headings, kind, columns, numbers[1:], len(rows) - 1, digest, faults)


def _headings(row: list[str]) -> tuple[str, ...]:
    """The headings up to the last that is not blank."""
    names = [cell.strip() for cell in row]
    while not names[-1]:
        del names[-1]
    return tuple(names)


def _columns(kind: FileKind, headings: tuple[str, ...], rows: list[list[str]]) -> dict[str, pd.Categorical]:
    """The columns that are looked into, and no others."""
    columns = list(zip(*rows, strict=True))
    return {column.name: cells.texts(columns[headings.index(column.name)][1:]) for column in kind.read}


def _shifted(file: str, width: int, rows: list[list[str]], numbers: list[int]) -> tuple[Fault, ...]:
    """Rows whose cells do not stand under the headings; blank cells beyond the last heading are cut off, harmless."""
    faults = []
    for at in [at for at, row in enumerate(rows) if len(row) != width]:
        found = len(rows[at])
        if found < width or any(map(str.strip, rows[at][width:])):
            faults.append(_wrong_width(file, numbers[at], found, width))
        del rows[at][width:]
    return tuple(faults)


def _line_breaks(file: str, rows: list[list[str]], numbers: list[int]) -> tuple[Fault, ...]:
    breaks = set("\r\n")
    return tuple(
        _line_break(file, number)
        for row, number in zip(rows, numbers, strict=True)
        if not breaks.isdisjoint("".join(row))
    )


def _empty(file: str) -> Fault:
    return file_error(file, FILE, "The file is empty: it has not even a heading row. Export it again.")


def _wrong_width(file: str, number: int, found: int, width: int) -> Fault:
    message = (
        f"Row {number} has {found} cells under {width} headings, so its values stand in the wrong columns. "
        "Look for a comma too many or too few, or put quotes round a value that holds a comma."
    )
    return file_error(file, ENCODING, message, row=number, value=f"{found} cells")


def _line_break(file: str, number: int) -> Fault:
    message = (
        f"A cell of row {number} holds a line break: a quote was probably opened and never closed. "
        "Take the quote or the line break out."
    )
    return file_error(file, ENCODING, message, row=number)


def _stray_quote(file: str, line: int, what: str) -> Fault:
    message = (
        f"The columns cannot be told apart from line {line} on ({what}): a stray quote or an endless cell. "
        "Take it out, or export the file again."
    )
    return file_error(file, ENCODING, message, row=line)


def _not_utf8(file: str, content: bytes, error: UnicodeDecodeError) -> Fault:
    row = content.count(b"\n", 0, error.start) + 1
    found = content[error.start : error.end]
    kind = "UTF-16 text" if content.startswith(_UTF16_MARKS) else "probably Windows or Latin text"
    message = (
        f"The file is not UTF-8 ({kind}): row {row} holds the bytes {found.hex(' ')}. "
        'Save it again as "CSV UTF-8", so that names and codes are not misread.'
    )
    return file_error(file, ENCODING, message, row=row, value=found.hex(" "))


def _binary(file: str, text: str) -> Fault:
    row = text.count("\n", 0, text.index("\0")) + 1
    message = (
        f"Row {row} holds a zero byte, which no CSV file does. The file was cut or is of another kind: export it again."
    )
    return file_error(file, ENCODING, message, row=row)


def _broken(source: Source, count: int, fault: Fault) -> Sheet:
    return Sheet(source, (), None, {}, [], count, faults=(fault,))


def _count_rows(content: bytes) -> int:
    """The lines with any text below the first, for a file whose rows cannot be read one by one."""
    lines = sum(1 for line in content.splitlines() if line.strip(b" ,\t\0"))
    return max(0, lines - 1)
