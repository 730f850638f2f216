"""A programme's answer: by year what it costs and saves, when it has paid for itself, what that rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from forecasting.calendar import Calendar
from forecasting.investing.effects import Effect, Runs
from forecasting.investing.programme import Deduction, Programme
from forecasting.investing.sensitivity import Swing
from forecasting.lever import Column
from placements.amounts import financial_year

POINTS = {"p2_5": 0.025, "p10": 0.1, "p50": 0.5, "p90": 0.9, "p97_5": 0.975}
Points = Mapping[str, float]


@dataclass(frozen=True)
class Year:
    """A financial year (2026 is 2026/27) of so many months answered, in pence.

    On average, with every assumption as it stands, net = gross - cost - deducted; `likely` is the net as it may be, the
    assumptions drawn over their ranges too. `base` is what is spent without the programme.
    """

    year: int
    months: int
    base: Points
    gross: float
    cost: float
    deducted: float
    net: float
    likely: Points


@dataclass(frozen=True)
class InColumn:
    """A savings column over all months: gross, what the programme costs, each deduction, and what is left."""

    gross: float
    cost: float
    deductions: Mapping[str, float]
    net: Points


@dataclass(frozen=True)
class BreakEven:
    """The month by whose end the programme has paid for itself and does so for all months after it.

    `month`: the middle of the runs, None where fewer than half get there; `chance`: the share of runs that do within
    the months answered; `by` [month]: the share that has by then.
    """

    month: dt.date | None
    chance: float
    by: tuple[float, ...]


@dataclass(frozen=True)
class Done:
    """An action or lever: its column, and over all months what it adds to those before it, on average."""

    called: str
    column: Column
    gross: float
    cost: float
    children: tuple[float, float] | None
    shortfall: str | None


@dataclass(frozen=True)
class Invested:
    """The whole answer; money is None or empty (`because` says why) where no price is held for anything.

    `net` and `years` leave every assumption as it stands, `likely`, `cumulative` [run, month] and `break_even` draw it
    over its range. `children`: without the programme, with it, and the difference run by run.
    """

    programme: Programme
    as_at: dt.date
    months: tuple[dt.date, ...]
    done: tuple[Done, ...]
    children: Mapping[str, tuple[Points, Points, Points]]
    not_deducted: tuple[str, ...]
    notes: tuple[str, ...]
    years: tuple[Year, ...] = ()
    columns: Mapping[Column, InColumn] = field(default_factory=dict)
    net: float | None = None
    likely: Points | None = None
    cumulative: Runs | None = None
    break_even: BreakEven | None = None
    swings: tuple[Swing, ...] = ()
    because: str | None = None


def points(runs: Runs) -> Points:
    """The mean of one figure a run, and the points of its range."""
    found = np.quantile(runs, list(POINTS.values()), method="inverted_cdf")
    return {"mean": float(runs.mean())} | {name: float(value) for name, value in zip(POINTS, found, strict=True)}


def years_of(
    effect: Effect, deductions: Sequence[Deduction], net: Runs, spent: Runs, calendar: Calendar
) -> tuple[Year, ...]:
    """The financial years of the months answered; `net` [run, month] with assumptions drawn."""
    of = np.array([financial_year(day) for day in calendar.month_starts])
    lost = effect.deducted(deductions, calendar)
    gross, cost, deducted = (sum(one.values(), np.zeros_like(net)) for one in (effect.gross, effect.cost, lost))
    return tuple(
        Year(
            year=int(year),
            months=int((of == year).sum()),
            base=points(spent[:, of == year].sum(axis=1)),
            gross=_mean(gross[:, of == year]),
            cost=_mean(cost[:, of == year]),
            deducted=_mean(deducted[:, of == year]),
            net=_mean((gross - cost - deducted)[:, of == year]),
            likely=points(net[:, of == year].sum(axis=1)),
        )
        for year in dict.fromkeys(of)
    )


def columns_of(effect: Effect, deductions: Sequence[Deduction], calendar: Calendar) -> dict[Column, InColumn]:
    """Each savings column; they are never added together."""
    lost = effect.deducted(deductions, calendar)
    return {
        column: InColumn(
            gross=_mean(gross),
            cost=_mean(effect.cost[column]),
            deductions={one.name: _mean(effect.deduction(one, calendar)) for one in deductions if one.column is column},
            net=points((gross - effect.cost[column] - lost[column]).sum(axis=1)),
        )
        for column, gross in effect.gross.items()
    }


def break_even(net: Runs, months: Sequence[dt.date]) -> BreakEven:
    """When what was saved last catches up with what was paid, run by run; never before anything is paid or saved."""
    begins = int(np.argmax((net != 0).any(axis=0)))
    owing = np.cumsum(net, axis=1) < 0
    last_owing = np.where(owing.any(axis=1), owing.shape[1] - 1 - np.argmax(owing[:, ::-1], axis=1), -1)
    paid_at = np.maximum(last_owing + 1, begins)
    by = tuple(float((paid_at <= at).mean()) for at in range(len(months)))
    half = next((month for month, share in zip(months, by, strict=True) if share >= 0.5), None)  # noqa: PLR2004
    return BreakEven(half, by[-1], by)


def _mean(runs: Runs) -> float:
    return float(runs.sum(axis=1).mean())
