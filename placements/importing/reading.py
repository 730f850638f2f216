"""From a file to the rows of a noun: pages, headings, columns, cells; every fault on the way is listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from placements.importing.column_faults import column_faults, formula_faults, lines_above
from placements.importing.dates import day_in_titles
from placements.importing.headings import Headed, find_headings
from placements.importing.mapping import headings_digest, names_of, read_columns
from placements.importing.nouns import Noun, Sheet
from placements.importing.outcome import Fault
from placements.importing.pages import Page
from placements.importing.rows import Row, read_rows
from placements.importing.sheet_pages import explains, pages_of
from placements.importing.wording import plain
from placements.models.loading import Level

Learnt = Mapping[str, Mapping[str, Mapping[str, object]]]
"""What is kept of earlier files: sheet name -> digest of the headings -> {plain heading: column or None}."""


@dataclass
class Reading:
    """What a file holds of a noun; `learnt` is what to keep of how its headings were read, by sheet and digest."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    learnt: dict[tuple[str, str], dict[str, str | None]] = field(default_factory=dict)
    titled: dt.date | None = None
    headings: set[str] = field(default_factory=set)

    @property
    def read(self) -> int:
        """How many rows of data were read."""
        return sum(map(len, self.rows.values()))


@dataclass(frozen=True)
class Guide:
    """What helps to read a file: today, what a person said of its headings, and what was learnt from earlier files.

    `said` maps plain headings to columns, None to leave a heading unread.
    """

    today: dt.date
    said: Mapping[str, str | None]
    learnt: Learnt

    def words(self, sheet: Sheet) -> frozenset[str]:
        """Every plain heading that is known for a sheet."""
        own = {name for column in sheet.columns for name in names_of(column)}
        kept = {heading for columns in self.learnt.get(sheet.name, {}).values() for heading in columns}
        return frozenset(own | kept | set(self.said))


def read_noun(noun: Noun, path: Path, pages: tuple[Page, ...], guide: Guide) -> Reading:
    """Read every sheet of a noun that the file has."""
    reading = Reading()
    words = {sheet.name: guide.words(sheet) for sheet in noun.sheets}
    found = pages_of(noun, pages, lambda sheet: words[sheet.name].__contains__)
    first = noun.sheets[0]
    if first.name not in found:
        message = f"The workbook has no sheet called {first.name}. It has: {', '.join(page.name for page in pages)}."
        reading.faults.append(Fault(path.name, None, None, "sheet-missing", Level.ERROR, None, message))
    for sheet in noun.sheets:
        if sheet.name in found:
            page = found[sheet.name]
            file = path.name if page.strict_width else f"{path.name} ({page.name})"
            _read_sheet(reading, file, sheet, find_headings(page, words[sheet.name].__contains__), guide)
    reading.faults += [
        _unread_page(path, page) for page in pages if page.lines and page not in found.values() and not explains(page)
    ]
    reading.faults += [_no_such_heading(path, heading) for heading in sorted(set(guide.said) - reading.headings)]
    return reading


def _read_sheet(reading: Reading, file: str, sheet: Sheet, headed: Headed | None, guide: Guide) -> None:
    if headed is None or not headed.headings:
        message = "No line of headings was found. Put the names of the columns in one line above the rows."
        reading.faults.append(Fault(file, None, None, "headings-missing", Level.ERROR, None, message))
        return
    digest = headings_digest(headed.headings)
    columns = read_columns(sheet, headed.headings, guide.said, guide.learnt.get(sheet.name, {}).get(digest, {}))
    reading.headings |= {form for heading in headed.headings for form in heading.forms}
    reading.faults += column_faults(file, sheet, headed, columns) + formula_faults(file, headed, columns)
    reading.faults += lines_above(file, headed)
    reading.rows[sheet.name], faults = read_rows(file, sheet, headed, columns, guide.today)
    reading.faults += faults
    reading.titled = reading.titled or day_in_titles(headed.above, guide.today)
    if any(plain(shown) != plain(name) for name, shown in columns.shown.items()) or columns.ignored:
        reading.learnt[sheet.name, digest] = columns.learnt()


def _unread_page(path: Path, page: Page) -> Fault:
    hidden = "hidden " if page.hidden else ""
    message = f"The {hidden}sheet {page.name} with {len(page.lines)} lines is not one of this list and is not read."
    return Fault(f"{path.name} ({page.name})", 1, None, "sheet-unused", Level.WARNING, page.name, message)


def _no_such_heading(path: Path, heading: str) -> Fault:
    message = f"The mapping names the heading {heading!r}, which the file does not have."
    return Fault(path.name, None, heading, "mapping-wrong", Level.ERROR, heading, message)
