"""The second reading, by separate code: from what readers see alone, how far can each hidden number be worked out?

It shares the tables with the first reading and nothing else: its own cells (every finest combination, one set of cells
for all dimensions that are linked), its own equations, its own list of what must stay unknown, and exact ranges by
linear programme, in whole numbers wherever the answer is not whole by itself. Nobody asserts: it refuses.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from placements.disclosing.feasible import Equations, Sum, Unsettled, ranges
from placements.disclosing.refusals import AuditFailed
from placements.disclosing.rules import is_small
from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Cell, Event, Population, Show, Table

WIDTH = 3
MOST_HIDDEN = 5
Guarded = tuple[str, str, Sum]
"""A number that must stay unknown: its name, its table, and the unknowns it adds up."""


@dataclass(frozen=True)
class FeasibleRange:
    """A number that is not told and the least and most it may be for a reader of everything that is."""

    name: str
    table: str
    low: int
    high: int

    @property
    def width(self) -> int:
        """How far apart the ends are."""
        return self.high - self.low


def audit(
    new: Sequence[ShownTable], public: Sequence[ShownTable] = (), *, insider: bool = False
) -> list[FeasibleRange]:
    """The feasible range of every number that must stay unknown, over all these tables together.

    With `insider` the reader also knows of one child in the cell. Raises AuditFailed where a range is under three,
    where the tables contradict each other, or where the solver does not finish. A refusal never holds the number.
    """
    found = feasible_ranges([*new, *public], insider=insider)
    for one in found:
        if one.width < WIDTH:
            raise AuditFailed(one.table, f"{one.name}: known to within {one.width}")
    return found


def feasible_ranges(tables: Sequence[ShownTable], *, insider: bool = False) -> list[FeasibleRange]:
    """The feasible ranges, narrow ones among them. Raises AuditFailed where there is none to be had."""
    tables = sorted(tables, key=lambda one: (one.table.id, one.table.populations))
    cells = _Cells([one.table for one in tables])
    guarded = _guarded(cells, tables)
    try:
        ends = ranges(_equations(cells, tables), cells.size, [row for _, _, row in guarded])
    except Unsettled as unsettled:
        raise _unsettled(guarded, unsettled, tables) from unsettled
    return [
        FeasibleRange(name, table, max(low, 1) if insider and min(row.values()) >= 0 else low, high)
        for (name, table, row), (low, high) in zip(guarded, ends, strict=True)
    ]


def _unsettled(guarded: Sequence[Guarded], unsettled: Unsettled, tables: Sequence[ShownTable]) -> AuditFailed:
    """The refusal where no range can be given: named after the number that was asked, if any was."""
    if not guarded:
        return AuditFailed(tables[-1].table.id, str(unsettled))
    name, table, _ = guarded[unsettled.at]
    return AuditFailed(table, f"{name}: {unsettled}")


class _Cells:
    """The finest cells of every population, numbered; one number more for everybody in it."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.size = 0
        self.everybody: dict[Population, int] = {}
        self.of: dict[Population, list[dict[tuple[tuple[str, str], ...], int]]] = {}
        self._sums: dict[Event, Sum] = {}
        for population in sorted({one for table in tables for one in table.populations}):
            self.everybody[population] = self._next()
            ours = [table for table in tables if population in table.populations]
            self.of[population] = [self._numbered(group, ours) for group in _linked(ours)]

    def _next(self) -> int:
        self.size += 1
        return self.size - 1

    def _numbered(self, group: frozenset[str], tables: Sequence[Table]) -> dict[tuple[tuple[str, str], ...], int]:
        members = [[(name, member) for member in _members(name, tables)] for name in sorted(group)]
        return {cell: self._next() for cell in itertools.product(*members)}

    def everybody_with(self, number: int) -> int:
        """The number for everybody of the population that a number is of."""
        everybody = sorted(self.everybody.values())
        return everybody[bisect.bisect_right(everybody, number) - 1]

    def sum_of(self, table: Table, cell: Cell) -> Sum:
        """The unknowns that a cell of a table adds up."""
        event = table.event(cell)
        if event not in self._sums:
            self._sums[event] = self._sum_of(table.populations, dict(table.where(cell)))
        return self._sums[event]

    def _sum_of(self, populations: Sequence[Population], wanted: dict[str, frozenset[str]]) -> Sum:
        row: dict[int, int] = {}
        for population in populations:
            if not wanted:
                row[self.everybody[population]] = row.get(self.everybody[population], 0) + 1
                continue
            numbered = next(one for one in self.of[population] if set(wanted) <= {name for name, _ in next(iter(one))})
            for parts, number in numbered.items():
                if all(name not in wanted or member in wanted[name] for name, member in parts):
                    row[number] = row.get(number, 0) + 1
        return row


def _linked(tables: Iterable[Table]) -> list[frozenset[str]]:
    """Dimensions that stand together in a table, directly or through others."""
    groups: list[frozenset[str]] = []
    for table in tables:
        names = frozenset([*(one.name for one in table.dimensions), *(name for name, _ in table.within)])
        touching = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names] + ([names.union(*touching)] if names else [])
    return sorted(groups, key=sorted)


