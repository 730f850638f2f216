"""What a plan breaks is found as the second, independent checker finds it."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from matching.breaches import breaches
from matching.plan_problem import COLUMNS, plan_problem
from tests.matching.optimise.small_problems import small_problem
from tests.oracles.plan_checker import Reading, columns_of


def test_a_plan_is_found_to_break_rules_exactly_where_the_checker_says_so(scale: Callable[[int], int]) -> None:
    broken = kept = 0
    for seed in range(scale(4_000)):
        draw, tables = random.Random(seed), small_problem(seed)
        problem, reading = plan_problem(columns_of(tables, COLUMNS)), Reading(tables)
        given = {child: draw.choice(problem.homes) for child in reading.newcomers() if draw.random() < 0.5}
        at = {home: position for position, home in enumerate(problem.homes)}
        home_of = problem.placed.copy()
        for position, child in enumerate(problem.children):
            if child in given:
                home_of[position] = at[given[child]]
        found, faults = breaches(problem, home_of), reading.faults(given)
        assert bool(found) == bool(faults), (seed, found, faults)
        by_rule = {rule: sum(one.rule == rule for one in found) for rule in ("not-lawful", "places", "alone")}
        assert by_rule["not-lawful"] == sum("not lawful" in fault for fault in faults), seed
        assert by_rule["places"] == sum("over its places" in fault for fault in faults), seed
        assert by_rule["alone"] == sum("not alone" in fault for fault in faults), seed
        assert all(one.because.endswith(".") and one.home in problem.homes for one in found)
        broken, kept = broken + bool(found), kept + (not found)
    assert broken
    assert kept


def test_what_settled_children_break_among_themselves_is_nobodys_choice() -> None:
    tables: dict[str, dict[str, list[object]]] = {
        "children": {"child": ["A", "B"], "group": ["A", "B"], "urgency": ["planned", "planned"]},
        "homes": {"home": ["H"], "places": [1]},
        "pairs": {"child": [], "home": [], "fit": [], "weekly_cost_pence": [], "burden": []},
        "placed": {"child": ["A", "B"], "home": ["H", "H"]},
        "exclusions": {"child_a": ["A"], "child_b": ["B"]},
        "alone": {"child": ["A"]},
    }
    assert breaches(plan_problem(tables), np.array([0, 0])) == []
