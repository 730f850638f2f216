"""Episodes joined into periods of care and into stays in one home, as the published counts need them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.codes import SHORT_BREAKS, TEMPORARY, ChangeReason, NewEpisodeReason

Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]

ADULT_AGE = 18
NO_DAY = np.datetime64("NaT", "D")
_SAME_CARER = frozenset(reason.value for reason in NewEpisodeReason if reason.same_carer)
_STARTS_PLACEMENT = frozenset(reason.value for reason in NewEpisodeReason if reason.starts_placement)
_LOOK = ["place", "place_provider", "urn", "pl_post"]


@dataclass(frozen=True, eq=False)
class Spells:
    """Everybody's time in care as known at the end of `day`; days are half-open [start, end), NaT while it runs.

    `rows`: the episodes that count, with start, end, `period` and `home` (positions in the two others), `usual` (the
    row whose place counts: the row itself or, for a temporary placement, the home that is kept), `temporary`, and
    `begun` (a placement begins with the row). `periods` and `homes`: child, start, end, first and last (positions of
    rows), one row a period of care and one a stay with one carer; a home also says in which `period` it was.
    """

    day: dt.date
    rows: pd.DataFrame
    periods: pd.DataFrame
    homes: pd.DataFrame

    def running(self, day: dt.date) -> Positions:
        """The rows that run over the midnight at the end of a day: at most one a child."""
        midnight, end = np.datetime64(day, "D"), days_of(self.rows["end"])
        return np.flatnonzero((days_of(self.rows["start"]) <= midnight) & (np.isnat(end) | (end > midnight)))


def spells_of(episodes: pd.DataFrame, day: dt.date) -> Spells:
    """Join the episodes of the record, as it stood at the end of a day.

    Series of short breaks (V3, V4) are out. An end after the day is not yet known. A stay ends on the 18th birthday at
    the latest, and where the child's next episode begins. A period of care begins with the reason S, or where no
    episode of the child ended on that day. A home begins with a period or with a new carer; not with a temporary
    placement (T0 to T4), not on the way back from one to the same home, and not where only the status changed.
    """
    rows = _counted(episodes, np.datetime64(day, "D"))
    first = _first_of_period(rows)
    rows["period"] = np.cumsum(first) - 1
    rows["temporary"] = rows["place"].isin([code.value for code in TEMPORARY])
    rows["usual"] = _usual(rows)
    moved = ~rows["temporary"].to_numpy() & ~_back_home(rows) & ~first
    lasting = ~rows["temporary"].to_numpy()[rows["usual"].to_numpy()]
    rows["begun"] = (first | moved) & lasting & rows["rne"].isin(_STARTS_PLACEMENT).to_numpy()
    home_begins = first | (moved & ~_carer_stays(rows))
    rows["home"] = np.cumsum(home_begins) - 1
    homes = _joined(rows, home_begins)
    homes["period"] = rows["period"].to_numpy()[homes["first"]]
    return Spells(day, rows, _joined(rows, first), homes)


def days_of(dates: pd.Series) -> Days:
    """A column of dates as numpy days."""
    return dates.to_numpy().astype("datetime64[D]")


def months_later(days: Days, months: int) -> Days:
    """The same day of the month so many months later (or earlier); 29 February is 1 March in a common year."""
    month = days.astype("datetime64[M]")
    later: Days = (month + months).astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    return later


def _counted(episodes: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    kept = episodes[~episodes["ls"].isin([code.value for code in SHORT_BREAKS])]
    kept = kept.sort_values(["child", "decom"], kind="stable")
    start, adult = days_of(kept["decom"]), months_later(days_of(kept["dob"]), 12 * ADULT_AGE)
    known = start <= day
    rows, start, adult = kept[known].reset_index(drop=True), start[known], adult[known]
    end = days_of(rows["dec"])
    end = np.fmin(np.where(end <= day, end, NO_DAY), np.where(adult <= day, adult, NO_DAY))
    end[:-1] = np.fmin(end[:-1], np.where(_same(rows["child"]), start[1:], NO_DAY))
    rows["start"], rows["end"] = start.astype("datetime64[s]"), end.astype("datetime64[s]")
    return rows[np.isnat(end) | (end > start)].reset_index(drop=True)


def _same(column: pd.Series) -> Flags:
    """Where a row's value is that of the row before; one shorter than the column."""
    values = column.to_numpy()
    return np.asarray(values[1:] == values[:-1], dtype=np.bool_)


def _first_of_period(rows: pd.DataFrame) -> Flags:
    follows = _same(rows["child"]) & (days_of(rows["start"])[1:] == days_of(rows["end"])[:-1])
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = ~follows | (rows["rne"].to_numpy()[1:] == NewEpisodeReason.S.value)
    return first


def _usual(rows: pd.DataFrame) -> Positions:
    """For each row the row of the usual home: a temporary one keeps the one before, or else takes the one after."""
    here = np.arange(len(rows))
    lasting = pd.Series(np.where(rows["temporary"], np.nan, here))
    kept = lasting.groupby(rows["period"]).ffill().groupby(rows["period"]).bfill()
    usual: Positions = kept.fillna(pd.Series(here)).to_numpy().astype(np.int64)
    return usual


def _back_home(rows: pd.DataFrame) -> Flags:
    """Rows that follow a temporary placement of the same period and are again in the home that was kept."""
    look, usual = rows[_LOOK].to_numpy(dtype=str), rows["usual"].to_numpy()
    back = np.zeros(len(rows), dtype=np.bool_)
    alike = (look[usual[1:]] == look[usual[:-1]]).all(axis=1)
    back[1:] = _same(rows["period"]) & rows["temporary"].to_numpy()[:-1] & alike
    return back


def _carer_stays(rows: pd.DataFrame) -> Flags:
    """Rows that begin with the carer of the row before, as the reason for the episode or for the change says."""
    status_only = (rows["reason_place_change"] == ChangeReason.PLACE.value).shift(fill_value=False)
    stays: Flags = (rows["rne"].isin(_SAME_CARER) | status_only).to_numpy()
    return stays


def _joined(rows: pd.DataFrame, begins: Flags) -> pd.DataFrame:
    """One row for each stretch of rows that `begins` opens."""
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(rows))[: len(first)] - 1
    return pd.DataFrame(
        {
            "child": rows["child"].to_numpy()[first],
            "start": rows["start"].to_numpy()[first],
            "end": rows["end"].to_numpy()[last],
            "first": first,
            "last": last,
        }
    )
