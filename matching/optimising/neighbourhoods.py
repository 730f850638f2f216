"""A choice made better part by part: some families choose anew among their homes while all others stay."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order

from matching.optimising.core import TOLERANCE, Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.whole_numbers import whole_numbers
from matching.plan_problem import Bools, Ints

CHILDREN_AT_ONCE = 1_200
"""So many choose anew in a second or so; more take longer than in proportion."""
LIKELY_A_GROUP = 2
ENOUGH = 1e-4
"""Of what a choice comes to: a round over all children that gains less is the last."""


def improved(core: Core, objective: Objective, relaxation: Relaxation, chosen: Ints, deadline: Deadline) -> Ints:
    """The choice after as many rounds as the time allows and as bring something; never a worse one.

    ``relaxation`` is that of the core and tells who competes with whom; ``chosen`` are columns of the core.
    """
    parts = _Parts(core, objective, relaxation, chosen)
    try:
        while True:
            before = parts.units
            for groups in parts.round():
                parts.choose_anew(groups, deadline)
            if before - parts.units <= ENOUGH * abs(before):
                break
    except OutOfTime:
        pass
    return core.columns[parts.chosen]


class _Parts:
    """A choice among the columns of a core while parts of it are made anew."""

    def __init__(self, core: Core, objective: Objective, relaxation: Relaxation, chosen: Ints) -> None:
        matrix, self._least, self._most = core.rows
        self._matrix = sparse.csc_array(matrix)
        self._cost = objective.cost[core.columns].astype(np.float64)
        self._reduced = relaxation.reduced
        places = core.constraints.places
        self._group, self._home = places.group[core.columns], places.home[core.columns]
        self._groups = int(self._group.max(initial=-1)) + 1
        sizes = np.asarray(self._matrix[: core.children].sum(axis=0)).ravel()
        self._size = np.zeros(self._groups)
        np.maximum.at(self._size, self._group, sizes)
        self.chosen: Bools = np.isin(core.columns, chosen)
        self._graph = self._who_competes()

    @property
    def units(self) -> float:
        """What the choice comes to."""
        return float(self._cost[self.chosen].sum())

    def _who_competes(self) -> sparse.csr_array:
        """Groups and homes, joined where the relaxation nearly chooses one for the other or the choice does."""
        likely = np.argsort(self._reduced, kind="stable")[: LIKELY_A_GROUP * self._groups]
        joined = np.union1d(likely, np.flatnonzero(self.chosen))
        nodes = self._groups + int(self._home.max(initial=0)) + 1
        ends = (self._group[joined], self._groups + self._home[joined])
        return sparse.csr_array((np.ones(joined.size), ends), shape=(nodes, nodes))

    def round(self) -> Iterator[Ints]:
        """Parts that hold every group once or more, those first that the relaxation would place better."""
        regret = np.zeros(self._groups)
        np.add.at(regret, self._group[self.chosen], self._reduced[self.chosen])
        waiting = np.ones(self._groups, dtype=np.bool_)
        for group in np.argsort(-regret, kind="stable").tolist():
            if waiting[group]:
                near = breadth_first_order(self._graph, group, directed=False, return_predecessors=False)
                near = near[near < self._groups]
                part = near[: int(np.searchsorted(np.cumsum(self._size[near]), CHILDREN_AT_ONCE)) + 1]
                waiting[part] = False
                yield part.astype(np.int64)

    def choose_anew(self, groups: Ints, deadline: Deadline) -> None:
        """Let these groups choose among all their columns while everybody else stays.

        Raises:
            OutOfTime: no time is left.
        """
        free = np.zeros(self._groups, dtype=np.bool_)
        free[groups] = True
        own = np.flatnonzero(free[self._group])
        staying = self.chosen & ~free[self._group]
        taken = np.asarray(self._matrix[:, np.flatnonzero(staying)].sum(axis=1)).ravel()
        matrix = sparse.csr_array(self._matrix[:, own])
        rows = np.diff(matrix.indptr) > 0
        found = whole_numbers(
            self._cost[own], matrix[rows], (self._least - taken)[rows], (self._most - taken)[rows], deadline
        )
        if found.chosen is not None:
            anew = staying.copy()
            anew[own[found.chosen]] = True
            if self._cost[anew].sum() < self.units - TOLERANCE:
                self.chosen = anew
