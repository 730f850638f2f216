"""CSV files: UTF-8 text, parted by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from placements.importing.pages import Page, Unreadable, as_line

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 30
# Tabs and line ends are part of a text file; any other control character says that it is none.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_delimited(path: Path) -> Page:
    """The one page of a CSV file. Raises Unreadable where it is not UTF-8 text or a quote is never closed."""
    text = _text_of(path)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise Unreadable(
            "file-csv",
            f"{path.name} is not a CSV file that can be read ({error}).",
            do_next="Look for a quotation mark that is not closed, or save the sheet again as CSV UTF-8.",
        ) from error
    lines = (as_line(number, list(cells)) for number, cells in enumerate(records, start=1))
    return Page(path.stem, tuple(line for line in lines if line.filled), strict_width=True)


def _text_of(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            "file-encoding",
            f"{path.name} is not UTF-8 text: byte {error.start + 1} cannot be read.",
            given=repr(error.object[error.start : error.end]),
            do_next="Save it again as CSV UTF-8, or as an Excel workbook (XLSX).",
        ) from error
    found = _CONTROL.search(text)
    if found:
        raise Unreadable(
            "file-encoding",
            f"{path.name} is not plain text: it holds a control character at position {found.start() + 1}.",
            given=repr(found.group()),
            do_next="Save it again as CSV UTF-8, or as an Excel workbook (XLSX).",
        )
    return text


def _delimiter(text: str) -> str:
    """The delimiter that parts the first lines into the most cells, most evenly."""
    sample = text[:20_000].splitlines()[:_SAMPLE_LINES]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: list[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=delimiter))
    except csv.Error:
        return (0, 0)
    parted = {width: lines for width, lines in widths.items() if width > 1}
    width = max(parted, key=lambda width: (parted[width] * width, width), default=0)
    return (parted.get(width, 0) * width, width)
