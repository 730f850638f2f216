"""The rows of the model: once each, capacity, who may not share; and cuts that no whole-number answer notices."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.optimising.deadline import Deadline
from matching.optimising.fragments import Fragments
from matching.optimising.openings import Openings
from matching.plan_problem import Ints, PlanProblem

Floats = npt.NDArray[np.float64]
LARGEST_CUT_GROUP = 6
"""Groups larger than this get one cut only: there are too many others."""


@dataclass(frozen=True, eq=False)
class Places:
    """Of each fragment its home, the places it takes and its home's free places, and whose it is.

    Fragments of one ``family`` (a number below ``families``) that share a home could as well be one fragment; a family
    is a sibling ``group`` or one child of it.
    """

    home: Ints
    bodies: Ints
    free: Ints
    group: Ints
    family: Ints
    families: int


@dataclass(frozen=True, eq=False)
class Constraints:
    """``matrix @ chosen <= limits``; the first rows say that each of the ``children`` is in one fragment at most.

    ``first_child`` is one of the children of each fragment, -1 for a link.
    """

    matrix: sparse.csr_array
    limits: Floats
    children: int
    first_child: Ints
    places: Places

    def cut(self, rows: sparse.csr_array) -> Constraints:
        """The same with more rows, each at most 1."""
        matrix = sparse.csr_array(sparse.vstack([self.matrix, rows], format="csr"))
        return replace(self, matrix=matrix, limits=np.concatenate([self.limits, np.ones(rows.shape[0])]))


@dataclass(eq=False)
class _Rows:
    """Rows while they are gathered."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Ints] = field(default_factory=list)
    limits: list[Ints] = field(default_factory=list)
    count: int = 0

    def add(self, row: Ints, column: Ints, value: Ints, limits: Ints) -> None:
        """Add rows, numbered from 0 here."""
        self.row.append(row + self.count)
        self.column.append(column)
        self.value.append(value)
        self.limits.append(limits)
        self.count += limits.size

    def add_one(self, column: Ints, value: Ints, limit: int) -> None:
        """Add one row."""
        self.add(np.zeros_like(column), column, value, np.array([limit], dtype=np.int64))

    def matrix(self, columns: int) -> sparse.csr_array:
        """All rows together."""
        row, column, value = (np.concatenate(parts) for parts in (self.row, self.column, self.value))
        return sparse.csr_array((value.astype(np.float64), (row, column)), shape=(self.count, columns))


def constraints(problem: PlanProblem, open_for: Openings, columns: Fragments, deadline: Deadline) -> Constraints:
    """The rules of a plan over its fragments.

    The cuts: of a home with 3 places at most one fragment of 2 or more, and so on (each row divided and rounded down);
    of three siblings at most one fragment holds two or more. They leave every plan and cut off most fractions of one.

    Raises:
        OutOfTime: the limit passed meanwhile.
    """
    rows = _Rows()
    fragment_of = np.repeat(np.arange(len(columns)), columns.sizes)
    child_of = problem.pair_child[columns.pairs]
    ones = np.ones_like(child_of)
    rows.add(child_of, fragment_of, ones, np.ones(len(problem.children), dtype=np.int64))
    bodied = np.flatnonzero(columns.bodies)
    rows.add(columns.home[bodied], bodied, columns.bodies[bodied], open_for.free)
    _add_home_cuts(rows, columns, open_for.free)
    _add_group_cuts(rows, problem, columns, deadline)
    first_child = np.full(len(columns), -1, dtype=np.int64)
    first_child[fragment_of] = child_of
    per_child = sparse.csr_array((ones, (child_of, fragment_of)), shape=(len(problem.children), len(columns)))
    _add_forbidden(rows, columns, open_for, per_child)
    for children, home in open_for.no_goods:
        held = np.asarray(per_child[sorted(children)].sum(axis=0)).ravel() * (columns.home == home)
        rows.add_one(np.flatnonzero(held), held[held > 0], len(children) - 1)
    links = columns.links
    for end in (1, 2):
        number = np.arange(len(links))
        both = np.concatenate([number, number])
        sign = np.repeat([1, -1], len(links))
        rows.add(both, np.concatenate([links[:, 0], links[:, end]]), sign, np.zeros(len(links), dtype=np.int64))
    limits = np.concatenate(rows.limits).astype(np.float64)
    places = _places(problem, open_for, columns, first_child)
    return Constraints(rows.matrix(len(columns)), limits, len(problem.children), first_child, places)


