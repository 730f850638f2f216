"""A second, naive judge of what is published: every population that fits it is written out, one by one.

Only for a few cells and few children. It knows nothing of linear programmes and shares no code with the audit but the
shapes of the tables.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Cell, Show, Table

MOST_OFF = 5
"""By how many a rounded total may be off."""
Leaf = tuple[tuple[str, str], ...]
World = Mapping[Leaf, int]


def leaves(tables: Sequence[Table]) -> list[Leaf]:
    """Every finest combination of the dimensions of the tables of one population."""
    members: dict[str, set[str]] = {}
    for table in tables:
        for one in table.dimensions:
            members.setdefault(one.name, set()).update(*(category.members for category in one.categories))
    return list(itertools.product(*([(name, one) for one in sorted(members[name])] for name in sorted(members))))


def fillings(cells: Sequence[Leaf], children: int) -> Iterator[World]:
    """Every way to share so many children among the cells."""
    for bars in itertools.combinations(range(children + len(cells) - 1), len(cells) - 1):
        edges = (-1, *bars, children + len(cells) - 1)
        yield {cell: edges[at + 1] - edges[at] - 1 for at, cell in enumerate(cells)}


def counted(world: World, table: Table, cell: Cell) -> int:
    """How many of a world are in a cell of a table."""
    total = 0
    for leaf, children in world.items():
        of = dict(leaf)
        inside = all(of[name] in members for name, members in table.within)
        chosen = all(
            words is None or of[one.name] in one.category(words).members
            for one, words in zip(table.dimensions, cell, strict=True)
        )
        total += children if inside and chosen else 0
    return total


def fits(world: World, shown: Sequence[ShownTable]) -> bool:
    """Whether everything printed could have been printed of this world."""
    return all(
        _could_be(counted(world, one.table, cell), world, one, cell) for one in shown for cell in one.table.cells()
    )


def _could_be(count: int, world: World, one: ShownTable, cell: Cell) -> bool:
    mark = one.mark(cell)
    if mark is Mark.SMALL:
        return 1 <= count <= 5
    if mark is Mark.FEW:
        return count <= 5
    if mark in {Mark.BESIDE, Mark.REVEALING}:
        return True
    if one.table.show is Show.SHARES and cell != one.table.whole:
        return _per_cent(count, counted(world, one.table, one.table.whole)) == one.share(cell).value
    base = one.table.rounded_to
    return int(count / base + 0.5) * base == one.count(cell).value


def _per_cent(part: int, whole: int) -> int | None:
    return int(100 * part / whole + 0.5) if whole else None


def _prints(children: int, shown: Sequence[ShownTable]) -> bool:
    """Whether so many children would print the same totals."""
    totals = [one for one in shown if not one.table.within and not one.is_hidden(one.table.whole)]
    return all(_could_be(children, {}, one, one.table.whole) for one in totals)


def feasible(shown: Sequence[ShownTable], children: int) -> dict[tuple[str, Cell], tuple[int, int]]:
    """The least and the most of every cell over all worlds that fit what is printed.

    `children` is how many there are: a reader knows it only as printed, so every number that prints alike counts.
    """
    cells = leaves([one.table for one in shown])
    numbers = [
        number for number in range(max(0, children - MOST_OFF), children + MOST_OFF + 1) if _prints(number, shown)
    ]
    worlds = [world for number in numbers for world in fillings(cells, number) if fits(world, shown)]
    return {
        (one.table.id, cell): (
            min(counted(world, one.table, cell) for world in worlds),
            max(counted(world, one.table, cell) for world in worlds),
        )
        for one in shown
        for cell in one.table.cells()
    }
