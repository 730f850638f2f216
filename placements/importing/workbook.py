"""Opening a file that somebody gives: a workbook or CSV, known by what it holds and not by what it is called."""

from __future__ import annotations

from pathlib import Path

from placements.errors import NotFound
from placements.importing.delimited import read_delimited
from placements.importing.pages import MAX_BYTES, Page, Unreadable
from placements.importing.pasted import pasted_page
from placements.importing.spreadsheet import read_spreadsheet

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_pages(path: Path) -> tuple[Page, ...]:
    """The pages of a workbook (XLSX) or CSV file.

    Raises NotFound where there is no such file, and Unreadable where it cannot be read: too large, empty, damaged,
    protected, of another kind, or not UTF-8.
    """
    if not path.is_file():
        raise NotFound("There is no such file.", given=path, do_next="Give the path of a workbook or CSV file.")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable(
            "file-too-large",
            f"{path.name} has {size / 1e6:,.0f} MB; at most {MAX_BYTES / 1e6:,.0f} MB are read.",
            do_next="Leave out what is not needed, or part the file in several.",
        )
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_OFFICE:
        raise Unreadable(
            "file-kind",
            f"{path.name} is an Excel workbook of the old kind (XLS) or one protected by a password.",
            do_next="Save it as XLSX without a password, or as CSV UTF-8.",
        )
    pages = read_spreadsheet(path) if start == _ZIP else (pasted_page(path) or read_delimited(path),)
    if not any(page.lines for page in pages):
        raise Unreadable("file-empty", f"{path.name} holds no rows.", do_next="Check that it is the right file.")
    return pages
