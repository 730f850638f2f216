"""The answer to "what comes next": every figure by month with its mean and six points of its range."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.budget import Budget, NotPriced
from forecasting.simulated import Simulated
from forecasting.states import PLACES, PROVIDERS, ROUTES, SETTINGS, SIBLINGS
from forecasting.staying import FOSTERED, Stayers, StayingPut
from placements.codes import AGE_BANDS, ExitRoute

_POINTS = {"p2_5": 0.025, "p10": 0.1, "p50": 0.5, "p90": 0.9, "p97_5": 0.975}
Series = dict[str, list[float] | list[int]]


def series(runs: npt.NDArray[np.integer]) -> Series:
    """The mean of [run, month] counts by month, and what 2.5, 10, 50, 90 and 97.5 runs of 100 do not exceed.

    A point of the range is a count that some run had, never one in between (the inverse of the empirical distribution).
    """
    order = np.sort(runs, axis=0)
    points = [order[max(math.ceil(share * len(runs)) - 1, 0)] for share in _POINTS.values()]
    return {
        "mean": [float(mean) for mean in runs.mean(axis=0)],
        **{name: [int(value) for value in row] for name, row in zip(_POINTS, points, strict=True)},
    }


@dataclass(frozen=True)
class Cost:
    """What the months cost in pence: the total (None where nothing is priced) and each setting with a price.

    Nights without a price are in no figure; `not_priced` lists them. `programme` is what a scenario's levers cost
    themselves, `inflation` by month the part of the mean that is owed to prices having risen since the first month.
    """

    total: Series | None
    by_setting: Mapping[str, Series]
    not_priced: tuple[NotPriced, ...]
    programme: Series | None
    inflation: tuple[float, ...]

    def as_json(self) -> dict[str, object]:
        """The same, for a program; most nights without a price first."""
        lines = sorted(self.not_priced, key=lambda line: -line.nights_a_month)
        return {
            "total": self.total,
            "by_setting": dict(self.by_setting),
            "programme": self.programme,
            "inflation": list(self.inflation),
            "not_priced": [
                {
                    "setting": line.setting.value,
                    "provider": line.provider.value,
                    "nights_a_month": round(line.nights_a_month, 2),
                    "because": line.because,
                }
                for line in lines
            ],
        }


@dataclass(frozen=True)
class Counts:
    """Children in care at the last day of each month, by kind, and how they came and left in it.

    The parts of one run add up in every run, so the means add up; the points of a range do not, and a total's range is
    that of the totals. `families` are those who arrive, by how many come together.
    """

    total: Series
    by_setting: Mapping[str, Series]
    by_age: Mapping[str, Series]
    by_provider: Mapping[str, Series]
    by_place: Mapping[str, Series]
    by_sibling_group: Mapping[str, Series]
    uasc: Series
    entries: Series
    exits: Series
    exits_by_route: Mapping[str, Series]
    returns: Series
    moves: Series
    families: Mapping[str, Series]


@dataclass(frozen=True)
class StayedOn:
    """Former foster children with their carers after 18, in no count of care: at each month's end, and nights by month.

    `because` says what the share of those who stay rests on.
    """

    young_people: Series
    by_setting: Mapping[str, Series]
    nights: Series
    because: str


@dataclass(frozen=True)
class Forecast:
    """What the months bring: counts, cost, and what they rest on.

    `notes` say what the record could not tell; `levers` is the scenario's assumption log; `backtest` how earlier
    forecasts have fared, None where that was never worked out for these returns.
    """

    as_at: dt.date
    months: tuple[dt.date, ...]
    counts: Counts
    cost_pence: Cost
    notes: tuple[str, ...]
    scenario: str
    levers: tuple[Mapping[str, str], ...]
    children_set_aside: int
    replicates: int
    seed: int
    version: str
    seconds: float
    backtest: Mapping[str, object] | None = None
    staying_put: StayedOn | None = None

    def because(self) -> dict[str, str]:
        """Why a figure is missing, by its name."""
        no_backtest = {"backtest": NO_BACKTEST} if self.backtest is None else {}
        return no_backtest | ({"cost_pence": NO_PRICES} if self.cost_pence.total is None else {})

    def as_json(self) -> dict[str, object]:
        """The document that commands, programs and pages give out; `seconds` stands outside any comparison of bytes."""
        return {
            "as_at": self.as_at.isoformat(),
            "months": [month.isoformat() for month in self.months],
            **vars(self.counts),
            "cost_pence": self.cost_pence.as_json(),
            "staying_put": None if self.staying_put is None else vars(self.staying_put),
            "backtest": self.backtest,
            "because": self.because(),
            "notes": list(self.notes),
            "levers": [dict(lever) for lever in self.levers],
            **{name: getattr(self, name) for name in _FACTS},
        }


NO_BACKTEST = (
    "No back-test of the returns used has been made: set the forecast beside what happened with `homeward backtest`."
)
NO_PRICES = "No price is held for any setting: load prices with `homeward import prices`."
_FACTS = ("scenario", "children_set_aside", "replicates", "seed", "version", "seconds")


def counts_of(simulated: Simulated, months: int) -> Counts:
    """The series of the last `months` months."""
    stock, left = simulated.stock[:, -months:], simulated.left[:, -months:]
    return Counts(
        total=series(stock.sum(axis=(2, 3))),
        by_setting=_by(SETTINGS, stock.sum(axis=3)),
        by_age=_by(AGE_BANDS, stock.sum(axis=2)),
        by_provider=_by(PROVIDERS, simulated.provider[:, -months:]),
        by_place=_by(PLACES, simulated.place[:, -months:]),
        by_sibling_group=_by(SIBLINGS, simulated.siblings[:, -months:]),
        uasc=series(simulated.uasc[:, -months:]),
        entries=series(simulated.came[:, -months:]),
        exits=series(left.sum(axis=2)),
        exits_by_route=_by((*ROUTES, ExitRoute.EIGHTEEN), left),
        returns=series(simulated.returned[:, -months:]),
        moves=series(simulated.moved[:, -months:]),
        families=_by(SIBLINGS, simulated.families[:, -months:]),
    )


def stayed_on(found: StayingPut, stayers: Stayers, months: int) -> StayedOn:
    """The series of the last `months` months of those who stay put."""
    there = found.there[:, -months:]
    stayed, went = stayers.counted.sum(axis=1)
    return StayedOn(
        young_people=series(there.sum(axis=2)),
        by_setting=_by(tuple(SETTINGS[at] for at in FOSTERED), there),
        nights=series(found.nights[:, -months:].sum(axis=2)),
        because=(
            f"Of {stayed + went} who turned 18 with foster carers in the returns used, {stayed} stayed with them; "
            "leant on England's 55%, and on England for how long they stay."
        ),
    )


def cost_of(budget: Budget) -> Cost:
    """The cost by month; a setting of which no price is held is left out, never nought, and listed."""
    priced = [(at, setting) for at, setting in enumerate(SETTINGS) if budget.priced[at]]
    return Cost(
        total=series(budget.total) if priced else None,
        by_setting={setting.value: series(budget.pence[:, :, at]) for at, setting in priced},
        not_priced=budget.not_priced,
        programme=series(budget.own) if budget.own.any() else None,
        inflation=tuple(round(float(pence), 2) for pence in budget.inflation),
    )


def _by(kinds: tuple[str, ...], runs: npt.NDArray[np.integer]) -> dict[str, Series]:
    return {str(kind): series(runs[:, :, at]) for at, kind in enumerate(kinds)}
