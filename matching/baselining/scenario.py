"""An invented season: the children who come, those who came before, and the homes, as planning problems."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.baselining.pairs import Pairs, pairs_of
from matching.baselining.town import Children, Homes, children_of, homes_of
from matching.futures import Arrivals
from matching.plan_problem import SIBLING_WEIGHT, URGENCY_WEIGHT, Ints, PlanProblem, plan_problem

DAYS = 122
PAST = 3
"""Times as long as the days to come, of which the referrals are known."""
ASSESSED_SHARE = 0.5
ASSESSMENTS = (0.35, 0.35, 0.15, 0.15)
"""Of the assessed pairs: together must, prefer, neutral, not assessed after all; nobody must be apart here."""
EXCLUDED_SHARE = 0.02


@dataclass(frozen=True)
class Scenario:
    """How many children come, and for how many free places."""

    name: str
    children: int
    places: int

    @property
    def meets_demand(self) -> bool:
        """Whether there are as many places as children."""
        return self.places >= self.children


SCENARIOS = (
    Scenario("supply meets demand", 40, 40),
    Scenario("too few places", 52, 40),
    Scenario("room to spare", 40, 60),
)
"""About a third of a year of a council the size of York: small enough for a hundred seeds, and as chancy as it is."""


@dataclass(frozen=True, eq=False)
class Season:
    """One invented season of a scenario: the problem with everybody who comes, its facts, and past referrals."""

    problem: PlanProblem
    children: Children
    homes: Homes
    pairs: Pairs
    past: Arrivals
    expected: float
    """Referrals in as many days, as the past tells it."""


def season_of(scenario: Scenario, seed: int) -> Season:
    """The season drawn from a seed; the past is drawn apart, against the same homes."""
    random = np.random.default_rng([seed, scenario.children, scenario.places])
    homes = homes_of(random, scenario.places)
    children = children_of(random, scenario.children, DAYS)
    pairs = pairs_of(random, children, homes)
    before = children_of(random, scenario.children * PAST, DAYS * PAST)
    past = Arrivals(_problem(random, before, homes, pairs_of(random, before, homes)))
    return Season(_problem(random, children, homes, pairs), children, homes, pairs, past, past.referrals / PAST)


def _problem(random: np.random.Generator, children: Children, homes: Homes, pairs: Pairs) -> PlanProblem:
    names, urgency = [f"C{child}" for child in range(len(children))], tuple(URGENCY_WEIGHT)
    return plan_problem(
        {
            "children": {
                "child": names,
                "group": [f"R{group}" for group in children.group.tolist()],
                "urgency": [urgency[code] for code in children.urgency.tolist()],
            },
            "homes": {"home": [f"H{home}" for home in range(homes.places.size)], "places": homes.places.tolist()},
            "pairs": {
                "child": [names[child] for child in pairs.child.tolist()],
                "home": [f"H{home}" for home in pairs.home.tolist()],
                "fit": pairs.fit.tolist(),
                "weekly_cost_pence": homes.weekly_pence[pairs.home].tolist(),
                "burden": pairs.burden.tolist(),
            },
            "alone": {"child": [names[child] for child in np.flatnonzero(children.alone).tolist()]},
            "exclusions": _excluded(random, names),
            "siblings": _assessed(random, names, children.group),
        }
    )


def _excluded(random: np.random.Generator, names: list[str]) -> dict[str, list[str]]:
    drawn = random.integers(len(names), size=(round(len(names) * EXCLUDED_SHARE), 2))
    two = np.unique(np.sort(drawn[drawn[:, 0] != drawn[:, 1]], axis=1), axis=0).tolist()
    return {"child_a": [names[a] for a, _ in two], "child_b": [names[b] for _, b in two]}


def _assessed(random: np.random.Generator, names: list[str], group: Ints) -> dict[str, list[str]]:
    every = [(a, b) for a in range(group.size) for b in range(a + 1, group.size) if group[a] == group[b]]
    two = [pair for pair in every if random.random() < ASSESSED_SHARE]
    words = [word for word in SIBLING_WEIGHT if word != "apart_must"]
    return {
        "child_a": [names[a] for a, _ in two],
        "child_b": [names[b] for _, b in two],
        "assessed": [words[code] for code in random.choice(len(words), len(two), p=ASSESSMENTS).tolist()],
    }
