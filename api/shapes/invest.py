"""Invest to save: what a programme costs and saves by year and column, when it has paid for itself, what matters."""

from __future__ import annotations

import datetime as dt

import numpy as np

from api.shapes.forecast import Series
from api.shapes.shape import Shape
from forecasting.answer import series
from forecasting.change import PARTS
from forecasting.investing.answer import Invested
from forecasting.investing.effects import Runs
from forecasting.investing.run_rate import RunRate
from forecasting.lever import Column
from forecasting.whatif import IN_THE_DIFFERENCE


class Points(Shape):
    """A figure as it may be: its mean, and the points below which it lies in 2.5 to 97.5 runs of 100."""

    mean: float
    p2_5: float
    p10: float
    p50: float
    p90: float
    p97_5: float


class InvestYear(Shape):
    """A financial year: net = gross - cost - deducted on average; `likely` draws every assumption over its range."""

    year: str
    months: int
    base_pence: Points
    gross_pence: float
    cost_pence: float
    deducted_pence: float
    net_pence: float
    likely_pence: Points


class SavingsColumn(Shape):
    """One savings column over all months; the three are never added together."""

    gross_pence: float
    cost_pence: float
    deductions_pence: dict[str, float]
    net_pence: Points


class BreakEven(Shape):
    """The month by whose end it has paid for itself in half the runs, and the share of runs by each month."""

    month: dt.date | None
    chance: float
    by: list[float]


class InvestAction(Shape):
    """What one action adds to those before it, and how many children it was to move and does."""

    called: str
    column: Column
    gross_pence: float
    cost_pence: float
    children_wanted: float | None
    children_moved: float | None
    shortfall: str | None


class Sensitivity(Shape):
    """The net over all months with one assumption at either end of its range, the rest as they are."""

    assumption: str
    low: float
    value: float
    high: float
    net_at_low_pence: float
    net_at_high_pence: float


class Compared(Shape):
    """Children without the programme, with it, and the difference run by run."""

    without: Points
    with_it: Points
    difference: Points


class RunRateLine(Shape):
    """A kind of home on two days at one average price a year."""

    name: str
    children: tuple[int, int]
    pence_a_year: int
    run_rate_pence: tuple[int, int]
    change_pence: int


class RunRatePart(Shape):
    """Two snapshots times yearly averages: a run-rate, not what was spent."""

    before_on: dt.date
    after_on: dt.date
    children: tuple[int, int]
    lines: list[RunRateLine]
    together: tuple[int, int]
    run_rate_pence: tuple[int, int]
    change_pence: dict[str, int]
    source: str


class Invest(Shape):
    """A programme beside what would happen otherwise; every sum of money is null, with `because`, without a price."""

    title: str
    counterfactual: str
    as_at: dt.date
    months: list[dt.date]
    years: list[InvestYear]
    net_pence: float | None
    likely_pence: Points | None
    cumulative_pence: Series | None
    break_even: BreakEven | None
    columns: dict[Column, SavingsColumn]
    actions: list[InvestAction]
    sensitivity: list[Sensitivity]
    children: dict[str, Compared]
    run_rate: RunRatePart | None
    deducted: list[str]
    not_deducted: list[str]
    notes: list[str]
    because: str | None
    seed: int
    seconds: float


def invest_shape(found: Invested, seed: int, seconds: float) -> Invest:
    """The answer of `forecasting.invest` for a program."""
    programme, paid = found.programme, found.break_even
    return Invest(
        title=programme.title,
        counterfactual=programme.counterfactual,
        as_at=found.as_at,
        months=list(found.months),
        years=_years(found),
        net_pence=found.net,
        likely_pence=None if found.likely is None else Points.model_validate(found.likely),
        cumulative_pence=None if found.cumulative is None else _series(found.cumulative),
        break_even=None if paid is None else BreakEven(month=paid.month, chance=paid.chance, by=list(paid.by)),
        columns=_columns(found),
        actions=_actions(found),
        sensitivity=_sensitivity(found),
        children={
            name: Compared(
                **dict(zip(("without", "with_it", "difference"), map(Points.model_validate, three), strict=True))
            )
            for name, three in found.children.items()
        },
        run_rate=None if programme.run_rate is None else run_rate_shape(programme.run_rate),
        deducted=[*IN_THE_DIFFERENCE, *(one.name for one in programme.deductions)],
        not_deducted=list(found.not_deducted),
        notes=list(found.notes),
        because=found.because,
        seed=seed,
        seconds=round(seconds, 3),
    )


def _series(runs: Runs) -> Series:
    return Series.model_validate(series(np.rint(runs).astype(np.int64)))


def _years(found: Invested) -> list[InvestYear]:
    return [
        InvestYear(
            year=f"{one.year}/{(one.year + 1) % 100:02}",
            months=one.months,
            base_pence=Points.model_validate(one.base),
            gross_pence=one.gross,
            cost_pence=one.cost,
            deducted_pence=one.deducted,
            net_pence=one.net,
            likely_pence=Points.model_validate(one.likely),
        )
        for one in found.years
    ]


def _columns(found: Invested) -> dict[Column, SavingsColumn]:
    return {
        column: SavingsColumn(
            gross_pence=one.gross,
            cost_pence=one.cost,
            deductions_pence=dict(one.deductions),
            net_pence=Points.model_validate(one.net),
        )
        for column, one in found.columns.items()
    }


def _actions(found: Invested) -> list[InvestAction]:
    return [
        InvestAction(
            called=one.called,
            column=one.column,
            gross_pence=one.gross,
            cost_pence=one.cost,
            children_wanted=None if one.children is None else one.children[0],
            children_moved=None if one.children is None else one.children[1],
            shortfall=one.shortfall,
        )
        for one in found.done
    ]


def _sensitivity(found: Invested) -> list[Sensitivity]:
    return [
        Sensitivity(
            assumption=one.assumption.name,
            low=one.assumption.low.value,
            value=one.assumption.value,
            high=one.assumption.high.value,
            net_at_low_pence=one.net_low,
            net_at_high_pence=one.net_high,
        )
        for one in found.swings
    ]


def run_rate_shape(rate: RunRate) -> RunRatePart:
    """A run-rate with its change as volume and mix."""
    why = rate.why
    return RunRatePart(
        before_on=rate.before_on,
        after_on=rate.after_on,
        children=rate.children,
        lines=[
            RunRateLine(
                name=one.name,
                children=(one.before, one.after),
                pence_a_year=one.pence_a_year,
                run_rate_pence=one.pence,
                change_pence=one.change,
            )
            for one in rate.lines
        ],
        together=rate.in_lines,
        run_rate_pence=rate.pence,
        change_pence={part: getattr(why, part) for part in (*PARTS, "total")},
        source=rate.source,
    )
