"""What a council's analyst would draw from the same month-end totals without a model of children: the baselines.

Each answers, for so many months ahead, the points of its range (2.5, 10, 50, 90 and 97.5 runs of 100).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from scipy.stats import norm
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.exponential_smoothing.ets import ETSModel, ETSResults

POINTS = np.array([0.025, 0.1, 0.5, 0.9, 0.975])
_NORMAL = norm.ppf(POINTS)
_SEASON = 12
Peer = Callable[[np.ndarray, Sequence[int]], np.ndarray]
"""From past month-end totals and months ahead to points [months ahead, point]."""


def last_value(past: np.ndarray, ahead: Sequence[int]) -> np.ndarray:
    """No change; errors of a random walk with the monthly changes seen."""
    return past[-1] + np.sqrt(ahead)[:, None] * np.std(np.diff(past)) * _NORMAL


def drift(past: np.ndarray, ahead: Sequence[int]) -> np.ndarray:
    """A random walk with the mean change seen, and the uncertainty of that mean."""
    steps, changes = np.array(ahead), np.diff(past)
    spread = np.std(changes, ddof=1) * np.sqrt(steps * (1 + steps / len(changes)))
    return (past[-1] + steps * changes.mean())[:, None] + spread[:, None] * _NORMAL


def seasonal_naive(past: np.ndarray, ahead: Sequence[int]) -> np.ndarray:
    """The same month of the last year seen; errors grow with each whole year."""
    steps = np.array(ahead)
    middle = past[-_SEASON + (steps - 1) % _SEASON]
    spread = np.std(past[_SEASON:] - past[:-_SEASON]) * np.sqrt((steps - 1) // _SEASON + 1)
    return middle[:, None] + spread[:, None] * _NORMAL


def exponential_smoothing(past: np.ndarray, ahead: Sequence[int]) -> np.ndarray:
    """Exponential smoothing (statsmodels), the form chosen by corrected AIC among level, trend, damping and season."""
    best = min(_fits(past.astype(np.float64)), key=lambda fit: fit.aicc)
    paths = best.simulate(max(ahead), anchor="end", repetitions=2000, rng=np.random.default_rng(1))
    found = np.quantile(paths, POINTS, axis=1).T[np.array(ahead) - 1]
    found[:, 2] = best.forecast(max(ahead))[np.array(ahead) - 1]
    return found


def _fits(past: np.ndarray) -> list[ETSResults]:
    fits = []
    for error, (trend, damped), seasonal in product(
        ("add", "mul"), ((None, False), ("add", False), ("add", True)), (None, "add")
    ):
        model = ETSModel(
            past, error=error, trend=trend, damped_trend=damped, seasonal=seasonal, seasonal_periods=_SEASON
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            warnings.simplefilter("ignore", RuntimeWarning)
            fits.append(model.fit(disp=False))
    return fits


PEERS: dict[str, Peer] = {
    "last value": last_value,
    "random walk with drift": drift,
    "seasonal naive": seasonal_naive,
    "exponential smoothing": exponential_smoothing,
}
