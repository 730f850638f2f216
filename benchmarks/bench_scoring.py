"""Rules, two distances, a bound on fit and the best homes of every child: arrays beside one pair at a time.

Run it by itself with `python benchmarks/bench_scoring.py`, or with the others through `make bench`. The peer asks the
same of each pair in a plain loop, its two distances by geopy's geodesic; a second row gives the loop with the short
great-circle formula instead, the least that a plain loop can do.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np
from geopy.distance import geodesic

from benchmarks.bench_search import TODAY, _child, _home
from matching.child_facts import ChildFacts, NeedFact
from matching.home_facts import HomeFacts
from matching.home_table import home_table
from matching.policy import published_policy
from matching.shortlist import ChildColumns, HomeColumns, child_columns, home_columns, shortlists
from matching.situation import Stay
from matching.weights import published_weights
from placements.models.child import NeedDomain
from placements.repository.places import Position

CHILDREN, HOMES, KEPT = 4_000, 5_000, 40
PEER_CHILDREN, PEER_HOMES = 4, 500
ROUNDS, SEED = 5, 20261122
PAIRS_WANTED, RATIO_WANTED = 5_000_000.0, 500.0
EARTH_METRES = 6_371_008.8
POLICY, WEIGHTS = published_policy(), published_weights()
Distance = Callable[[Position, Position], float]


def run() -> dict[str, object]:
    """Medians of interleaved rounds; the plain loop must name the same homes as the arrays."""
    rng = random.Random(SEED)
    children = [_with_needs(rng, _child(rng, f"C-{n}", rng.randint(1, 17))) for n in range(CHILDREN)]
    homes = [_home(rng, number) for number in range(HOMES)]
    stay = Stay(TODAY)
    whom, where = child_columns(children, stay, POLICY), home_columns(homes, home_table(homes), stay)
    few = _few(children, homes, stay)
    shortlists(*few, POLICY, WEIGHTS, KEPT)  # compiled before the clock starts
    jobs = (
        lambda: shortlists(whom, where, POLICY, WEIGHTS, KEPT),
        lambda: plain(few[0], children, few[1], homes, _geodesic),
        lambda: plain(few[0], children, few[1], homes, _great_circle),
    )
    ours, peer, short = _interleaved(jobs)
    alike = plain(few[0], children, few[1], homes, _geodesic)
    same = bool(np.abs(alike - shortlists(*few, POLICY, WEIGHTS, KEPT).bound).max() < 0.01)
    rate, pairs = CHILDREN * HOMES / ours, PEER_CHILDREN * PEER_HOMES
    rows = [_row("geopy geodesic, one pair at a time", rate, pairs / peer, same)]
    rows.append(_row("great circle, one pair at a time", rate, pairs / short, same))
    return {"name": "scoring", "rows": rows, "rounds": ROUNDS, "seed": SEED}


def _row(peer: str, rate: float, peer_rate: float, same: bool) -> dict[str, object]:
    return {
        "what": f"rules, two distances and the best {KEPT} of {HOMES:,} homes for {CHILDREN:,} children",
        "unit": "pairs a second",
        "ours": round(rate),
        "peer": peer,
        "peer_value": round(peer_rate),
        "ratio": round(rate / peer_rate, 1),
        "ratio_wanted": RATIO_WANTED,
        "met": same and rate >= PAIRS_WANTED and rate >= RATIO_WANTED * peer_rate,
        "note": f"wanted {PAIRS_WANTED:,.0f} pairs a second; bounds alike to 0.01: {'yes' if same else 'no'}",
    }


def _with_needs(rng: random.Random, child: ChildFacts) -> ChildFacts:
    domains = rng.sample(list(NeedDomain), rng.randint(1, 4))
    return replace(child, needs=tuple(NeedFact(domain, rng.randint(1, 4)) for domain in domains))


def _few(children: list[ChildFacts], homes: list[HomeFacts], stay: Stay) -> tuple[ChildColumns, HomeColumns]:
    some = homes[:PEER_HOMES]
    return child_columns(children[:PEER_CHILDREN], stay, POLICY), home_columns(some, home_table(some), stay)


def plain(
    whom: ChildColumns, children: list[ChildFacts], where: HomeColumns, homes: list[HomeFacts], metres: Distance
) -> np.ndarray:
    """The same in a plain loop: the bounds of the best homes of each child, in order."""
    best = []
    for c in range(len(whom.refs)):
        fits = sorted(
            (_fit(whom, children[c], c, where, homes[h], h, metres) for h in range(len(where.refs))), reverse=True
        )
        best.append(fits[:KEPT])
    return np.array(best)


def _fit(
    whom: ChildColumns, child: ChildFacts, c: int, where: HomeColumns, home: HomeFacts, h: int, metres: Distance
) -> float:
    if where.full[h] or (where.limited[h] and not where.age_from[h] <= whom.age[c] <= where.age_to[h]):
        return -1.0
    if child.school is None or child.home is None or home.position is None:
        raise AssertionError("Every place of this benchmark is known.")
    points, minutes = WEIGHTS.points, POLICY.minutes
    met = [1 - max(0, need.level - home.skills[need.domain]) / 4 for need in child.needs]
    way = _share(_journey(metres(child.school, home.position)), minutes.school_full, float(whom.school_none[c]))
    near = _share(_journey(metres(child.home, home.position)), minutes.home_full, minutes.home_none)
    known = {"needs": sum(met) / len(met), "education": way, "locality": near}
    return sum(weight * known.get(factor.value, 1.0) for factor, weight in points.items())


def _share(minutes: float, full: float, none: float) -> float:
    return min(1.0, max(0.0, (none - minutes) / (none - full)))


def _journey(metres: float) -> float:
    travel = POLICY.travel
    road = metres * travel.detour / 1_000
    slow = min(road, travel.slow_kilometres)
    hours = slow / travel.slow_kilometres_per_hour + (road - slow) / travel.fast_kilometres_per_hour
    return travel.fixed_minutes + 60 * hours


def _geodesic(one: Position, other: Position) -> float:
    return float(geodesic(one[:2], other[:2]).m)


def _great_circle(one: Position, other: Position) -> float:
    north, west = math.radians(other.latitude - one.latitude), math.radians(other.longitude - one.longitude)
    across = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    return 2 * EARTH_METRES * math.asin(math.sqrt(math.sin(north / 2) ** 2 + across * math.sin(west / 2) ** 2))


def _interleaved(jobs: tuple[Callable[[], object], ...]) -> list[float]:
    """The median seconds of each job, the jobs taking turns so that a busy moment falls on all of them."""
    seconds: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS):
        for job, times in zip(jobs, seconds, strict=True):
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
    return [median(times) for times in seconds]


def main() -> None:
    result = run()
    for row in result["rows"]:  # type: ignore[attr-defined]
        print(
            f"{row['ours']:,} {row['unit']}; {row['peer']} {row['peer_value']:,}: {row['ratio']} times; {row['note']}"
        )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
