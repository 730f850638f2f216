"""A lever moved: the forecast under a scenario beside the base, child for child under the same chance."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from forecasting.answer import Series, series
from forecasting.budget import Budget, priced
from forecasting.calendar import Calendar, calendar_of
from forecasting.estimate import estimate
from forecasting.lever import Column
from forecasting.pricing import Pricing, pricing_of
from forecasting.scenario import BASE, Scenario
from forecasting.service import back_test_of, history_from, spread_of
from forecasting.simulate import Model, possible_homes, simulate
from forecasting.simulated import Simulated
from placements.prices import PriceBook
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import Records, to_forecast

Counts = npt.NDArray[np.int64]
IN_THE_DIFFERENCE = (
    *("part of a year", "chance that a child moves again or comes back", "children who would have left anyway"),
    *("fixed part of blocks", "inflation on both sides", "what the programme itself costs"),
)
"""Deductions from a gross saving that the difference already holds, because both forecasts live through them."""
NOT_IN_THE_DIFFERENCE = (
    *("notice", "double running", "another child in the freed bed", "lost contributions", "support in the host area"),
)
"""Deductions that the difference does not hold: each needs a line of its own beside the saving."""


@dataclass(frozen=True)
class Ahead:
    """Children in care at each month's end [run, month] and pence by month [run, month]."""

    children: Counts
    pence: Counts


@dataclass(frozen=True)
class Step:
    """What one lever adds to those before it, on average: children at the end, and pence over all months."""

    changes: str
    row: str | None
    column: str | None
    children: float
    pence: float


@dataclass(frozen=True)
class Beside:
    """A scenario beside the base: both, and the difference run by run; the steps add up to its mean.

    columns: pence by savings column, never added together. low and high: the mean difference with every lever at that
    end of its range, as (children at the end, pence); None where no lever has one.
    """

    months: tuple[dt.date, ...]
    children: Mapping[str, Series]
    pence: Mapping[str, Series]
    over_all: Mapping[str, float]
    steps: tuple[Step, ...]
    columns: Mapping[str, float]
    low: tuple[float, float] | None
    high: tuple[float, float] | None

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        ends = {"low": self.low, "high": self.high}
        return {
            "children": dict(self.children),
            "cost_pence": dict(self.pence),
            "difference_over_all_months": dict(self.over_all),
            "levers": [vars(step) for step in self.steps],
            "columns": dict(self.columns),
            "range": {end: None if found is None else dict(zip(("children", "pence"), found, strict=True))
                      for end, found in ends.items()},
            "deducted": list(IN_THE_DIFFERENCE),
            "not_deducted": list(NOT_IN_THE_DIFFERENCE),
        }  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """A scenario beside the base as a whole, not lever by lever: by month, over all, and how likely it is less.

    chance_fewer: of fewer children at the last month's end; chance_cheaper: of a lower cost over all months. Each is a
    share of the runs; a run that is level in both counts half.
    """

    months: tuple[dt.date, ...]
    children: Mapping[str, Series]
    pence: Mapping[str, Series]
    over_all: Mapping[str, float]
    chance_fewer: float
    chance_cheaper: float


