"""From history to a model ready to run: every rate drawn as often as it may differ, and the children in care today."""

from __future__ import annotations

import numpy as np

from forecasting.calendar import Calendar
from forecasting.entries import draw_ages, draw_arrivals
from forecasting.exposure import exposure_of
from forecasting.history import History
from forecasting.moves import draw_destinations, draw_moving
from forecasting.person import PERSON
from forecasting.simulate import Model
from forecasting.spells import days_between
from forecasting.states import RETURN_EDGES, Floats, Ints, birthdays
from forecasting.stays import absent, draw_leaving, draw_level, draw_returns
from forecasting.tables import ADULT, RATES, Records
from placements.codes import ages_on

MOST_DRAWS = 400
"""Draws of the rates: more runs take them in turn. Levels of entries and of leaving are drawn for every run."""


def estimate(history: History, calendar: Calendar, runs: int, seed: int, *, spread: float = 1.0) -> Model:
    """Estimate everything from the history; the same history, calendar, runs and seed give the same bytes.

    `spread` says how many times as far from their middle the levels of entries and of leaving lie, as the forecast's
    own track record asks (see `scoring.range_scale`); the chance of single events stays as it is.
    """
    # One generator a part, so that a part that draws more leaves the others as they were.
    ages, arrivals, leaving, level, returns, moving, going = (
        np.random.default_rng([part, seed % 2**64]) for part in range(7)
    )
    rates = np.zeros(min(runs, MOST_DRAWS), RATES)
    exposure = exposure_of(history)
    draw_ages(history, rates, ages)
    families, unaccompanied = draw_arrivals(history, calendar, runs, arrivals)
    mean_rate = draw_leaving(exposure, rates, leaving)
    draw_returns(history, rates, returns)
    draw_moving(exposure, rates, moving)
    draw_destinations(history, rates, going)
    return Model(
        rates=rates,
        families=_spread(families, spread),
        unaccompanied=_spread(unaccompanied, spread),
        leaving=_spread(draw_level(exposure, mean_rate, calendar, runs, level), spread),
        stock=stock_of(history),
        leavers=leavers_of(history),
    )


def _spread(levels: Floats, spread: float) -> Floats:
    """[run, month] levels, each so many times as far from the middle of its month, in proportion."""
    if spread == 1.0:
        return levels
    middle = np.median(levels, axis=0)
    spread_out: Floats = middle * (levels / middle) ** spread
    return spread_out


def stock_of(history: History) -> Records:
    """Every child in care at the cut as the simulator's record, in the order of the child's number."""
    running = history.stock.sort_values("child")
    return _people(history, running.index.to_numpy())


def leavers_of(history: History) -> Records:
    """Every child who left in the year before the cut, is under 18 and may yet come back."""
    year_before = np.datetime64(history.cut) - np.timedelta64(int(RETURN_EDGES[-1]), "D")
    gone = absent(history, year_before)
    adult = birthdays(history.spells["dob"].to_numpy()[gone["row"]], ADULT) <= np.datetime64(history.cut)
    kept = np.isinf(gone["returned"]) & ~adult
    people = _people(history, gone["row"][kept])
    people["owed"], people["look"] = gone["since"][kept], gone["route"][kept]
    return people


def _people(history: History, rows: Ints) -> Records:
    """The simulator's record of each spell's child, aged as on the last day before the cut."""
    spells = history.spells.iloc[rows]
    cut = np.datetime64(history.cut, "D")
    dob = spells["dob"].to_numpy()
    people = np.zeros(len(spells), PERSON)
    people["born"] = dob.astype("datetime64[D]").astype(np.int64)
    people["age"] = ages_on(dob, cut - 1).astype(np.int64)
    people["birthday"] = days_between(birthdays(dob, people["age"] + 1), cut)
    people["care_start"] = days_between(spells["care_start"].to_numpy(), cut)
    people["home_start"] = days_between(spells["start"].to_numpy(), cut)
    for name in ("setting", "provider", "place", "siblings"):
        people[name] = spells[name].to_numpy()
    ended = (spells["duc"] < cut).to_numpy()
    people["uasc"] = spells["uasc_now"].to_numpy() & ~ended
    return people
