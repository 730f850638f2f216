"""Random records: courses of episodes with everything that makes counting hard, drawn from a seed."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from hypothesis import strategies as st

from placements.indicators.facts import Facts, Pair
from placements.models.child import Together
from tests.oracles.indicators import World
from tests.placements.indicators.worlds import EAST_RIDING, LEEDS, NORTH_YORKSHIRE, YEAR, YORK, episode, facts

FIRST = dt.date(2020, 1, 1)
DAYS = 1_900
PLACES = ("U1", "U4", "U4", "U6", "A4", "P1", "K2", "K3", "R5", "T0", "T1", "T3")
POSTS = ("YO10 4PB", "YO10 4PB", "YO10 4PB", "YO24 4AB", "HG1 1AA", "HG1 1AA", "")
WHERE = {"YO10 4PB": (YORK, "IN"), "YO24 4AB": (YORK, "IN"), "HG1 1AA": (NORTH_YORKSHIRE, "OUT"), "": ("", "")}
ELSEWHERE = ((EAST_RIDING, "OUT"), (LEEDS, "OUT"), ("WAL", "OUT"))
EXITS = ("E4A", "E4B", "E11", "E45", "E5", "E8", "E13", "E3", "")
REASONS = ("", "", "CARPL", "CREQB", "CREQO", "OTHER", "PLACE", "CHILD", "CLOSE")
STATUSES = ("C2", "C2", "C2", "C1", "V2", "E1", "V3")
LENGTHS = (1, 5, 14, 30, 60, 90, 150, 200, 363, 364, 365, 800)
GAPS = (30, 200, 365, 366)
DISTANCES = (None, 999.9, 0.4, 3.0, 20.0, 20.1, 55.0)

RECORDS = st.builds(lambda seed, children: record(random.Random(seed), children), st.integers(0), st.integers(1, 40))
"""Pairs of the same record: as facts, and as the naive reading takes it."""


def record(chance: random.Random, children: int) -> tuple[Facts, World]:
    """One record, twice."""
    ids = range(1, children + 1)
    episodes = [row for child in ids for row in course(chance, child)]
    held = chance.choice((1, 2, 3, 3, 3, 4))
    population = chance.choice([{2024: 35_000}, {2023: 34_900}, {}])
    bands = chance.choice([None, {child: chance.randint(1, 4) for child in ids if chance.random() < 0.7}])
    pairs = chance.choice([None, siblings(chance, children)])
    meant_far = frozenset(child for child in range(1, children + 1) if chance.random() < 0.1)
    built = facts(*episodes, years=held, population=population, bands=bands, siblings=pairs, far_by_plan=meant_far)
    years = {YEAR.start_year - back for back in range(held)}
    world = World(episodes, YEAR.end, years, YORK, population, bands)
    world.meant_far = set(meant_far)
    world.pairs = None if pairs is None else [(a, b, assessed.value) for a, b, assessed in pairs]
    return built, world


def course(chance: random.Random, child: int) -> list[dict[str, Any]]:
    """One child's episodes: mostly one after another, now and then with a gap, open or overlapping."""
    decom = FIRST + dt.timedelta(days=chance.randint(0, DAYS))
    dob = decom - dt.timedelta(days=chance.randint(0, 17 * 365))
    duc = chance.choice([None, None, None, dt.date(2024, 6, 1), dt.date(2026, 1, 1)])
    rows: list[dict[str, Any]] = []
    for _ in range(chance.randint(1, 9)):
        gap = chance.choice(GAPS) if chance.random() < 0.2 else 0
        dec = None if chance.random() < 0.05 else decom + dt.timedelta(days=chance.choice(LENGTHS))
        anew = not rows or rows[-1]["rec"] != "X1"
        more: dict[str, Any] = {"dob": dob, "duc": duc, "rne": "S" if anew else chance.choice("LPPPTBU")}
        more["uasc"] = duc is not None and decom < duc
        more["rec"] = "" if dec is None else chance.choice(EXITS) if gap else "X1"
        rows.append(episode(child, decom, dec, **(more | lived(chance))))
        decom = (dec or decom + dt.timedelta(days=90)) + dt.timedelta(days=gap)
    return rows


def lived(chance: random.Random) -> dict[str, Any]:
    """Where a child lives during one episode, and why it ended."""
    post = chance.choice(POSTS)
    pl_la, pl_location = chance.choice(ELSEWHERE) if chance.random() < 0.1 else WHERE[post]
    return {
        "ls": chance.choice(STATUSES),
        "place": chance.choice(PLACES),
        "place_provider": chance.choice(["PR1", "PR1", "PR4", "PR5", ""]),
        "pl_post": post,
        "pl_la": pl_la,
        "pl_location": pl_location,
        "pl_distance": chance.choice(DISTANCES),
        "reason_place_change": chance.choice(REASONS),
    }


def siblings(chance: random.Random, children: int) -> tuple[Pair, ...]:
    """Some pairs of the children, each with an assessment."""
    pairs = {tuple(sorted(chance.sample(range(1, children + 2), 2))) for _ in range(children)}
    return tuple(Pair(a, b, chance.choice(list(Together))) for a, b in sorted(pairs))
