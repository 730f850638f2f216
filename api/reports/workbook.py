"""A paper as a workbook, before its form: a cover, notes, then one sheet for each table, and nothing hidden.

The order and the words follow the Government Statistical Service's guidance on spreadsheets that everybody can read:
what the file is on a first sheet, one table a sheet from its left edge, its title in the first cell, no merged cells.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from api.reports.paper import Bullets, Cell, Column, Facts, Kind, Paper, Picture, Table, Words
from placements.errors import Refused

Value = str | int | float | dt.date
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, lines above its table, and the table if it has one."""

    name: str
    lines: tuple[str, ...]
    table: Table | None = None


def sheets_of(paper: Paper) -> list[Sheet]:
    """The sheets of a paper in their order. Raises Refused where it has no table."""
    tables = paper.tables()
    if not tables:
        raise Refused(
            "This paper has no table.", given=paper.title, do_next="Write it as .pdf, .docx, .html or .txt instead."
        )
    names = [f"{number} {_clean(table.title)}"[:LONGEST_NAME].strip() for number, table in enumerate(tables, start=1)]
    told = [Sheet(name, _above(table), table) for name, table in zip(names, tables, strict=True)]
    return [_cover(paper, names), Sheet("Notes", ("Notes", *_notes(paper))), *told]


def in_sheet(column: Column, cell: Cell) -> Value:
    """A cell's value in a sheet: money in pounds, shares as parts of one, not known in words, all else as it is."""
    if cell is None or isinstance(cell, str):
        return column.said(cell)
    if isinstance(cell, dt.date):
        return cell
    return cell / 100 if column.kind in (Kind.MONEY, Kind.PER_CENT) else cell


def _cover(paper: Paper, names: list[str]) -> Sheet:
    contents = Table(
        "Contents",
        (Column("Sheet"), Column("What it holds")),
        tuple(zip(names, (table.title for table in paper.tables()), strict=True)),
    )
    facts = (f"{what}: {said}" for what, said in paper.about)
    marked = (paper.marked,) if paper.marked else ()
    return Sheet("Cover", (paper.title, *marked, paper.council, paper.introduction, *facts, paper.footer), contents)


def _above(table: Table) -> tuple[str, ...]:
    return (table.title, "This sheet holds one table.", *((table.note,) if table.note else ()))


def _notes(paper: Paper) -> list[str]:
    """Everything the paper says in words, section by section."""
    lines: list[str] = []
    for section in paper.sections:
        said: list[str] = []
        for part in section.parts:
            match part:
                case Words():
                    said.append(part.text)
                case Bullets():
                    said += part.lines
                case Facts():
                    said += [f"{what}: {words}" for what, words in part.lines]
                case Picture():
                    said.append(part.alternative)
        if said:
            lines += [section.heading, *said]
    return lines


def _clean(title: str) -> str:
    return FORBIDDEN.sub(" ", title)