class WhatIf:
    """A forecast made ready once, so that each scenario costs a simulation alone."""

    def __init__(
        self, model: Model, calendar: Calendar, prices: PriceBook, seed: int, threads: int | None = None
    ) -> None:
        self.calendar, self._model, self._seed, self._threads = calendar, model, seed, threads
        runs = len(model.leaving)
        self._pricing: Pricing = pricing_of(possible_homes(model), calendar, prices, runs, seed)
        self.base = self.ahead(BASE)

    def run(self, scenario: Scenario) -> tuple[Simulated, Budget]:
        """Everything counted and priced under a scenario, the chance the same as in the base."""
        levers = scenario.levers_for(self.calendar)
        simulated = simulate(self._model, self.calendar, levers, self._seed, threads=self._threads)
        return simulated, priced(simulated, self._pricing, scenario)

    @property
    def book(self) -> PriceBook:
        """The prices it rests on."""
        return self._pricing.book

    def lived(self, scenario: Scenario, runs: int) -> Simulated:
        """The first runs alone, counted and not priced: quick enough to try a lever at many sizes."""
        model = self._model
        few = replace(
            model,
            families=model.families[:runs],
            unaccompanied=model.unaccompanied[:runs],
            leaving=model.leaving[:runs],
        )
        return simulate(few, self.calendar, scenario.levers_for(self.calendar), self._seed, threads=self._threads)

    def ahead(self, scenario: Scenario) -> Ahead:
        """Children and cost by month under a scenario."""
        simulated, budget = self.run(scenario)
        children = simulated.stock[:, -self.calendar.months :].sum(axis=(2, 3), dtype=np.int64)
        return Ahead(children, budget.total)

    def beside(self, scenario: Scenario) -> Beside:
        """A scenario beside the base, lever by lever in their order, and at both ends of its range."""
        changed = self.ahead(scenario)
        by_month = self._by_month(changed)
        steps = self._steps(scenario, changed)
        columns: dict[str, float] = defaultdict(float)
        for step in steps:
            columns[step.column or "not said"] += step.pence
        ends = [self._mean(scenario.at(end)) if scenario.has_range else None for end in ("low", "high")]
        return Beside(
            months=tuple(self.calendar.month_ends),
            children={name: series(one.children) for name, one in by_month.items()},
            pence={name: series(one.pence) for name, one in by_month.items()},
            over_all=_points(by_month["difference"].pence.sum(axis=1)),
            steps=tuple(steps),
            columns={column: columns[column] for column in (*Column, "not said") if column in columns},
            low=ends[0],
            high=ends[1],
        )

    def moved(self, scenario: Scenario) -> Moved:
        """A scenario beside the base at the cost of one simulation, for a lever that is being moved."""
        by_month = self._by_month(self.ahead(scenario))
        change = by_month["difference"]
        return Moved(
            months=tuple(self.calendar.month_ends),
            children={name: series(one.children) for name, one in by_month.items()},
            pence={name: series(one.pence) for name, one in by_month.items()},
            over_all=_points(change.pence.sum(axis=1)),
            chance_fewer=_chance_less(change.children[:, -1]),
            chance_cheaper=_chance_less(change.pence.sum(axis=1)),
        )

    def _by_month(self, changed: Ahead) -> dict[str, Ahead]:
        return {"base": self.base, "scenario": changed, "difference": _difference(self.base, changed)}

    def _steps(self, scenario: Scenario, whole: Ahead) -> list[Step]:
        steps, before = [], self.base
        for number, lever in enumerate(scenario.levers, start=1):
            last = number == len(scenario.levers)
            after = whole if last else self.ahead(replace(scenario, levers=scenario.levers[:number]))
            children, pence = _mean_change(before, after)
            steps.append(Step(lever.changes, lever.row, lever.column, children, pence))
            before = after
        return steps

    def _mean(self, scenario: Scenario) -> tuple[float, float]:
        return _mean_change(self.base, self.ahead(scenario))


def what_if(
    records: Records,
    *,
    as_at: dt.date | None = None,
    months: int = 36,
    replicates: int = 1000,
    seed: int = 1,
    threads: int | None = None,
) -> WhatIf:
    """Make a forecast ready for scenarios, from the record as a viewer may see it. Raises as `forecast` does."""
    records = to_forecast(records)
    history = history_from(records, as_at)
    calendar = calendar_of(history.cut, as_at or history.cut - dt.timedelta(days=1), months)
    model = estimate(history, calendar, replicates, seed, spread=spread_of(back_test_of(records, history)))
    return WhatIf(model, calendar, price_book_for_forecast(records), seed, threads)


def _difference(base: Ahead, changed: Ahead) -> Ahead:
    return Ahead(changed.children - base.children, changed.pence - base.pence)


def _mean_change(before: Ahead, after: Ahead) -> tuple[float, float]:
    """Children at the end and pence over all months, on average."""
    children = after.children[:, -1].mean() - before.children[:, -1].mean()
    return float(children), float(after.pence.sum(axis=1).mean() - before.pence.sum(axis=1).mean())


def _points(runs: Counts) -> dict[str, float]:
    """The mean of one figure a run, and the points of its range."""
    return {name: float(values[0]) for name, values in series(runs[:, None]).items()}


def _chance_less(change: Counts) -> float:
    return float((change < 0).mean() + (change == 0).mean() / 2)
