"""How long children were at risk of leaving or moving, and how often they did, in the cells that have a rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.history import History
from forecasting.spells import days_between
from forecasting.states import (
    AGE_GROUPS,
    BAND_AGES,
    CARE_EDGES,
    HOME_EDGES,
    ROUTES,
    SETTINGS,
    UASC_GROUP,
    Dates,
    Floats,
    Ints,
    birthdays,
)

DAYS_A_YEAR = 365.25
_CELLS = (len(AGE_GROUPS), len(SETTINGS))


@dataclass(frozen=True)
class Exposure:
    """Child-years and events in every cell, as far as the record was seen.

    `leaving` [group, setting, days in care] and `left` [route, group, setting, days in care]; `moving` and `moved`
    [group, setting, days in the home]; `leaving_by_quarter` [quarter, group, setting, days in care] and
    `left_by_quarter` [quarter], quarters counted back from the cut so that the last one is whole.
    """

    leaving: Floats
    left: Floats
    moving: Floats
    moved: Floats
    leaving_by_quarter: Floats
    left_by_quarter: Floats


def exposure_of(history: History) -> Exposure:
    """Cut every spell where a rate may change and add up; an 18th birthday is no event, its time before is exposure."""
    spells = history.spells
    pieces = _pieces(spells, history)
    quarters = len(_quarter_starts(history))
    by_quarter = _sum(pieces, (quarters, *_CELLS, len(CARE_EDGES)), ["quarter", "group", "setting", "care"])
    moving = _sum(pieces, (*_CELLS, len(HOME_EDGES)), ["group", "setting", "home"])
    last = pieces[pieces["last"]].assign(years=1.0)
    left = last[(last["route"] >= 0) & (last["route"] < len(ROUTES))]
    moved = last[last["moved"]]
    return Exposure(
        leaving=_sum(_timed(pieces, history), (*_CELLS, len(CARE_EDGES)), ["group", "setting", "care"]),
        left=_sum(
            _timed(left, history), (len(ROUTES), *_CELLS, len(CARE_EDGES)), ["route", "group", "setting", "care"]
        ),
        moving=moving,
        moved=_sum(moved, moving.shape, ["group", "setting", "home"]),
        leaving_by_quarter=by_quarter,
        left_by_quarter=_sum(left, (quarters,), ["quarter"]),
    )


def _timed(pieces: pd.DataFrame, history: History) -> pd.DataFrame:
    """The pieces whose time in care is good enough to tell rates by it.

    Where a period began before the record its start is only estimated; such pieces count in the bands that no period
    seen to start has yet reached, and nowhere else, lest children of all durations be mixed into one.
    """
    reached = CARE_EDGES[pieces["care"].to_numpy()] < (history.cut - history.first).days
    told: pd.DataFrame = pieces[pieces["known"].to_numpy() | ~reached]
    return told


def group_on(spells: pd.DataFrame, days: Dates) -> Ints:
    """The position in AGE_GROUPS of each spell's child on a day of its own."""
    dob = spells["dob"].to_numpy()
    bands = (birthdays(dob[:, None], BAND_AGES) <= days[:, None]).sum(axis=1)
    return np.where(spells["uasc"].to_numpy(), UASC_GROUP, bands)


def _pieces(spells: pd.DataFrame, history: History) -> pd.DataFrame:
    """Every spell cut at the edges of age, time in care, time in the home and quarter; times in days from the cut."""
    cut = np.datetime64(history.cut)
    start = days_between(spells["start"].to_numpy(), cut)
    end = np.nan_to_num(days_between(spells["end"].to_numpy(), cut), nan=0.0)
    care = days_between(spells["care_start"].to_numpy(), cut)
    dob = spells["dob"].to_numpy()
    ages = np.stack([days_between(birthdays(dob, age), cut) for age in BAND_AGES], axis=1)
    quarters = days_between(_quarter_starts(history), cut)
    seen = np.maximum(start, quarters[0])
    shape = (len(spells), len(quarters))
    edges = np.concatenate(
        [ages, care[:, None] + CARE_EDGES, start[:, None] + HOME_EDGES, np.broadcast_to(quarters, shape)], axis=1
    )
    edges = np.sort(np.clip(edges, seen[:, None], end[:, None]), axis=1)
    edges = np.concatenate([seen[:, None], edges, end[:, None]], axis=1)
    row, piece = np.nonzero(np.diff(edges, axis=1) > 0)
    middle = (edges[row, piece] + edges[row, piece + 1]) / 2
    group = np.where(spells["uasc"].to_numpy()[row], UASC_GROUP, (ages[row] <= middle[:, None]).sum(axis=1))
    return pd.DataFrame(
        {
            "years": (edges[row, piece + 1] - edges[row, piece]) / DAYS_A_YEAR,
            "group": group,
            "setting": spells["setting"].to_numpy()[row],
            "care": np.searchsorted(CARE_EDGES, middle - care[row], side="right") - 1,
            "home": np.searchsorted(HOME_EDGES, middle - start[row], side="right") - 1,
            "quarter": np.searchsorted(quarters, middle, side="right") - 1,
            "last": np.append(row[1:] != row[:-1], True) if len(row) else np.zeros(0, dtype=bool),
            "route": spells["route"].to_numpy()[row],
            "moved": spells["moved"].to_numpy()[row],
            "known": spells["period_known"].to_numpy()[row],
        }
    )


def _quarter_starts(history: History) -> Dates:
    """The first day of each quarter of the record, from its first day on."""
    months = np.arange(np.datetime64(history.first, "M"), np.datetime64(history.cut, "M"), 3)
    return months.astype("datetime64[D]")


def _sum(pieces: pd.DataFrame, shape: tuple[int, ...], axes: list[str]) -> Floats:
    """The years of the pieces, added up by cell."""
    cell: Ints = np.ravel_multi_index(tuple(pieces[axis].to_numpy() for axis in axes), shape)
    total = np.bincount(cell, weights=pieces["years"].to_numpy(), minlength=int(np.prod(shape)))
    return total.astype(np.float64).reshape(shape)
