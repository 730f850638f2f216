"""How near the forecast comes beside its peers, on invented authorities of about 420 children whose future is known.

Run it by itself with `python -m benchmarks.bench_accuracy`, or with the others through `make bench`. In parts:
`--keep FILE --seeds 0:50 --regimes flat,growing` adds what it finds to a file and works out only what that lacks;
`--open-model no` leaves out the peer that needs an environment of its own, `--thorough no` the many forms of smoothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.accuracy_cases import Case, case, middle
from benchmarks.accuracy_parts import AHEAD, part_rows
from benchmarks.authorities import CLOSED, FLAT, GROWING, POLICY, STEP

REGIMES = {process.name: process for process in (FLAT, GROWING, STEP, CLOSED, POLICY)}
SEEDS, MISSPECIFIED_SEEDS = 20, 10
OURS = "homeward"
_RANGES = {"80": (1, 3, 0.2, (0.75, 0.85)), "95": (0, 4, 0.05, (0.92, 0.98))}
_NORMAL_95 = 1.96


def run() -> dict[str, object]:
    """Twenty seeds of a flat and a growing authority beside every peer, ten of each change that nobody assumes."""
    cases = [
        case(process, seed, thorough=True, open_model=process in {FLAT, GROWING})
        for process in REGIMES.values()
        for seed in range(SEEDS if process in {FLAT, GROWING} else MISSPECIFIED_SEEDS)
    ]
    return {"name": "accuracy", "rows": list(rows_of(cases))}


def rows_of(cases: Sequence[Case]) -> Iterator[dict[str, object]]:
    """For each regime and horizon the error beside the best peer's, and how often the ranges held what came."""
    for regime in dict.fromkeys(one["regime"] for one in cases):
        mine = [one for one in cases if one["regime"] == regime]
        for at, ahead in enumerate(AHEAD):
            yield _error_row(mine, regime, at, ahead)
            yield from (_range_row(mine, regime, at, ahead, percent) for percent in _RANGES)
        yield from part_rows(mine, regime)


def _error_row(cases: Sequence[Case], regime: str, at: int, ahead: int) -> dict[str, object]:
    errors = {name: _errors(cases, name, at) for name in cases[0]["forecasts"]}
    best = min((name for name in errors if name != OURS), key=lambda name: errors[name].mean())
    paired = errors[OURS] - errors[best]
    half = _NORMAL_95 * paired.std(ddof=1) / np.sqrt(len(paired))
    each = ", ".join(f"{name} {found.mean():.2f}" for name, found in errors.items())
    return {
        "what": f"{regime}: total {ahead} months ahead, {len(cases)} seeds",
        "unit": "mean absolute % error",
        "ours": round(errors[OURS].mean(), 2),
        "peer": f"best peer: {best}",
        "peer_value": round(errors[best].mean(), 2),
        "met": bool(errors[OURS].mean() <= errors[best].mean()),
        "note": f"ours less the best peer {paired.mean():+.2f}, 95% interval {paired.mean() - half:+.2f} to "
        f"{paired.mean() + half:+.2f}; {each}",
    }


def _errors(cases: Sequence[Case], name: str, at: int) -> np.ndarray:
    said = np.array([middle(one["forecasts"][name][at]) for one in cases])
    actual = np.array([one["actual"][at] for one in cases], dtype=np.float64)
    return 100 * np.abs(said - actual) / actual


def _range_row(cases: Sequence[Case], regime: str, at: int, ahead: int, percent: str) -> dict[str, object]:
    low, high, alpha, wanted = _RANGES[percent]
    ranged = [name for name, said in cases[0]["forecasts"].items() if len(said[at]) > 1]
    scores = {name: _ranged(cases, name, at, (low, high), alpha) for name in ranged}
    covers, score = scores.pop(OURS)
    covering = {name: found for name, found in scores.items() if found[0] >= wanted[0]}
    best = min(covering, key=lambda name: covering[name][1], default=None)
    beaten = best is None or score <= covering[best][1]
    each = ", ".join(f"{name} {found[0]:.1%} {found[1]:.0f}" for name, found in scores.items())
    return {
        "what": f"{regime}: {percent}% range of the total {ahead} months ahead, {len(cases)} seeds",
        "unit": "interval score (children)",
        "ours": round(score, 1),
        "peer": f"best peer that covers: {best}",
        "peer_value": None if best is None else round(covering[best][1], 1),
        "met": bool(wanted[0] <= covers <= wanted[1] and beaten),
        "note": f"covers {covers:.1%}, wanted {wanted[0]:.0%} to {wanted[1]:.0%}; {each}",
    }


def _ranged(cases: Sequence[Case], name: str, at: int, ends: tuple[int, int], alpha: float) -> tuple[float, float]:
    """The share of cases inside the range, and its mean interval score (Gneiting and Raftery, 2007)."""
    low, high = (np.array([one["forecasts"][name][at][end] for one in cases]) for end in ends)
    actual = np.array([one["actual"][at] for one in cases], dtype=np.float64)
    outside = np.maximum(np.maximum(low - actual, actual - high), 0.0)
    return float((outside == 0).mean()), float((high - low + 2 / alpha * outside).mean())


def kept(path: Path) -> list[Case]:
    """What a file already holds."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def main(arguments: Iterable[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--seeds", default=f"0:{SEEDS}")
    parser.add_argument("--regimes", default="flat,growing")
    parser.add_argument("--thorough", default="yes")
    parser.add_argument("--open-model", default="yes")
    asked = parser.parse_args(list(arguments))
    first, last = map(int, asked.seeds.split(":"))
    standing = kept(asked.keep)
    done = {(one["regime"], one["seed"]) for one in standing}
    for name in asked.regimes.split(","):
        for seed in range(first, last):
            if (name, seed) not in done:
                found = case(
                    REGIMES[name], seed, thorough=asked.thorough == "yes", open_model=asked.open_model == "yes"
                )
                with asked.keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(found) + "\n")
                standing.append(found)
    print(json.dumps({"name": "accuracy", "rows": list(rows_of(standing))}, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:]) if sys.argv[1:] else print(json.dumps(run(), indent=2))
