"""Random publications: several tables of one invented population, over editions, with filters, shares and rounding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from placements.disclosing.table import Category, Cell, Dimension, Population, Show, Table

DAY = dt.date(2026, 3, 31)
AGES = ("0-4", "5-9", "10-15", "16-17")


@dataclass
class Town:
    """Children with a few facts each, drawn with a seed."""

    rng: np.random.Generator
    children: int
    sizes: dict[str, int]
    facts: dict[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, size in self.sizes.items():
            chances = self.rng.dirichlet(np.full(size, 0.7))
            self.facts[name] = self.rng.choice(size, self.children, p=chances)

    def later(self, moved: int) -> Town:
        """The same children but for a few: some moved, one or two left."""
        other = Town(self.rng, self.children, self.sizes)
        other.facts = {name: values.copy() for name, values in self.facts.items()}
        for values, size in zip(other.facts.values(), self.sizes.values(), strict=True):
            values[self.rng.integers(0, self.children, moved)] = self.rng.integers(0, size, moved)
        stay = self.rng.random(self.children) > self.rng.choice([0.0, 0.02])
        other.facts = {name: values[stay] for name, values in other.facts.items()}
        other.children = int(stay.sum())
        return other


def dimension(name: str, size: int) -> Dimension:
    return Dimension(name, tuple(Category.of(f"{name}{at}") for at in range(size)))


def table(
    town: Town,
    name: str,
    by: Sequence[str],
    population: Population,
    *,
    within: tuple[str, Sequence[int]] | None = None,
    show: Show = Show.COUNTS,
    rounded_to: int = 1,
) -> Table:
    """Count a town by some of its facts, maybe only some of it."""
    inside = np.isin(town.facts[within[0]], within[1]) if within else np.full(town.children, fill_value=True)
    counts: dict[Cell, int] = {}
    for at in np.ndindex(*(town.sizes[one] for one in by)):
        mask = inside.copy()
        for one, index in zip(by, at, strict=True):
            mask &= town.facts[one] == index
        counts[tuple(f"{one}{index}" for one, index in zip(by, at, strict=True))] = int(mask.sum())
    cut = frozenset({(within[0], frozenset(f"{within[0]}{at}" for at in within[1]))}) if within else frozenset()
    dimensions = tuple(dimension(one, town.sizes[one]) for one in by)
    return Table(name, name, (population,), dimensions, counts, cut, show=show, rounded_to=rounded_to)


def random_editions(rng: np.random.Generator) -> list[list[Table]]:
    """One to three editions of one to three tables each, close together, of a small town."""
    sizes = {name: int(rng.integers(2, 5)) for name in ("type", "age", "place")}
    town = Town(rng, int(rng.integers(12, 260)), sizes)
    editions: list[list[Table]] = []
    population = Population("children", DAY, "first")
    for number in range(int(rng.integers(1, 4))):
        if number and rng.random() < 0.5:
            town = town.later(int(rng.integers(0, 4)))
            population = Population("children", DAY + dt.timedelta(days=30 * number), f"facts {number}")
        editions.append([_random_table(town, f"{number}-{at}", population) for at in range(int(rng.integers(1, 4)))])
    return editions


def _random_table(town: Town, name: str, population: Population) -> Table:
    rng = town.rng
    names = list(town.sizes)
    by = sorted(rng.choice(names, int(rng.choice([1, 1, 2])), replace=False).tolist())
    within = None
    if rng.random() < 0.3:
        over = str(rng.choice([one for one in names if one not in by]))
        within = (over, list(range(int(rng.integers(1, town.sizes[over])))))
    show = Show.SHARES if rng.random() < 0.2 else Show.COUNTS
    return table(town, name, by, population, within=within, show=show, rounded_to=int(rng.choice([1, 1, 1, 5])))
