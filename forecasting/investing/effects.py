"""What a programme does to spending, run by run and month by month: its cost, its gross saving, each deduction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.budget import Budget
from forecasting.calendar import Calendar
from forecasting.investing.coming import Coming
from forecasting.investing.programme import Deduction, Programme
from forecasting.investing.sizing import Sizer
from forecasting.lever import Changes, Column, Lever
from forecasting.scenario import BASE, Scenario
from forecasting.simulated import Simulated
from forecasting.states import Floats
from forecasting.whatif import WhatIf

Runs = npt.NDArray[np.float64]
NO_COLUMN = Column.AVOIDED
"""A lever without a column is taken for cost avoided: nothing is called cash that nobody said is."""


@dataclass(frozen=True)
class Effect:
    """[run, month] pence by savings column: gross is spending less than without, cost what is paid for it."""

    gross: Mapping[Column, Runs]
    cost: Mapping[Column, Runs]

    def deducted(self, deductions: Sequence[Deduction], calendar: Calendar) -> dict[Column, Runs]:
        """[run, month] all deductions of each column."""
        found = {column: np.zeros_like(gross) for column, gross in self.gross.items()}
        for one in deductions:
            if one.column in found:
                found[one.column] = found[one.column] + self.deduction(one, calendar)
        return found

    def deduction(self, one: Deduction, calendar: Calendar) -> Runs:
        """[run, month] one deduction: its share of what its column has saved so far, and its pence."""
        saved = np.maximum(np.cumsum(self.gross[one.column], axis=1), 0.0)
        share: Runs = one.share * np.diff(saved, axis=1, prepend=0.0) + _pence(one, calendar)
        return share

    def net(self, deductions: Sequence[Deduction], calendar: Calendar) -> Runs:
        """[run, month] what is left of all columns: what spending falls by, after everything."""
        lost = self.deducted(deductions, calendar)
        total: Runs = sum((self.gross[one] - self.cost[one] - lost[one] for one in self.gross), np.zeros(1))
        return total


@dataclass(frozen=True)
class Part:
    """An action or a lever of a programme, what it is called, its levers and the column of its effect."""

    called: str
    levers: tuple[Lever, ...]
    column: Column


class Effects:
    """Works out programmes against one forecast: the same chance in every one of them."""

    def __init__(self, whatif: WhatIf) -> None:
        self.whatif, self.sizer = whatif, Sizer(whatif)
        self.base: tuple[Simulated, Budget] = whatif.run(BASE)
        self.changed = self.base

    def parts(self, programme: Programme, coming: Coming) -> list[Part]:
        """The actions as levers of the right size, then the levers as they stand."""
        parts = [Part(one.called, self.sizer.sized(one, coming).levers, one.saves_in) for one in programme.actions]
        return parts + [
            Part((one.row or one.changes.value).replace("_", " "), (one,), one.column or NO_COLUMN)
            for one in programme.levers
        ]

    def effect(self, parts: Sequence[Part]) -> tuple[Effect, list[Effect]]:
        """All parts together, and what each adds to those before it; the parts add up to the whole exactly."""
        before, spent = 0.0 * self.base[1].total, self.base[1].total.astype(np.float64)
        steps: list[Effect] = []
        levers: tuple[Lever, ...] = ()
        for part in parts:
            levers = (*levers, *part.levers)
            self.changed = self.whatif.run(Scenario("", levers))
            own, total = self._own(levers, self.changed[1]), self.changed[1].total
            gross, cost = (spent - before) - (total - own), own - before
            steps.append(Effect({part.column: gross}, {part.column: cost}))
            before, spent = own, total.astype(np.float64)
        return _added(steps, self.base[1]), steps

    def moved(self, parts: Sequence[Part]) -> tuple[Runs, Runs]:
        """[run, month] the whole gross and cost of parts that are only wanted together."""
        levers = tuple(lever for part in parts for lever in part.levers)
        _, budget = self.whatif.run(Scenario("", levers))
        own = self._own(levers, budget)
        return self.base[1].total - (budget.total - own), own

    def _own(self, levers: Sequence[Lever], budget: Budget) -> Runs:
        """[run, month] what the programme itself costs, the fixed part of its blocks among it."""
        calendar = self.whatif.calendar
        fixed: Floats = np.zeros(calendar.months)
        for lever in levers:
            if lever.changes is Changes.BLOCK:
                fixed += lever.pence_a_week / 7 * lever.days_in_force(calendar)[-calendar.months :]
        own: Runs = budget.own + fixed
        return own


def _added(steps: Sequence[Effect], base: Budget) -> Effect:
    nothing = np.zeros(base.total.shape)
    columns = [column for column in Column if any(column in step.gross for step in steps)]
    return Effect(
        {column: sum((step.gross[column] for step in steps if column in step.gross), nothing) for column in columns},
        {column: sum((step.cost[column] for step in steps if column in step.cost), nothing) for column in columns},
    )


def _pence(one: Deduction, calendar: Calendar) -> Floats:
    """[month] the pence of a deduction, from its day on or from the first month."""
    starts = one.starts or calendar.month_starts[0]
    lever = Lever(Changes.COST, starts, one.source, one.owner, pence_a_week=one.pence_a_week, pence_once=one.pence_once)
    return Scenario("", (lever,)).own_cost(calendar)
