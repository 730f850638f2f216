"""A paper as plain text for the council's own secure e-mail or portal, no line over 78 characters but in tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from api.reports.paper import Bullets, Facts, Paper, Part, Picture, Table, Words

WIDTH = 78


def as_text(paper: Paper) -> str:
    """The paper as plain text."""
    lines = [paper.title, *([paper.marked] if paper.marked else []), "", *_wrapped(paper.introduction)]
    for section in paper.sections:
        lines += ["", section.heading.upper()]
        for part in section.parts:
            lines += _lines(part)
    return "\n".join(lines) + "\n"


def _lines(part: Part) -> list[str]:
    match part:
        case Words():
            return _wrapped(part.text)
        case Bullets():
            return _hanging(f"- {said}" for said in part.lines)
        case Facts():
            return _hanging(f"{what}: {said}" for what, said in part.lines)
        case Table():
            return _table(part)
        case Picture():
            return [*_wrapped(part.alternative), *_table(part.table)]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _hanging(texts: Iterable[str]) -> list[str]:
    """Each text on lines of its own, the second and later ones set in."""
    wrapped = (textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False) for text in texts)
    return [line for lines in wrapped for line in lines]


def _table(table: Table) -> list[str]:
    """Columns side by side, each as wide as its longest cell."""
    rows = [[column.name for column in table.columns], *table.said()]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    return ["", *_wrapped(table.title), *(_row(row, widths) for row in rows), *_wrapped(table.note)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
