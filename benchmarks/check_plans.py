"""Every benchmark instance as files, solved by `homeward solve FOLDER --json`, the answer checked by a second reader.

`python -m benchmarks.check_plans --sizes 60x120,2000x1200 --seeds 1,2 --time-limit 60` prints a line an instance: what
the command took, what it proved, its memory, and every fault found (capacity, once each, alone, exclusions, apart, the
value of every level, bounds, the least number without a home). It ends with 1 where there is any.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from benchmarks.instances import REGION, SIZES, Size, instance
from matching.problem_file import write_problem
from tests.oracles.plan_checker import Reading, check_answer, fewest_without_a_home, tables_of

REGION_SECONDS = 120.0
HOMEWARD = Path(sys.executable).with_name("homeward")


def checked(size: Size, seed: int, seconds: float) -> tuple[str, list[str]]:
    """One instance: a line for the table, and the faults."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        folder = Path(place)
        write_problem(instance(size, seed), folder)
        started = time.perf_counter()
        command = [str(HOMEWARD), "solve", place, "--time-limit", str(seconds), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        wall = time.perf_counter() - started
        answer = json.loads(done.stdout)
        tables = tables_of(folder)
    faults = check_answer(tables, answer)
    if fewest_without_a_home(Reading(tables)) != answer["max_flow_unplaced"]:
        faults.append("another number is the fewest that a flow leaves without a home")
    return _line(size, seed, answer, wall), faults


def _line(size: Size, seed: int, answer: dict[str, Any], wall: float) -> str:
    levels = ", ".join(
        f"{level['name']} {level['value']:,.10g}" + _bound(level["value"], level["bound"]) for level in answer["levels"]
    )
    megabytes = getrusage(RUSAGE_CHILDREN).ru_maxrss // 1024
    cells = (
        f"{size.name}, seed {seed}",
        answer["status"],
        f"{answer['seconds']:.1f} s ({wall:.1f} s with reading and writing)",
        f"{len(answer['unplaced'])} unplaced, flow {answer['max_flow_unplaced']}",
        levels,
        f"at most {megabytes:,} MB so far",
        f"load {os.getloadavg()[0]:.1f}",
    )
    return "| " + " | ".join(cells) + " |"


def _bound(value: float, bound: float) -> str:
    return "" if value == bound else f" (bound {bound:,.10g}, {(value - bound) / value:.2%})"


def main() -> None:
    sizes = {size.name: size for size in SIZES}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(sizes), help="instances, apart by commas")
    parser.add_argument("--seeds", default="1", help="apart by commas")
    parser.add_argument("--time-limit", type=float, default=60.0, help="the largest has 120 seconds or more")
    given = parser.parse_args()
    found = 0
    for name in given.sizes.split(","):
        limit = max(given.time_limit, REGION_SECONDS) if sizes[name] is REGION else given.time_limit
        for seed in given.seeds.split(","):
            line, faults = checked(sizes[name], int(seed), limit)
            print(line, *(f"  FAULT: {fault}" for fault in faults), sep="\n", flush=True)
            found += len(faults)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
