"""Six ways of choosing homes as referrals come: from the first free home to the plan that knows the whole year."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.baselining.coming import Coming, Run, in_batches, one_by_one
from matching.baselining.deferred import deferred_acceptance
from matching.futures import Left
from matching.lookahead import Prices, left_of, priced, prices
from matching.one_referral import MOST_CHILDREN, best_for_one
from matching.optimise import solve
from matching.optimising.greedy import greedy_plan
from matching.optimising.openings import openings
from matching.plan_problem import Ints, PlanProblem

FUTURES, REFRESH_EVERY, RENEWED = 50, 4, 10
"""Sampled futures, referrals between two refreshes of prices, and how many futures are drawn anew at each."""
SECONDS_A_BATCH, SECONDS_IN_HINDSIGHT = 10.0, 30.0


def first_in_house(coming: Coming) -> Run:
    """(i) The first free home of the authority's own, in the order of its list; else the first of any other."""
    rank = np.full(len(coming.problem.homes), len(coming.in_house), dtype=np.int64)
    rank[coming.in_house] = np.arange(len(coming.in_house))

    def choose(part: PlanProblem, _: int) -> Ints:
        return greedy_plan(replace(part, pair_fit=-rank[part.pair_home]), openings(part))

    return one_by_one(coming, choose)


def greedy(coming: Coming) -> Run:
    """Child by child: with brothers and sisters if they can, else the best fit that is free."""
    return one_by_one(coming, lambda part, _: greedy_plan(part, openings(part)))


def best_now(coming: Coming) -> Run:
    """(ii) The best plan for each referral as it comes, in the levels' strict order."""
    return one_by_one(coming, lambda part, _: best_for_one(part))


def deferred(coming: Coming) -> Run:
    """(iii) Batches matched by deferred acceptance, every place a slot of its own, brothers and sisters singly."""
    return in_batches(coming, lambda part, _: deferred_acceptance(part))


def batches(coming: Coming) -> Run:
    """(iv) Batches planned exactly, without prices."""
    return in_batches(coming, lambda part, _: solved(part))


def hindsight(coming: Coming, seconds: float = SECONDS_IN_HINDSIGHT) -> Run:
    """(vi) The best plan of all for those who knew at the start who would come."""
    problem = coming.problem
    started = time.process_time()
    plan = solved(problem, seconds)
    placed = np.where(plan >= 0, problem.pair_home[plan], -1)
    return Run(placed, [time.process_time() - started])


def solved(part: PlanProblem, seconds: float = SECONDS_A_BATCH) -> Ints:
    """The best plan as the pair of each child, -1 for none."""
    waiting = part.placed < 0
    if np.unique(part.group[waiting]).size == 1 and waiting.sum() <= MOST_CHILDREN:
        return best_for_one(part)
    given = solve(part, time_limit=seconds).assignments
    pair_of = {
        (part.children[child], part.homes[home]): pair
        for pair, (child, home) in enumerate(zip(part.pair_child.tolist(), part.pair_home.tolist(), strict=True))
    }
    chosen = [pair_of[child, given[child]] if child in given else -1 for child in part.children]
    return np.array(chosen, dtype=np.int64)


class Priced:
    """Chooses with the worth of places taken off the fit; draws futures anew as referrals come."""

    def __init__(
        self,
        coming: Coming,
        random: np.random.Generator,
        choose: Callable[[PlanProblem], Ints],
        renewed: int = RENEWED,
    ) -> None:
        self._coming, self._random, self._choose, self._renewed = coming, random, choose, renewed
        self._prices: Prices | None = None
        self._seen = 0
        self.refreshes: list[float] = []
        self.decisions: list[float] = []

    def __call__(self, part: PlanProblem, come: int) -> Ints:
        """The plan for those who wait."""
        left = left_of(part)
        if self._prices is None or come - self._seen >= REFRESH_EVERY:
            started = time.process_time()
            self._prices = self._drawn(left, come)
            self.refreshes.append(time.process_time() - started)
            self._seen = come
        started = time.process_time()
        plan = self._choose(priced(part, self._prices.worth(left.free > 0)))
        self.decisions.append(time.process_time() - started)
        return plan

    def _drawn(self, left: Left, come: int) -> Prices:
        coming = self._coming
        expected = coming.expected * (1 - come / coming.groups)
        if self._prices is None:
            return prices(coming.past, left, self._random, expected=expected, futures=FUTURES)
        return self._prices.refreshed(coming.past, left, self._random, expected, self._renewed)


def with_prices(coming: Coming, seed: int, renewed: int = RENEWED) -> Run:
    """One by one, with prices."""
    choose = Priced(coming, np.random.default_rng([seed, 1]), best_for_one, renewed)
    run = one_by_one(coming, choose)
    run.decisions, run.refreshes = choose.decisions, choose.refreshes
    return run


def batches_with_prices(coming: Coming, seed: int, renewed: int = RENEWED) -> Run:
    """(v) Batches planned exactly, with prices."""
    choose = Priced(coming, np.random.default_rng([seed, 2]), solved, renewed)
    run = in_batches(coming, choose)
    run.decisions, run.refreshes = choose.decisions, choose.refreshes
    return run
