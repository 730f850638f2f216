"""Peers that are no exact solver of ours: PuLP with CBC, deferred acceptance, and a plan made by hand."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.own_environment import python_with
from benchmarks.plan_peers import PeerAnswer
from matching.optimise import PlanAnswer
from matching.optimising.greedy import greedy_plan
from matching.optimising.levels import Judge, level_names
from matching.optimising.openings import openings
from matching.optimising.siblings import sibling_pairs
from matching.plan_problem import FIT_PARTS, Ints, PlanProblem
from matching.problem_file import write_problem

PULP, MATCHING = "pulp==3.3.0", "matching==1.4.3"
FOLDER = Path(__file__).resolve().parent
SECONDS_TO_BUILD = 120.0
"""Beyond its time limit, what a peer may take to read its files and to build its model."""
FAR_BELOW = -1e18


def pulp_with_cbc(problem: PlanProblem, time_limit: float) -> PeerAnswer:
    """PuLP with CBC on child and home pairs, in an environment of its own."""
    python, because = python_with(PULP)
    if python is None:
        return PeerAnswer(because=because)
    reached = _told(python, "pulp_peer.py", problem, time_limit, str(time_limit))
    # Where CBC stopped early, it gives no bound that PuLP passes on.
    return PeerAnswer([(value, FAR_BELOW if bound is None else bound, seconds) for value, bound, seconds in reached])


def deferred_acceptance(problem: PlanProblem, ours: PlanAnswer, name: str) -> dict[str, Any]:
    """Deferred acceptance by a library: how soon, and what its plan is worth beside ours."""
    python, because = python_with(MATCHING, "numpy<2")
    if python is None:
        return {"peer": name, "peer_value": because, "met": None}
    try:
        told = _told(python, "matching_peer.py", problem, SECONDS_TO_BUILD)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fault:
        said = (getattr(fault, "stderr", "") or "no answer in time").strip().splitlines()[-1]
        return {"peer": name, "peer_value": f"failed: {said[:80]}", "met": None}
    child_at = {child: position for position, child in enumerate(problem.children)}
    home_at = {home: position for position, home in enumerate(problem.homes)}
    lives = {(child_at[child], home_at[home]) for child, home in told["lives"].items()}
    plan = np.full(len(problem.children), -1, dtype=np.int64)
    for pair, both in enumerate(zip(problem.pair_child.tolist(), problem.pair_home.tolist(), strict=True)):
        if both in lives:
            plan[both[0]] = pair
    return _worth(problem, ours, name, plan, told["seconds"])


def by_hand(problem: PlanProblem, ours: PlanAnswer, name: str) -> dict[str, Any]:
    """The plan that a person would make, one child after another, from the full list."""
    started = time.perf_counter()
    plan = greedy_plan(problem, openings(problem))
    return _worth(problem, ours, name, plan, time.perf_counter() - started)


def _worth(problem: PlanProblem, ours: PlanAnswer, name: str, plan: Ints, seconds: float) -> dict[str, Any]:
    """What a plan comes to, beside ours; there is no ratio of seconds between plans of different worth."""
    values = Judge(problem, sibling_pairs(problem), level_names(worst_first=False)).values(plan)
    told = [
        (level.name, value / FIT_PARTS if level.name == "fit" else value, level.value)
        for level, value in zip(ours.levels, values, strict=True)
    ]
    return {
        "peer": name,
        "peer_value": round(seconds, 3),
        "peer_levels": [[level, value] for level, value, _ in told],
        "note": "theirs to ours: " + ", ".join(f"{level} {value:,.10g} to {mine:,.10g}" for level, value, mine in told),
    }


def _told(python: Path, script: str, problem: PlanProblem, seconds: float, *more: str) -> Any:  # noqa: ANN401 - JSON
    """What a script says of a problem, run by another Python."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as folder:
        write_problem(problem, folder)
        command = [str(python), "-I", str(FOLDER / script), folder, *more]  # our own packages stay out of its sight
        limit = seconds + SECONDS_TO_BUILD
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    return json.loads(done.stdout.strip().splitlines()[-1])
