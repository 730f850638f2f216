"""The coarser forecast from published figures, rolled through councils' own series, beside no change and drift.

Run it as `python -m benchmarks.published_series FOLDER`: the folder holds `york_cla_timeseries_2010_2025.csv` (columns
year, total, started, ceased; suppressed figures blank or a letter). York is judged on that file, the other councils of
its region on the series restated in `data/reference`. What is believed of the councils of the region before anything is
counted is learnt from those of the East Midlands alone, so that no council is judged by what it taught; the last rows
have the beliefs in use, which are learnt from all. Neither believes in growth.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.published_drift import councils, learnt
from forecasting.baselines import drift, last_value
from forecasting.published import PublishedYear, stock_started_ceased
from forecasting.states import Floats
from forecasting.trend import PUBLISHED_CEASES, PUBLISHED_STARTS, Belief

AHEAD = (1, 2, 3)
LEAST_YEARS = 3
RUNS, SEED = 1_000, 1
YORK, REGION, ELSEWHERE = "E06000014", "Yorkshire and The Humber", "East Midlands"
FILE = "york_cla_timeseries_2010_2025.csv"
_POINTS = (0.025, 0.1, 0.5, 0.9, 0.975)
_NORMAL_95 = 1.96
Beliefs = tuple[Belief, Belief]
Case = tuple[float, ...]


def run(folder: Path) -> list[dict[str, object]]:
    """The scores by whose series, beliefs and years ahead."""
    york, region = [read(folder / FILE)], [held for code, held in councils([REGION]).items() if code != YORK]
    starts, ceases = (replace(one, growth=((0.0, 1.0),)) for one in learnt(councils([ELSEWHERE]).values()))
    unseen = (starts, ceases)
    in_use = (PUBLISHED_STARTS, PUBLISHED_CEASES)
    return [
        *_rows("York", york, "learnt in the East Midlands", unseen),
        *_rows("the rest of the region", region, "learnt in the East Midlands", unseen),
        *_rows("York", york, "in use", in_use),
        *_rows("the rest of the region", region, "in use", in_use),
    ]


def _rows(
    whose: str, series: Iterable[Sequence[PublishedYear]], beliefs: str, believed: Beliefs
) -> list[dict[str, object]]:
    found: dict[int, list[Case]] = {ahead: [] for ahead in AHEAD}
    for years in series:
        for ahead, cases in rolled(years, believed).items():
            found[ahead] += cases
    return [{"series": whose, "beliefs": beliefs, **scores(ahead, np.array(cases))} for ahead, cases in found.items()]


def rolled(years: Sequence[PublishedYear], beliefs: Beliefs) -> dict[int, list[Case]]:
    """By years ahead, from every year with three before it: what came, the points said, no change and drift."""
    told = [one for one in years if one.started is not None and one.ceased is not None]
    stock = {one.year: one.stock for one in years}
    found: dict[int, list[Case]] = {ahead: [] for ahead in AHEAD}
    for origin in range(LEAST_YEARS, len(told)):
        held = told[:origin]
        runs = stock_started_ceased(held, 12 * max(AHEAD), RUNS, SEED, beliefs)[0]
        for ahead in AHEAD:
            actual = stock.get(held[-1].year + ahead)
            if actual is not None:
                points = np.quantile(runs[:, 12 * ahead - 1], _POINTS)
                found[ahead].append((actual, *points, *baselines(years, held[-1].year, ahead)))
    return found


def baselines(years: Sequence[PublishedYear], until: int, ahead: int) -> tuple[float, float]:
    """No change, and the mean change of every year published until then."""
    past = np.array([one.stock for one in years if one.year <= until], dtype=np.float64)
    return float(last_value(past, [ahead])[0, 2]), float(drift(past, [ahead])[0, 2])


def scores(ahead: int, cases: Floats) -> dict[str, object]:
    """Mean absolute % errors, ours less no change with its 95% interval, coverage and width of one horizon."""
    actual, low95, low80, middle, high80, high95, last, drifted = cases.T
    ours, unchanged, drifting = (100 * np.abs(said - actual) / actual for said in (middle, last, drifted))
    paired = ours - unchanged
    half = _NORMAL_95 * paired.std(ddof=1) / np.sqrt(len(paired))
    return {
        "years_ahead": ahead,
        "forecasts": len(cases),
        "error_percent": round(float(ours.mean()), 2),
        "last_value": round(float(unchanged.mean()), 2),
        "drift": round(float(drifting.mean()), 2),
        "less_last_value": [round(float(paired.mean() + sign * half), 2) for sign in (-1, 0, 1)],
        "inside_80": round(float(((low80 <= actual) & (actual <= high80)).mean()), 2),
        "inside_95": round(float(((low95 <= actual) & (actual <= high95)).mean()), 2),
        "width_80_percent": round(float((100 * (high80 - low80) / actual).mean()), 1),
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
