"""Tables that others publish about the same children: joined with ours where they agree, and judged by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from placements.disclosing.audit import WIDTH, feasible_ranges
from placements.disclosing.claims import name_of
from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Event, Population, Table

AS_PUBLISHED = ""
"""The facts of a population that others counted: nobody says from which edition of the record."""


def of_the_same_children(public: Sequence[ShownTable], ours: Sequence[Table]) -> list[ShownTable]:
    """What is public, with each table of others restated as of our own edition where the two do not disagree.

    Only tables of one edition can be set off against each other, so this is what makes differences between ours and
    theirs visible to the audit. A table that tells another number than ours stays an edition of its own.
    """
    editions = {(one.subject, one.on): one for table in ours for one in table.populations}
    counts = {table.event(cell): table.totals[cell] for table in ours for cell in table.cells()}
    return [_restated(one, editions, counts) for one in public]


def _restated(one: ShownTable, editions: dict[tuple[str, dt.date], Population], counts: dict[Event, int]) -> ShownTable:
    table = one.table
    if not table.told_elsewhere or any(population.facts != AS_PUBLISHED for population in table.populations):
        return one
    same = tuple(editions.get((old.subject, old.on), old) for old in table.populations)
    moved = replace(table, populations=same)
    agrees = all(
        one.is_hidden(cell) or counts.get(moved.event(cell), table.totals[cell]) == table.totals[cell]
        for cell in table.cells()
    )
    return replace(one, table=moved) if agrees else one


def already_given_away(theirs: Sequence[ShownTable]) -> list[ShownTable]:
    """The tables of others with each hidden number that they themselves give away marked as beyond our guarding.

    Nothing that we hide takes such a number back; whoever publishes it has to be told.
    """
    while True:
        narrow = {one.name for one in feasible_ranges(theirs) if one.width < WIDTH}
        fewer = [_without_guard(one, narrow) for one in theirs]
        if fewer == list(theirs):
            return fewer
        theirs = fewer


def _without_guard(one: ShownTable, narrow: set[str]) -> ShownTable:
    marks = {cell: Mark.BESIDE if name_of(one.table, cell) in narrow else mark for cell, mark in one.marks.items()}
    return replace(one, marks=marks)
