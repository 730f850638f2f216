"""Coarser forms of a table, the least coarse first: what is offered where a table cannot be published as it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from placements.disclosing.audit import audit
from placements.disclosing.protect import protect
from placements.disclosing.refusals import AuditFailed, CannotBeProtected
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Table

ROUND_TO = 5


@dataclass(frozen=True)
class Coarser:
    """A coarser form of a table, and in words what was done to it."""

    words: str
    table: Table


def declared(table: Table) -> list[Coarser]:
    """The joined categories that the table itself declares to make sense."""
    return [
        Coarser(f'"{one}" and "{other}" joined as "{words}"', table.merged(dimension.name, one, other, words))
        for dimension in table.dimensions
        for one, other, words in dimension.merges
    ]


def coarser_forms(table: Table) -> Iterator[Coarser]:
    """Categories joined (declared ones first, then any two), counts to the nearest five, then a dimension fewer."""
    yield from declared(table)
    for dimension in table.dimensions:
        if len(dimension.categories) > 2:  # noqa: PLR2004 - two joined would leave one
            for one, other in itertools.pairwise(category.words for category in dimension.categories):
                joined = f"{one}, or {other[:1].lower()}{other[1:]}"
                yield Coarser(f'"{one}" and "{other}" joined', table.merged(dimension.name, one, other, joined))
    if table.rounded_to < ROUND_TO:
        yield Coarser(f"counts to the nearest {ROUND_TO}", replace(table, rounded_to=ROUND_TO))
    if len(table.dimensions) > 1:
        for dimension in table.dimensions:
            yield Coarser(f"not cut by {dimension.name}", table.without(dimension.name))


def offer(tables: Sequence[Table], public: Sequence[ShownTable], refused: str) -> Coarser | None:
    """The first coarser form of a table with which all the tables can be published; None where there is none."""
    at = next(index for index, table in enumerate(tables) if table.id == refused)
    for form in coarser_forms(tables[at]):
        tried = [*tables[:at], form.table, *tables[at + 1 :]]
        try:
            audit(protect(tried, public), public)
        except (CannotBeProtected, AuditFailed):
            continue
        return form
    return None
