"""What a home is worth to children to come: judged by trying everything out, never at a child's cost unseen."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from matching.futures import PLACED, Arrivals, Left
from matching.lookahead import CAP, MARGINS, left_of, priced, prices
from matching.one_referral import best_for_one
from matching.optimising.levels import Judge, level_names
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import COLUMNS, FIT_PARTS, Ints, PlanProblem, plan_problem
from matching.subproblem import narrowed
from placements.errors import Refused
from tests.matching.optimise.small_problems import small_problem
from tests.oracles.exhaustive_matcher import best_values
from tests.oracles.plan_checker import Rows, columns_of

SLIP = 1e-6


def problem_from(tables: dict[str, Rows]) -> PlanProblem:
    """The planning problem of these rows."""
    return plan_problem(columns_of(tables, COLUMNS))


def singles(seed: int) -> PlanProblem:
    """A tiny town of single children, so that the linear programme has whole answers."""
    draw = random.Random(seed)
    children, homes = range(draw.randint(1, 4)), range(draw.randint(1, 3))
    pairs = [(child, home) for child in children for home in homes if draw.random() < 0.7]
    return plan_problem(
        {
            "children": {
                "child": [f"C{child}" for child in children],
                "group": [f"G{child}" for child in children],
                "urgency": ["planned" for _ in children],
            },
            "homes": {"home": [f"H{home}" for home in homes], "places": [draw.randint(0, 2) for _ in homes]},
            "pairs": {
                "child": [f"C{child}" for child, _ in pairs],
                "home": [f"H{home}" for _, home in pairs],
                "fit": [draw.randint(0, 100) for _ in pairs],
                "weekly_cost_pence": [0 for _ in pairs],
                "burden": [0 for _ in pairs],
            },
        }
    )


def best_by_trying(problem: PlanProblem, future: Ints, free: Ints) -> float:
    """The most points that the children of a future can come to: every way of sending them to homes, one by one."""
    coming = [child for child, times in enumerate(future[problem.group].tolist()) for _ in range(times)]
    fit = {
        (child, home): points / FIT_PARTS
        for child, home, points in zip(
            problem.pair_child.tolist(), problem.pair_home.tolist(), problem.pair_fit.tolist(), strict=True
        )
    }
    best = 0.0
    for homes in product([None, *range(len(problem.homes))], repeat=len(coming)):
        placed = [(child, home) for child, home in zip(coming, homes, strict=True) if home is not None]
        counts = np.bincount([home for _, home in placed], minlength=len(problem.homes))
        if (counts <= free).all() and all(pair in fit for pair in placed):
            best = max(best, sum(PLACED + fit[pair] for pair in placed))
    return best


def test_a_places_price_is_the_optimum_with_it_less_the_optimum_without(scale: Callable[[int], int]) -> None:
    priced_above_nothing = 0
    for seed in range(scale(400)):
        problem = singles(seed)
        arrivals, free = Arrivals(problem), problem.places
        future = np.random.default_rng(seed).integers(0, 2, len(problem.groups))
        duals = arrivals.duals(future, Left(free, free > 0))
        as_it_stands = best_by_trying(problem, future, free)
        for home in np.flatnonzero(free > 0).tolist():
            one_less, one_more = free.copy(), free.copy()
            one_less[home], one_more[home] = free[home] - 1, free[home] + 1
            lost = as_it_stands - best_by_trying(problem, future, one_less)
            gained = best_by_trying(problem, future, one_more) - as_it_stands
            assert gained - SLIP <= duals[home] <= lost + SLIP, (seed, home, gained, duals[home], lost)
            priced_above_nothing += duals[home] > 0
    assert priced_above_nothing


def test_the_worth_of_a_home_is_the_average_over_the_futures() -> None:
    problem = singles(5)
    left = Left(problem.places, problem.places > 0)
    found = prices(Arrivals(problem), left, np.random.default_rng(3), expected=2.0, futures=40)
    again = prices(Arrivals(problem), left, np.random.default_rng(3), expected=2.0, futures=40)
    assert (found.duals == again.duals).all()
    free = problem.places > 0
    least = found.duals[:, free].min(axis=1, keepdims=True)
    assert np.allclose(found.worth(free), np.where(free, np.minimum(found.duals - least, CAP).mean(axis=0), 0.0))
    assert ((found.worth(free) >= 0) & (found.worth(free) <= CAP)).all()


def test_a_refresh_draws_the_oldest_futures_anew_and_leaves_the_others() -> None:
    problem = singles(5)
    arrivals, left = Arrivals(problem), Left(problem.places, problem.places > 0)
    random = np.random.default_rng(3)
    first = prices(arrivals, left, random, expected=2.0, futures=6)
    nobody = first.refreshed(arrivals, left, random, 0.0, 4)
    assert not nobody.duals[:4].any()
    assert (nobody.duals[4:] == first.duals[4:]).all()
    round_again = nobody.refreshed(arrivals, left, random, 0.0, 4)
    assert not round_again.duals.any()
    assert first.duals.any()


def test_with_nobody_to_come_or_no_place_left_nothing_is_worth_anything() -> None:
    problem = singles(5)
    arrivals, full = Arrivals(problem), np.zeros(len(problem.homes), dtype=np.int64)
    nobody = prices(arrivals, Left(problem.places, full == 0), np.random.default_rng(1), expected=0.0, futures=5)
    assert not nobody.worth(problem.places > 0).any()
    nowhere = prices(arrivals, Left(full, full == 0), np.random.default_rng(1), expected=3.0, futures=5)
    assert not nowhere.worth(full > 0).any()


def one_group(seed: int) -> dict[str, Rows]:
    """A small problem in which one group waits and everybody else is settled."""
    tables = small_problem(seed)
    first = tables["children"][0]["group"]
    settled = {row["child"] for row in tables["placed"]}
    waiting = {row["child"] for row in tables["children"] if row["group"] == first} - settled
    kept = waiting | settled
    both = ("exclusions", "siblings")
    return {
        name: [
            row
            for row in rows
            if row.get("child", next(iter(kept), "")) in kept
            and (name not in both or {row["child_a"], row["child_b"]} <= kept)
        ]
        for name, rows in tables.items()
    }


def test_the_best_homes_for_one_referral_are_those_that_trying_all_finds(scale: Callable[[int], int]) -> None:
    tried = 0
    for seed in range(scale(2_000)):
        tables = one_group(seed)
        if len(tables["children"]) == len(tables["placed"]):
            continue
        problem = problem_from(tables)
        judge = Judge(problem, sibling_pairs(problem), level_names(worst_first=False))
        reached = judge.values(best_for_one(problem))
        unplaced, siblings, burden, fit, _ = best_values(tables)
        assert [*reached[:3]] == [unplaced, siblings, burden], seed
        assert reached[3] == fit * FIT_PARTS, seed
        tried += 1
    assert tried


def test_several_referrals_at_once_are_not_for_trying_out() -> None:
    with pytest.raises(Refused, match="not one group"):
        best_for_one(singles(1) if len(singles(1).children) > 1 else singles(2))


def urgent(problem: PlanProblem, urgency: int) -> PlanProblem:
    """The problem with everybody of one urgency."""
    return replace(problem, urgency=np.full(len(problem.children), urgency))


@pytest.mark.parametrize("urgency", [0, 1, 2])
def test_no_child_gives_up_more_fit_than_the_margin_nor_a_place(urgency: int, scale: Callable[[int], int]) -> None:
    margin = list(MARGINS.values())[urgency]
    for seed in range(scale(400)):
        town = urgent(singles(seed), urgency)
        problem = narrowed(town, town.group == 0, np.full(len(town.children), -1))
        worth = np.random.default_rng(seed).uniform(0, CAP, len(problem.homes))
        best, chosen = best_for_one(problem), best_for_one(priced(problem, worth))
        assert (best >= 0).tolist() == (chosen >= 0).tolist()
        for one, other in zip(best.tolist(), chosen.tolist(), strict=True):
            if one >= 0:
                assert problem.pair_fit[one] - problem.pair_fit[other] <= margin * FIT_PARTS


def test_tonight_no_approval_is_sought_for_the_sake_of_others() -> None:
    town = urgent(singles(7), 0)
    burdened = replace(town, pair_burden=np.arange(town.pair_child.size) % 4)
    assert (priced(burdened, np.zeros(len(town.homes))).pair_burden == burdened.pair_burden).all()
    assert (priced(burdened, np.zeros(len(town.homes))).pair_fit == burdened.pair_fit).all()


def test_of_two_homes_that_fit_alike_the_one_less_needed_is_chosen() -> None:
    tables: dict[str, dict[str, list[object]]] = {
        "children": {"child": ["C"], "group": ["G"], "urgency": ["tonight"]},
        "homes": {"home": ["H1", "H2"], "places": [1, 1]},
        "pairs": {
            "child": ["C", "C"],
            "home": ["H1", "H2"],
            "fit": [80, 78],
            "weekly_cost_pence": [0, 0],
            "burden": [0, 0],
        },
    }
    problem = plan_problem(tables)
    assert best_for_one(problem).tolist() == [0]
    assert best_for_one(priced(problem, np.array([40.0, 0.0]))).tolist() == [1]
    further = replace(problem, pair_fit=np.array([80, 70]) * FIT_PARTS)
    assert best_for_one(priced(further, np.array([40.0, 0.0]))).tolist() == [0]


def test_a_child_who_must_be_alone_leaves_no_place_in_the_home() -> None:
    town = singles(1)
    settled = replace(town, placed=np.zeros(len(town.children), dtype=np.int64), alone=town.group == 0)
    left = left_of(settled)
    assert left.free[0] == 0
    assert not left.empty[0]
