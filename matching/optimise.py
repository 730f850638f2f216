"""The best plan for all children at once: levels in strict order, each with its value and a proven bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.optimising.constraints import constraints
from matching.optimising.core import whole
from matching.optimising.deadline import Deadline, OutOfTime
from matching.optimising.flow_plan import rearranged_if_better
from matching.optimising.fragments import fragments
from matching.optimising.greedy import greedy_plan, rounded_plan
from matching.optimising.ladder import Ladder
from matching.optimising.levels import FIT, UNPLACED, WORST_FIT, Judge, level_names, objectives
from matching.optimising.openings import NoGood, Openings, openings
from matching.optimising.or_tools import everyone_has_a_place, fewest_unplaced
from matching.optimising.reasons import reasons
from matching.optimising.siblings import sibling_pairs
from matching.optimising.step import everyone_placed
from matching.plan_problem import FIT_PARTS, URGENCY_WEIGHT, PlanProblem

OPTIMAL, BEST_FOUND, NOBODY_ELIGIBLE = "optimal", "best_found", "nobody_eligible"
MARGIN = 0.95
"""Of the time limit, what the search may use: putting the answer together takes a little too."""
Progress = Callable[[str, float, float], None]


@dataclass(frozen=True)
class Level:
    """What the plan reaches at one level, and the bound: no plan that is as good on the levels above goes below it."""

    name: str
    value: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether nothing can be better."""
        return self.value == self.bound


@dataclass(frozen=True)
class Unplaced:
    """A child for whom the plan has no home, and why."""

    child: str
    because: str


@dataclass(frozen=True)
class PlanAnswer:
    """A plan: who goes where, what it is worth at each level, and how much of that is proven.

    ``status`` is ``optimal`` (every level proven), ``best_found`` (the time ran out) or ``nobody_eligible`` (no child
    has a lawful home with a free place). ``max_flow_unplaced`` is the fewest children, of any urgency, that could be
    without a home if siblings and exclusions did not matter. Settled children are not among the assignments.
    """

    status: str
    levels: tuple[Level, ...]
    assignments: dict[str, str]
    unplaced: tuple[Unplaced, ...]
    seconds: float
    max_flow_unplaced: int

    def as_json(self) -> dict[str, Any]:
        """The answer of ``homeward solve --json``."""
        return {
            "status": self.status,
            "levels": [{"name": level.name, "value": level.value, "bound": level.bound} for level in self.levels],
            "assignments": [{"child": child, "home": home} for child, home in self.assignments.items()],
            "unplaced": [{"child": child.child, "because": child.because} for child in self.unplaced],
            "max_flow_unplaced": self.max_flow_unplaced,
            "seconds": self.seconds,
        }


def solve(
    problem: PlanProblem,
    *,
    time_limit: float = 60.0,
    worst_first: bool = False,
    no_goods: Iterable[NoGood] = (),
    progress: Progress | None = None,
) -> PlanAnswer:
    """The best plan that can be found in ``time_limit`` seconds.

    Levels in strict order: children without a home (9, 3, 1 by urgency), sibling pairs apart (5, 3, 1, 2), approvals'
    burden, with ``worst_first`` the worst fit, then fit (the sum of 100 - fit, exact to a thousandth of a point) and
    weekly cost in pence. ``no_goods``: children who may not all live in that home at once. ``progress`` is told each
    level, its value and its bound as soon as it is known. The same problem, solved to the end, gives the same plan.

    Raises:
        Refused: the time limit is not above 0, or a no-good names nobody known.
    """
    deadline = Deadline(time_limit)
    open_for = openings(problem, no_goods)
    siblings = sibling_pairs(problem)
    judge = Judge(problem, siblings, level_names(worst_first))
    least = _least(problem, fewest := fewest_unplaced(problem, open_for), judge.names)
    by_hand = greedy_plan(problem, open_for)
    ladder = Ladder(judge, rearranged_if_better(judge, open_for, by_hand), least, _shown(progress))
    try:
        columns = fragments(problem, open_for, siblings, deadline)
        ladder.rounding = lambda amounts: rearranged_if_better(
            judge, open_for, rounded_plan(problem, open_for, columns, amounts)
        )
        core, levels = whole(constraints(problem, open_for, columns, deadline)), objectives(judge, columns)
        if everyone_has_a_place(problem, open_for):
            ladder.first = everyone_placed(core, levels[0], judge.worth_placing)
        ladder.descend(core, columns, levels, deadline.share(MARGIN))
    except OutOfTime:
        pass  # what the ladder holds by now is the answer
    return _answer(problem, open_for, ladder, fewest, deadline)


def _least(problem: PlanProblem, fewest: int, names: tuple[str, ...]) -> list[int]:
    """Values that no plan goes below, known without any search: that many children, the least urgent, have no home."""
    waiting = problem.urgency[problem.placed < 0]
    weights = np.sort(np.array(list(URGENCY_WEIGHT.values()), dtype=np.int64)[waiting])
    return [int(weights[:fewest].sum()) if name == UNPLACED else 0 for name in names]


def _answer(problem: PlanProblem, open_for: Openings, ladder: Ladder, fewest: int, deadline: Deadline) -> PlanAnswer:
    """The plan and what is proven of it, in words and in the caller's units."""
    names, values = ladder.judge.names, ladder.judge.values(ladder.plan)
    bounds = [*ladder.bounds, *ladder.least[len(ladder.bounds) :]]
    levels = tuple(
        Level(name, _units(name, value), _units(name, min(bound, value)))
        for name, value, bound in zip(names, values, bounds, strict=True)
    )
    without = np.flatnonzero((ladder.plan < 0) & (problem.placed < 0)).tolist()
    told = reasons(problem, open_for, without)
    placed = np.flatnonzero(ladder.plan >= 0).tolist()
    return PlanAnswer(
        status=_status(problem, open_for, levels),
        levels=levels,
        assignments={problem.children[c]: problem.homes[problem.pair_home[ladder.plan[c]]] for c in placed},
        unplaced=tuple(Unplaced(problem.children[c], because) for c, because in zip(without, told, strict=True)),
        seconds=deadline.seconds_used,
        max_flow_unplaced=fewest,
    )


def _status(problem: PlanProblem, open_for: Openings, levels: tuple[Level, ...]) -> str:
    """The one word for an answer."""
    if not open_for.usable.size and (problem.placed < 0).any():
        return NOBODY_ELIGIBLE
    return OPTIMAL if all(level.proven for level in levels) else BEST_FOUND


def _units(name: str, value: int) -> float:
    """A value in points where it is kept in thousandths of one; whole numbers stay whole."""
    if name not in (FIT, WORST_FIT):
        return value
    return value // FIT_PARTS if value % FIT_PARTS == 0 else value / FIT_PARTS


def _shown(progress: Progress | None) -> Callable[[str, int, int], None] | None:
    """The caller's progress, told in the caller's units."""
    if progress is None:
        return None
    return lambda name, value, bound: progress(name, _units(name, value), _units(name, bound))
