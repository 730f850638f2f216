"""What the search for a plan is built from: cuts that cut off no plan, parts made anew, plans at hand early."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pytest

from benchmarks.flow_peers import assignment, cheapest_flow
from benchmarks.instances import MONTH, SINGLE_TIGHT, instance
from matching.optimise import PlanAnswer, solve
from matching.optimising import choice, neighbourhoods
from matching.optimising.cliques import cliques
from matching.optimising.constraints import constraints
from matching.optimising.core import Core, whole
from matching.optimising.deadline import Deadline
from matching.optimising.flow_plan import rearranged_if_better
from matching.optimising.fragments import Fragments, fragments
from matching.optimising.greedy import greedy_plan, rounded_plan
from matching.optimising.levels import Judge, level_names, objectives
from matching.optimising.openings import Openings, openings
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import COLUMNS, Ints, PlanProblem, plan_problem
from matching.problem_file import write_problem
from tests.matching.optimise.small_problems import small_problem
from tests.oracles.exhaustive_matcher import best_values, plans
from tests.oracles.plan_checker import Reading, Tables, check_answer, columns_of, tables_of

ENOUGH = 60.0


class Model(NamedTuple):
    """A small problem and what is made of it."""

    tables: Tables
    problem: PlanProblem
    open_for: Openings
    judge: Judge
    columns: Fragments
    core: Core

    @property
    def reading(self) -> Reading:
        """The same for the oracles."""
        return Reading(self.tables)

    def as_pairs(self, lives: dict[str, str]) -> Ints:
        """Who lives where, as the pair of each child."""
        plan = np.full(len(self.problem.children), -1, dtype=np.int64)
        names = zip(self.problem.pair_child.tolist(), self.problem.pair_home.tolist(), strict=True)
        for pair, (child, home) in enumerate(names):
            if lives.get(self.problem.children[child]) == self.problem.homes[home]:
                plan[child] = pair
        return plan

    def as_names(self, plan: Ints) -> dict[str, str]:
        """The pair of each child as who lives where."""
        problem = self.problem
        return {
            problem.children[child]: problem.homes[problem.pair_home[pair]]
            for child, pair in enumerate(plan.tolist())
            if pair >= 0
        }


def model(seed: int, most_children: int = 7) -> Model:
    tables = small_problem(seed, most_children)
    problem = plan_problem(columns_of(tables, COLUMNS))
    open_for, siblings = openings(problem), sibling_pairs(problem)
    columns = fragments(problem, open_for, siblings, Deadline(ENOUGH))
    core = whole(constraints(problem, open_for, columns, Deadline(ENOUGH)))
    return Model(tables, problem, open_for, Judge(problem, siblings, level_names(worst_first=False)), columns, core)


def test_a_cut_that_fractions_break_is_broken_by_no_plan(scale: Callable[[int], int]) -> None:
    cut = 0
    for seed in range(scale(1_000)):
        made = model(seed, most_children=5)
        amounts = np.random.default_rng(seed).random(len(made.columns))
        rows = cliques(made.core.constraints.places, amounts)
        assert (rows @ amounts > 1).all()
        cut += rows.shape[0]
        for lives in plans(made.reading, made.reading.newcomers(), {}):
            chosen = made.columns.chosen(made.as_pairs(lives), made.problem.group)
            assert (rows[:, chosen].sum(axis=1) <= 1).all(), (seed, lives)
    assert cut


@pytest.mark.parametrize("listed", [300, 0], ids=["parts listed", "links"])
def test_a_plan_and_the_fragments_it_is_made_of_are_worth_the_same(
    listed: int, scale: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.optimising.fragments.MOST_SUBSETS", listed)
    for seed in range(scale(1_000)):
        made = model(seed)
        plan = greedy_plan(made.problem, made.open_for)
        chosen = made.columns.chosen(plan, made.problem.group)
        assert made.core.holds(chosen), seed
        assert (made.columns.plan(chosen, plan.size) == plan).all(), seed
        for level, value in zip(objectives(made.judge, made.columns), made.judge.values(plan), strict=True):
            assert level.constant + level.unit * level.cost[chosen].sum() == value, (seed, level.name)


def test_plans_at_hand_early_keep_every_rule(scale: Callable[[int], int]) -> None:
    for seed in range(scale(2_000)):
        made = model(seed)
        by_hand = greedy_plan(made.problem, made.open_for)
        amounts = np.random.default_rng(seed).random(len(made.columns))
        rounded = rounded_plan(made.problem, made.open_for, made.columns, amounts)
        moved = [rearranged_if_better(made.judge, made.open_for, plan) for plan in (by_hand, rounded)]
        for plan in (by_hand, rounded, *moved):
            assert made.reading.faults(made.as_names(plan)) == [], seed
        assert made.judge.values(moved[0]) <= made.judge.values(by_hand), seed


def in_parts(monkeypatch: pytest.MonkeyPatch, children_at_once: int) -> None:
    """Let every problem be taken for a region."""
    monkeypatch.setattr(choice, "FEW", 0)
    monkeypatch.setattr(neighbourhoods, "CHILDREN_AT_ONCE", children_at_once)


def bounds_hold(answer: PlanAnswer, best: list[Fraction]) -> bool:
    """Whether every bound holds: as far as the levels above are the best ones, none is above the best value."""
    for level, value in zip(answer.levels, best, strict=True):
        if Fraction(str(level.bound)) > value:
            return False
        if Fraction(str(level.value)) != value:
            break
    return True


def test_a_plan_made_part_by_part_keeps_every_rule_and_its_bounds_hold(
    scale: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts(monkeypatch, 2)
    for seed in range(scale(1_000)):
        made = model(seed)
        answer = solve(made.problem, time_limit=ENOUGH)
        assert check_answer(made.tables, answer.as_json()) == [], seed
        assert bounds_hold(answer, best_values(made.tables)), seed


def test_a_plan_made_part_by_part_is_nearly_as_good(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drawn, folder = instance(MONTH), tmp_path_factory.mktemp("problem")
    write_problem(drawn, folder)
    best = solve(drawn, time_limit=ENOUGH)
    in_parts(monkeypatch, 25)
    answer = solve(drawn, time_limit=ENOUGH)
    assert check_answer(tables_of(folder), answer.as_json()) == []
    assert [level.value for level in answer.levels[:3]] == [level.value for level in best.levels[:3]]
    assert answer.levels[3].bound <= best.levels[3].value <= answer.levels[3].value <= 1.05 * best.levels[3].value


def test_without_siblings_two_ways_of_finding_a_flow_say_the_same() -> None:
    for seed in range(3):
        drawn = instance(SINGLE_TIGHT, seed)
        answer = solve(drawn, time_limit=ENOUGH)
        assert answer.status == "optimal"
        ours = tuple(level.value for level in answer.levels if level.name in {"unplaced", "burden", "fit"})
        assert ours == assignment(drawn).levels == cheapest_flow(drawn).levels
