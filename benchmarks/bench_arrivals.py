"""Referrals one by one: what prices for scarce homes gain between the best for each child now and hindsight.

250 children and 245 places in about 140 invented homes that differ in whom they can take; futures are drawn from past
referrals, never from those that come. Run it by itself with `python -m benchmarks.bench_arrivals --seeds 20`. The
objective is the one of the earlier measure: 20,000 a child placed, less 2,000 for each further part of a sibling group,
and the fit (0 to 100). Times are those of the processor, so that a busy machine does not lengthen them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import fmean, median
from typing import Any

import numpy as np

from matching.baselines import coming_in
from matching.baselining import policies
from matching.baselining.coming import Coming, Run
from matching.baselining.scenario import Scenario, Season, season_of
from matching.plan_problem import FIT_PARTS

COUNCIL = Scenario("250 children, 245 places", 250, 245)
SEEDS = 20
RENEWED = 5
PLACED, FURTHER_PART = 20_000, 2_000
SECONDS_IN_HINDSIGHT = 40.0
BEST_NOW, HINDSIGHT = "best for each referral now", "hindsight"
POLICIES: dict[str, Callable[[Coming, int], Run]] = {
    "greedy, child by child": lambda coming, _: policies.greedy(coming),
    BEST_NOW: lambda coming, _: policies.best_now(coming),
    "batches of five": lambda coming, _: policies.batches(coming),
    "shadow prices": lambda coming, seed: policies.with_prices(coming, seed, RENEWED),
    "batches and shadow prices": lambda coming, seed: policies.batches_with_prices(coming, seed, RENEWED),
    HINDSIGHT: lambda coming, _: policies.hindsight(coming, SECONDS_IN_HINDSIGHT),
}
WANTED_DECISION, WANTED_REFRESH, WANTED_GAP = 0.050, 1.0, 0.60


def run(seeds: int = SEEDS) -> dict[str, Any]:
    """A row for each policy, over the seeds."""
    every = [seed_of(seed) for seed in range(1, seeds + 1)]
    return {
        "name": "arrivals",
        "what": f"{COUNCIL.name}, {seeds} seeds",
        "rows": [_row(every, one) for one in POLICIES],
    }


def seed_of(seed: int) -> dict[str, dict[str, Any]]:
    """What every policy makes of one seed."""
    season = season_of(COUNCIL, seed)
    season = replace(season, problem=replace(season.problem, pair_burden=np.zeros_like(season.problem.pair_burden)))
    coming = coming_in(season)
    found = {}
    for name, policy in POLICIES.items():
        with_processor_time = _timed(policy)
        done, seconds = with_processor_time(coming, seed)
        found[name] = _measured(season, done) | {"processor_seconds": seconds}
    return found


def _timed(policy: Callable[[Coming, int], Run]) -> Callable[[Coming, int], tuple[Run, float]]:
    def timed(coming: Coming, seed: int) -> tuple[Run, float]:
        started = time.process_time()
        return policy(coming, seed), time.process_time() - started

    return timed


def _measured(season: Season, done: Run) -> dict[str, Any]:
    problem, placed = season.problem, done.placed
    chosen = np.flatnonzero(placed[problem.pair_child] == problem.pair_home)
    group = problem.group
    parts = len({(g, h) for g, h in zip(group.tolist(), placed.tolist(), strict=True) if h >= 0})
    families = len(set(group[placed >= 0].tolist()))
    siblings = [placed[group == one] for one in np.flatnonzero(np.bincount(group) > 1)]
    fit = float(problem.pair_fit[chosen].sum()) / FIT_PARTS
    return {
        "unplaced": int((placed < 0).sum()),
        "together": fmean(float(homes[0] >= 0 and (homes == homes[0]).all()) for homes in siblings),
        "fit": fit,
        "objective": PLACED * int((placed >= 0).sum()) - FURTHER_PART * (parts - families) + fit,
        "decision": max(done.decisions),
        "refreshes": done.refreshes,
    }


def _row(every: list[dict[str, dict[str, Any]]], name: str) -> dict[str, Any]:
    own = [one[name] for one in every]

    def mean(policy: str, figure: str) -> float:
        return fmean(one[policy][figure] for one in every)

    reached, least, most = (mean(policy, "objective") for policy in (name, BEST_NOW, HINDSIGHT))
    closed = (reached - least) / (most - least)
    refreshes = [seconds for one in own for seconds in one["refreshes"][1:]]
    met = None
    if name == "batches and shadow prices":
        met = closed >= WANTED_GAP and max(refreshes) <= WANTED_REFRESH
    return {
        "what": f"arrivals: {name}",
        "unit": "share of hindsight",
        "ours": round(reached / most, 4),
        "unplaced": round(mean(name, "unplaced"), 1),
        "together": round(mean(name, "together"), 3),
        "fit": round(mean(name, "fit")),
        "gap_closed": round(closed, 3),
        "decision_seconds_most": round(max(one["decision"] for one in own), 4),
        "refresh_seconds": [round(median(refreshes), 3), round(max(refreshes), 3)] if refreshes else None,
        "met": met,
        "note": f"{mean(name, 'unplaced'):.1f} unplaced, {mean(name, 'together'):.0%} of groups together, "
        f"{closed:.0%} of the gap between best now and hindsight closed",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    for row in run(parser.parse_args().seeds)["rows"]:
        print(row, flush=True)


if __name__ == "__main__":
    main()
