"""How far sums of whole numbers can be worked out from rows that are known: the arithmetic of the audit.

Every unknown is first bounded by what each row leaves to it, over and over, which settles most of them. What is left
falls into parts that have nothing to do with each other. Only within a part are linear programmes solved, all of its
questions in one call, and in whole numbers wherever an answer is not whole by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, kron
from scipy.sparse.csgraph import connected_components

LIMIT = 100_000
"""No count is larger; it only keeps what nothing bounds from being without end."""
TIME_LIMIT = 30.0
AT_ONCE = 20_000
"""Unknowns in one call of the solver."""
ROUNDS = 50
NEARLY = 1e-6
CONTRADICTION = "the tables contradict each other"
Sum = Mapping[int, int]
"""Unknowns by number, and how many times each is counted."""
Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


class Unsettled(Exception):
    """No range can be given: the rows contradict each other, or the solver did not finish. `at` is the sum asked."""

    def __init__(self, at: int, why: str) -> None:
        self.at = at
        super().__init__(why)


@dataclass
class Equations:
    """Rows `low <= sum of unknowns <= high`, gathered one by one."""

    rows: list[Sum] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, row: Sum, low: float, high: float) -> None:
        """One row more."""
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def system(self, size: int) -> _System:
        """All rows as one system over so many unknowns."""
        return _System(_matrix(self.rows, size), np.array(self.low, float), np.array(self.high, float))


def _matrix(rows: Sequence[Sum], size: int) -> csr_array:
    entries = [(at, column, by) for at, row in enumerate(rows) for column, by in row.items() if by]
    at, columns, by = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array(coo_array((np.array(by, float), (at, columns)), shape=(len(rows), size)))


def ranges(equations: Equations, size: int, sums: Sequence[Sum]) -> list[tuple[int, int]]:
    """The exact least and most of each sum over all whole unknowns that satisfy every row. Raises Unsettled."""
    told = equations.system(size)
    least, most = told.bounded()
    loose = np.flatnonzero(least < most)
    left = told.counted_from(least, loose, (most - least)[loose])
    aims = _matrix(sums, size)
    known = aims @ least
    ends = np.stack([known, known], axis=1)
    aims = aims[:, loose].tocsr()
    for part in left.parts((most - least)[loose], np.unique(aims.indices)):
        wanted = aims[:, part.columns].tocsr()
        asked = np.flatnonzero(np.diff(wanted.indptr))
        ends[asked] += part.ends(wanted[asked].toarray(), asked)
    return [(round(low), round(high)) for low, high in ends]


@dataclass(frozen=True)
class _System:
    """Rows over unknowns, each between a least and a most."""

    matrix: csr_array
    low: Numbers
    high: Numbers

    def bounded(self) -> tuple[Numbers, Numbers]:
        """The least and the most of each unknown that no row rules out by itself, in whole numbers."""
        columns, by = self.matrix.indices, self.matrix.data
        rows = np.repeat(np.arange(self.matrix.shape[0]), np.diff(self.matrix.indptr))
        least, most = np.zeros(self.matrix.shape[1]), np.full(self.matrix.shape[1], float(LIMIT))
        for _ in range(ROUNDS):
            few = np.where(by > 0, least[columns], most[columns]) * by
            many = np.where(by > 0, most[columns], least[columns]) * by
            all_few, all_many = (np.bincount(rows, one, self.matrix.shape[0])[rows] for one in (few, many))
            room = np.stack([self.low[rows] - all_many + many, self.high[rows] - all_few + few]) / by
            before, least, most = (least, most), least.copy(), most.copy()
            np.maximum.at(least, columns, np.ceil(room.min(axis=0) - NEARLY))
            np.minimum.at(most, columns, np.floor(room.max(axis=0) + NEARLY))
            if np.any(least > most):
                raise Unsettled(0, CONTRADICTION)
            if np.array_equal([least, most], before):
                break
        return least, most

    def counted_from(self, least: Numbers, loose: Indices, room: Numbers) -> _System:
        """What is still told of the unknowns that are not settled, each counted from its least.

        Rows that nothing within that room can break tell no more, and are left out.
        """
        matrix, settled = self.matrix[:, loose].tocsr(), self.matrix @ least
        low, high = self.low - settled, self.high - settled
        up, down = matrix.maximum(0) @ room, matrix.minimum(0) @ room
        if np.any((up < low - NEARLY) | (down > high + NEARLY)):
            raise Unsettled(0, CONTRADICTION)
        telling = np.flatnonzero((down < low) | (up > high))
        return _System(matrix[telling].tocsr(), low[telling], high[telling])

    def parts(self, room: Numbers, asked: Indices) -> Iterator[_Part]:
        """The unknowns, apart where no row joins them; everything that nobody asked of stands in one part."""
        rows, columns = self.matrix.shape
        joins, size = coo_array(self.matrix), rows + columns
        edges = csr_array((np.ones(joins.nnz), (joins.row, joins.col + rows)), shape=(size, size))
        label = connected_components(edges, directed=False)[1]
        label[~np.isin(label, label[rows + asked])] = -1
        for one in np.unique(label):
            of_row, of_column = np.flatnonzero(label[:rows] == one), np.flatnonzero(label[rows:] == one)
            system = _System(self.matrix[of_row][:, of_column].tocsr(), self.low[of_row], self.high[of_row])
            yield _Part(of_column, system, room[of_column])


@dataclass(frozen=True)
class _Part:
    """Unknowns that rows join, each from nought to its `room`; `columns` says which they are."""

    columns: Indices
    system: _System
    room: Numbers

    def ends(self, aims: Numbers, asked: Indices) -> Numbers:
        """The least and the most of each aim (a row each); without any, whether anything fits at all."""
        if not self.system.low.size:
            return np.stack([np.minimum(aims, 0) @ self.room, np.maximum(aims, 0) @ self.room], axis=1)
        if not aims.size:
            self._least(np.zeros((1, self.columns.size)), 0)
            return np.zeros((0, 2))
        different, back = np.unique(aims, axis=0, return_inverse=True)
        signed, at_once = np.concatenate([different, -different]), max(1, AT_ONCE // self.columns.size)
        found = [self._least(signed[at : at + at_once], int(asked[0])) for at in range(0, len(signed), at_once)]
        low, high = np.split(np.concatenate(found), 2)
        both: Numbers = np.stack([low, -high], axis=1)[back.ravel()]
        return both

    def _least(self, aims: Numbers, at: int) -> Numbers:
        """The least of each aim in whole numbers: all in one programme, and by itself where that leaves a doubt.

        It leaves none where the least that any numbers allow is reached by whole ones, found for whichever aim.
        """
        found = self._solved(aims, at, whole=False)
        worlds = np.round(found[np.abs(found - np.round(found)).max(axis=1) < NEARLY])
        bound = np.ceil((aims * found).sum(axis=1) - NEARLY)
        least: Numbers = (aims @ worlds.T).min(axis=1, initial=np.inf)
        for one in np.flatnonzero(least > bound):
            (whole,) = self._solved(aims[[one]], at, whole=True)
            least[one] = aims[one] @ np.round(whole)
        return least

    def _solved(self, aims: Numbers, at: int, *, whole: bool) -> Numbers:
        """For each aim the unknowns at which it is least. Raises Unsettled where the solver gives none."""
        times = len(aims)
        rows = kron(eye_array(times), self.system.matrix, format="csr")
        found = milp(
            aims.ravel(),
            constraints=LinearConstraint(rows, np.tile(self.system.low, times), np.tile(self.system.high, times)),
            integrality=np.full(aims.size, int(whole)),
            bounds=Bounds(0, np.tile(self.room, times)),
            options={"time_limit": TIME_LIMIT},
        )
        if found.status != 0 or found.x is None:
            raise Unsettled(at, str(found.message))
        worlds: Numbers = found.x.reshape(aims.shape)
        return worlds
