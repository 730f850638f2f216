"""Deferred acceptance by the library `matching`, places as posts of a hospital; run by its own Python on a folder.

Children prefer the better fit; homes prefer the more urgent child, then the better fit. Brothers and sisters, who must
be alone and who may not share mean nothing to it. Prints seconds and who lives where.
"""

from __future__ import annotations

import csv
import json
import sys
import threading
import time
from pathlib import Path

from matching.games import HospitalResident  # type: ignore[import-untyped]

URGENCY = {"tonight": 0, "within_72h": 1, "planned": 2}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(folder: Path) -> None:
    started = time.perf_counter()
    urgency = {row["child"]: URGENCY[row["urgency"]] for row in table(folder, "children")}
    fit = {(row["child"], row["home"]): float(row["fit"]) for row in table(folder, "pairs")}
    homes_of: dict[str, list[str]] = {}
    children_at: dict[str, list[str]] = {}
    for child, home in fit:
        homes_of.setdefault(child, []).append(home)
        children_at.setdefault(home, []).append(child)
    for child, homes in homes_of.items():
        homes.sort(key=lambda home: -fit[child, home])
    for home, children in children_at.items():
        children.sort(key=lambda child: (urgency[child], -fit[child, home]))
    places = {row["home"]: int(row["places"]) for row in table(folder, "homes") if row["home"] in children_at}
    found = HospitalResident.create_from_dictionaries(homes_of, children_at, places).solve(optimal="resident")
    lives = {child.name: home.name for home, children in found.items() for child in children}
    print(json.dumps({"seconds": time.perf_counter() - started, "lives": lives}))


if __name__ == "__main__":
    # The library copies its players by recursion, deeper than Python allows by itself already for 250 children.
    sys.setrecursionlimit(10**6)
    threading.stack_size(512 * 1024 * 1024)
    thread = threading.Thread(target=main, args=(Path(sys.argv[1]),))
    thread.start()
    thread.join()
