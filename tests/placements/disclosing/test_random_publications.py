"""Ten thousand random publications with earlier editions, filters, shares and rounding: nothing small can be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from placements.disclosing.audit import FeasibleRange, audit
from placements.disclosing.protect import protect
from placements.disclosing.refusals import AuditFailed, CannotBeProtected
from placements.disclosing.rules import WIDE_ENOUGH, is_small
from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Show, Table
from tests.oracles.disclosure import feasible
from tests.placements.disclosing.publications import random_editions

PARTS = 8
PUBLICATIONS = 10_000
FEW_ENOUGH_TO_WRITE_OUT = 60_000


@dataclass
class Tally:
    """What came of some publications."""

    published: int = 0
    refused: int = 0
    cells: int = 0
    small: int = 0
    hidden: int = 0
    guarded: int = 0
    too_narrow: int = 0

    def note(self, shown: list[ShownTable], ranges: list[FeasibleRange]) -> None:
        self.published += 1
        self.guarded += len(ranges)
        self.too_narrow += sum(found.width < WIDE_ENOUGH for found in ranges)
        for one in shown:
            self.cells += len(list(one.table.cells()))
            self.small += sum(is_small(one.table.totals[cell]) for cell in one.table.cells())
            self.hidden += len(one.hidden)


def publish_at_random(part: int, publications: int) -> Tally:
    """Publish edition after edition, each beside all before it; the audit refuses none that was protected."""
    tally, seed = Tally(), 0
    while tally.published + tally.refused < publications:
        public: list[ShownTable] = []
        for tables in random_editions(np.random.default_rng([part, seed])):
            try:
                shown = protect(tables, public)
            except CannotBeProtected:
                tally.refused += 1
                continue
            tally.note(shown, audit(shown, public))
            public += shown
        seed += 1
    return tally


@pytest.mark.parametrize("part", range(PARTS))
def test_no_random_publication_leaves_a_hidden_number_known_to_within_three(
    part: int, scale: Callable[[int], int], record_property: Callable[[str, object], None]
) -> None:
    asked = scale(PUBLICATIONS)
    tally = publish_at_random(part, (asked if asked == PUBLICATIONS else asked // 5) // PARTS + 1)
    record_property("tally", vars(tally))
    assert tally.guarded > 0
    assert tally.too_narrow == 0
    assert tally.refused < tally.published / 2
    for one in tally.small, tally.hidden:
        assert 0 < one < tally.cells


def small_enough(tables: list[Table]) -> bool:
    cells = np.prod([len(one.categories) for table in tables for one in table.dimensions])
    return bool(tables[0].totals[tables[0].whole] <= 24 and cells <= 6 and not any(table.within for table in tables))


def test_the_audit_and_a_judge_that_writes_out_every_population_agree(scale: Callable[[int], int]) -> None:
    compared, seed = 0, 0
    while compared < scale(200):
        tables = random_editions(np.random.default_rng([99, seed]))[0][:2]
        seed += 1
        if not small_enough(tables):
            continue
        try:
            shown = protect(tables)
        except CannotBeProtected:
            continue
        ranges = {found.name: (found.low, found.high) for found in audit(shown)}
        naive = feasible(shown, tables[0].totals[tables[0].whole])
        for (table, cell), judged in naive.items():
            name = f"{table}: {', '.join(words or 'all' for words in cell)}"
            if name in ranges:
                assert ranges[name] == judged, f"seed {seed - 1}, {name}"
                compared += 1


def test_the_order_of_tables_changes_nothing() -> None:
    for seed in range(30):
        tables = random_editions(np.random.default_rng([7, seed]))[0]
        try:
            one_way_round = {one.table.id: dict(one.marks) for one in protect(tables)}
        except CannotBeProtected:
            with pytest.raises(CannotBeProtected):
                protect(tables[::-1])
            continue
        assert {one.table.id: dict(one.marks) for one in protect(tables[::-1])} == one_way_round


def test_each_cell_hidden_beside_is_needed() -> None:
    tried = 0
    for seed in range(40):
        tables = random_editions(np.random.default_rng([5, seed]))[0][:1]
        if tables[0].show is Show.SHARES:
            continue
        try:
            (shown,) = protect(tables)
        except CannotBeProtected:
            continue
        for cell in [cell for cell, mark in shown.marks.items() if mark is Mark.BESIDE]:
            fewer = {other: mark for other, mark in shown.marks.items() if other != cell}
            with pytest.raises(AuditFailed):
                audit([ShownTable(shown.table, fewer)])
            tried += 1
    assert tried > 5
