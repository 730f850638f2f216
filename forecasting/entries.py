"""Who comes into care, how often and how old: families together, and unaccompanied children apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from forecasting.calendar import Calendar
from forecasting.exposure import DAYS_A_YEAR
from forecasting.history import History
from forecasting.national import starting_by_band
from forecasting.pooling import draw_shares
from forecasting.states import Dates, Floats, Ints
from forecasting.tables import LARGEST_FAMILY, MONTHS_TO_18, Records
from forecasting.trend import ENTRIES, PUBLISHED_STARTS, Belief, draw_levels

_MONTHS_A_YEAR, _MONTHS_A_QUARTER = 12, 3
_SEASON_ARRIVALS = 60.0
"""How many arrivals in one calendar month of all years weigh as much as the belief that all months are alike."""
_AGE_CHOICES, _SIZE_CHOICES, _TOGETHER = 20.0, 20.0, (3.0, 1.0)
_AGE_EDGES = np.append([0, 1, 3, 6], np.arange(12, MONTHS_TO_18 + 1, 12))
_BAND_MONTHS = np.array([0, 12, 60, 120, 192, MONTHS_TO_18])
_SIZES = np.array([0.789, 0.137, 0.053, 0.013, 0.006, 0.002])
"""Before anything is counted: 40% of starts in groups, of which 65% are of two, 25% of three, 10% of four or more (mean
2.5: England 2018-19, 11,230 children in 4,495 groups assessed; the split is this project's)."""
_GAP_EDGES = np.array([0, 9, 24, 36, 48, 72, 108, 180])
_GAPS = np.array([0.03, 0.27, 0.25, 0.17, 0.15, 0.09, 0.04])
"""Months to the next older brother or sister in care, before anything is counted: this project's assumption."""
_UASC_EDGES = np.array([168, 180, 192, 204, MONTHS_TO_18])
_UASC_AGES = np.array([0.05, 0.15, 0.40, 0.40])
"""Ages 14 to 17 of unaccompanied children, before anything is counted: this project's assumption."""


def draw_ages(history: History, rates: Records, rng: np.random.Generator) -> None:
    """Fill the draws of who arrives together and how old: sizes, only, youngest, gaps, unaccompanied, together.

    Every month of age and every size keeps some chance, since the wider group's shares are added to the counts.
    """
    new = history.arrivals[~history.arrivals["back"]]
    new = new.assign(months=_months_old(new["dob"].to_numpy(), new["start"].to_numpy())).sort_values(
        ["group", "months"]
    )
    families = new[~new["uasc"]]
    size = families.groupby("group")["child"].transform("size").to_numpy()
    first = ~families["group"].duplicated().to_numpy()
    months = families["months"].to_numpy()
    draws = len(rates)
    bands = _spread(starting_by_band(), _BAND_MONTHS)
    prior = np.add.reduceat(bands, _AGE_EDGES[:-1])
    rates["sizes"] = draw_shares(_sizes(size[first]), _SIZES, draws, rng, _SIZE_CHOICES)
    rates["only"] = _draw_months(months[first & (size == 1)], _AGE_EDGES, prior, draws, rng)
    rates["youngest"] = _draw_months(months[first & (size > 1)], _AGE_EDGES, prior, draws, rng)
    gaps = np.diff(months, prepend=0)[~first]
    rates["gaps"] = _draw_months(gaps, _GAP_EDGES, _GAPS, draws, rng)
    alone = new.loc[new["uasc"], "months"].to_numpy()
    rates["unaccompanied"] = _draw_months(alone, _UASC_EDGES, _UASC_AGES, draws, rng)
    same = (families["setting"].to_numpy()[1:] == families["setting"].to_numpy()[:-1])[~first[1:]]
    rates["together"] = rng.beta(_TOGETHER[0] + same.sum(), _TOGETHER[1] + (~same).sum(), draws)


def draw_arrivals(history: History, calendar: Calendar, runs: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """[run, month] families and unaccompanied children a day in the months to come.

    Each is a level that goes on from the record (see `trend`), times the season of the month for families; the draws
    hold how little the record says about the level, not yet the chance of single arrivals.
    """
    new = history.arrivals[~history.arrivals["back"]]
    families = new[~new["uasc"]].groupby("group")["start"].min().to_numpy()
    asylum = new.loc[new["uasc"], "start"].to_numpy()
    days = _days_by_month(history)
    counts = _by_month(families, history)
    season = _season(counts, days, history.first.month - 1)
    flat = np.ones(_MONTHS_A_YEAR)
    return (
        _levels(counts, days, season, calendar, ENTRIES, runs, rng),
        _levels(_by_month(asylum, history), days, flat, calendar, PUBLISHED_STARTS, runs, rng),
    )


def _levels(
    counts: Floats,
    days: Floats,
    season: Floats,
    calendar: Calendar,
    belief: Belief,
    runs: int,
    rng: np.random.Generator,
) -> Floats:
    years = days * season[(np.arange(len(days)) + calendar.cut.month - 1) % _MONTHS_A_YEAR] / DAYS_A_YEAR
    ahead = -(-len(calendar.lengths) // _MONTHS_A_QUARTER)
    level = draw_levels(_quarters(counts), _quarters(years), belief, ahead, runs, rng)
    by_month = np.repeat(level, _MONTHS_A_QUARTER, axis=1)[:, : len(calendar.lengths)]
    a_day: Floats = by_month * season[calendar.month_of_year] / DAYS_A_YEAR
    return a_day


def _season(counts: Floats, days: Floats, opening: int) -> Floats:
    """[month of the year from January] how many times its share of the days each calendar month brings.

    The record is whole years from the month `opening` (0 for January); a month keeps to its share unless many
    arrivals say otherwise.
    """
    arrived = np.roll(counts.reshape(-1, _MONTHS_A_YEAR).sum(axis=0), opening)
    expected = np.roll(days.reshape(-1, _MONTHS_A_YEAR).sum(axis=0), opening) * counts.sum() / days.sum()
    season: Floats = (_SEASON_ARRIVALS + arrived) / (_SEASON_ARRIVALS + expected)
    return season


def _days_by_month(history: History) -> Floats:
    edges = np.arange(np.datetime64(history.first, "M"), np.datetime64(history.cut, "M") + 1)
    return np.diff(edges.astype("datetime64[D]")).astype(np.float64)


def _by_month(days: Dates, history: History) -> Floats:
    first, last = np.datetime64(history.first, "M"), np.datetime64(history.cut, "M")
    months = (days.astype("datetime64[M]") - first).astype(np.int64)
    return np.bincount(months, minlength=int((last - first).astype(np.int64))).astype(np.float64)


def _quarters(by_month: Floats) -> Floats:
    quarters: Floats = by_month.reshape(-1, _MONTHS_A_QUARTER).sum(axis=1)
    return quarters


def _months_old(dob: Dates, on: Dates) -> Ints:
    """Age in whole months."""
    months = (on.astype("datetime64[M]") - dob.astype("datetime64[M]")).astype(np.int64)
    whole: Ints = months - (_day_of_month(on) < _day_of_month(dob)).astype(np.int64)
    return whole


def _day_of_month(days: Dates) -> npt.NDArray[np.timedelta64]:
    into: npt.NDArray[np.timedelta64] = days.astype("datetime64[D]") - days.astype("datetime64[M]")
    return into


def _sizes(sizes: Ints) -> Floats:
    return np.bincount(np.minimum(sizes, LARGEST_FAMILY) - 1, minlength=LARGEST_FAMILY).astype(np.float64)


def _draw_months(months: Ints, edges: Ints, prior: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """[draw, month] shares: drawn for the cells between the edges and spread evenly over the months of each."""
    counts = np.histogram(months, bins=edges)[0].astype(np.float64)
    return _spread(draw_shares(counts, prior, draws, rng, _AGE_CHOICES), edges)


def _spread(shares: Floats, edges: Ints) -> Floats:
    """Shares of cells as shares of each month from 0 up to 18 years; outside the cells there is none."""
    widths = np.diff(edges)
    by_month = np.zeros((*shares.shape[:-1], MONTHS_TO_18))
    by_month[..., edges[0] : edges[-1]] = np.repeat(shares / widths, widths, axis=-1)
    return by_month


def family_sizes(history: History) -> pd.Series:
    """How many families of each size have arrived in the time of the record."""
    new = history.arrivals[~history.arrivals["back"] & ~history.arrivals["uasc"]]
    return new.groupby("group")["child"].size().value_counts().sort_index()
