"""The strongest solvers off the shelf on the same fragments, level by level, each holding the levels above."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from matching.optimising.core import Objective
from matching.optimising.deadline import Deadline
from matching.optimising.fragments import Fragments, fragments
from matching.optimising.levels import FIT, Judge, level_names, objectives
from matching.optimising.openings import Openings, openings
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import FIT_PARTS, PlanProblem

CP_SAT_WORKERS = 8  # fewer can stall on assignment structure


@dataclass(eq=False)
class PeerAnswer:
    """How far a peer came: value, bound and the seconds gone by after each level; fewer levels where time ran out.

    ``because`` says why a peer could not run at all.
    """

    levels: list[tuple[float, float, float]] = field(default_factory=list)
    because: str = ""

    def add(self, level: Objective, value: float, bound: float, seconds: float) -> None:
        """Note a level in the units of an answer: points of fit, not thousandths."""
        parts = FIT_PARTS if level.name == FIT else 1
        told = ((level.constant + level.unit * units) / parts for units in (value, bound))
        value, bound = told
        self.levels.append((value, bound, seconds))

    @property
    def proven(self) -> int:
        """How many levels from the first are proven."""
        reached = [abs(value - bound) <= 1e-6 * max(1.0, abs(value)) for value, bound, _ in self.levels]
        return reached.index(False) if False in reached else len(reached)


Row = tuple[list[int], list[int], int]


@dataclass(frozen=True)
class _Model:
    """The plain model: who is in which fragment, how many places it takes; no cuts and nothing fixed."""

    columns: int
    rows: list[Row]
    levels: list[Objective]


def _model(problem: PlanProblem) -> _Model:
    open_for, siblings = openings(problem), sibling_pairs(problem)
    columns = fragments(problem, open_for, siblings, Deadline(3600))
    levels = objectives(Judge(problem, siblings, level_names(worst_first=False)), columns)
    return _Model(len(columns), _rows(problem, open_for, columns), list(levels))


def _rows(problem: PlanProblem, open_for: Openings, columns: Fragments) -> list[Row]:
    """Each child once, each home within its places, nobody beside whom they may not share with."""
    child_of = problem.pair_child[columns.pairs].tolist()
    of_child: defaultdict[int, list[int]] = defaultdict(list)
    at_home: defaultdict[int, list[int]] = defaultdict(list)
    for fragment, child in zip(np.repeat(np.arange(len(columns)), columns.sizes).tolist(), child_of, strict=True):
        of_child[child].append(fragment)
    for fragment, home in enumerate(columns.home.tolist()):
        at_home[home].append(fragment)
    bodies, homes = columns.bodies.tolist(), columns.home.tolist()
    rows: list[Row] = [(own, [1] * len(own), 1) for own in of_child.values()]
    rows += [(own, [bodies[f] for f in own], int(open_for.free[home])) for home, own in at_home.items()]
    for a, b in open_for.forbidden:
        shared = {homes[f] for f in of_child[a]} & {homes[f] for f in of_child[b]}
        for home in shared:
            either = [f for f in {*of_child[a], *of_child[b]} if homes[f] == home]
            rows.append((either, [1] * len(either), 1))
    return rows


def cp_sat(problem: PlanProblem, time_limit: float) -> PeerAnswer:
    """CP-SAT with 8 workers; each level starts from the last one's answer."""
    started, plain, answer = time.perf_counter(), _model(problem), PeerAnswer()
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(plain.columns)]
    for own, weights, most in plain.rows:
        model.add(cp_model.LinearExpr.weighted_sum([chosen[f] for f in own], weights) <= most)
    for level in plain.levels:
        left = time_limit - (time.perf_counter() - started)
        if left <= 0:
            break
        total = cp_model.LinearExpr.weighted_sum(chosen, level.cost.tolist())
        model.minimize(total)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.max_time_in_seconds = CP_SAT_WORKERS, left
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        value, bound = round(solver.objective_value), solver.best_objective_bound
        answer.add(level, value, bound, time.perf_counter() - started)
        model.add(total <= value)
        model.clear_hints()  # type: ignore[no-untyped-call]
        for variable in chosen:
            model.add_hint(variable, solver.value(variable))
    return answer


def plain_highs(problem: PlanProblem, time_limit: float) -> PeerAnswer:
    """HiGHS as OR-tools carries it, through MathOpt."""
    started, plain, answer = time.perf_counter(), _model(problem), PeerAnswer()
    model = mathopt.Model()
    chosen = [model.add_binary_variable() for _ in range(plain.columns)]
    for own, weights, most in plain.rows:
        model.add_linear_constraint(mathopt.LinearSum(w * chosen[f] for f, w in zip(own, weights, strict=True)) <= most)
    for level in plain.levels:
        left = time_limit - (time.perf_counter() - started)
        if left <= 0:
            break
        total = mathopt.LinearSum(c * variable for c, variable in zip(level.cost.tolist(), chosen, strict=True) if c)
        model.minimize(total)
        exact = mathopt.SolveParameters(time_limit=dt.timedelta(seconds=left), relative_gap_tolerance=0.0)
        result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=exact)
        if not result.has_primal_feasible_solution():
            break
        value, bound = round(result.objective_value()), result.best_objective_bound()
        answer.add(level, value, bound, time.perf_counter() - started)
        model.add_linear_constraint(total <= value)
    return answer


PEERS = {"CP-SAT, 8 workers, level by level": cp_sat, "HiGHS, level by level": plain_highs}


def agrees(ours: Sequence[tuple[float, float]], peer: PeerAnswer) -> bool:
    """Whether every level that both have proven (and all above it) has one value."""
    return all(
        abs(mine - theirs) <= 1e-6 * max(1.0, abs(mine))
        for (mine, bound), (theirs, _, _) in zip(ours, peer.levels[: peer.proven], strict=False)
        if mine == bound
    )
