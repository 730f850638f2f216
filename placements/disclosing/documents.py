"""Tables as plain documents: the whole truth for the register, and what readers may have for everybody else."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Category, Cell, Dimension, Population, Show, Table


def digest_of(document: object) -> str:
    """SHA-256 of a document in one canonical form."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def as_read(one: ShownTable) -> dict[str, Any]:
    """A table as anybody may read it: marked cells carry their marker and nothing else."""
    table = one.table
    rows = [_row(one, cell) for cell in table.cells()]
    return {
        "id": table.id,
        "title": table.title,
        "on": [population.on.isoformat() for population in table.populations],
        "of": table.populations[0].subject,
        "by": [dimension.name for dimension in table.dimensions],
        "rounded_to": table.rounded_to,
        "rows": rows,
    }


def _row(one: ShownTable, cell: Cell) -> dict[str, Any]:
    impossible = one.mark(cell) is Mark.IMPOSSIBLE
    count, share = one.count(cell), one.share(cell)
    return {
        "cell": ["All" if words is None else words for words in cell],
        "count": "z" if impossible else "c" if count.hidden else count.value,
        "share": "z" if impossible else "c" if share.hidden else share.value,
    }


def as_kept(one: ShownTable) -> dict[str, Any]:
    """A table with its truth and marks, for the register alone: later publications are audited against it."""
    table = one.table
    return {
        "id": table.id,
        "title": table.title,
        "populations": [[p.subject, p.on.isoformat(), p.facts] for p in table.populations],
        "dimensions": [
            {
                "name": dimension.name,
                "categories": [[c.words, sorted(c.members)] for c in dimension.categories],
            }
            for dimension in table.dimensions
        ],
        "counts": [[list(cell), count] for cell, count in table.counts.items()],
        "within": sorted([name, sorted(members)] for name, members in table.within),
        "impossible": sorted([list(cell) for cell in table.impossible], key=str),
        "show": table.show.value,
        "rounded_to": table.rounded_to,
        "told_elsewhere": table.told_elsewhere,
        "marks": [[list(cell), mark.value] for cell, mark in one.marks.items()],
    }


def from_kept(document: dict[str, Any]) -> ShownTable:
    """A table as it was kept; what a table seldom has may be left out."""
    table = Table(
        document["id"],
        document["title"],
        tuple(Population(subject, dt.date.fromisoformat(on), facts) for subject, on, facts in document["populations"]),
        tuple(
            Dimension(one["name"], tuple(Category(words, frozenset(members)) for words, members in one["categories"]))
            for one in document["dimensions"]
        ),
        {tuple(cell): count for cell, count in document["counts"]},
        frozenset((name, frozenset(members)) for name, members in document.get("within", [])),
        frozenset(tuple(cell) for cell in document.get("impossible", [])),
        Show(document.get("show", "counts")),
        document.get("rounded_to", 1),
        document.get("told_elsewhere", False),
    )
    return ShownTable(table, {tuple(cell): Mark(mark) for cell, mark in document.get("marks", [])})
