"""What is told, as rows over the unknowns with the least and the most that each may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import itemgetter

import numpy as np

from placements.disclosing.rules import SMALLEST_SHOWN, is_small, whole_per_cent
from placements.disclosing.shown import GUARDED, Mark, ShownTable, rounded
from placements.disclosing.table import Cell, Event, Population, Show, Table, Where, covers
from placements.disclosing.unknowns import Row, Unknowns


@dataclass(frozen=True)
class Claim:
    """What one cell tells if it is shown: `row` times the unknowns lies from `low` to `high`.

    `moves` is by how much the row changes with one more in the event: 1 for a count, 200 for a share.
    """

    event: Event
    row: Row
    low: float
    high: float
    moves: float


def claims_of(unknowns: Unknowns, table: Table, cell: Cell) -> list[Claim]:
    """What a cell tells when it is shown: its count, its rounded count, or the interval of its whole per cent."""
    event, count = table.event(cell), table.totals[cell]
    row = unknowns.row(event)
    if table.show is Show.SHARES and cell != table.whole:
        return _share(unknowns, table, cell)
    if table.rounded_to == 1:
        return [Claim(event, row, count, count, 1)]
    told, base = rounded(count, table.rounded_to), table.rounded_to
    return [Claim(event, row, max(0, told - base // 2), told + (base - 1) // 2, 1)]


def _share(unknowns: Unknowns, table: Table, cell: Cell) -> list[Claim]:
    """A per cent p, halves up, says 2p - 1 <= 200 n / d < 2p + 1; in whole numbers the second is <= (2p + 1) d - 1."""
    event, whole = table.event(cell), table.totals[table.whole]
    if not whole:
        return []
    told = whole_per_cent(table.totals[cell], whole)
    part, everybody = unknowns.row(event), unknowns.row(table.event(table.whole))
    return [
        Claim(event, 200 * part - (2 * told - 1) * everybody, 0, np.inf, 200),
        Claim(event, 200 * part - (2 * told + 1) * everybody, -np.inf, -1, 200),
    ]


def hidden_bounds(mark: Mark) -> tuple[float, float]:
    """What the marker itself tells to a reader who knows the rules."""
    most = SMALLEST_SHOWN - 1 if mark in {Mark.SMALL, Mark.FEW} else np.inf
    return (1 if mark is Mark.SMALL else 0), most


@dataclass(frozen=True)
class Target:
    """A number that must stay unknown to within three: how it is worked out from the unknowns, its truth, its name."""

    name: str
    table: str
    row: Row
    value: int
    low: float
    high: float = np.inf


def targets_of(unknowns: Unknowns, shown: Sequence[ShownTable], small: dict[Event, Mark]) -> list[Target]:
    """Everything that must stay unknown.

    Small cells and telling noughts; the small cells of a line together, where they are still few; small rests; and
    small changes between close editions. What others hide is known to nobody here: the audit alone guards it.
    """
    found: dict[bytes, Target] = {}
    values = _values(shown)
    for event, mark in small.items():
        if mark in GUARDED and event in values:
            count, name, table = values[event]
            _keep(found, Target(name, table, unknowns.row(event), count, *hidden_bounds(mark)))
    tables = [one.table for one in shown]
    together = _few_together(unknowns, tables)
    for target in (*together, *_small_rests(unknowns, tables, values), *_small_changes(unknowns, values)):
        _keep(found, target)
    return sorted(found.values(), key=lambda target: (target.name, target.row.tobytes()))


def _keep(found: dict[bytes, Target], target: Target) -> None:
    found.setdefault(target.row.tobytes(), target)


def _values(shown: Iterable[ShownTable]) -> dict[Event, tuple[int, str, str]]:
    return {
        one.table.event(cell): (one.table.totals[cell], name_of(one.table, cell), one.table.id)
        for one in sorted(shown, key=lambda one: one.table.id, reverse=True)
        for cell in one.table.cells()
        if cell not in one.table.impossible and not one.is_others_secret(cell)
    }


def name_of(table: Table, cell: Cell) -> str:
    """A cell in words: "where: in area, boys"."""
    return f"{table.id}: {', '.join(words or 'all' for words in cell) or 'all'}"


def _few_together(unknowns: Unknowns, tables: Iterable[Table]) -> Iterable[Target]:
    """The cells of a line with five or fewer: where they are one to five together, that is as small as one cell."""
    for table in tables:
        for line, among in table.lines():
            few = [cell for cell in among if table.totals[cell] < SMALLEST_SHOWN and cell not in table.impossible]
            together = sum(table.totals[cell] for cell in few)
            if is_small(together) and len(few) > 1 and not table.told_elsewhere:
                row = np.sum([unknowns.row(table.event(cell)) for cell in few], axis=0)
                yield Target(f"{name_of(table, line)}, the few together", table.id, row, together, 0)


def _small_rests(
    unknowns: Unknowns, tables: Sequence[Table], values: dict[Event, tuple[int, str, str]]
) -> Iterable[Target]:
    """Where one cell lies within another and leaves one to five out, those few are as small as any cell.

    What follows from the figures of others alone is not ours to hide.
    """
    ours = {table.event(cell) for table in tables if not table.told_elsewhere for cell in table.cells()}
    events = sorted(values, key=lambda event: values[event][1:])
    counts = np.array([values[event][0] for event in events])
    rest = counts[:, None] - counts[None, :]
    for at, within in np.argwhere((rest > 0) & (rest < SMALLEST_SHOWN)):
        whole, part = events[at], events[within]
        if covers(whole, part) and not ours.isdisjoint({whole, part}):
            said = f"{values[whole][1]} less {values[part][1]}"
            left = unknowns.row(whole) - unknowns.row(part)
            yield Target(said, values[part][2], left, int(rest[at, within]), 0)


def _small_changes(unknowns: Unknowns, values: dict[Event, tuple[int, str, str]]) -> Iterable[Target]:
    """Where close editions tell of the same part, one to five more or fewer are children who came, left or moved."""
    told_of: dict[Where, list[tuple[Population, Event]]] = {}
    for event in values:
        if len(event) == 1:
            ((population, where),) = event
            told_of.setdefault(where, []).append((population, event))
    for editions in told_of.values():
        for (earlier, before), (later, after) in combinations(sorted(editions, key=itemgetter(0)), 2):
            change = values[after][0] - values[before][0]
            if earlier.close_to(later) and is_small(abs(change)):
                name = f"{values[after][1]} on {later.on} less on {earlier.on}"
                row = unknowns.row(after) - unknowns.row(before)
                yield Target(name, max(values[before][2], values[after][2]), row, change, -np.inf)