def _members(name: str, tables: Sequence[Table]) -> list[str]:
    """The finest categories of a dimension; "elsewhere" too where it only ever filters."""
    cut = {
        m for table in tables for one in table.dimensions if one.name == name for c in one.categories for m in c.members
    }
    filtered = {m for table in tables for filters, members in table.within if filters == name for m in members}
    return sorted(cut | filtered) if cut else [*sorted(filtered), f"outside every {name} told"]


def _equations(cells: _Cells, tables: Sequence[ShownTable]) -> Equations:
    equations = Equations()
    for population, groups in cells.of.items():
        for numbered in groups:
            equations.add(dict.fromkeys(numbered.values(), 1) | {cells.everybody[population]: -1}, 0, 0)
    for one in tables:
        for cell in one.table.cells():
            for row, low, high in _as_read(cells, one, cell):
                equations.add(row, low, high)
    return equations


def _as_read(cells: _Cells, one: ShownTable, cell: Cell) -> Iterator[tuple[Sum, float, float]]:
    """What a reader takes from one cell as printed."""
    row, mark, table = cells.sum_of(one.table, cell), one.mark(cell), one.table
    if one.is_hidden(cell):
        yield row, (1 if mark is Mark.SMALL else 0), (MOST_HIDDEN if mark in {Mark.SMALL, Mark.FEW} else math.inf)
    elif table.show is Show.SHARES and cell != table.whole:
        told, everybody = one.share(cell).value, cells.sum_of(table, table.whole)
        if told is not None:
            yield _plus(row, 200, everybody, 1 - 2 * told), 0, math.inf
            yield _plus(row, 200, everybody, -1 - 2 * told), -math.inf, -1
    else:
        told = one.count(cell).value or 0
        less, more = table.rounded_to // 2, (table.rounded_to - 1) // 2
        yield row, max(0, told - less), told + more


def _plus(one: Sum, times: int, other: Sum, by: int) -> Sum:
    added = {number: times * count for number, count in one.items()}
    for number, count in other.items():
        added[number] = added.get(number, 0) + by * count
    return added


def _guarded(cells: _Cells, tables: Sequence[ShownTable]) -> list[Guarded]:
    """Every number that must stay unknown: hidden small cells, small rests, small changes between close editions."""
    counted: dict[frozenset[tuple[int, int]], tuple[str, str, int]] = {}
    ours = {
        frozenset(cells.sum_of(one.table, cell).items())
        for one in tables
        for cell in one.table.cells()
        if not one.table.told_elsewhere
    }
    guarded: dict[frozenset[tuple[int, int]], Guarded] = {}
    for one in tables:
        for cell in one.table.cells():
            row = cells.sum_of(one.table, cell)
            name = f"{one.table.id}: {', '.join(words or 'all' for words in cell) or 'all'}"
            if cell not in one.table.impossible and not one.is_others_secret(cell):
                counted.setdefault(frozenset(row.items()), (name, one.table.id, one.table.totals[cell]))
            if one.mark(cell) in {Mark.SMALL, Mark.FEW, Mark.REVEALING}:
                guarded.setdefault(frozenset(row.items()), (name, one.table.id, row))
    for name, table, row in (*_few_in_a_line(cells, tables), *_rests(cells, counted, ours), *_changes(tables, cells)):
        guarded.setdefault(frozenset(row.items()), (name, table, row))
    return list(guarded.values())


def _few_in_a_line(cells: _Cells, tables: Iterable[ShownTable]) -> Iterator[Guarded]:
    for one in tables:
        table = one.table
        for line in () if table.told_elsewhere else table.cells():
            for at in [at for at, words in enumerate(line) if words is None]:
                among = [(*line[:at], category.words, *line[at + 1 :]) for category in table.dimensions[at].categories]
                few = [cell for cell in among if table.totals[cell] <= MOST_HIDDEN and cell not in table.impossible]
                if len(few) > 1 and is_small(sum(table.totals[cell] for cell in few)):
                    row: Sum = {}
                    for cell in few:
                        row = _plus(row, 1, cells.sum_of(table, cell), 1)
                    yield f"{table.id}: {', '.join(words or 'all' for words in line)}, few together", table.id, row


def _rests(
    cells: _Cells,
    counted: dict[frozenset[tuple[int, int]], tuple[str, str, int]],
    ours: set[frozenset[tuple[int, int]]],
) -> Iterator[Guarded]:
    for (whole, (outer, _, most)), (part, (inner, table, few)) in itertools.permutations(counted.items(), 2):
        if is_small(most - few) and (whole in ours or part in ours):
            within, around = dict(part), dict(whole)
            if all(number in around or cells.everybody_with(number) in around for number in within):
                yield f"{outer} less {inner}", table, _plus(around, 1, within, -1)


def _changes(tables: Sequence[ShownTable], cells: _Cells) -> Iterator[Guarded]:
    single = [one for one in tables if len(one.table.populations) == 1]
    for early, late in itertools.permutations(single, 2):
        (before,), (after,) = early.table.populations, late.table.populations
        if not (before < after and before.close_to(after)):
            continue
        for cell, other in itertools.product(early.table.cells(), late.table.cells()):
            change = late.table.totals[other] - early.table.totals[cell]
            if early.table.where(cell) == late.table.where(other) and is_small(abs(change)):
                row = _plus(cells.sum_of(late.table, other), 1, cells.sum_of(early.table, cell), -1)
                name = f"{late.table.id}: {', '.join(w or 'all' for w in other)}: {after.on} less {before.on}"
                yield name, max(early.table.id, late.table.id), row
