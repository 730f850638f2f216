"""Means and shares with their 95% intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import stats

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean or a share with its interval; None where nothing was measured, no ends where only one value was."""

    mean: float | None
    low: float | None
    high: float | None
    seeds: int

    def as_json(self) -> dict[str, float | int | None]:
        """The interval for a program."""
        return {"mean": self.mean, "low": self.low, "high": self.high, "seeds": self.seeds}


def interval(values: Iterable[float | None]) -> Interval:
    """The mean of the values that are there, with its interval by Student's t."""
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if not known.size:
        return Interval(None, None, None, 0)
    mean = float(known.mean())
    if known.size == 1:
        return Interval(mean, None, None, 1)
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, known.size - 1)) * float(known.std(ddof=1)) / math.sqrt(known.size)
    return Interval(mean, mean - half, mean + half, int(known.size))


def share(counted: int, of: int) -> Interval:
    """A share, 0 to 1, with its interval by Wilson's score (Journal of the American Statistical Association 22, 1927).

    It stays within 0 and 1 also for a handful of children.
    """
    if not of:
        return Interval(None, None, None, 0)
    z = float(stats.norm.ppf((1 + CONFIDENCE) / 2))
    found, weight = counted / of, z * z / of
    middle = (found + weight / 2) / (1 + weight)
    half = z * math.sqrt(found * (1 - found) / of + weight / (4 * of)) / (1 + weight)
    return Interval(found, max(0.0, middle - half), min(1.0, middle + half), of)
