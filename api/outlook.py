"""A forecast in a few rows and sentences: now, in one, two and three years, with the range of eight runs in ten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from api.shapes.forecast import Forecast, Series
from api.words import day, plain, sentence
from placements.disclosure import may_forecast

AFTER_MONTHS = (12, 24, 36)


@dataclass(frozen=True)
class Point:
    """A figure at a month's end: the middle, and the range of 80 runs in 100."""

    on: dt.date
    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """One kind of home or child over the years to come; no points where it is too small to be told."""

    words: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class YearCost:
    """What twelve months are expected to cost in pence: the sum of the monthly means, which add up exactly."""

    ending: dt.date
    pence: float


@dataclass(frozen=True)
class Outlook:
    """What a page or a table tells of a forecast."""

    as_at: dt.date
    total: Line
    settings: tuple[Line, ...]
    cost: Line | None
    years: tuple[YearCost, ...]
    not_priced: tuple[str, ...]
    notes: tuple[str, ...]
    because: dict[str, str]
    children_set_aside: int

    def in_words(self, index: int = 0) -> str:
        """The total at one of the points as a sentence."""
        point = self.total.points[index]
        return (
            f"By {day(point.on)} about {point.middle:.0f} children are likely to be in care; "
            f"there is an 8 in 10 chance that it is between {point.low:.0f} and {point.high:.0f}."
        )


def outlook_of(forecast: Forecast, *, tell_small: bool = True) -> Outlook:
    """Take the points a reader asks for first; without `tell_small` a kind with a middle of one to five is not told.

    Where that is only one kind, the next smallest is not told either: it would be the total less the others.
    """
    cost = forecast.cost_pence
    return Outlook(
        as_at=forecast.as_at,
        total=Line("All children", _points(forecast.months, forecast.total)),
        settings=_lines(forecast.months, forecast.by_setting, tell_small=tell_small),
        cost=None if cost.total is None else Line("Cost in the month", _points(forecast.months, cost.total)),
        years=() if cost.total is None else _years(forecast.months, cost.total),
        not_priced=tuple(f"{plain(one.setting)}, provider {plain(one.provider)}" for one in cost.not_priced),
        notes=tuple(forecast.notes),
        because=forecast.because,
        children_set_aside=forecast.children_set_aside,
    )


def _lines(months: list[dt.date], parts: Mapping[str, Series], *, tell_small: bool) -> tuple[Line, ...]:
    lines = [Line(sentence(name), _points(months, series)) for name, series in parts.items()]
    if tell_small:
        return tuple(lines)
    hidden = {line.words for line in lines if not all(may_forecast(point.middle) for point in line.points)}
    others = [line for line in lines if line.words not in hidden and any(point.middle for point in line.points)]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda line: (line.points[0].middle, line.words)).words)
    return tuple(Line(line.words, ()) if line.words in hidden else line for line in lines)


def _points(months: list[dt.date], series: Series) -> tuple[Point, ...]:
    """The last month of each year within the forecast's months; at least its last month."""
    wanted = [after - 1 for after in AFTER_MONTHS if after <= len(months)] or [len(months) - 1]
    return tuple(Point(months[at], series.p50[at], series.p10[at], series.p90[at]) for at in wanted)


def _years(months: list[dt.date], series: Series) -> tuple[YearCost, ...]:
    """Every whole twelve months of the forecast."""
    return tuple(
        YearCost(months[end - 1], sum(series.mean[end - 12 : end])) for end in AFTER_MONTHS if end <= len(months)
    )
