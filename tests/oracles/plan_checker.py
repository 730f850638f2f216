"""A second opinion on a plan, written from the published meaning of the tables and sharing no code with the solver."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

Rows = list[dict[str, str]]
Tables = Mapping[str, Rows]

URGENCY = {"tonight": 9, "within_72h": 3, "planned": 1}
SIBLINGS = {"together_must": 5, "together_prefer": 3, "neutral": 1, "not_assessed": 2, "apart_must": 0}


def tables_of(folder: Path) -> dict[str, Rows]:
    """The tables of a problem file, as text."""
    tables: dict[str, Rows] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            tables[path.stem] = list(csv.DictReader(lines))
    return tables


def columns_of(tables: Tables, names: Mapping[str, Iterable[str]]) -> dict[str, dict[str, list[str]]]:
    """Rows turned into columns, with the columns that an empty table would have."""
    return {table: {name: [row[name] for row in rows] for name in names[table]} for table, rows in tables.items()}


class Reading:
    """A problem as it reads: dictionaries and sets, looked up one by one."""

    def __init__(self, tables: Tables) -> None:
        self.group = {row["child"]: row["group"] for row in tables["children"]}
        self.urgency = {row["child"]: URGENCY[row["urgency"]] for row in tables["children"]}
        self.places = {row["home"]: int(row["places"]) for row in tables["homes"]}
        self.pairs = {
            (row["child"], row["home"]): (Fraction(row["fit"]), int(row["weekly_cost_pence"]), int(row["burden"]))
            for row in tables["pairs"]
        }
        self.settled = {row["child"]: row["home"] for row in tables.get("placed", [])}
        self.alone = {row["child"] for row in tables.get("alone", [])}
        self.apart = {frozenset((row["child_a"], row["child_b"])) for row in tables.get("exclusions", [])}
        assessed = {frozenset((row["child_a"], row["child_b"])): row["assessed"] for row in tables.get("siblings", [])}
        self.apart |= {pair for pair, word in assessed.items() if word == "apart_must"}
        self.sibling_weight = {
            frozenset((a, b)): SIBLINGS[assessed.get(frozenset((a, b)), "not_assessed")]
            for children in self._groups()
            for a, b in combinations(children, 2)
        }

    def _groups(self) -> list[list[str]]:
        members: dict[str, list[str]] = {}
        for child, group in self.group.items():
            members.setdefault(group, []).append(child)
        return list(members.values())

    def newcomers(self) -> list[str]:
        """The children who need a home."""
        return [child for child in self.group if child not in self.settled]

    def faults(self, assignments: Mapping[str, str]) -> list[str]:
        """Every rule that a plan breaks; what the settled children break among themselves is nobody's choice."""
        lives = {**self.settled, **assignments}
        found = [f"{child} is settled and was moved" for child in assignments if child in self.settled]
        found += [f"{pair} is not lawful" for pair in assignments.items() if pair not in self.pairs]
        count = Counter(lives.values())
        found += [f"{home} is over its places" for home in set(assignments.values()) if count[home] > self.places[home]]
        for child in self.alone & set(lives):
            others = [other for other, home in lives.items() if home == lives[child] and other != child]
            if others and {child, *others} & set(assignments):
                found.append(f"{child} is not alone")
        for pair in self.apart:
            a, b = pair
            if a in lives and b in lives and lives[a] == lives[b] and pair & set(assignments):
                found.append(f"{a} and {b} share {lives[a]}")
        return found

    def values(self, assignments: Mapping[str, str], *, worst_first: bool = False) -> list[Fraction]:
        """What a plan comes to at every level."""
        lives = {**self.settled, **assignments}
        chosen = [self.pairs[pair] for pair in assignments.items()]
        short = [100 - fit for fit, _, _ in chosen]
        unplaced = sum(self.urgency[child] for child in self.newcomers() if child not in assignments)
        parted = sum(
            weight for (a, b), weight in self._sibling_pairs() if not (lives.get(a) and lives.get(a) == lives.get(b))
        )
        burden = sum(burden for _, _, burden in chosen)
        worst = [max(short, default=Fraction(0))] if worst_first else []
        cost = sum(cost for _, cost, _ in chosen)
        return [Fraction(value) for value in (unplaced, parted, burden, *worst, sum(short), cost)]

    def _sibling_pairs(self) -> list[tuple[tuple[str, str], int]]:
        return [((min(pair), max(pair)), weight) for pair, weight in self.sibling_weight.items()]


