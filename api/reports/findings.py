"""The findings of a load as files to put right from: a table of every one, with file, row, column and value given."""

from __future__ import annotations

from collections.abc import Sequence

from api.reports.excel import as_xlsx
from api.reports.paper import Column, Kind, Paper, Section, Table
from api.words import count
from placements.errors import NotFound
from placements.importing.error_file import as_csv
from placements.importing.outcome import Fault
from placements.models.loading import Finding, Level

MARKED = "For whoever puts the data right. Not for publication: references of children stand in it."
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
BECAME = {Level.ERROR: "must be put right", Level.WARNING: "kept, worth putting right"}
_COLUMNS = (
    Column("File"),
    Column("Row", Kind.COUNT),
    Column("Column"),
    Column("Check"),
    Column("What became of it"),
    Column("Value given"),
    Column("What is wrong and what to do"),
)
Found = Sequence[Fault | Finding]


def findings_table(found: Found, title: str) -> Table:
    """Every finding as a row."""
    rows = tuple(
        (
            one.file,
            "whole file" if one.row is None else one.row,
            one.column or "",
            one.rule,
            BECAME[one.level],
            one.value or "",
            one.message,
        )
        for one in found
    )
    return Table(title, _COLUMNS, rows)


def findings_file(found: Found, of: str, council: str, form: str) -> bytes:
    """The findings as a CSV file or a workbook. Raises NotFound for another form."""
    if form == "csv":
        return as_csv(found)
    if form != "xlsx":
        raise NotFound("There is no such form.", given=form, do_next=f"Use one of {', '.join(TYPES)}.")
    table = findings_table(found, count(len(found), "finding"))
    paper = Paper(
        title=f"What to put right in {of}",
        council=council,
        introduction=f"{count(len(found), 'finding')}, what must be put right first.",
        sections=(Section("What to put right", (table,)),),
        marked=MARKED,
        footer="What to put right",
    )
    return as_xlsx(paper)
