"""A back-test: what earlier forecasts said, beside what happened and beside the baselines."""

from __future__ import annotations

import datetime as dt

from api.shapes.shape import Shape


class JudgedForecast(Shape):
    """One forecast of one series: its range, what happened, and by how much it and the baselines missed."""

    kind: str
    origin: dt.date
    months: int
    series: str
    actual: float
    p2_5: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p97_5: float
    error: float
    mase: float | None
    inside_80: bool
    width_80: float
    last_value_error: float | None
    seasonal_naive_error: float | None
    drift_error: float | None
    smoothing_error: float | None


class Scores(Shape):
    """All forecasts of one series at one horizon: errors, ranges, and the baselines' mean absolute errors."""

    kind: str
    series: str
    months: int
    forecasts: int
    mean_absolute_error: float | None
    bias: float | None
    mase: float | None
    interval_score: float | None
    inside_50: float | None
    inside_80: float | None
    inside_95: float | None
    width_50: float | None
    width_80: float | None
    width_95: float | None
    last_value_error: float | None
    seasonal_naive_error: float | None
    drift_error: float | None
    smoothing_error: float | None
    brier: float | None
    last_value_brier: float | None


class BackTestSummary(Shape):
    """What stands beside a forecast: how the total has fared, and last year's forecast beside what happened."""

    total: list[Scores]
    range_scale: float
    last_year: JudgedForecast | None
    replicates: int
    seed: int


class BackTest(Shape):
    """Every origin, horizon and series, and the summary by series and horizon."""

    judged: list[JudgedForecast]
    summary: list[Scores]
    range_scale: float
    replicates: int
    seed: int
    children_set_aside: int
    seconds: float
