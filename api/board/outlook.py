"""What is likely to come, how last year's forecast did, and what could go wrong with how likely it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from api.board.gathered import Gathered
from api.outlook import outlook_of
from api.shapes.board import AheadPoint, LastForecast, Risk
from api.shapes.forecast import Forecast, Series
from api.words import day
from placements.disclosing.rules import SMALLEST_SHOWN

POINTS = {"p2_5": 0.025, "p10": 0.1, "p50": 0.5, "p90": 0.9, "p97_5": 0.975}
A_YEAR = 12
TENTH = 0.1


def ahead_of(forecast: Forecast | None) -> list[AheadPoint]:
    """One, two and three years ahead, in whole children: never nearer, where a count would soon be set beside it."""
    if forecast is None or len(forecast.months) < A_YEAR:
        return []
    points = outlook_of(forecast).total.points
    return [AheadPoint(on=p.on, middle=round(p.middle), low=round(p.low), high=round(p.high)) for p in points]


def last_forecast_of(forecast: Forecast | None) -> LastForecast | None:
    """What was said a year before, and what happened."""
    last = forecast.backtest.last_year if forecast is not None and forecast.backtest is not None else None
    if forecast is None or last is None:
        return None
    return LastForecast(
        on=forecast.as_at,
        low=round(last.p10),
        high=round(last.p90),
        middle=round(last.p50),
        happened=round(last.actual),
        held=last.inside_80,
    )


def risks_of(gathered: Gathered) -> list[Risk]:
    """What could go wrong, each with its chance from the same runs as the forecast."""
    risks = []
    newest = gathered.newest.rows.get("I01")
    forecast = gathered.forecast
    if forecast is not None and len(forecast.months) >= A_YEAR and newest is not None and newest.numerator is not None:
        most = newest.numerator * 11 // 10
        over = chance_above(forecast.total, A_YEAR - 1, most)
        words = f"More than {most} children in our care by {day(forecast.months[A_YEAR - 1])}, a tenth more than now"
        risks.append(Risk(words=words, chance=in_tenths(over)))
    risks += _more_than_now(gathered)
    if gathered.spent is not None and gathered.spent.over is not None:
        words = f"More is spent in {gathered.spent.year} than the budget has"
        risks.append(Risk(words=words, chance=in_tenths(gathered.spent.over)))
    return risks


def _more_than_now(gathered: Gathered) -> Iterator[Risk]:
    """The chance that a year on more children live where we would rather they did not, where enough do now."""
    forecast = gathered.forecast
    if forecast is None or len(forecast.months) < A_YEAR:
        return
    by = day(forecast.months[A_YEAR - 1])
    for row, category, ahead, words in (
        ("I12", "childrens_home", forecast.by_setting, "children's homes"),
        ("I09", "further", forecast.by_place, "areas that do not adjoin ours"),
    ):
        held = gathered.newest.rows.get(row)
        now = sum(part.count for part in held.breakdown if part.category == category) if held else 0
        if now >= SMALLEST_SHOWN and category in ahead:
            chance = chance_above(ahead[category], A_YEAR - 1, now)
            yield Risk(words=f"More children in {words} by {by} than now", chance=in_tenths(chance))


def chance_above(series: Series, at: int, level: float) -> float:
    """The chance that a figure lies above a level, read off its points along straight lines; the ends are the ends."""
    points: list[tuple[float, float]] = [(getattr(series, name)[at], share) for name, share in POINTS.items()]
    if level < points[0][0]:
        return 1 - points[0][1] / 2
    for (low, below), (high, above) in pairwise(points):
        if low <= level < high:
            return 1 - (below + (above - below) * (level - low) / (high - low))
    return (1 - points[-1][1]) / 2


def in_tenths(chance: float) -> str:
    """A chance in words: "3 in 10", or that it is under or over what tenths can say."""
    tenths = round(chance / TENTH)
    if tenths == 0:
        return "less than 1 in 10"
    return "more than 9 in 10" if tenths >= 10 else f"{tenths} in 10"  # noqa: PLR2004 - ten tenths
