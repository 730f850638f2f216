"""What OR-tools is asked: the maximum flow, and prices for models too large for the simplex method."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import max_flow
from ortools.pdlp import solvers_pb2
from ortools.pdlp.python import pdlp
from scipy import sparse

from matching.optimising.constraints import Floats
from matching.optimising.openings import Openings
from matching.plan_problem import Ints, PlanProblem

THREADS = 2


def fewest_unplaced(problem: PlanProblem, open_for: Openings) -> int:
    """How many children there cannot be a place for, siblings and exclusions ignored: an exact lower bound."""
    return _left_over(problem, open_for, open_for.usable)


def everyone_has_a_place(problem: PlanProblem, open_for: Openings) -> bool:
    """Whether all can be placed at once, siblings and exclusions ignored.

    Whoever must be alone is given only homes with one free place, so that fractions of fragments can do it too.
    """
    child, home = problem.pair_child[open_for.usable], problem.pair_home[open_for.usable]
    return _left_over(problem, open_for, open_for.usable[~problem.alone[child] | (open_for.free[home] == 1)]) == 0


def _left_over(problem: PlanProblem, open_for: Openings, pairs: Ints) -> int:
    """The children whom a maximum flow through these pairs leaves without a home."""
    waiting = np.flatnonzero(problem.placed < 0)
    children, homes = len(problem.children), len(problem.homes)
    source, sink = children + homes, children + homes + 1
    child, home = problem.pair_child[pairs], problem.pair_home[pairs]
    if not child.size:
        return waiting.size
    network = max_flow.SimpleMaxFlow()
    tails = np.concatenate([np.full(waiting.size, source), child, children + np.arange(homes)])
    heads = np.concatenate([waiting, children + home, np.full(homes, sink)])
    capacities = np.concatenate([np.ones(waiting.size + child.size, np.int64), np.minimum(open_for.free, children)])
    network.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), capacities)
    if network.solve(source, sink) != network.OPTIMAL:
        raise RuntimeError("the maximum flow was not found")  # capacities are far from overflow: cannot happen
    return int(waiting.size - network.optimal_flow())


def first_order(
    cost: Floats, matrix: sparse.csr_array, least: Floats, most: Floats, accuracy: float, seconds: float
) -> tuple[Floats, Floats]:
    """Amounts ``x`` from 0 up with ``least <= matrix @ x <= most``, and prices of the rows, as good as time allows.

    By the primal-dual hybrid gradient method (PDLP; Applegate and others, NeurIPS 2021): nearly exact in far less time
    than the simplex method needs for hundreds of thousands of columns. Never none: at worst they say little.
    """
    programme = pdlp.QuadraticProgram()
    programme.objective_vector = cost
    programme.constraint_matrix = sparse.csc_matrix(matrix)
    programme.constraint_lower_bounds, programme.constraint_upper_bounds = least, most
    programme.variable_lower_bounds = np.zeros(cost.size)
    programme.variable_upper_bounds = np.full(cost.size, np.inf)
    settings = solvers_pb2.PrimalDualHybridGradientParams(num_threads=THREADS)
    settings.termination_criteria.time_sec_limit = seconds
    settings.termination_criteria.simple_optimality_criteria.eps_optimal_relative = accuracy
    settings.termination_criteria.simple_optimality_criteria.eps_optimal_absolute = accuracy
    result = pdlp.primal_dual_hybrid_gradient(programme, settings)
    return np.array(result.primal_solution), np.array(result.dual_solution)
