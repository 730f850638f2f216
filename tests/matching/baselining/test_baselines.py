"""The baselines: each keeps the rules, deferred acceptance is stable, the intervals are those of the textbook."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from statistics import mean, stdev

import numpy as np
import pytest

from matching.baselines import BASELINES, baselines, coming_in
from matching.baselining.coming import BATCH, WAIT_DAYS, Coming, in_batches
from matching.baselining.deferred import deferred_acceptance
from matching.baselining.measures import MEASURES, measured
from matching.baselining.policies import hindsight
from matching.baselining.scenario import SCENARIOS, Scenario, season_of
from matching.intervals import interval
from matching.plan_problem import COLUMNS, Ints, PlanProblem, plan_problem
from placements.errors import Refused
from tests.matching.optimise.small_problems import small_problem
from tests.oracles.plan_checker import Reading, columns_of

TINY = Scenario("tiny", 8, 8)


def as_tables(problem: PlanProblem, home_of: Ints) -> tuple[Reading, dict[str, str]]:
    """The independent reading of a problem, and the plan in its words."""
    words = ("tonight", "within_72h", "planned")
    assessed = ("together_must", "together_prefer", "neutral", "not_assessed", "apart_must")
    name, home = problem.children, problem.homes
    tables = {
        "children": [
            {"child": name[c], "group": str(g), "urgency": words[u]}
            for c, (g, u) in enumerate(zip(problem.group.tolist(), problem.urgency.tolist(), strict=True))
        ],
        "homes": [{"home": home[h], "places": str(n)} for h, n in enumerate(problem.places.tolist())],
        "pairs": [
            {
                "child": name[c],
                "home": home[h],
                "fit": str(problem.pair_fit[p] / 1000),
                "weekly_cost_pence": str(problem.pair_cost[p]),
                "burden": str(problem.pair_burden[p]),
            }
            for p, (c, h) in enumerate(zip(problem.pair_child.tolist(), problem.pair_home.tolist(), strict=True))
        ],
        "alone": [{"child": name[c]} for c in np.flatnonzero(problem.alone).tolist()],
        "exclusions": [{"child_a": name[a], "child_b": name[b]} for a, b in problem.exclusions.tolist()],
        "siblings": [
            {"child_a": name[a], "child_b": name[b], "assessed": assessed[code]}
            for (a, b), code in zip(problem.siblings.tolist(), problem.assessed.tolist(), strict=True)
        ],
    }
    return Reading(tables), {name[c]: home[h] for c, h in enumerate(home_of.tolist()) if h >= 0}


def test_no_baseline_breaks_a_rule_and_every_measure_is_the_checkers(scale: Callable[[int], int]) -> None:
    for seed in range(scale(60)):
        season = season_of(TINY, seed)
        for name, (_, run) in BASELINES.items():
            done = run(coming_in(season), seed)
            reading, plan = as_tables(season.problem, done.placed)
            assert reading.faults(plan) == [], (seed, name)
            told = measured(season, done)
            assert set(told) == set(MEASURES)
            assert told["breaches"] == 0
            assert told["unplaced_weighted"] == reading.values(plan)[0]
            assert told["moves"] == len(season.problem.children) - len(plan)


def test_nobody_does_better_at_level_1_than_hindsight(scale: Callable[[int], int]) -> None:
    for seed in range(scale(60)):
        season = season_of(TINY, seed)
        coming = coming_in(season)
        best = measured(season, hindsight(coming))["unplaced_weighted"]
        assert best is not None
        for name, (_, run) in BASELINES.items():
            reached = measured(season, run(coming, seed))["unplaced_weighted"]
            assert reached is not None
            assert best <= reached, (seed, name)


def test_deferred_acceptance_leaves_no_single_child_and_home_who_would_both_rather(scale: Callable[[int], int]) -> None:
    for seed in range(scale(1_000)):
        tables = {**small_problem(seed), "alone": [], "exclusions": [], "siblings": [], "placed": []}
        tables["children"] = [{**row, "group": row["child"]} for row in tables["children"]]
        problem = plan_problem(columns_of(tables, COLUMNS))
        plan = deferred_acceptance(problem)
        held = {
            home: [pair for pair in plan.tolist() if pair >= 0 and problem.pair_home[pair] == home]
            for home in range(len(problem.homes))
        }

        def wants(pair: int, problem: PlanProblem = problem) -> tuple[int, int, int]:
            return int(problem.urgency[problem.pair_child[pair]]), -int(problem.pair_fit[pair]), pair

        for pair, (child, home) in enumerate(zip(problem.pair_child.tolist(), problem.pair_home.tolist(), strict=True)):
            own = int(plan[child])
            rather = own < 0 or problem.pair_fit[pair] > problem.pair_fit[own]
            room = len(held[home]) < problem.places[home] or any(wants(pair) < wants(other) for other in held[home])
            assert not (rather and room and problem.places[home] > 0), (seed, pair)


def test_a_batch_closes_at_five_or_when_somebody_can_wait_no_longer() -> None:
    season = season_of(SCENARIOS[0], 3)
    coming = coming_in(season)
    seen: list[list[int]] = []

    def choose(part: PlanProblem, come: int) -> Ints:
        seen.append(sorted({coming.problem.groups.index(part.groups[g]) for g in part.group[part.placed < 0].tolist()}))
        return np.full(len(part.children), -1, dtype=np.int64)

    in_batches(coming, choose)
    waits = [batch[-BATCH:] for batch in seen]
    assert len(seen) > 1
    first = np.unique(coming.problem.group, return_index=True)[1]
    urgency = coming.problem.urgency[first]
    for batch, following in pairwise(waits):
        latest = min(coming.day[one] + WAIT_DAYS[urgency[one]] for one in batch)
        assert coming.day[batch[-1]] <= latest
        assert len(batch) == BATCH or coming.day[following[0]] > latest
    assert [one for batch in waits for one in batch] == list(range(coming.groups))


def test_the_interval_is_the_mean_and_students_t() -> None:
    values = [3.0, 5.0, None, 10.0, 2.0]
    known = [value for value in values if value is not None]
    found = interval(values)
    half = 3.182446 * stdev(known) / math.sqrt(4)  # t for 3 degrees of freedom, from a printed table
    assert found.seeds == 4
    assert found.mean == pytest.approx(mean(known))
    assert found.low == pytest.approx(mean(known) - half, rel=1e-6)
    assert found.high == pytest.approx(mean(known) + half, rel=1e-6)
    assert interval([None]).mean is None
    assert interval([4.0]).low is None


def test_the_same_seeds_give_the_same_table_and_one_seed_is_refused() -> None:
    asked = replace(TINY, name="again")
    tables = [baselines(2, scenarios=[asked]).as_json() for _ in range(2)]
    for table in tables:
        table.pop("seconds")
        for row in table["rows"]:  # type: ignore[attr-defined]
            row["measures"].pop("seconds")
    assert tables[0] == tables[1]
    assert len(tables[0]["rows"]) == len(BASELINES)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="no interval"):
        baselines(1)


def test_past_referrals_are_drawn_apart_from_those_to_come() -> None:
    season = season_of(SCENARIOS[0], 1)
    coming: Coming = coming_in(season)
    assert coming.past.problem.homes == season.problem.homes
    assert coming.past.referrals > coming.groups
    assert len(coming.past.problem.children) != len(season.problem.children)
