"""How good a forecast was: error, scaled error, weighted interval score, coverage and width, beside the baselines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.states import Floats

POINTS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
_NAMES = ("p2_5", "p10", "p25", "p50", "p75", "p90", "p97_5")
_MIDDLE = POINTS.index(0.5)
INTERVALS = {"50": (2, 4), "80": (1, 5), "95": (0, 6)}
"""Ranges by their per cent: the positions of their ends in POINTS."""
BASELINES = ("last_value", "seasonal_naive", "drift", "smoothing")


@dataclass(frozen=True)
class Judged:
    """One forecast of one series beside what happened.

    kind: by_return or quarterly; months ahead of the origin; points as in POINTS; scale: the mean absolute change over
    twelve months before the origin, by which MASE divides; baselines: what each said, in the order of BASELINES, None
    where it was not asked. above: the share of runs over the most of the twelve months before the origin, beside
    whether what came was (`more`).
    """

    kind: str
    origin: dt.date
    months: int
    series: str
    actual: float
    points: tuple[float, ...]
    scale: float
    baselines: tuple[float | None, ...]
    above: float
    more: bool
    last_above: bool

    @property
    def error(self) -> float:
        """Forecast too many (or, below nought, too few)."""
        return self.points[_MIDDLE] - self.actual

    def inside(self, interval: str) -> bool:
        """Whether what came lies in the range of this many per cent, its ends included."""
        low, high = INTERVALS[interval]
        return self.points[low] <= self.actual <= self.points[high]

    def as_json(self) -> dict[str, object]:
        """The same as a row for a program."""
        return {
            "kind": self.kind,
            "origin": self.origin.isoformat(),
            "months": self.months,
            "series": self.series,
            "actual": self.actual,
            **dict(zip(_NAMES, self.points, strict=True)),
            "error": round(self.error, 2),
            "mase": round(abs(self.error) / self.scale, 3) if self.scale > 0 else None,
            "inside_80": self.inside("80"),
            "width_80": round(self.points[5] - self.points[1], 2),
            **{f"{name}_error": _less(said, self.actual) for name, said in zip(BASELINES, self.baselines, strict=True)},
        }


def _less(said: float | None, actual: float) -> float | None:
    return None if said is None else round(said - actual, 2)


def interval_score(judged: Judged) -> float:
    """The weighted interval score over the median and the ranges of 50, 80 and 95%: smaller is better.

    Bracher and others, Evaluating epidemic forecasts in an interval format, 2021.
    """
    total = abs(judged.error) / 2
    for percent, (low, high) in INTERVALS.items():
        alpha, bottom, top = 1 - int(percent) / 100, judged.points[low], judged.points[high]
        outside = max(bottom - judged.actual, judged.actual - top, 0.0)
        total += alpha / 2 * (top - bottom + 2 / alpha * outside)
    return total / (len(INTERVALS) + 0.5)


def summary(judged: Iterable[Judged]) -> list[dict[str, object]]:
    """A row for each kind of origin, series and horizon, in the order in which they first come."""
    groups: dict[tuple[str, str, int], list[Judged]] = {}
    for one in judged:
        groups.setdefault((one.kind, one.series, one.months), []).append(one)
    return [_row(*key, rows) for key, rows in groups.items()]


def _row(kind: str, series: str, months: int, rows: Sequence[Judged]) -> dict[str, object]:
    scaled = [one for one in rows if one.scale > 0]
    return {
        "kind": kind,
        "series": series,
        "months": months,
        "forecasts": len(rows),
        "mean_absolute_error": _mean(rows, lambda one: abs(one.error)),
        "bias": _mean(rows, lambda one: one.error),
        "mase": _mean(scaled, lambda one: abs(one.error) / one.scale),
        "interval_score": _mean(rows, interval_score),
        **{f"inside_{percent}": _inside(rows, percent) for percent in INTERVALS},
        **{f"width_{percent}": _width(rows, percent) for percent in INTERVALS},
        **_baseline_errors(rows),
        "brier": _mean(rows, lambda one: (one.above - one.more) ** 2),
        "last_value_brier": _mean(rows, lambda one: float(one.last_above != one.more)),
    }


def _inside(rows: Sequence[Judged], percent: str) -> float | None:
    return _mean(rows, lambda one: one.inside(percent))


def _width(rows: Sequence[Judged], percent: str) -> float | None:
    low, high = INTERVALS[percent]
    return _mean(rows, lambda one: one.points[high] - one.points[low])


def _baseline_errors(rows: Sequence[Judged]) -> dict[str, float | None]:
    errors: dict[str, float | None] = {}
    for at, name in enumerate(BASELINES):
        said = [abs(one.baselines[at] - one.actual) for one in rows if one.baselines[at] is not None]  # type: ignore[operator]
        errors[f"{name}_error"] = round(float(np.mean(said)), 3) if said else None
    return errors


def _mean(rows: Sequence[Judged], of: Callable[[Judged], float]) -> float | None:
    return round(float(np.mean([of(one) for one in rows])), 3) if rows else None


_EFFECTIVE_PRIOR = 12.0
_NARROWEST, _WIDEST = 0.7, 1.6
_OUTLIER = 9.0
_NORMAL_80 = 2.563
"""The width of a normal distribution's 80% range in standard deviations."""


def range_scale(judged: Iterable[Judged]) -> float:
    """How many times as wide the range of the total should be: learnt from the quarterly origins, leaning towards 1.

    Each error is measured in standard deviations of its forecast. Origins overlap, so they count as many as there are
    horizons side by side in the time they span; the belief that the range is right as it is counts as twelve. Errors of
    over three standard deviations count as three, and the answer lies between 0.7 and 1.6.
    """
    weight, squares = _EFFECTIVE_PRIOR, _EFFECTIVE_PRIOR
    by_months: dict[int, list[float]] = {}
    for one in judged:
        width = one.points[5] - one.points[1]
        if one.kind == "quarterly" and one.series == "total" and width > 0:
            squared = (one.error / width * _NORMAL_80) ** 2
            by_months.setdefault(one.months, []).append(min(squared, _OUTLIER))
    for months, seen in by_months.items():
        apart = len(seen) * 3 / max(months, 3)
        weight += apart
        squares += apart * float(np.mean(seen))
    return round(float(np.clip(np.sqrt(squares / weight), _NARROWEST, _WIDEST)), 3)


def points_of(runs: Floats) -> tuple[float, ...]:
    """The points of a range from [run] values: each a value that some run had."""
    return tuple(float(point) for point in np.quantile(runs, POINTS, method="inverted_cdf"))
