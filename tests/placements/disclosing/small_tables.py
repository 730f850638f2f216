"""Tables that can be read at a glance, for rules that are shown by one example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Category, Cell, Dimension, Population, Show, Table

ON = dt.date(2026, 3, 31)
CHILDREN = Population("children looked after", ON)


def one_way(  # every part of a table that some attack turns on
    counts: Mapping[str, int],
    *,
    by: str = "where",
    name: str = "table",
    of: Population = CHILDREN,
    within: Mapping[str, Sequence[str]] | None = None,
    merges: tuple[tuple[str, str, str], ...] = (),
    show: Show = Show.COUNTS,
) -> Table:
    """Children by one thing."""
    dimension = Dimension(by, tuple(Category.of(words) for words in counts), merges)
    cells: dict[Cell, int] = {(words,): count for words, count in counts.items()}
    cut = frozenset((one, frozenset(members)) for one, members in (within or {}).items())
    return Table(name, name, (of,), (dimension,), cells, cut, show=show)


def two_way(
    rows: Mapping[str, Sequence[int]],
    across: Sequence[str],
    *,
    by: tuple[str, str] = ("type", "age"),
    name: str = "table",
) -> Table:
    """Children by two things: a row of counts for each category of the first."""
    down, over = by
    dimensions = (
        Dimension(down, tuple(Category.of(words) for words in rows)),
        Dimension(over, tuple(Category.of(words) for words in across)),
    )
    cells: dict[Cell, int] = {
        (words, other): count for words, counts in rows.items() for other, count in zip(across, counts, strict=True)
    }
    return Table(name, name, (CHILDREN,), dimensions, cells)


def just_the_small(table: Table) -> ShownTable:
    """The table as it is often published: one to five hidden, and nothing beside them."""
    from placements.disclosing.rules import is_small
    from placements.disclosing.shown import Mark

    return ShownTable(table, {cell: Mark.SMALL for cell in table.cells() if is_small(table.totals[cell])})


def as_it_is(table: Table) -> ShownTable:
    """The table with nothing hidden, as others publish it."""
    return ShownTable(replace(table, told_elsewhere=True), {})


def read(shown: ShownTable) -> dict[str, str]:
    """What a reader sees of a one-way table."""
    return {cell[0] or "all": str(shown.count(cell)) for cell in shown.table.cells()}
