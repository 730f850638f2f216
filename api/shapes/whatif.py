"""A scenario beside the base, and a forecast from published figures alone."""

from __future__ import annotations

import datetime as dt

from api.shapes.forecast import Series
from api.shapes.shape import Shape


class Step(Shape):
    """What one lever adds, on average: children at the end, and pence over all months."""

    changes: str
    row: str | None
    column: str | None
    children: float
    pence: float


class Beside(Shape):
    """Base, scenario and difference by month, lever by lever, by savings column, and at both ends of the range."""

    children: dict[str, Series]
    cost_pence: dict[str, Series]
    difference_over_all_months: dict[str, float]
    levers: list[Step]
    columns: dict[str, float]
    range: dict[str, dict[str, float] | None]
    deducted: list[str]
    not_deducted: list[str]


class Published(Shape):
    """Children in care at each month's end after the newest published year, with the forecast's own track record."""

    authority: str
    as_at: dt.date
    months: list[dt.date]
    total: Series
    entries: Series
    exits: Series
    years: list[dict[str, int | None]]
    backtest: list[dict[str, float]]
    because: dict[str, str]
    notes: list[str]
    replicates: int
    seed: int
    version: str
    seconds: float
