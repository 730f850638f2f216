"""A table as it may be read: what of each cell is told, and why the rest is not."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from placements.disclosing.rules import SMALL_GROUP, SMALLEST_SHOWN, Figure, is_small, whole_per_cent
from placements.disclosing.table import Cell, Show, Table


class Mark(enum.StrEnum):
    """Why a cell is as it is; readers see one marker for every kind of hidden cell.

    A reader who knows the rules still learns something from the marker, so the kinds are told apart when it is asked
    what can be worked out: SMALL is one to five, FEW (in a group that is itself one to five) nought to five, the
    others any number.
    """

    SHOWN = "shown"
    SMALL = "small"
    FEW = "few"
    REVEALING = "revealing"
    BESIDE = "beside"
    IMPOSSIBLE = "impossible"


HIDING = frozenset({Mark.SMALL, Mark.FEW, Mark.REVEALING, Mark.BESIDE})
GUARDED = frozenset({Mark.SMALL, Mark.FEW, Mark.REVEALING})
"""The hidden cells that must stay unknown for their own sake."""


@dataclass(frozen=True)
class ShownTable:
    """A table with a mark on every cell; `unmarked` cells are shown."""

    table: Table
    marks: Mapping[Cell, Mark]

    def mark(self, cell: Cell) -> Mark:
        """The mark of a cell."""
        return self.marks.get(cell, Mark.SHOWN)

    def is_hidden(self, cell: Cell) -> bool:
        """Whether a cell is not told."""
        return self.mark(cell) in HIDING

    def is_others_secret(self, cell: Cell) -> bool:
        """Whether others publish the table and hide the cell: then nobody here knows its count."""
        return self.table.told_elsewhere and self.is_hidden(cell)

    def count(self, cell: Cell) -> Figure:
        """The count as told: rounded if the table rounds, hidden if marked; none where only shares are told."""
        if self.is_hidden(cell):
            return Figure(None, hidden=True)
        if self.table.show is Show.SHARES and cell != self.table.whole:
            return Figure(None)
        return Figure(rounded(self.table.totals[cell], self.table.rounded_to))

    def share(self, cell: Cell) -> Figure:
        """The whole per cent a cell is of the table's total; hidden wherever its count is."""
        whole = self.table.totals[self.table.whole]
        if self.is_hidden(cell) or self.is_hidden(self.table.whole):
            return Figure(None, hidden=True)
        return Figure(whole_per_cent(self.table.totals[cell], whole)) if whole else Figure(None)

    @property
    def hidden(self) -> list[Cell]:
        """Every cell that is not told."""
        return [cell for cell in self.table.cells() if self.is_hidden(cell)]


def rounded(count: int, base: int) -> int:
    """The nearest multiple of a base, halves up."""
    return (2 * count + base) // (2 * base) * base


def first_marks(table: Table) -> dict[Cell, Mark]:
    """What must be hidden whatever stands beside it: counts of one to five, and noughts that tell of a small group.

    Figures told elsewhere are told. With shares alone, a share whose rest is one to five is as telling as its count.
    """
    if table.told_elsewhere:
        return {}
    marks = {cell: _first_mark(table, cell) for cell in table.cells()}
    return {cell: mark for cell, mark in marks.items() if mark is not Mark.SHOWN}


def _first_mark(table: Table, cell: Cell) -> Mark:
    count, whole = table.totals[cell], table.totals[table.whole]
    groups = [table.totals[line] for line in _groups_of(table, cell)]
    if cell in table.impossible:
        return Mark.IMPOSSIBLE
    if count < SMALLEST_SHOWN and any(map(is_small, groups)):
        return Mark.FEW
    if is_small(count):
        return Mark.SMALL
    if count == 0 and any(0 < group < SMALL_GROUP for group in groups):
        return Mark.REVEALING
    return Mark.BESIDE if table.show is Show.SHARES and is_small(whole - count) else Mark.SHOWN


def _groups_of(table: Table, cell: Cell) -> Iterator[Cell]:
    """The groups a cell lies in: its lines, where something besides the whole population makes them a group."""
    for at, words in enumerate(cell):
        line = (*cell[:at], None, *cell[at + 1 :])
        if words is not None and (table.within or any(other is not None for other in line)):
            yield line
