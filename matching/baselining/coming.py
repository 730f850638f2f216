"""Referrals as they come, one by one or in batches, and where everybody lives once they are decided."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from matching.futures import Arrivals
from matching.plan_problem import Ints, PlanProblem
from matching.subproblem import narrowed

BATCH = 5
"""Referrals that are decided together; sooner where somebody's day comes."""
WAIT_DAYS = np.array([0, 3, 14])
"""How long a referral can wait for others, by urgency: tonight, within 72 hours, planned."""


@dataclass(frozen=True, eq=False)
class Coming:
    """Referrals in the order in which they come: the problem with all of them, and the day of each group."""

    problem: PlanProblem
    day: Ints
    past: Arrivals
    expected: float
    """Referrals over the whole time, as the past tells it."""
    in_house: Ints
    """Homes that the authority runs or approves itself, in the order in which it would ring them."""

    @property
    def groups(self) -> int:
        """How many referrals come."""
        return len(self.problem.groups)


@dataclass(eq=False)
class Run:
    """Where everybody lives so far (-1 nowhere), and the processor seconds of decisions and of refreshes of prices."""

    placed: Ints
    decisions: list[float] = field(default_factory=list)
    refreshes: list[float] = field(default_factory=list)


Choose = Callable[[PlanProblem, int], Ints]
"""Given those who wait beside those who are placed, and how many referrals have come: the pair for each child."""


def one_by_one(coming: Coming, choose: Choose) -> Run:
    """Each referral decided as it comes."""
    return _decided(coming, ([group] for group in range(coming.groups)), choose)


def in_batches(coming: Coming, choose: Choose) -> Run:
    """Referrals decided together, five at a time or when the first of them can wait no longer."""
    return _decided(coming, _batches(coming), choose)


def _batches(coming: Coming) -> Iterator[list[int]]:
    first_of = np.unique(coming.problem.group, return_index=True)[1]
    latest = coming.day + WAIT_DAYS[coming.problem.urgency[first_of]]
    waiting: list[int] = []
    for group in range(coming.groups):
        if waiting and coming.day[group] > min(latest[one] for one in waiting):
            yield waiting
            waiting = []
        waiting.append(group)
        if len(waiting) == BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _decided(coming: Coming, batches: Iterable[list[int]], choose: Choose) -> Run:
    problem, run = coming.problem, Run(np.full(len(coming.problem.children), -1, dtype=np.int64))
    for batch in batches:
        here = (run.placed >= 0) | np.isin(problem.group, batch)
        part = narrowed(problem, here, run.placed)
        started = time.process_time()
        plan = choose(part, batch[-1] + 1)
        run.decisions.append(time.process_time() - started)
        chosen = np.flatnonzero(here)[plan >= 0]
        run.placed[chosen] = part.pair_home[plan[plan >= 0]]
    return run
