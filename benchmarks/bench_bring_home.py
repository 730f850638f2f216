"""Bring-home on a demonstration authority the size of York, beside one search after another for the same children.

Run it by itself with `python -m benchmarks.bench_bring_home`, or with the others through `make bench`.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from statistics import median

from api.demonstration import DEMONSTRATOR, Size, build
from forecasting.bring_home import bring_home
from forecasting.returning.answer import BringHome
from matching.policy import published_policy
from matching.searching import answer
from matching.service import pricing_for
from matching.snapshot import snapshot
from matching.travel import StraightLine
from matching.weights import published_weights
from placements.database import open_engine
from placements.repository.records import Records, records_for

ROUNDS = 7
SECONDS_WANTED = 3.0


def run() -> dict[str, object]:
    """The median of the whole answer, the record read each time: list, homes near by, plan, savings.

    The peer does what a desk would do without it: for each group of children the record is read and every home of the
    record is searched; nothing is planned together and no saving is worked out. `cpu` is the processor's time.
    """
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        engine = open_engine(f"sqlite:///{Path(place) / 'york.db'}")
        build(engine, Path(place) / "york", Size(), lambda _: None)
        with records_for(engine, DEMONSTRATOR) as records:
            found = bring_home(records)
            ours, cpu = [], []
            for _ in range(ROUNDS):
                started, spent = time.perf_counter(), time.process_time()
                bring_home(records)
                ours.append(time.perf_counter() - started)
                cpu.append(time.process_time() - spent)
            started = time.perf_counter()
            one_by_one(records, found)
            peer = time.perf_counter() - started
        engine.dispose()
    reached = median(ours)
    return {
        "name": "bring_home",
        "what": f"bring-home: {found.outside} children outside, {len(found.children)} considered, planned at once",
        "unit": "seconds",
        "ours": round(reached, 2),
        "fastest": round(min(ours), 2),
        "cpu": round(median(cpu), 2),
        "peer": "a search for each of them, one after another, no plan and no savings",
        "peer_value": round(peer, 2),
        "ratio": round(peer / reached, 1),
        "wanted": SECONDS_WANTED,
        "met": reached <= SECONDS_WANTED,
        "note": f"fastest {min(ours):.2f} s, {median(cpu):.2f} s of the processor; wanted {SECONDS_WANTED:.0f} s",
    }


def one_by_one(records: Records, found: BringHome) -> None:
    """Read the record and search every home for each group of children."""
    policy, weights = published_policy(), published_weights()
    groups = {child.homes.group.ref: child.homes for child in found.children}
    for homes in groups.values():
        ids = [child.living.child_id for child in homes.group.children]
        world = snapshot(records, [], found.on, also=ids)
        answer(
            world,
            homes.request,
            policy=policy,
            weights=weights,
            pricing=pricing_for(records),
            model=StraightLine(policy.travel),
        )


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
