"""What the forecast would have said at earlier dates beside what happened: every series, against the baselines.

Two kinds of origin are kept apart (after Athanasopoulos and Weatherburn, 2018): each yearly return, as the record stood
when its year had ended, so that late corrections count; and each quarter, cut out of the record as it stands today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting import baselines
from forecasting.calendar import Calendar, calendar_of
from forecasting.estimate import estimate
from forecasting.history import History, history_between, unbroken
from forecasting.observed import FLOWS, Counted, observed, simulated_counts
from forecasting.pricing import pricing_of
from forecasting.scenario import BASE
from forecasting.scoring import Judged, points_of, range_scale, summary
from forecasting.service import history_from, locate_from
from forecasting.simulate import simulate
from forecasting.spells import Locate
from forecasting.states import PROVIDERS, SETTINGS, Floats
from placements.errors import Refused
from placements.repository.episodes import episodes, returns_held
from placements.repository.prices import price_book_for_forecast
from placements.repository.records import Records, to_forecast

HORIZONS = (12, 24, 36)
LEAST_YEARS = 3
"""Years an origin stands on, so that the first forecast is made from the third return and judged by the fourth."""
_YEAR = 12
Progress = Callable[[str], None]


@dataclass(frozen=True)
class BackTest:
    """Every forecast judged, by origin, horizon and series."""

    judged: tuple[Judged, ...]
    replicates: int
    seed: int

    def total(self) -> list[dict[str, object]]:
        """The rows of the summary that speak of the total: what is printed beside every forecast."""
        return [row for row in summary(self.judged) if row["series"] == "total"]

    def as_json(self) -> dict[str, object]:
        """The judged forecasts and their summary, for a program."""
        return {
            "judged": [one.as_json() for one in self.judged],
            "summary": summary(self.judged),
            "range_scale": range_scale(self.judged),
            "replicates": self.replicates,
            "seed": self.seed,
        }


@dataclass(frozen=True)
class _Origin:
    """A day to forecast from: what was known then, the months before it, and how many months into the record it is."""

    kind: str
    history: History
    past: Counted
    month: int


def backtest(
    records: Records,
    *,
    months: Sequence[int] = HORIZONS,
    replicates: int = 300,
    every: int = 3,
    seed: int = 1,
    progress: Progress | None = None,
) -> BackTest:
    """Forecast every series from each earlier return and quarter, and judge it by the record of today.

    With `every` so many months instead of three, fewer origins are cut out of the record: quicker, and less sure.
    Costs are at the prices of the newest month, so that what is judged is children and homes and not inflation. Raises
    Refused where fewer than four unbroken returns are held, or no horizon is reached by the record.
    """
    records = to_forecast(records)
    newest = history_from(records)
    rates = _rates(records, newest)
    actual = observed(newest, rates)
    judged: list[Judged] = []
    for origin in _origins(records, newest, (actual, rates), every):
        if progress is not None:
            progress(f"{origin.kind.replace('_', ' ')}, {origin.history.cut:%d/%m/%Y}")
        judged += _judge(origin, actual, rates, sorted(set(months)), (replicates, seed))
    if not judged:
        raise Refused(
            f"A back-test needs {LEAST_YEARS + 1} returns without a gap, and months that reach no further than they.",
            given=f"{len(returns_held(records))} returns, {', '.join(map(str, months))} months",
            do_next="Load earlier returns, or ask for fewer months.",
        )
    return BackTest(tuple(judged), replicates, seed)


def _rates(records: Records, newest: History) -> Floats:
    """[setting, provider, age] pence a night at the prices of the month after the record; nothing where unknown."""
    cells = np.argwhere(np.ones((len(SETTINGS), len(PROVIDERS)), dtype=bool))
    calendar = calendar_of(newest.cut, newest.cut - dt.timedelta(days=1), 1)
    pricing = pricing_of(cells, calendar, price_book_for_forecast(records), 1, 0)
    rates: Floats = np.nan_to_num(pricing.rates[: len(cells), :, 0]).reshape(len(SETTINGS), len(PROVIDERS), -1)
    return rates


def _origins(records: Records, newest: History, known_now: tuple[Counted, Floats], every: int) -> Iterator[_Origin]:
    """The returns from the third of the unbroken run on, and the quarters from then on, that something came after."""
    actual, rates = known_now
    run, _ = unbroken(returns_held(records))
    for at, year in enumerate(run[LEAST_YEARS - 1 : -1], LEAST_YEARS):
        known = history_from(records, year.end)
        yield _Origin("by_return", known, observed(known, rates), at * _YEAR)
    rows, locate = episodes(records), locate_from(records)
    for month in range(LEAST_YEARS * _YEAR, len(run) * _YEAR - every + 1, every):
        yield _quarterly(rows, newest, locate, actual, month)


def _quarterly(rows: pd.DataFrame, newest: History, locate: Locate, actual: Counted, month: int) -> _Origin:
    """The record cut off so many months after its first: whole years back from there, whatever came later unknown."""
    opening = np.datetime64(newest.first, "M")
    years = month // _YEAR
    cut, first = ((opening + at).astype("datetime64[D]").item() for at in (month, month - years * _YEAR))
    return _Origin("quarterly", history_between(rows, first, cut, locate), actual.upto(month), month)


def _judge(
    origin: _Origin, actual: Counted, rates: Floats, months: Sequence[int], draws: tuple[int, int]
) -> list[Judged]:
    """The forecasts of one origin, for every horizon that the record has reached."""
    reached = [ahead for ahead in months if origin.month + ahead <= actual.came.shape[1]]
    if not reached:
        return []
    day = origin.history.cut - dt.timedelta(days=1)
    calendar = calendar_of(origin.history.cut, day, max(reached))
    said = _said(origin.history, calendar, rates, draws)
    series = zip(said.series(), actual.series(), origin.past.series(), strict=True)
    judged = []
    for (name, runs), (_, came), (_, past) in series:
        if came.any() or runs.any():
            numbers = (counts.astype(np.float64) for counts in (runs, came[0], past[0]))
            judged += _Series(origin, day, name, *numbers).judged(reached)
    return judged


def _said(history: History, calendar: Calendar, rates: Floats, draws: tuple[int, int]) -> Counted:
    replicates, seed = draws
    model = estimate(history, calendar, replicates, seed)
    return simulated_counts(simulate(model, calendar, BASE.levers_for(calendar), seed), rates)


@dataclass(frozen=True)
class _Series:
    """One series seen from one origin: what the runs say, what came, what was known."""

    origin: _Origin
    day: dt.date
    name: str
    runs: Floats
    came: Floats
    past: Floats

    def judged(self, months: Sequence[int]) -> list[Judged]:
        """The series at each horizon; what flows is added up over the year (or the months) before it."""
        window = 1 if self.name not in FLOWS else min(_YEAR, *months)
        runs = _added_up(np.concatenate([np.tile(self.past, (len(self.runs), 1)), self.runs], axis=1), window)
        known, came = _added_up(self.past, window), _added_up(self.came, window)
        said = self._baselines(known, months)
        most, scale = known[-_YEAR:].max(), float(np.abs(known[_YEAR:] - known[:-_YEAR]).mean())
        found = []
        for at, ahead in enumerate(months):
            mine, actual = runs[:, len(known) + ahead - 1], float(came[self.origin.month + ahead - window])
            found.append(
                Judged(
                    self.origin.kind,
                    self.day,
                    ahead,
                    self.name,
                    actual,
                    points_of(mine),
                    scale,
                    tuple(None if one is None else float(one[at]) for one in said),
                    float((mine > most).mean()),
                    actual > most,
                    bool(known[-1] > most),
                )
            )
        return found

    def _baselines(self, known: Floats, months: Sequence[int]) -> list[Floats | None]:
        """The middles of the baselines; smoothing is fitted to the total alone."""
        middle = len(baselines.POINTS) // 2
        said: list[Floats | None] = [ask(known, months)[:, middle] for ask in baselines.BASELINES.values()]
        smoothed = baselines.quick_smoothing(known, months)[:, middle] if self.name == "total" else None
        return [*said, smoothed]


def _added_up(months: Floats, window: int) -> Floats:
    """Sums over `window` months, the last axis being months; the first sum is of the first `window`."""
    total = np.cumsum(months, axis=-1, dtype=np.float64)
    before = np.concatenate([np.zeros_like(total[..., :1]), total[..., :-window]], axis=-1)
    added: Floats = total[..., window - 1 :] - before
    return added
