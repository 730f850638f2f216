"""Plans of the published sizes, level by level: ours beside CP-SAT and HiGHS on the same fragments.

Run it by itself with `python -m benchmarks.bench_plan`, or with the others through `make bench`;
`--sizes 60x120,2000x1200` chooses instances. Peers are given `PEER_SECONDS` and run on the sizes that they can finish.
"""

from __future__ import annotations

import argparse
import json
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import Any

from benchmarks.instances import COUNCIL, LARGEST, MONTH, REGION, SIZES, TIGHT_COUNCIL, Size, instance
from benchmarks.plan_peers import PEERS, PeerAnswer, agrees
from matching.optimise import Level, PlanAnswer, solve

PEER_SECONDS = 60.0
PEER_SIZES = (MONTH, COUNCIL, TIGHT_COUNCIL)
ROUNDS = {MONTH: 5, COUNCIL: 3, TIGHT_COUNCIL: 3}
LIMITS = {LARGEST: 60.0, REGION: 120.0}
WANTED_SECONDS = {MONTH: 0.5, COUNCIL: 15.0, TIGHT_COUNCIL: 30.0, LARGEST: 60.0, REGION: 120.0}
RATIO_WANTED = {(MONTH, "CP-SAT, 8 workers, level by level"): 3.0, (MONTH, "HiGHS, level by level"): 5.0}
WITHIN = {LARGEST: (0.0, 0.01, 0.005), REGION: (0.001, 0.03, 0.01)}
"""Wanted of unplaced children (above the least, as a share of all), of siblings and of fit (below their bounds)."""


def run(sizes: tuple[Size, ...] = SIZES) -> dict[str, object]:
    """A row for each instance and peer."""
    return {"name": "plan", "what": "the best plan", "rows": [row for size in sizes for row in _rows(size)]}


def _rows(size: Size) -> list[dict[str, object]]:
    problem = instance(size)
    peers = {name: peer(problem, PEER_SECONDS) for name, peer in PEERS.items()} if size in PEER_SIZES else {}
    answers = [solve(problem, time_limit=LIMITS.get(size, PEER_SECONDS)) for _ in range(ROUNDS.get(size, 1))]
    ours = _our_row(size, answers[-1], median(answer.seconds for answer in answers))
    return [ours | _beside(size, answers[-1], ours["ours"], name, peer) for name, peer in peers.items()] or [ours]


def _our_row(size: Size, answer: PlanAnswer, seconds: float) -> dict[str, Any]:
    gaps = [f"{level.name} {level.value:,}" + _gap(level) for level in answer.levels]
    return {
        "what": f"plan {size.name}",
        "unit": "seconds to all levels proven" if answer.status == "optimal" else "seconds, not all levels proven",
        "ours": round(seconds, 3),
        "met": seconds <= WANTED_SECONDS[size]
        and (answer.status == "optimal" or (size in WITHIN and _within(size, answer))),
        "wanted_seconds": WANTED_SECONDS[size],
        "levels": [[level.name, level.value, level.bound] for level in answer.levels],
        "max_flow_unplaced": answer.max_flow_unplaced,
        "unplaced": len(answer.unplaced),
        "peak_megabytes": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
        "note": f"{', '.join(gaps)}; {len(answer.unplaced)} unplaced, at best {answer.max_flow_unplaced}",
    }


def _gap(level: Level) -> str:
    return "" if level.proven else f" (bound {level.bound:,})"


def _within(size: Size, answer: PlanAnswer) -> bool:
    """Whether the levels are as near to their bounds as wanted for instances of this size."""
    level = {level.name: level for level in answer.levels}
    shares = WITHIN[size]
    return len(answer.unplaced) - answer.max_flow_unplaced <= shares[0] * size.children and all(
        level[name].value - level[name].bound <= share * level[name].value
        for name, share in zip(("siblings", "fit"), shares[1:], strict=True)
    )


def _beside(size: Size, ours: PlanAnswer, seconds: float, name: str, peer: PeerAnswer) -> dict[str, Any]:
    """What one peer did with the same instance; where it did not finish, the ratio is the least it can be."""
    if not agrees([(level.value, level.bound) for level in ours.levels], peer):
        raise AssertionError(f"{name} proves other values on {size.name}: {peer.levels} beside {ours.levels}")
    finished = peer.proven == len(ours.levels)
    spent = peer.levels[-1][2] if finished else PEER_SECONDS
    ratio, wanted = spent / seconds, RATIO_WANTED.get((size, name))
    return {
        "peer": name,
        "peer_value": round(spent, 2) if finished else f"over {PEER_SECONDS:.0f} ({peer.proven} levels proven)",
        "ratio": round(ratio, 1),
        "ratio_wanted": wanted,
        "peer_levels": peer.levels,
        "met": seconds <= WANTED_SECONDS[size] and (wanted is None or ratio >= wanted),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(size.name for size in SIZES))
    wanted = parser.parse_args().sizes.split(",")
    for size in SIZES:
        if size.name in wanted:
            for row in _rows(size):
                print(json.dumps(row, indent=1), flush=True)


if __name__ == "__main__":
    main()
