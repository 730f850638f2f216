"""What a reader does not know: how many of each population fall into each finest cell of all the tables together.

Tables of one population that share no dimension meet only in their total, so each such family of dimensions has its
own cells, and one unknown for the total ties the families together. That keeps the equations few without losing any.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from placements.disclosing.table import Event, Population, Table, Where

Row = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Family:
    """Dimensions that meet in some table, each cut into the finest classes that any table tells apart."""

    first: int
    names: tuple[str, ...]
    classes: tuple[tuple[frozenset[str], ...], ...]

    @property
    def size(self) -> int:
        return int(np.prod([len(one) for one in self.classes]))

    def inside(self, where: Where) -> npt.NDArray[np.bool_]:
        """Which of the family's cells lie in a part of the population."""
        cut = dict(where)
        chosen = [
            [name not in cut or members <= cut[name] for members in classes]
            for name, classes in zip(self.names, self.classes, strict=True)
        ]
        return np.fromiter((all(one) for one in itertools.product(*chosen)), dtype=np.bool_, count=self.size)


class Unknowns:
    """The unknowns of some tables, in one order whatever the order of the tables."""

    def __init__(self, tables: Iterable[Table]) -> None:
        of: dict[Population, list[Table]] = {}
        for table in tables:
            for population in table.populations:
                of.setdefault(population, []).append(table)
        self._totals: dict[Population, int] = {}
        self._families: dict[Population, list[_Family]] = {}
        self.size = 0
        for population in sorted(of):
            self._add(population, of[population])
        self._rows: dict[Event, Row] = {}

    def _add(self, population: Population, tables: Sequence[Table]) -> None:
        self._totals[population] = self.size
        self.size += 1
        self._families[population] = []
        for names in _families_of(tables):
            cuts = {name: _classes(name, tables) for name in names}
            family = _Family(self.size, names, tuple(cuts[name] for name in names))
            self._families[population].append(family)
            self.size += family.size

    def row(self, event: Event) -> Row:
        """The coefficients of what an event counts."""
        if event not in self._rows:
            row = np.zeros(self.size)
            for population, where in event:
                self._mark(row, population, where)
            self._rows[event] = row
        return self._rows[event]

    def _mark(self, row: Row, population: Population, where: Where) -> None:
        if not where:
            row[self._totals[population]] += 1
            return
        names = {name for name, _ in where}
        family = next(one for one in self._families[population] if names <= set(one.names))
        row[family.first : family.first + family.size] += family.inside(where)

    def ties(self) -> npt.NDArray[np.float64]:
        """A row for each family, which is nought: its cells add up to the population's total."""
        rows = []
        for population, families in self._families.items():
            for family in families:
                row = np.zeros(self.size)
                row[family.first : family.first + family.size] = 1
                row[self._totals[population]] = -1
                rows.append(row)
        return np.array(rows).reshape(len(rows), self.size)


def _families_of(tables: Sequence[Table]) -> list[tuple[str, ...]]:
    """The dimensions, those that meet in some table together."""
    families: list[set[str]] = []
    for table in tables:
        met = {one.name for one in table.dimensions} | {name for name, _ in table.within}
        if met:
            joined = [family for family in families if family & met]
            families = [family for family in families if not family & met] + [met.union(*joined)]
    return sorted(tuple(sorted(family)) for family in families)


def _classes(name: str, tables: Sequence[Table]) -> tuple[frozenset[str], ...]:
    """The finest classes of a dimension that some table tells apart.

    Where no table is cut by the dimension but only filtered by it, everybody outside the filters is a class too.
    """
    sets = {
        category.members
        for table in tables
        for one in table.dimensions
        if one.name == name
        for category in one.categories
    }
    cut = bool(sets)
    sets |= {members for table in tables for within, members in table.within if within == name}
    ordered = sorted(sets, key=sorted)
    by_sets: dict[tuple[bool, ...], set[str]] = {}
    for member in sorted(frozenset().union(*ordered)):
        by_sets.setdefault(tuple(member in one for one in ordered), set()).add(member)
    classes = [frozenset(members) for members in by_sets.values()]
    return tuple(classes if cut else [*classes, frozenset({f"not {name} as told"})])
