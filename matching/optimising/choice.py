"""Whole-number answers: the best choice of fragments for one level (branch and bound, by HiGHS)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.optimising.core import TOLERANCE, Core, Objective, Relaxation
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.neighbourhoods import improved
from matching.optimising.whole_numbers import Choice, whole_numbers
from matching.plan_problem import Ints

FIRST_COLUMNS_A_CHILD = 2
GROWTH = 2
FEW = 20_000
"""Fragments among which the best choice is found soon: of more, first only some are looked at."""
NEAR_A_CHILD = 8
"""Fragments from which a part of the children choose anew."""


def best_choice(
    core: Core, objective: Objective, relaxation: Relaxation, deadline: Deadline, start: Ints | None = None
) -> Choice:
    """The best choice for a level among the plans of a core.

    First among the few fragments that the relaxation likes best, then among all that could still do better than what
    was found. A fragment's reduced cost is what a plan with it exceeds the relaxation's bound by, at least: so leaving
    out those beyond a reach is exact for every plan that exceeds it by less. Where there are many fragments, any
    choice (``start``, if there is one in the core) is made better part by part.

    Raises:
        OutOfTime: the limit passed before anything was tried.
    """
    if FIRST_COLUMNS_A_CHILD * core.children >= FEW and core.columns.size > FEW:
        return _part_by_part(core, objective, relaxation, deadline, start)
    found, reach = _first_found(core, objective, relaxation, deadline)
    chosen, least = found.chosen, relaxation.bound
    bound = max(least, min(found.bound, least + reach) if chosen is not None else found.bound)
    while chosen is not None and (gap := _units(objective, chosen) - least) > reach:
        reach = _next_reach(relaxation, reach, gap)
        try:
            further = _branch(core.only(relaxation.reduced <= reach + TOLERANCE), objective, deadline)
        except OutOfTime:
            break
        bound = max(bound, min(further.bound, least + reach))
        if further.chosen is not None and _units(objective, further.chosen) < _units(objective, chosen):
            chosen = further.chosen
    return Choice(chosen, bound if chosen is None else min(bound, _units(objective, chosen)))


def _part_by_part(
    core: Core, objective: Objective, relaxation: Relaxation, deadline: Deadline, start: Ints | None
) -> Choice:
    """A good choice where the best takes too long; its bound is the relaxation's."""
    if start is None:
        any_will_do = replace(objective, cost=np.zeros_like(objective.cost))
        found, _ = _first_found(core, any_will_do, relaxation, deadline)
        if found.chosen is None:
            return Choice(None, np.inf if found.bound == np.inf else relaxation.bound)
        start = found.chosen
    near = (relaxation.reduced <= _reach(relaxation, NEAR_A_CHILD * core.children)) | np.isin(core.columns, start)
    nearer = replace(relaxation, reduced=relaxation.reduced[near])
    return Choice(improved(core.only(near), objective, nearer, start, deadline), relaxation.bound)


def _next_reach(relaxation: Relaxation, reach: float, gap: float) -> float:
    """How far to look next: as far as could still matter, or where that is far, among some times as many fragments."""
    so_far, all_of_it = (int(np.count_nonzero(relaxation.reduced <= far)) for far in (reach, gap))
    if all_of_it <= max(FEW, GROWTH * so_far):
        return gap
    return min(gap, _reach(relaxation, GROWTH * so_far))


def _first_found(core: Core, objective: Objective, relaxation: Relaxation, deadline: Deadline) -> tuple[Choice, float]:
    """A choice among the few likeliest fragments, or more where they do not suffice; the reduced cost they go up to."""
    size, everything = FIRST_COLUMNS_A_CHILD * core.children, float(relaxation.reduced.max(initial=0.0))
    while True:
        reach = _reach(relaxation, size)
        found = _branch(core.only(relaxation.reduced <= reach), objective, deadline)
        if found.chosen is not None or reach >= everything:
            return found, reach
        if deadline.seconds_left <= 0:
            return Choice(None, relaxation.bound), reach
        size *= GROWTH


def _units(objective: Objective, chosen: Ints) -> float:
    """What a choice comes to."""
    return float(objective.cost[chosen].sum())


def _reach(relaxation: Relaxation, size: int) -> float:
    """The reduced cost up to which this many columns go."""
    if size >= relaxation.reduced.size:
        return float(relaxation.reduced.max(initial=0.0))
    return float(np.partition(relaxation.reduced, size)[size])


def _branch(core: Core, objective: Objective, deadline: Deadline) -> Choice:
    """The best choice among the columns of a core, and its bound."""
    cost = objective.cost[core.columns].astype(np.float64)
    found = whole_numbers(cost, *core.rows, deadline)
    return found if found.chosen is None else Choice(core.columns[found.chosen], found.bound)