def fewest_without_a_home(reading: Reading) -> int:
    """The fewest newcomers without a home if only lawful pairs and free places counted: augmenting paths, one by one.

    What the settled children leave is read from the tables: a full home, one with somebody who must be alone, and one
    with somebody whom the child may not be with, or that a child who must be alone would share, is not open.
    """
    taken = Counter(reading.settled.values())
    shut = {reading.settled[child] for child in reading.alone & set(reading.settled)}
    open_to: dict[str, list[str]] = {child: [] for child in reading.newcomers()}
    beside: dict[str, set[str]] = {}
    for pair in reading.apart:
        for child in pair:
            beside.setdefault(child, set()).update(
                reading.settled[other] for other in pair - {child} & set(reading.settled)
            )
    for child, home in reading.pairs:
        alone_there = child not in reading.alone or not taken[home]
        if child in open_to and home not in shut and alone_there and home not in beside.get(child, ()):
            open_to[child].append(home)
    living: dict[str, list[str]] = {home: [] for home in reading.places}
    return sum(not _placed_by_moving(child, open_to, living, reading.places, taken) for child in open_to)


def _placed_by_moving(
    child: str,
    open_to: Mapping[str, list[str]],
    living: dict[str, list[str]],
    places: Mapping[str, int],
    taken: Mapping[str, int],
) -> bool:
    """Whether the child finds a place, others moving on if need be (the shortest chain of moves is made)."""
    came_from: dict[str, tuple[str, str | None]] = {}
    waiting: list[tuple[str, str | None]] = [(child, None)]
    for mover, left in waiting:
        for home in open_to[mover]:
            if home in came_from:
                continue
            came_from[home] = (mover, left)
            if len(living[home]) < places[home] - taken[home]:
                _move_along(home, came_from, living)
                return True
            waiting.extend((other, home) for other in living[home])
    return False


def _move_along(home: str, came_from: Mapping[str, tuple[str, str | None]], living: dict[str, list[str]]) -> None:
    """Make the moves of a chain that ends in this home."""
    mover, left = came_from[home]
    living[home].append(mover)
    if left is not None:
        living[left].remove(mover)
        _move_along(left, came_from, living)


def check_answer(tables: Tables, answer: Mapping[str, Any], *, worst_first: bool = False) -> list[str]:
    """Everything wrong with the answer of ``homeward solve --json``: rules, once each, values, bounds, status."""
    reading = Reading(tables)
    assignments = {row["child"]: row["home"] for row in answer["assignments"]}
    unplaced = [row["child"] for row in answer["unplaced"]]
    found = reading.faults(assignments)
    if len(assignments) != len(answer["assignments"]) or sorted([*assignments, *unplaced]) != sorted(
        reading.newcomers()
    ):
        found.append("not every child is once in the answer")
    if not all(row["because"] for row in answer["unplaced"]):
        found.append("a child is unplaced without a reason")
    values = reading.values(assignments, worst_first=worst_first)
    told = [Fraction(str(level["value"])) for level in answer["levels"]]
    if values != told:
        found.append(f"the levels come to {[*map(float, values)]}, the answer says {[*map(float, told)]}")
    bounds = [Fraction(str(level["bound"])) for level in answer["levels"]]
    if any(bound > value for bound, value in zip(bounds, told, strict=True)):
        found.append(f"the bounds {[*map(float, bounds)]} are above the values")
    if (answer["status"] == "optimal") != (bounds == told) and answer["status"] != "nobody_eligible":
        found.append(f"the status {answer['status']} does not say whether every level is proven")
    return found
