"""Of one invented authority: what a year's placements cost, and how many children live in homes of a few kinds.

Prices are the same for every authority and every year, so that children and homes are judged and not inflation. Kinds
of home stand for bands of need, which returns do not hold; there are as many places of a kind as children lived in it
at the most of the last twelve months' ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.authorities import CUT, END, FIRST, locate
from forecasting.baselines import POINTS
from forecasting.calendar import calendar_of
from forecasting.estimate import estimate, leavers_of, stock_of
from forecasting.history import History, history_of
from forecasting.observed import Counted, observed, simulated_counts
from forecasting.scenario import BASE
from forecasting.simulate import simulate
from forecasting.simulated import Simulated
from forecasting.states import PROVIDERS, SETTINGS, Floats, ProviderType
from forecasting.tables import ADULT
from placements.codes import CollectionYear, Setting

AHEAD = (12, 24, 36)
YEAR = 12
KINDS = {
    "foster family": (Setting.KINSHIP_FOSTERING, Setting.MAINSTREAM_FOSTERING),
    "children's home": (Setting.CHILDRENS_HOME,),
    "supported": (Setting.SUPPORTED,),
}
_POUNDS_A_NIGHT = {
    Setting.KINSHIP_FOSTERING: 30,
    Setting.MAINSTREAM_FOSTERING: 60,
    Setting.CHILDRENS_HOME: 800,
    Setting.SUPPORTED: 200,
    Setting.OTHER_RESIDENTIAL: 500,
}
_AGENCY_POUNDS = 130
_HINDSIGHT_RUNS = 100
_YEARS = [CollectionYear(year) for year in range(FIRST.year, END.year)]
_NORMAL_95 = 1.96


def parts_of(rows: pd.DataFrame, history: History, simulated: Simulated, *, hindsight: bool) -> dict[str, Any]:
    """Cost {actual, homeward, last_value} by year, and kinds {kind: {...}} by horizon, with `floor` in hindsight."""
    pence = _prices()
    later, known = history_of(rows, _YEARS, locate), (history.cut.year - history.first.year) * YEAR
    lived, said = observed(later, pence), simulated_counts(simulated, pence)
    floor = _counts(_in_hindsight(later, history)) if hindsight else None
    return {
        "cost": _cost(lived, said, known),
        "kinds": {kind: _kind(kind, lived, _counts(simulated), floor, known) for kind in KINDS},
    }


def _prices() -> Floats:
    """[setting, provider, age] pence a night."""
    pence = np.zeros((len(SETTINGS), len(PROVIDERS), ADULT))
    for setting, pounds in _POUNDS_A_NIGHT.items():
        pence[SETTINGS.index(setting)] = pounds * 100
    pence[SETTINGS.index(Setting.MAINSTREAM_FOSTERING), PROVIDERS.index(ProviderType.PRIVATE)] = _AGENCY_POUNDS * 100
    return pence


def _cost(lived: Counted, said: Counted, known: int) -> dict[str, Any]:
    years = [slice(year * YEAR, (year + 1) * YEAR) for year in range(2)]
    runs = [said.cost[:, year].sum(axis=1) for year in years]
    return {
        "actual": [float(lived.cost[0, known:][year].sum()) for year in years],
        "homeward": [np.quantile(one, POINTS).tolist() for one in runs],
        "last_value": float(lived.cost[0, known - YEAR : known].sum()),
    }


def _counts(simulated: Simulated) -> Floats:
    """[run, month, setting] children."""
    counts: Floats = simulated.stock.sum(axis=3).astype(np.float64)
    return counts


def _kind(kind: str, lived: Counted, said: Floats, floor: Floats | None, known: int) -> dict[str, Any]:
    of_kind = [SETTINGS.index(setting) for setting in KINDS[kind]]
    came = np.asarray(lived.stock)[0].sum(axis=2)[:, of_kind].sum(axis=1)
    runs = said[:, :, of_kind].sum(axis=2)
    places, at = came[known - YEAR : known].max(), [ahead - 1 for ahead in AHEAD]
    found = {
        "actual": came[known:][at].tolist(),
        "homeward": np.quantile(runs[:, at], POINTS, axis=0).T.tolist(),
        "last_value": int(came[known - 1]),
        "chance_of_more": (runs[:, at] > places).mean(axis=0).tolist(),
        "more": (came[known:][at] > places).tolist(),
        "last_more": bool(came[known - 1] > places),
        "often_more": float((came[YEAR:known] > _most_before(came[:known])).mean()),
    }
    return (
        found
        if floor is None
        else found | {"floor": np.median(floor[:, at][:, :, of_kind].sum(axis=2), axis=0).tolist()}
    )


def _most_before(came: Floats) -> Floats:
    """The most of the twelve months before each month after the first year."""
    most: Floats = np.lib.stride_tricks.sliding_window_view(came[:-1], YEAR).max(axis=1)
    return most


def _in_hindsight(later: History, history: History) -> Simulated:
    """Simulated from the cut with rates of the whole record and the arrivals that came: what chance alone leaves."""
    calendar = calendar_of(history.cut, CUT - dt.timedelta(days=1), max(AHEAD))
    model = estimate(later, calendar_of(later.cut, END - dt.timedelta(days=1), max(AHEAD)), _HINDSIGHT_RUNS, 1)
    new = later.arrivals[~later.arrivals["back"] & (later.arrivals["start"] >= np.datetime64(CUT))]
    families = new.groupby("group")["start"].min().to_numpy().astype("datetime64[M]")
    a_month = np.bincount((families - np.datetime64(CUT, "M")).astype(np.int64), minlength=max(AHEAD))
    came = np.tile(a_month / calendar.lengths, (_HINDSIGHT_RUNS, 1))
    known = replace(
        model,
        families=came,
        unaccompanied=np.zeros_like(came),
        leaving=np.ones_like(came),
        stock=stock_of(history),
        leavers=leavers_of(history),
    )
    return simulate(known, calendar, BASE.levers_for(calendar), 1)


def part_rows(cases: Sequence[dict[str, Any]], regime: str) -> Iterator[dict[str, object]]:
    """The rows of cost, of kinds of home and of shortage."""
    parts = [one["parts"] for one in cases]
    for year in range(2):
        yield _cost_row([part["cost"] for part in parts], regime, year)
    for kind in KINDS:
        for at, ahead in enumerate(AHEAD):
            mine = [part["kinds"][kind] for part in parts]
            yield _kind_row(mine, f"{regime}: {kind}, {ahead} months ahead, {len(cases)} seeds", at)
            yield _shortage_row(mine, f"{regime}: more in a {kind} than places, {ahead} months ahead", at)


def _cost_row(costs: Sequence[dict[str, Any]], regime: str, year: int) -> dict[str, object]:
    actual = np.array([one["actual"][year] for one in costs])
    points = np.array([one["homeward"][year] for one in costs])
    ours = 100 * np.abs(points[:, 2] - actual) / actual
    last = 100 * np.abs(np.array([one["last_value"] for one in costs]) - actual) / actual
    inside = float(((points[:, 1] <= actual) & (actual <= points[:, 3])).mean())
    return {
        "what": f"{regime}: cost of the {('first', 'second')[year]} year, {len(costs)} seeds",
        "unit": "median absolute % error",
        "ours": round(float(np.median(ours)), 2),
        "peer": "last year's",
        "peer_value": round(float(np.median(last)), 2),
        "met": bool((year > 0 or np.median(ours) <= 5) and 0.75 <= inside <= 0.85),
        "note": f"80% range covers {inside:.0%}; mean {ours.mean():.2f} against {last.mean():.2f}",
    }


def _kind_row(found: Sequence[dict[str, Any]], what: str, at: int) -> dict[str, object]:
    actual = np.array([one["actual"][at] for one in found])
    points = np.array([one["homeward"][at] for one in found])
    ours, last = np.abs(points[:, 2] - actual), np.abs(np.array([one["last_value"] for one in found]) - actual)
    floor = np.array([abs(one["floor"][at] - one["actual"][at]) for one in found if "floor" in one])
    paired = ours - last
    half = _NORMAL_95 * paired.std(ddof=1) / np.sqrt(len(paired))
    inside = ((points[:, 1] <= actual) & (actual <= points[:, 3])).mean()
    hindsight = f"{floor.mean():.2f}" if len(floor) else "not run"
    return {
        "what": what,
        "unit": "mean absolute error (children)",
        "ours": round(float(ours.mean()), 2),
        "peer": "last value",
        "peer_value": round(float(last.mean()), 2),
        "met": bool(ours.mean() <= 1.1 * last.mean()),
        "note": f"of {actual.mean():.0f} on average; less last value {paired.mean():+.2f}, 95% interval "
        f"{paired.mean() - half:+.2f} to {paired.mean() + half:+.2f}; hindsight {hindsight}; "
        f"80% range covers {inside:.0%}",
    }


def _shortage_row(found: Sequence[dict[str, Any]], what: str, at: int) -> dict[str, object]:
    more = np.array([one["more"][at] for one in found], dtype=np.float64)
    ours = (np.array([one["chance_of_more"][at] for one in found]) - more) ** 2
    last = (np.array([one["last_more"] for one in found], dtype=np.float64) - more) ** 2
    often = (np.array([one["often_more"] for one in found]) - more) ** 2
    return {
        "what": what,
        "unit": "Brier score",
        "ours": round(float(ours.mean()), 3),
        "peer": "last value",
        "peer_value": round(float(last.mean()), 3),
        "met": bool(ours.mean() <= last.mean()),
        "note": f"came about {more.mean():.0%}; as often as in the record {often.mean():.3f}",
    }
