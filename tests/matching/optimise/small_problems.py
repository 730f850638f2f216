"""Small random problems with every kind of rule in them, drawn so that the rules bite."""

from __future__ import annotations

import random
from itertools import combinations

from tests.oracles.plan_checker import SIBLINGS, URGENCY, Rows


def small_problem(seed: int, most_children: int = 7) -> dict[str, Rows]:
    """The tables of a problem of up to so many children and five homes; few places, many ties."""
    draw = random.Random(seed)
    children = [f"C{number}" for number in range(draw.randint(1, most_children))]
    groups = [f"G{number}" for number in range(draw.randint(1, len(children)))]
    homes = [f"H{number}" for number in range(draw.randint(1, 5))]
    group = {child: draw.choice(groups) for child in children}
    share, fits, costs = draw.choice([0.3, 0.6, 0.9]), draw.choice([3, 101, 10_001]), draw.choice([2, 50_000])
    settled = {child: draw.choice(homes) for child in children if draw.random() < 0.15}
    two = list(combinations(children, 2))
    return {
        "children": [{"child": c, "group": group[c], "urgency": draw.choice(list(URGENCY))} for c in children],
        "homes": [{"home": home, "places": str(draw.choice([0, 1, 1, 2, 2, 3, 4]))} for home in homes],
        "pairs": [
            {
                "child": child,
                "home": home,
                "fit": f"{draw.randrange(fits) * 100 / (fits - 1):.2f}",
                "weekly_cost_pence": str(draw.randrange(costs)),
                "burden": str(draw.choice([0, 0, 0, 1, 2, 3])),
            }
            for child in children
            for home in homes
            if draw.random() < share
        ],
        "placed": [{"child": child, "home": home} for child, home in settled.items()],
        "alone": [{"child": child} for child in children if draw.random() < 0.1],
        "exclusions": [{"child_a": a, "child_b": b} for a, b in two if draw.random() < 0.08],
        "siblings": [
            {"child_a": b, "child_b": a, "assessed": draw.choice(list(SIBLINGS))}
            for a, b in two
            if group[a] == group[b] and draw.random() < 0.6
        ],
    }


def small_no_goods(seed: int, tables: dict[str, Rows]) -> list[tuple[frozenset[str], str]]:
    """A few sets of children who may not all live in a home at once."""
    draw = random.Random(seed)
    children, homes = [row["child"] for row in tables["children"]], [row["home"] for row in tables["homes"]]
    return [
        (frozenset(draw.sample(children, draw.randint(1, min(3, len(children))))), draw.choice(homes))
        for _ in range(draw.randint(0, 3))
    ]
