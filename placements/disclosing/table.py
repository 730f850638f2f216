"""A table to be published: who is counted, by what, and the true counts."""

from __future__ import annotations

import datetime as dt
import enum
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from placements.errors import Refused

A_YEAR = 365
Cell: TypeAlias = tuple[str | None, ...]
"""A cell by the words of its categories, one for each dimension; None is the total over that dimension."""
Where: TypeAlias = frozenset[tuple[str, frozenset[str]]]
"""A part of a population: for each dimension named, the finest categories that are in it."""
Event: TypeAlias = frozenset[tuple["Population", Where]]
"""What a cell counts: a part of one population, or the sum of parts of several (the years of a three-year sum)."""


@dataclass(frozen=True, order=True)
class Population:
    """Those who are counted: who they are, on which day, and the digest of the facts that they are counted from.

    Other facts of the same day are another edition (or another scenario): close, and so told apart by differencing.
    """

    subject: str
    on: dt.date
    facts: str = ""

    def close_to(self, other: Population) -> bool:
        """Whether the two hold mostly the same children, so that a small difference tells of a few of them."""
        near = abs((self.on - other.on).days) < A_YEAR
        return self != other and self.subject == other.subject and near


@dataclass(frozen=True)
class Category:
    """A category as readers see it, and the finest categories it is made of."""

    words: str
    members: frozenset[str]

    @classmethod
    def of(cls, words: str, *members: str) -> Category:
        """A category by its members; without any, the words are the only member."""
        return cls(words, frozenset(members or (words,)))


@dataclass(frozen=True)
class Dimension:
    """What a table is cut by: categories that hold everybody once, and which of them may be joined if need be."""

    name: str
    categories: tuple[Category, ...]
    merges: tuple[tuple[str, str, str], ...] = ()

    def category(self, words: str) -> Category:
        """The category with these words."""
        return next(one for one in self.categories if one.words == words)

    def merged(self, one: str, other: str, words: str) -> Dimension:
        """The dimension with two of its categories joined under new words, where the first of them stood."""
        joined = Category(words, self.category(one).members | self.category(other).members)
        kept = [joined if old.words == one else old for old in self.categories if old.words != other]
        left = {category.words for category in kept}
        still = tuple(merge for merge in self.merges if {merge[0], merge[1]} <= left)
        return replace(self, categories=tuple(kept), merges=still)


def covers(whole: Event, part: Event) -> bool:
    """Whether everybody counted in one event is counted in the other as well."""
    return all(
        any(
            population == other
            and all(name in dict(within) and dict(within)[name] <= members for name, members in around)
            for other, around in whole
        )
        for population, within in part
    )


def _lies_in(within: Where, around: Where) -> bool:
    cut = dict(within)
    return all(name in cut and cut[name] <= members for name, members in around)


class Show(enum.StrEnum):
    """What of a cell is told: its count, or only the whole per cent it is of the table's total."""

    COUNTS = "counts"
    SHARES = "shares"


@dataclass(frozen=True)
class Table:
    """The truth of a table: counts of its inner cells; totals are always their true sums.

    `within` cuts the populations to a part; `impossible` cells cannot hold anybody by law, so their nought tells
    nothing; `rounded_to` rounds every shown count to the nearest so many. `told_elsewhere` marks figures that others
    publish and that cannot be taken back; `precious` cells are what readers come for: hidden last.
    """

    id: str
    title: str
    populations: tuple[Population, ...]
    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int]
    within: Where = frozenset()
    impossible: frozenset[Cell] = frozenset()
    show: Show = Show.COUNTS
    rounded_to: int = 1
    told_elsewhere: bool = False
    precious: frozenset[Cell] = frozenset()
    totals: Mapping[Cell, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a table that lacks a cell or holds a count below nought; then add up every total."""
        wanted = set(itertools.product(*([c.words for c in one.categories] for one in self.dimensions)))
        if set(self.counts) != wanted:
            raise Refused(
                f"The table {self.id} does not hold exactly its own cells.",
                given=min(map(str, set(self.counts) ^ wanted)),
                do_next="Give a count for every combination of categories, and no other.",
            )
        below = [cell for cell, count in self.counts.items() if count < 0]
        if below:
            raise Refused(
                f"The table {self.id} holds a count below nought.",
                given=f"{below[0]}: {self.counts[below[0]]}",
                do_next="Counts are of children, carers or homes: nought or more.",
            )
        object.__setattr__(self, "totals", self._added_up())

    def _added_up(self) -> dict[Cell, int]:
        added: dict[Cell, int] = {}
        for cell, count in self.counts.items():
            for total in itertools.product(*((words, None) for words in cell)):
                added[total] = added.get(total, 0) + count
        return added

    def cells(self) -> Iterator[Cell]:
        """Every cell, totals among them, in the order in which they are read."""
        return itertools.product(*([*(c.words for c in one.categories), None] for one in self.dimensions))

    def lines(self) -> Iterator[tuple[Cell, list[Cell]]]:
        """Every total over one dimension, and the cells that add up to it."""
        for cell in self.cells():
            for at, words in enumerate(cell):
                if words is None:
                    yield cell, [(*cell[:at], one.words, *cell[at + 1 :]) for one in self.dimensions[at].categories]

    @property
    def whole(self) -> Cell:
        """The cell of everybody in the table."""
        return (None,) * len(self.dimensions)

    def where(self, cell: Cell) -> Where:
        """The part of the population that a cell counts."""
        cut = dict(self.within)
        for one, words in zip(self.dimensions, cell, strict=True):
            if words is not None:
                members = one.category(words).members
                cut[one.name] = cut.get(one.name, members) & members
        return frozenset(cut.items())

    def event(self, cell: Cell) -> Event:
        """What a cell counts, over all the table's populations."""
        where = self.where(cell)
        return frozenset((population, where) for population in self.populations)

    def merged(self, name: str, one: str, other: str, words: str) -> Table:
        """The table with two categories of a dimension joined."""
        at = next(index for index, dimension in enumerate(self.dimensions) if dimension.name == name)
        counts: dict[Cell, int] = {}
        for cell, count in self.counts.items():
            new = tuple(words if i == at and w in {one, other} else w for i, w in enumerate(cell))
            counts[new] = counts.get(new, 0) + count
        dimensions = list(self.dimensions)
        dimensions[at] = dimensions[at].merged(one, other, words)
        possible = frozenset(cell for cell in self.impossible if cell[at] not in {one, other})
        kept = frozenset(cell for cell in self.precious if cell[at] not in {one, other})
        return replace(self, dimensions=tuple(dimensions), counts=counts, impossible=possible, precious=kept)

    def without(self, name: str) -> Table:
        """The table with a dimension left out."""
        at = next(index for index, dimension in enumerate(self.dimensions) if dimension.name == name)
        counts: dict[Cell, int] = {}
        for cell, count in self.counts.items():
            new = cell[:at] + cell[at + 1 :]
            counts[new] = counts.get(new, 0) + count
        dimensions = self.dimensions[:at] + self.dimensions[at + 1 :]
        return replace(self, dimensions=dimensions, counts=counts, impossible=frozenset(), precious=frozenset())
