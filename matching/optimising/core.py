"""What is left of the model once earlier levels are held: the fragments still possible and the rows now exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from matching.optimising.constraints import Constraints, Floats
from matching.plan_problem import Bools, Ints

TOLERANCE = 1e-6
"""In units of a level, all of whose figures are whole numbers: far below 1, far above the slips of arithmetic."""

NEXT_TO_NOTHING = 0.05
"""A gap in units that hardly a plan fits into: values are whole numbers."""


@dataclass(frozen=True, eq=False)
class Objective:
    """A level as whole numbers: a plan's value is ``constant + unit * (cost @ chosen)``, the less the better."""

    name: str
    cost: Ints
    constant: int
    unit: int

    def value(self, units: float) -> int:
        """The least value that a plan of this many units or more can have."""
        return self.constant + self.unit * int(np.ceil(units - TOLERANCE - 1e-12 * abs(units)))

    def units(self, value: int) -> int:
        """The units of a plan of this value."""
        return (value - self.constant) // self.unit


@dataclass(frozen=True, eq=False)
class Relaxation:
    """What fractions of fragments could reach: no plan has fewer units than ``bound``.

    ``reduced`` is by how much at least a plan that uses a fragment exceeds the bound, and the ``prices`` by how much
    one exceeds it for each place or promise that it leaves over in a row (below 0, save in rows that must be met).
    ``amounts`` is how much of each fragment nearly reaches the bound, where that is known.
    """

    bound: float
    reduced: Floats
    prices: Floats
    amounts: Floats | None = None


@dataclass(frozen=True, eq=False)
class Core:
    """The plans still in question: ``columns`` of the model, rows that must be met exactly, and levels held."""

    constraints: Constraints
    columns: Ints
    exact: Bools
    held: tuple[tuple[Ints, int], ...] = ()

    @property
    def children(self) -> int:
        """The number of children."""
        return self.constraints.children

    def only(self, kept: Bools) -> Core:
        """The plans that use only some of the columns."""
        return replace(self, columns=self.columns[kept])

    @cached_property
    def rows(self) -> tuple[sparse.csr_array, Floats, Floats]:
        """All rows over the columns left, with the least and the most that each may come to."""
        most = np.concatenate([self.constraints.limits, np.array([limit for _, limit in self.held], dtype=np.float64)])
        least = np.full(most.size, -np.inf)
        least[: self.exact.size][self.exact] = self.constraints.limits[self.exact]
        matrix = self.constraints.matrix[:, self.columns]
        if self.held:
            held = sparse.csr_array(np.array([cost[self.columns] for cost, _ in self.held], dtype=np.float64))
            matrix = sparse.csr_array(sparse.vstack([matrix, held]))
        return matrix, least, most

    def cut(self, rows: sparse.csr_array) -> Core:
        """The same plans, with more rows (each at most 1) that all of them keep."""
        exact = np.concatenate([self.exact, np.zeros(rows.shape[0], dtype=np.bool_)])
        return replace(self, constraints=self.constraints.cut(rows), exact=exact)

    def holds(self, chosen: Ints) -> bool:
        """Whether a choice among all fragments is one of the plans in question."""
        matrix, least, most = self.rows
        amounts = np.isin(self.columns, chosen)
        total = matrix @ amounts.astype(np.float64)
        return bool(
            amounts.sum() == chosen.size and (total >= least - TOLERANCE).all() and (total <= most + TOLERANCE).all()
        )

    @property
    def allows_nobody(self) -> bool:
        """Whether the plan that places nobody is still in question."""
        _, least, most = self.rows
        return bool(((least <= 0) & (most >= 0)).all())

    def holding(self, objective: Objective, value: int, relaxation: Relaxation) -> Core:
        """The plans of this value or less.

        Such a plan uses no fragment whose reduced cost exceeds the gap to the bound, and leaves nothing over in a row
        whose price exceeds it (what is left over is a whole number). Where the gap is next to nothing that says all:
        the level is then not held by a row of its own, which would bind the whole together and make the next level
        hard; whoever takes a plan from here counts its values anew.
        """
        gap = max(0.0, objective.units(value) - relaxation.bound) + TOLERANCE
        own = relaxation.prices[: self.exact.size]
        core = replace(self.only(relaxation.reduced <= gap), exact=self.exact | (np.abs(own) > gap))
        if gap <= NEXT_TO_NOTHING:
            return core
        return replace(core, held=(*self.held, (objective.cost, objective.units(value))))


def whole(constraints: Constraints) -> Core:
    """All plans."""
    rows, columns = constraints.matrix.shape
    return Core(constraints, np.arange(columns), np.zeros(rows, dtype=np.bool_))
