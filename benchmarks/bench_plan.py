"""Plans of the published sizes, level by level: ours beside the strongest solvers off the shelf, in the same run.

Run it by itself with `python -m benchmarks.bench_plan`, or with the others through `make bench`; `--sizes
60x120,2000x1200` and `--peers greedy,HiGHS` choose, `--peer-seconds` limits each peer. Beside us stand:

- CP-SAT with 8 workers and plain HiGHS on the same fragments, PuLP with CBC on child and home pairs, level by level;
- greedy by hand on the full list: the most urgent child first, with its siblings, else where it fits best;
- where there are no siblings, scipy's assignment, a flow of least cost, and deferred acceptance from a library.

Peers whose packages are not ours run in an environment of their own. A peer that proves another value stops the run.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from statistics import median
from typing import Any

from benchmarks.flow_peers import FLOW_PEERS
from benchmarks.instances import (
    COUNCIL,
    LARGEST,
    MONTH,
    REGION,
    SINGLE_SIZES,
    SIZES,
    TIGHT_COUNCIL,
    Size,
    instance,
)
from benchmarks.outside_peers import by_hand, deferred_acceptance, pulp_with_cbc
from benchmarks.plan_peers import PEERS, PeerAnswer, agrees
from matching.optimise import Level, PlanAnswer, solve
from matching.plan_problem import PlanProblem

PEER_SECONDS = 60.0
LEVEL_PEERS = {**PEERS, "PuLP + CBC on pairs, level by level": pulp_with_cbc}
PEER_SIZES = {MONTH: tuple(LEVEL_PEERS), COUNCIL: tuple(PEERS), TIGHT_COUNCIL: tuple(PEERS)}
GREEDY, DEFERRED = "greedy by hand on the full list", "deferred acceptance (matching 1.4.3)"
ALL_PEERS = (*LEVEL_PEERS, GREEDY, *FLOW_PEERS, DEFERRED)
ROUNDS = {MONTH: 5, COUNCIL: 3, TIGHT_COUNCIL: 3}
LIMITS = {LARGEST: 60.0, REGION: 120.0}
WANTED_SECONDS = {MONTH: 0.5, COUNCIL: 15.0, TIGHT_COUNCIL: 30.0, LARGEST: 60.0, REGION: 120.0}
RATIO_WANTED = {
    (MONTH, "CP-SAT, 8 workers, level by level"): 3.0,
    (MONTH, "HiGHS, level by level"): 5.0,
    (MONTH, "PuLP + CBC on pairs, level by level"): 20.0,
}
WITHIN = {LARGEST: (0.0, 0.01, 0.005), REGION: (0.001, 0.03, 0.01)}
"""Wanted of unplaced children (above the least, as a share of all), of siblings and of fit (below their bounds)."""
SHARED_WITH_A_FLOW = ("unplaced", "burden", "fit")


def run(
    sizes: Iterable[Size] = (*SIZES, *SINGLE_SIZES), peers: Iterable[str] = ALL_PEERS, seconds: float = PEER_SECONDS
) -> dict[str, object]:
    """A row for each instance and peer."""
    rows = [row for size in sizes for row in _rows(size, frozenset(peers), seconds)]
    return {"name": "plan", "what": "the best plan", "rows": rows}


def _rows(size: Size, wanted: frozenset[str], seconds: float) -> list[dict[str, Any]]:
    problem = instance(size)
    answers = [solve(problem, time_limit=LIMITS.get(size, PEER_SECONDS)) for _ in range(ROUNDS.get(size, 1))]
    ours = _our_row(size, answers[-1], median(answer.seconds for answer in answers))
    beside = [
        _beside(size, answers[-1], ours["ours"], name, LEVEL_PEERS[name](problem, seconds), seconds)
        for name in PEER_SIZES.get(size, ())
        if name in wanted
    ]
    if not size.siblings:
        beside += [_beside_flow(answers[-1], ours["ours"], name, problem) for name in FLOW_PEERS if name in wanted]
        beside += [deferred_acceptance(problem, answers[-1], DEFERRED)] * (DEFERRED in wanted)
    elif GREEDY in wanted:
        beside.append(by_hand(problem, answers[-1], GREEDY))
    return [ours | row for row in beside] or [ours]


def _our_row(size: Size, answer: PlanAnswer, seconds: float) -> dict[str, Any]:
    gaps = [f"{level.name} {level.value:,}" + _gap(level) for level in answer.levels]
    in_time = seconds <= WANTED_SECONDS.get(size, PEER_SECONDS)
    return {
        "what": f"plan {size.name}",
        "unit": "seconds to all levels proven" if answer.status == "optimal" else "seconds, not all levels proven",
        "ours": round(seconds, 3),
        "met": in_time and (answer.status == "optimal" or (size in WITHIN and within(size, answer))),
        "wanted_seconds": WANTED_SECONDS.get(size),
        "levels": [[level.name, level.value, level.bound] for level in answer.levels],
        "max_flow_unplaced": answer.max_flow_unplaced,
        "unplaced": len(answer.unplaced),
        "load": round(os.getloadavg()[0], 1),
        "note": f"{', '.join(gaps)}; {len(answer.unplaced)} unplaced, at best {answer.max_flow_unplaced}",
    }


def _gap(level: Level) -> str:
    return "" if level.proven else f" (bound {level.bound:,})"


def within(size: Size, answer: PlanAnswer) -> bool:
    """Whether the levels are as near to their bounds as wanted for instances of this size."""
    level = {level.name: level for level in answer.levels}
    shares = WITHIN[size]
    return len(answer.unplaced) - answer.max_flow_unplaced <= shares[0] * size.children and all(
        level[name].value - level[name].bound <= share * level[name].value
        for name, share in zip(("siblings", "fit"), shares[1:], strict=True)
    )


def _beside(
    size: Size, ours: PlanAnswer, our_seconds: float, name: str, peer: PeerAnswer, limit: float
) -> dict[str, Any]:
    """What one peer did with the same instance; where it did not finish, the ratio is the least it can be."""
    if peer.because:
        return {"peer": name, "peer_value": peer.because, "met": None}
    if not agrees([(level.value, level.bound) for level in ours.levels], peer):
        raise AssertionError(f"{name} proves other values on {size.name}: {peer.levels} beside {ours.levels}")
    finished = peer.proven == len(ours.levels)
    spent = peer.levels[-1][2] if finished else limit
    ratio, wanted = spent / our_seconds, RATIO_WANTED.get((size, name))
    return {
        "peer": name,
        "peer_value": round(spent, 2) if finished else f"over {limit:.0f} ({peer.proven} levels proven)",
        "ratio": round(ratio, 1),
        "ratio_wanted": wanted,
        "peer_levels": peer.levels,
        "met": our_seconds <= WANTED_SECONDS[size] and (wanted is None or ratio >= wanted),
    }


def _beside_flow(ours: PlanAnswer, our_seconds: float, name: str, problem: PlanProblem) -> dict[str, Any]:
    """A flow on an instance without siblings: the same values, sooner, as long as nobody has a brother or sister."""
    peer = FLOW_PEERS[name](problem)
    mine = tuple(float(level.value) for level in ours.levels if level.name in SHARED_WITH_A_FLOW)
    if ours.status == "optimal" and mine != peer.levels:
        raise AssertionError(f"{name} finds {peer.levels} where ours proves {mine}")
    return {"peer": name, "peer_value": round(peer.seconds, 3), "ratio": round(peer.seconds / our_seconds, 3)}


def main() -> None:
    sizes = {size.name: size for size in (*SIZES, *SINGLE_SIZES)}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(sizes), help="instances, apart by commas")
    parser.add_argument("--peers", help="words of the peers wanted, apart by commas; none for ours alone")
    parser.add_argument("--peer-seconds", type=float, default=PEER_SECONDS)
    given = parser.parse_args()
    words = None if given.peers is None else [word for word in given.peers.split(",") if word not in {"", "none"}]
    peers = [name for name in ALL_PEERS if words is None or any(word.lower() in name.lower() for word in words)]
    for name in given.sizes.split(","):
        for row in _rows(sizes[name], frozenset(peers), given.peer_seconds):
            shown = ("what", "ours", "peer", "peer_value", "ratio", "met", "load", "note")
            print(" | ".join(str(row.get(column, "")) for column in shown), flush=True)


if __name__ == "__main__":
    main()
