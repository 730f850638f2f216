"""A file as people see it: pages of lines of cells, each line with its number in the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from placements.errors import Refused

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

MAX_BYTES = 100_000_000


class Unreadable(Refused):
    """A file that cannot be read at all; `rule` is the id under which it is listed as a finding."""

    def __init__(self, rule: str, what: str, *, given: object = None, do_next: str) -> None:
        super().__init__(what, given=given, do_next=do_next)
        self.rule = rule


@dataclass(frozen=True)
class Line:
    """One line: its number in the file (1 is the first) and its cells, blank ones at the end left off."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(cell is not None for cell in self.cells)

    def at(self, position: int) -> Cell:
        """The cell at a position, counted from 0; a cell beyond the last is blank."""
        return self.cells[position] if position < len(self.cells) else None


@dataclass(frozen=True)
class Page:
    """A worksheet or a CSV file: its name, its lines and the (line, position) of cells worked out by a formula.

    A formula whose value was never saved stands as its own text, beginning with "=": it is never evaluated.
    """

    name: str
    lines: tuple[Line, ...]
    computed: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    strict_width: bool = False


def as_line(number: int, cells: list[Cell]) -> Line:
    """A line without blank cells at its end; text is stripped, and text of nothing but spaces is blank."""
    kept = [cell.strip() or None if isinstance(cell, str) else cell for cell in cells]
    while kept and kept[-1] is None:
        kept.pop()
    return Line(number, tuple(kept))
