"""Seeded planning problems of the published sizes: invented children and homes, the same for us and for our peers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.plan_problem import SIBLING_WEIGHT, URGENCY_WEIGHT, Ints, PlanProblem, plan_problem

GROUP_SIZES = (1, 2, 3, 4, 5, 6)
GROUP_SHARES = (0.60, 0.25, 0.10, 0.03, 0.015, 0.005)
LAWFUL_FOR_GROUP = (0.18, 0.36)
LAWFUL_FOR_CHILD = 0.83
"""Of the homes lawful for a group, the share lawful for one of its children: 15 to 30% of pairs in all."""
MUST_BE_ALONE, EXCLUDED_PAIRS = 0.01, 0.02
PLACES, PLACE_SHARES = (1, 2, 3, 4), (0.45, 0.35, 0.15, 0.05)
BURDEN_SHARES = (0.70, 0.15, 0.10, 0.05)
WEEKLY_PENCE = (45_000, 62_000, 98_000, 110_000, 520_000)


@dataclass(frozen=True)
class Size:
    """How large an instance is; ``places`` fixes the places of all homes, ``nearest`` keeps only the nearest homes.

    Without ``siblings`` every child is a group, and nobody must be alone or away from anybody: what a flow can solve.
    """

    name: str
    children: int
    homes: int
    places: int | None = None
    nearest: int | None = None
    siblings: bool = True


MONTH = Size("60x120", 60, 120)
COUNCIL = Size("250x300", 250, 300)
TIGHT_COUNCIL = Size("250x140-tight", 250, 140, places=245)
LARGEST = Size("2000x1200", 2_000, 1_200, nearest=80)
REGION = Size("10000x6000", 10_000, 6_000, nearest=80)
SIZES = (MONTH, COUNCIL, TIGHT_COUNCIL, LARGEST, REGION)
SINGLE_COUNCIL = Size("250x300-single", 250, 300, siblings=False)
SINGLE_TIGHT = Size("250x140-tight-single", 250, 140, places=245, siblings=False)
SINGLE_LARGEST = Size("2000x1200-single", 2_000, 1_200, nearest=80, siblings=False)
SINGLE_SIZES = (SINGLE_COUNCIL, SINGLE_TIGHT, SINGLE_LARGEST)


def instance(size: Size, seed: int = 1) -> PlanProblem:
    """A problem drawn from the seed; fit falls with distance on an invented map and differs by home, child and pair."""
    random = np.random.default_rng([seed, size.children, size.homes])
    group = _groups(random, size.children) if size.siblings else np.arange(size.children)
    tables = {
        "children": {
            "child": [f"C{child}" for child in range(size.children)],
            "group": [f"G{number}" for number in group.tolist()],
            "urgency": random.choice(list(URGENCY_WEIGHT), size.children, p=[0.1, 0.3, 0.6]).tolist(),
        },
        "homes": {"home": [f"H{home}" for home in range(size.homes)], "places": _places(random, size).tolist()},
        "pairs": _pairs(random, size, group),
    }
    if size.siblings:
        tables["alone"] = {"child": _named(np.flatnonzero(random.random(size.children) < MUST_BE_ALONE))}
        tables["exclusions"] = _exclusions(random, size.children)
        tables["siblings"] = _assessments(random, group)
    return plan_problem(tables)


def _named(children: Ints) -> list[str]:
    return [f"C{child}" for child in children.tolist()]


def _groups(random: np.random.Generator, children: int) -> Ints:
    """The sibling group of each child."""
    sizes = random.choice(GROUP_SIZES, children, p=GROUP_SHARES)
    # The published shares are of groups; the last group gives way so that the number of children is met.
    return np.repeat(np.arange(children), sizes)[:children]


def _places(random: np.random.Generator, size: Size) -> Ints:
    """Places of each home, moved one by one to the wanted total."""
    places = random.choice(PLACES, size.homes, p=PLACE_SHARES)
    while size.places is not None and places.sum() != size.places:
        home = random.integers(size.homes)
        places[home] = np.clip(places[home] + np.sign(size.places - places.sum()), PLACES[0], PLACES[-1])
    return places


def _pairs(random: np.random.Generator, size: Size, group: Ints) -> dict[str, list[object]]:
    """The lawful pairs."""
    groups = int(group[-1]) + 1
    home_at, skill = random.random((size.homes, 2)), random.normal(0, 8, size.homes)
    group_at, share = random.random((groups, 2)), random.uniform(*LAWFUL_FOR_GROUP, groups)
    price = random.choice(WEEKLY_PENCE, size.homes)
    child_of, home_of, fit = [], [], []
    for number, members in enumerate(np.split(np.arange(group.size), np.flatnonzero(np.diff(group)) + 1)):
        away = np.hypot(*(home_at - group_at[number]).T)
        nearest_first = np.argsort(away)
        lawful = nearest_first[random.random(size.homes) < share[number]]
        for child in members:
            homes = lawful[random.random(lawful.size) < LAWFUL_FOR_CHILD][: size.nearest]
            child_of.append(np.full(homes.size, child))
            home_of.append(homes)
            fit.append(85 - 45 * away[homes] + skill[homes] + random.normal(0, 8, homes.size))
    child, home = np.concatenate(child_of), np.concatenate(home_of)
    return {
        "child": list(_named(child)),
        "home": [f"H{number}" for number in home.tolist()],
        "fit": np.clip(np.rint(np.concatenate(fit)), 0, 100).tolist(),
        "weekly_cost_pence": price[home].tolist(),
        "burden": random.choice(len(BURDEN_SHARES), child.size, p=BURDEN_SHARES).tolist(),
    }


def _exclusions(random: np.random.Generator, children: int) -> dict[str, list[str]]:
    """As many pairs as 2% of the children, who may not share a home."""
    drawn = random.integers(children, size=(int(children * EXCLUDED_PAIRS), 2))
    pairs = np.unique(np.sort(drawn[drawn[:, 0] != drawn[:, 1]], axis=1), axis=0)
    return {"child_a": _named(pairs[:, 0]), "child_b": _named(pairs[:, 1])}


def _assessments(random: np.random.Generator, group: Ints) -> dict[str, list[str]]:
    """Half of the sibling pairs are assessed, in every way there is."""
    first, second = _pairs_within(group)
    kept = random.random(first.size) < 0.5
    assessed = random.choice(list(SIBLING_WEIGHT), int(kept.sum()), p=[0.3, 0.3, 0.15, 0.15, 0.1])
    return {"child_a": _named(first[kept]), "child_b": _named(second[kept]), "assessed": assessed.tolist()}


def _pairs_within(group: Ints) -> tuple[Ints, npt.NDArray[np.int64]]:
    """All pairs of children of one group."""
    near = [(child, child + gap) for gap in range(1, max(GROUP_SIZES)) for child in range(group.size - gap)]
    first, second = np.array(near, dtype=np.int64).T
    same = group[first] == group[second]
    return first[same], second[same]
