"""One invented authority forecast by homeward and by its peers, beside what then happened."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.accuracy_parts import AHEAD, parts_of
from benchmarks.authorities import CUT, END, FIRST, Process, authority, locate, seen_by, stock_on, write_returns
from benchmarks.own_environment import python_with
from forecasting.baselines import POINTS, drift, exponential_smoothing, last_value, quick_smoothing, seasonal_naive
from forecasting.calendar import calendar_of
from forecasting.estimate import estimate
from forecasting.history import History, history_of
from forecasting.scenario import BASE
from forecasting.simulate import simulate
from forecasting.simulated import Simulated
from placements.codes import CollectionYear

RUNS = 300
WINDOWS = (6, 12, 60)
OPEN_MODEL = ("cs-demand-model==0.5.1", "numpy<2", "pandas<2", "setuptools<81")
PEERS = {
    "last value": last_value,
    "seasonal naive": seasonal_naive,
    "random walk with drift": drift,
}
ROOT = Path(__file__).resolve().parent.parent
_YEARS = [CollectionYear(year) for year in range(FIRST.year, CUT.year)]
_MONTH_ENDS = np.arange(np.datetime64(FIRST, "M"), np.datetime64(END, "M") + 1).astype("datetime64[D]") - 1

Case = dict[str, Any]
"""regime, seed, actual [horizon] and forecasts {name: [horizon][point]}; the open model has only a middle. `parts`
holds the same of cost and of kinds of home (see `accuracy_parts`)."""


def case(process: Process, seed: int, *, thorough: bool, open_model: bool) -> Case:
    """Forecast one authority; `thorough` lets smoothing choose among all its forms and adds a fit that saw ahead."""
    rows = authority(process, seed)
    stock = stock_on(rows, _MONTH_ENDS)
    known = len(_YEARS) * 12 + 1
    past = stock[:known].astype(np.float64)
    smoothing = exponential_smoothing if thorough else quick_smoothing
    said = {name: peer(past, AHEAD) for name, peer in {**PEERS, "exponential smoothing": smoothing}.items()}
    history, simulated = _ours(rows, seed)
    forecasts = {"homeward": _points(simulated), **{name: points.tolist() for name, points in said.items()}}
    if open_model:
        forecasts |= _open_model(rows)
    actual = [int(stock[known - 1 + ahead]) for ahead in AHEAD]
    parts = parts_of(rows, history, simulated, hindsight=thorough)
    return {"regime": process.name, "seed": seed, "actual": actual, "forecasts": forecasts, "parts": parts}


def _ours(rows: pd.DataFrame, seed: int) -> tuple[History, Simulated]:
    history = history_of(seen_by(rows, CUT), _YEARS, locate)
    calendar = calendar_of(history.cut, CUT - dt.timedelta(days=1), max(AHEAD))
    model = estimate(history, calendar, RUNS, seed)
    return history, simulate(model, calendar, BASE.levers_for(calendar), seed)


def _points(simulated: Simulated) -> list[list[float]]:
    total = simulated.stock.sum(axis=(2, 3))
    at = [ahead - 1 for ahead in AHEAD]
    points: list[list[float]] = np.quantile(total[:, at], POINTS, axis=0, method="inverted_cdf").T.tolist()
    return points


def _open_model(rows: pd.DataFrame) -> dict[str, list[list[float]]]:
    """The open model with each window, from the same returns as files; nothing where it cannot be installed."""
    python, _ = python_with(*OPEN_MODEL)
    if python is None:
        return {}
    found = {}
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        write_returns(rows, Path(place) / "returns")
        for window in WINDOWS:
            peer = [str(python), str(ROOT / "benchmarks" / "open_model_peer.py"), str(window), f"{place}/returns"]
            done = subprocess.run(peer, check=True, capture_output=True, text=True)
            [totals] = json.loads(done.stdout.strip().splitlines()[-1])
            found[f"open model, {window} months"] = [[total] for total in totals]
    return found


def middle(points: Sequence[float]) -> float:
    """The forecast itself: the middle of its points."""
    return points[len(points) // 2]
