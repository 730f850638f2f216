"""A mean over seeds with its interval."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import stats

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean and its 95% interval by Student's t; None where nothing was measured, no ends where only one was."""

    mean: float | None
    low: float | None
    high: float | None
    seeds: int

    def as_json(self) -> dict[str, float | int | None]:
        """The interval for a program."""
        return {"mean": self.mean, "low": self.low, "high": self.high, "seeds": self.seeds}


def interval(values: Iterable[float | None]) -> Interval:
    """The mean of the values that are there, with its interval."""
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if not known.size:
        return Interval(None, None, None, 0)
    mean = float(known.mean())
    if known.size == 1:
        return Interval(mean, None, None, 1)
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, known.size - 1)) * float(known.std(ddof=1)) / math.sqrt(known.size)
    return Interval(mean, mean - half, mean + half, int(known.size))