def _places(problem: PlanProblem, open_for: Openings, columns: Fragments, first_child: Ints) -> Places:
    """What the fragments take, and of whom; a group without fragments of several counts child by child."""
    group = problem.group[first_child]
    group[columns.links[:, 0]] = group[columns.links[:, 1]]
    listed = np.zeros(len(problem.groups), dtype=np.bool_)
    listed[group[columns.sizes > 1]] = True
    family = np.where(listed[group], group, len(problem.groups) + first_child)
    families = len(problem.groups) + len(problem.children)
    return Places(columns.home, columns.bodies, open_for.free[columns.home], group, family, families)


def _add_home_cuts(rows: _Rows, columns: Fragments, free: Ints) -> None:
    """Bodies and places made smaller alike, in every way that some fraction notices but no plan does."""
    for places in np.unique(free[columns.home]).tolist():
        here = np.flatnonzero((free[columns.home] == places) & (columns.bodies > 0))
        homes, number = np.unique(columns.home[here], return_inverse=True)
        for smaller, limit in _smaller(places, int(columns.bodies[here].max(initial=0))):
            share = smaller[columns.bodies[here]]
            kept = share > 0
            rows.add(number[kept].astype(np.int64), here[kept], share[kept], np.full(homes.size, limit))


def _smaller(places: int, largest: int) -> list[tuple[Ints, int]]:
    """For homes of that many places, what a fragment of 0 to ``largest`` bodies counts, and the limit.

    Divided and rounded down (Chvatal, Gomory); or small ones for nothing, and large ones for the whole home (Martello
    and Toth).
    """
    bodies = np.arange(largest + 1, dtype=np.int64)
    divided = [(bodies // by, places // by) for by in range(2, largest + 1) if places // by < places // (by - 1)]
    halved = [
        (np.where(bodies > places - small, places, np.where(bodies < small, 0, bodies)), places)
        for small in range(2, min(places // 2, largest) + 1)
    ]
    return divided + halved


def _add_group_cuts(rows: _Rows, problem: PlanProblem, columns: Fragments, deadline: Deadline) -> None:
    """Of an odd number of siblings, at most half (rounded down) as many fragments hold two of them."""
    several = np.flatnonzero(columns.sizes > 1)
    group = problem.group[problem.pair_child[columns.pairs[columns.starts[several]]]]
    for own in np.split(several, np.flatnonzero(np.diff(group)) + 1):  # the fragments of a group stand together
        deadline.check()
        holds = _holds(problem, columns, own)
        for odd in _odd_parts(holds.shape[1]):
            share = holds[:, odd].sum(axis=1) // 2
            concerned = share > 0
            if concerned.any():
                rows.add_one(own[concerned], share[concerned], len(odd) // 2)


def _holds(problem: PlanProblem, columns: Fragments, own: Ints) -> Ints:
    """Which children of a group (in any order) are in which of its fragments: fragment x child, 0 or 1."""
    if not own.size:
        return np.zeros((0, 0), dtype=np.int64)
    held = problem.pair_child[columns.pairs[columns.starts[own[0]] : columns.starts[own[-1] + 1]]]
    children, child = np.unique(held, return_inverse=True)
    holds = np.zeros((own.size, children.size), dtype=np.int64)
    holds[np.repeat(np.arange(own.size), columns.sizes[own]), child] = 1
    return holds


def _odd_parts(size: int) -> list[list[int]]:
    """The odd parts of three or more that give a cut."""
    if size > LARGEST_CUT_GROUP:
        return [list(range(size - 1 + size % 2))]  # the largest odd part
    return [list(part) for odd in range(3, size + 1, 2) for part in combinations(range(size), odd)]


def _add_forbidden(rows: _Rows, columns: Fragments, open_for: Openings, per_child: sparse.csr_array) -> None:
    """Two who may not share a home: at most one fragment there holds either."""
    for a, b in sorted(open_for.forbidden):
        first, second = per_child[[a]].indices.astype(np.int64), per_child[[b]].indices.astype(np.int64)
        shared = np.intersect1d(columns.home[first], columns.home[second])
        either = np.union1d(first, second)
        either = either[np.isin(columns.home[either], shared)]
        number = np.searchsorted(shared, columns.home[either])
        rows.add(number, either, np.ones_like(either), np.ones_like(shared))
