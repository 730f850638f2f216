"""What an analyst would draw from the same monthly figures without a model of children: the baselines.

Each answers, for so many months ahead, the points of its range (2.5, 10, 50, 90 and 97.5 runs of 100), as Hyndman and
Athanasopoulos describe them (Forecasting: Principles and Practice, 3rd edition, 5.2, 5.5 and chapter 8).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from scipy.stats import norm
from statsmodels.tools.sm_exceptions import ConvergenceWarning  # type: ignore[import-untyped]
from statsmodels.tsa.exponential_smoothing.ets import ETSModel, ETSResults  # type: ignore[import-untyped]

from forecasting.states import Floats

POINTS = np.array([0.025, 0.1, 0.5, 0.9, 0.975])
_NORMAL = norm.ppf(POINTS)
_SEASON = 12
Baseline = Callable[[Floats, Sequence[int]], Floats]
"""From past months and months ahead to points [months ahead, point]."""


def last_value(past: Floats, ahead: Sequence[int]) -> Floats:
    """No change; errors of a random walk with the monthly changes seen."""
    points: Floats = past[-1] + np.sqrt(ahead)[:, None] * np.std(np.diff(past)) * _NORMAL
    return points


def drift(past: Floats, ahead: Sequence[int]) -> Floats:
    """A random walk with the mean change seen, and the uncertainty of that mean."""
    steps, changes = np.array(ahead), np.diff(past)
    spread = np.std(changes, ddof=1) * np.sqrt(steps * (1 + steps / len(changes)))
    points: Floats = (past[-1] + steps * changes.mean())[:, None] + spread[:, None] * _NORMAL
    return points


def seasonal_naive(past: Floats, ahead: Sequence[int]) -> Floats:
    """The same month of the last year seen; errors grow with each whole year."""
    steps = np.array(ahead)
    middle = past[-_SEASON + (steps - 1) % _SEASON]
    spread = np.std(past[_SEASON:] - past[:-_SEASON]) * np.sqrt((steps - 1) // _SEASON + 1)
    points: Floats = middle[:, None] + spread[:, None] * _NORMAL
    return points


def exponential_smoothing(past: Floats, ahead: Sequence[int]) -> Floats:
    """Exponential smoothing, its form chosen by corrected AIC: level, trend, damped trend, with a season or not."""
    forms = product(("add", "mul"), ((None, False), ("add", False), ("add", True)), (None, "add"))
    return _smoothed(past, ahead, [_fit(past, *form) for form in forms])


def quick_smoothing(past: Floats, ahead: Sequence[int]) -> Floats:
    """The same among level, trend and damped trend alone, which month-end totals hardly ever leave."""
    return _smoothed(past, ahead, [_fit(past, "add", trend, None) for trend in ((None, False), ("add", True))])


def _smoothed(past: Floats, ahead: Sequence[int], fits: list[ETSResults]) -> Floats:
    best = min(fits, key=lambda fit: fit.aicc)
    steps = np.array(ahead) - 1
    paths = best.simulate(max(ahead), anchor="end", repetitions=2000, rng=np.random.default_rng(1))
    found: Floats = np.quantile(paths, POINTS, axis=1).T[steps]
    found[:, len(POINTS) // 2] = best.forecast(max(ahead))[steps]
    return found


def _fit(past: Floats, error: str, trend: tuple[str | None, bool], seasonal: str | None) -> ETSResults:
    model = ETSModel(
        past.astype(np.float64),
        error=error,
        trend=trend[0],
        damped_trend=trend[1],
        seasonal=seasonal,
        seasonal_periods=_SEASON if seasonal else None,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        return model.fit(disp=False)


BASELINES: dict[str, Baseline] = {"last_value": last_value, "seasonal_naive": seasonal_naive, "drift": drift}
"""Those that need no fitting."""
