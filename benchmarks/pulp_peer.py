"""PuLP with CBC on child and home pairs, level by level; run by its own Python with a problem folder and seconds.

What a careful modeller writes first: one yes-or-no a lawful pair, one more for each two siblings and home. Prints
value, bound (none where CBC stopped early) and the seconds gone by after each level.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pulp  # type: ignore[import-not-found]

URGENCY = {"tonight": 9, "within_72h": 3, "planned": 1}
SIBLINGS = {"together_must": 5, "together_prefer": 3, "neutral": 1, "not_assessed": 2, "apart_must": 0}


class Model:
    """The pairs of a problem folder as yes-or-no variables, with the rules that choices must keep."""

    def __init__(self, folder: Path) -> None:
        self.rows = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in folder.glob("*.csv")}
        self.pairs = {(row["child"], row["home"]): row for row in self.rows["pairs"]}
        self.x = {pair: pulp.LpVariable(f"x{number}", cat="Binary") for number, pair in enumerate(self.pairs)}
        self.homes_of: defaultdict[str, list[str]] = defaultdict(list)
        self.children_at: defaultdict[str, list[str]] = defaultdict(list)
        for child, home in self.pairs:
            self.homes_of[child].append(home)
            self.children_at[home].append(child)
        both = {frozenset((row["child_a"], row["child_b"])): row["assessed"] for row in self.rows["siblings"]}
        self.assessed = both
        self.apart = [(row["child_a"], row["child_b"]) for row in self.rows["exclusions"]]
        self.apart += [(min(pair), max(pair)) for pair, word in both.items() if word == "apart_must"]
        self.model = pulp.LpProblem("plan", pulp.LpMinimize)
        self._add_rules()

    def _shared(self, a: str, b: str) -> set[str]:
        return set(self.homes_of[a]) & set(self.homes_of[b])

    def _add_rules(self) -> None:
        x, places = self.x, {row["home"]: int(row["places"]) for row in self.rows["homes"]}
        for child, homes in self.homes_of.items():
            self.model += pulp.lpSum(x[child, home] for home in homes) <= 1
        for home, children in self.children_at.items():
            self.model += pulp.lpSum(x[child, home] for child in children) <= places[home]
        for child in (row["child"] for row in self.rows["alone"]):
            for home in self.homes_of[child]:
                others = pulp.lpSum(x[other, home] for other in self.children_at[home] if other != child)
                self.model += others + places[home] * x[child, home] <= places[home]
        for a, b in self.apart:
            for home in self._shared(a, b):
                self.model += x[a, home] + x[b, home] <= 1

    def levels(self) -> list[Any]:
        """The five levels in their order."""
        return [self._unplaced(), self._parted(), self._sum("burden"), self._short(), self._sum("weekly_cost_pence")]

    def _unplaced(self) -> Any:  # noqa: ANN401 - PuLP has no types
        placed = {child: pulp.lpSum(self.x[child, home] for home in homes) for child, homes in self.homes_of.items()}
        return pulp.lpSum(URGENCY[row["urgency"]] * (1 - placed.get(row["child"], 0)) for row in self.rows["children"])

    def _parted(self) -> Any:  # noqa: ANN401 - PuLP has no types
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.rows["children"]:
            groups[row["group"]].append(row["child"])
        return pulp.lpSum(self._apart(a, b) for members in groups.values() for a, b in combinations(members, 2))

    def _apart(self, a: str, b: str) -> Any:  # noqa: ANN401
        weight = SIBLINGS[self.assessed.get(frozenset((a, b)), "not_assessed")]
        together = []
        for home in self._shared(a, b) if weight else ():
            both = pulp.LpVariable(f"y_{a}_{b}_{home}", 0, 1)
            self.model += both <= self.x[a, home]
            self.model += both <= self.x[b, home]
            together.append(both)
        return weight - weight * pulp.lpSum(together)

    def _short(self) -> Any:  # noqa: ANN401 - PuLP has no types
        return pulp.lpSum((100 - float(row["fit"])) * self.x[pair] for pair, row in self.pairs.items())

    def _sum(self, column: str) -> Any:  # noqa: ANN401
        return pulp.lpSum(float(row[column]) * self.x[pair] for pair, row in self.pairs.items())


def main(folder: Path, seconds: float) -> None:
    started, plan = time.perf_counter(), Model(folder)
    reached: list[tuple[float, float | None, float]] = []
    for level in plan.levels():
        left = seconds - (time.perf_counter() - started)
        if left <= 1:
            break
        plan.model.setObjective(level)
        plan.model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=left, gapRel=0.0))
        if plan.model.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
            break
        value = round(pulp.value(level), 3)
        proven = plan.model.sol_status == pulp.LpSolutionOptimal
        reached.append((value, value if proven else None, time.perf_counter() - started))
        plan.model += level <= value
    print(json.dumps(reached))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
