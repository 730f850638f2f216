"""What the forecast would have said at earlier returns beside what happened: the total, against the last value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from forecasting.calendar import calendar_of
from forecasting.estimate import estimate
from forecasting.history import History, month_end_stock
from forecasting.scenario import BASE
from forecasting.service import history_from
from forecasting.simulate import simulate
from placements.errors import Refused
from placements.permissions import Permission
from placements.repository.episodes import returns_held
from placements.repository.records import Records

HORIZONS = (12, 24, 36)
LEAST_YEARS = 3
"""Returns an origin stands on, so that the first forecast is made from the third and judged by the fourth."""
_SEASON = 12


@dataclass(frozen=True)
class Judged:
    """One forecast of the total beside what happened.

    error is the middle less the actual; last_value_error what "no change" would have missed by; scale the mean change
    over twelve months before the origin, by which MASE divides.
    """

    origin: dt.date
    months: int
    actual: int
    p2_5: int
    p10: int
    p50: int
    p90: int
    p97_5: int
    last_value: int
    scale: float

    @property
    def error(self) -> int:
        """Children forecast too many (or, below nought, too few)."""
        return self.p50 - self.actual

    @property
    def last_value_error(self) -> int:
        """The same of the last value."""
        return self.last_value - self.actual


@dataclass(frozen=True)
class BackTest:
    """Every forecast judged, and its summary by horizon."""

    judged: tuple[Judged, ...]

    def summary(self) -> list[dict[str, float | int]]:
        """By horizon: how many forecasts, their errors, the last value's, and how often the ranges held what came."""
        return [self._of(months) for months in sorted({one.months for one in self.judged})]

    def _of(self, months: int) -> dict[str, float | int]:
        rows = [one for one in self.judged if one.months == months]
        scaled = [abs(one.error) / one.scale for one in rows if one.scale > 0]
        return {
            "months": months,
            "forecasts": len(rows),
            "mean_absolute_error": _mean([abs(one.error) for one in rows]),
            "bias": _mean([one.error for one in rows]),
            "mase": _mean(scaled),
            "last_value_mean_absolute_error": _mean([abs(one.last_value_error) for one in rows]),
            "inside_80": _mean([one.p10 <= one.actual <= one.p90 for one in rows]),
            "inside_95": _mean([one.p2_5 <= one.actual <= one.p97_5 for one in rows]),
            "width_80": _mean([one.p90 - one.p10 for one in rows]),
        }

    def as_json(self) -> dict[str, object]:
        """The judged forecasts and their summary, for a program."""
        rows = [
            {**asdict(one), "origin": one.origin.isoformat(), "error": one.error, "series": "total"}
            for one in self.judged
        ]
        return {"judged": rows, "summary": self.summary()}


def backtest(records: Records, *, months: Sequence[int] = HORIZONS, replicates: int = 300, seed: int = 1) -> BackTest:
    """Forecast the total from each earlier return, as it was known then, and judge it by the newest returns.

    Held out by return: the forecast sees the returns whose year had ended, what happened is read from all of them, so
    that late corrections count. Raises Refused where fewer than four unbroken returns are held.
    """
    records.viewer.must(Permission.SEE_FORECASTS)
    held = [year.end for year in returns_held(records)]
    stock = month_end_stock(history_from(records))
    origins = [end for end in held[LEAST_YEARS - 1 : -1] if np.datetime64(end) in stock.index]
    judged = tuple(
        one
        for origin in origins
        for one in _judge(history_from(records, origin), stock, origin, sorted(months), (replicates, seed))
    )
    if not judged:
        raise Refused(
            f"A back-test needs {LEAST_YEARS + 1} returns without a gap, and months that reach no further than they.",
            given=f"{len(held)} returns, {', '.join(map(str, months))} months",
            do_next="Load earlier returns, or ask for fewer months.",
        )
    return BackTest(judged)


def _judge(
    history: History, stock: pd.Series, origin: dt.date, months: Sequence[int], draws: tuple[int, int]
) -> list[Judged]:
    """The forecasts of one origin, for every horizon whose month-end the record has reached."""
    calendar = calendar_of(history.cut, origin, max(months))
    replicates, seed = draws
    model = estimate(history, calendar, replicates, seed)
    total = simulate(model, calendar, BASE.levers_for(calendar), seed).stock.sum(axis=(2, 3))
    known = month_end_stock(history)
    judged = []
    for ahead in months:
        day = np.datetime64(calendar.month_ends[ahead - 1])
        if day in stock.index:
            points = np.quantile(total[:, ahead - 1], [0.025, 0.1, 0.5, 0.9, 0.975], method="inverted_cdf")
            low, ten, middle, ninety, high = (int(point) for point in points)
            last, scale = int(known.iloc[-1]), _scale(known)
            judged.append(Judged(origin, ahead, int(stock[day]), low, ten, middle, ninety, high, last, scale))
    return judged


def _scale(known: pd.Series) -> float:
    """The mean absolute change over twelve months in the record (seasonal naive)."""
    return float(known.diff(_SEASON).abs().mean())


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 3) if values else float("nan")
