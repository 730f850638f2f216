"""Straight-line distances: ours for many pairs at once, beside geopy's geodesic one pair at a time.

Run it by itself with `python benchmarks/bench_distances.py`, or with the others through `make bench`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median

import numpy as np
import numpy.typing as npt
from geopy.distance import geodesic

from placements.geography import metres_between, metres_matrix

Floats = npt.NDArray[np.float64]

PAIRS = 1_000_000
PEER_PAIRS = 4_000
ROWS, COLUMNS = 2_000, 1_200
ROUNDS = 7
SEED = 20261122
RATIO_WANTED = 500.0
ERROR_ALLOWED_METRES = 1.0


def run() -> dict[str, object]:
    """Medians of interleaved rounds on pairs up to about 100 km apart; errors against geopy over every pair it did."""
    here, there = _pairs(np.random.default_rng(SEED))
    metres_between(*here[:, :1], *there[:, :1])  # compiled before the clock starts
    metres_matrix(*here[:, :1], *there[:, :1])
    peer, ours, matrix = _interleaved(
        lambda: _one_at_a_time(here, there),
        lambda: metres_between(*here, *there),
        lambda: metres_matrix(*here[:, :ROWS], *there[:, :COLUMNS]),
    )
    expected = _one_at_a_time(here, there)
    error = np.abs(metres_between(*here[:, :PEER_PAIRS], *there[:, :PEER_PAIRS]) - expected).max()
    ours_rate, peer_rate = PAIRS / ours, PEER_PAIRS / peer
    return {
        "name": "distances",
        "what": "straight-line distances of pairs up to 100 km apart",
        "peer": "geopy geodesic, one pair at a time",
        "unit": "pairs a second",
        "ours": round(ours_rate),
        "peer_value": round(peer_rate),
        "ratio": round(ours_rate / peer_rate, 1),
        "ratio_wanted": RATIO_WANTED,
        "matrix_pairs_a_second": round(ROWS * COLUMNS / matrix),
        "max_error_metres": float(error),
        "max_error_allowed_metres": ERROR_ALLOWED_METRES,
        "met": bool(ours_rate >= RATIO_WANTED * peer_rate and error <= ERROR_ALLOWED_METRES),
        "rounds": ROUNDS,
        "seed": SEED,
    }


def _pairs(random: np.random.Generator) -> tuple[Floats, Floats]:
    """Latitudes and longitudes of a million pairs in Great Britain, at any bearing and up to about 100 km apart."""
    here = np.vstack([random.uniform(50.0, 60.0, PAIRS), random.uniform(-7.0, 1.7, PAIRS)])
    bearing, degrees_of_arc = random.uniform(0.0, 2 * np.pi, PAIRS), random.uniform(0.0, 0.9, PAIRS)
    step = np.vstack([np.cos(bearing), np.sin(bearing) / np.cos(np.radians(here[0]))]) * degrees_of_arc
    return here, here + step


def _one_at_a_time(here: Floats, there: Floats) -> Floats:
    places, others = here[:, :PEER_PAIRS].T.tolist(), there[:, :PEER_PAIRS].T.tolist()
    return np.array([geodesic(place, other).meters for place, other in zip(places, others, strict=True)])


def _interleaved(*jobs: Callable[[], object]) -> list[float]:
    """The median seconds of each job, the jobs taking turns so that a busy moment falls on all of them."""
    seconds: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS):
        for job, times in zip(jobs, seconds, strict=True):
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
    return [median(times) for times in seconds]


def main() -> None:
    row = run()
    print(f"{row['what']}: ours {row['ours']:,} {row['unit']}, {row['peer']} {row['peer_value']:,}")
    print(f"{row['ratio']} times (wanted {row['ratio_wanted']}); worst error {row['max_error_metres']:.2e} m")
    print(json.dumps(row))


if __name__ == "__main__":
    main()
