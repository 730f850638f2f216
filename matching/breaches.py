"""What a plan breaks: a home the child may not live in, too many children in one, two who may not share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.optimising.openings import openings
from matching.plan_problem import Ints, PlanProblem


@dataclass(frozen=True)
class Breach:
    """A rule that a plan breaks, the children and the home concerned, and why, in a sentence."""

    rule: str
    children: tuple[str, ...]
    home: str
    because: str


def breaches(problem: PlanProblem, home_of: Ints) -> list[Breach]:
    """Every hard rule of a problem that a plan breaks; `home_of` is each child's home, -1 for none.

    What the settled children break among themselves is nobody's choice and is not counted.
    """
    return [
        *_not_lawful(problem, home_of),
        *_over_places(problem, home_of),
        *_not_alone(problem, home_of),
        *_together(problem, home_of),
    ]


def _new(problem: PlanProblem, home_of: Ints) -> Ints:
    return np.flatnonzero((home_of >= 0) & (problem.placed < 0))


def _breach(problem: PlanProblem, rule: str, children: list[int], home: int, because: str) -> Breach:
    return Breach(rule, tuple(problem.children[child] for child in children), problem.homes[home], because)


def _not_lawful(problem: PlanProblem, home_of: Ints) -> Iterator[Breach]:
    lawful = set(zip(problem.pair_child.tolist(), problem.pair_home.tolist(), strict=True))
    for child in _new(problem, home_of).tolist():
        home = int(home_of[child])
        if (child, home) not in lawful:
            said = f"{problem.homes[home]} is not among the homes where {problem.children[child]} may live."
            yield _breach(problem, "not-lawful", [child], home, said)


def _over_places(problem: PlanProblem, home_of: Ints) -> Iterator[Breach]:
    count = np.bincount(home_of[home_of >= 0], minlength=len(problem.homes))
    for home in np.unique(home_of[_new(problem, home_of)]).tolist():
        if count[home] > problem.places[home]:
            there = np.flatnonzero(home_of == home).tolist()
            said = f"{problem.homes[home]} has {problem.places[home]} places for {count[home]} children."
            yield _breach(problem, "places", there, home, said)


def _not_alone(problem: PlanProblem, home_of: Ints) -> Iterator[Breach]:
    new = set(_new(problem, home_of).tolist())
    for child in np.flatnonzero(problem.alone & (home_of >= 0)).tolist():
        there = np.flatnonzero(home_of == home_of[child]).tolist()
        if len(there) > 1 and new & set(there):
            said = f"{problem.children[child]} must be the only child placed in the home."
            yield _breach(problem, "alone", there, int(home_of[child]), said)


def _together(problem: PlanProblem, home_of: Ints) -> Iterator[Breach]:
    new = set(_new(problem, home_of).tolist())
    for a, b in sorted(openings(problem).forbidden):
        if home_of[a] >= 0 and home_of[a] == home_of[b] and new & {a, b}:
            said = f"{problem.children[a]} and {problem.children[b]} may not share a home."
            yield _breach(problem, "may-not-share", [a, b], int(home_of[a]), said)
