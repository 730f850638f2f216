"""The coarser forecast from published figures, rolled through one council's own series, beside no change and drift.

Run it as `python -m benchmarks.published_series FILE.csv`: a file with the columns year, total, started and ceased, a
row a year to 31 March. Suppressed figures are blank or a letter, and years without starts or ceases teach nothing.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from forecasting.baselines import drift, last_value
from forecasting.published import PublishedYear, forecast_published

AHEAD = (1, 2, 3)
LEAST_YEARS = 3
RUNS, SEED = 1_000, 1


def run(path: Path) -> list[dict[str, object]]:
    """By years ahead: how many forecasts, mean absolute errors beside the baselines', coverage and width."""
    years = read(path)
    told = [one for one in years if one.started is not None and one.ceased is not None]
    found: dict[int, list[tuple[float, ...]]] = {ahead: [] for ahead in AHEAD}
    for origin in range(LEAST_YEARS, len(told)):
        held = told[:origin]
        total = forecast_published(held, "", months=12 * max(AHEAD), replicates=RUNS, seed=SEED).total
        for ahead in AHEAD:
            actual = next((one.stock for one in years if one.year == held[-1].year + ahead), None)
            if actual is not None:
                at = 12 * ahead - 1
                said = [float(total[name][at]) for name in ("p50", "p2_5", "p10", "p90", "p97_5")]
                found[ahead].append((actual, *said, *baselines(years, held[-1].year, ahead)))
    return [row(ahead, np.array(cases)) for ahead, cases in found.items() if cases]


def baselines(years: Sequence[PublishedYear], until: int, ahead: int) -> tuple[float, float]:
    """No change, and the mean change of every year published until then."""
    past = np.array([one.stock for one in years if one.year <= until], dtype=np.float64)
    return float(last_value(past, [ahead])[0, 2]), float(drift(past, [ahead])[0, 2])


def row(ahead: int, cases: np.ndarray) -> dict[str, object]:
    """The scores of one horizon; columns of a case: actual, middle, 95% low, 80% low, 80% high, 95% high, baselines."""
    actual, middle, low95, low80, high80, high95, last, drifted = cases.T
    return {
        "years_ahead": ahead,
        "forecasts": len(cases),
        "mean_absolute_error": round(float(np.abs(middle - actual).mean()), 1),
        "last_value": round(float(np.abs(last - actual).mean()), 1),
        "drift": round(float(np.abs(drifted - actual).mean()), 1),
        "inside_80": round(float(((low80 <= actual) & (actual <= high80)).mean()), 2),
        "inside_95": round(float(((low95 <= actual) & (actual <= high95)).mean()), 2),
        "width_80": round(float((high80 - low80).mean()), 1),
    }


def read(path: Path) -> list[PublishedYear]:
    """Every year of the file, oldest first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    years = [
        PublishedYear(int(one["year"]), int(one["total"]), _number(one["started"]), _number(one["ceased"]))
        for one in rows
        if one["total"].isdecimal()
    ]
    return sorted(years, key=lambda one: one.year)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1])), indent=2))
