"""The record as a forecast reads it: spells from the first unbroken return to the cut, running stays left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.spells import STILL_HERE, Locate, cleaned, days_between, spells_of
from forecasting.states import RETURN_EDGES, ROUTES, Dates, Ints
from placements.codes import CollectionYear, ExitRoute
from placements.errors import Refused

FAMILY_DAYS = 7
"""Children of one home postcode who come in within this many days of each other arrive as one sibling group."""
_YEAR = 365.25
_LONGEST_LAG = 6 * _YEAR


@dataclass(frozen=True)
class History:
    """Everything that is estimated from. Days are dates; [first, cut) is the time in which every spell is seen.

    `spells` as `spells_of` gives them, with care_start (the period's start, estimated where it lies before the record)
    and siblings (1 to 4, four or more). `arrivals`: one row a period seen to start, with `group` (who came together)
    and `back` (left care less than a year before). `notes` says in words what the record cannot tell.
    """

    first: dt.date
    cut: dt.date
    spells: pd.DataFrame
    arrivals: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def stock(self) -> pd.DataFrame:
        """The spells running at the cut: one a child in care."""
        return self.spells[self.spells["end"].isna()]


def history_of(episodes: pd.DataFrame, returns: Sequence[CollectionYear], locate: Locate) -> History:
    """Read the episodes of the returns held. Only the last unbroken run of returns is estimated from.

    Raises Refused where no return is held or nobody was ever in care.
    """
    run, notes = unbroken(returns)
    return history_between(episodes, run[0].start, run[-1].end_exclusive, locate, notes)


def history_between(
    episodes: pd.DataFrame, first: dt.date, cut: dt.date, locate: Locate, said: Sequence[str] = ()
) -> History:
    """Read the episodes as they stood on the day before `cut`; [first, cut) must be whole years of whole months.

    Raises Refused where nobody was in care.
    """
    notes = list(said)
    found = cleaned(episodes, cut)
    spells = spells_of(found.rows, locate) if len(found.rows) else pd.DataFrame()
    if spells.empty or not _reaching(spells, first).any():
        raise Refused("The returns held contain no child in care.", do_next="Load SSDA903 returns with episodes.")
    if found.open_past_eighteen:
        notes.append(f"{found.open_past_eighteen} episodes left open past an 18th birthday are ended on that birthday.")
    spells = spells[_reaching(spells, first)].reset_index(drop=True)
    spells["period_known"] |= spells["period_start"] >= np.datetime64(first)
    spells["care_start"] = _care_starts(spells)
    arrivals = _arrivals(spells, first)
    spells["siblings"] = _siblings(spells, arrivals)
    return History(first, cut, spells, arrivals, tuple(notes))


def _reaching(spells: pd.DataFrame, first: dt.date) -> pd.Series:
    """Which spells reach into the time in which everything is seen."""
    return spells["end"].isna() | (spells["end"] > np.datetime64(first))


def unbroken(returns: Sequence[CollectionYear]) -> tuple[list[CollectionYear], list[str]]:
    """The last run of returns without a gap, and what to say about it. Raises Refused where none is held."""
    held = sorted(set(returns))
    if not held:
        raise Refused(
            "No return is held for the time before this date.",
            do_next="Load SSDA903 returns with `homeward import ssda903`, or choose a later date.",
        )
    run = [held[-1]]
    while run[0].previous in held:
        run.insert(0, run[0].previous)
    notes = []
    if len(run) < len(held):
        notes.append(f"The return of {run[0].previous} is missing: nothing before {run[0]} is estimated from.")
    if len(run) == 1:
        notes.append("Only one return is held: no change from year to year can be seen, so the range is wide.")
    return run, notes


def _care_starts(spells: pd.DataFrame) -> Dates:
    """When each period of care began; one that began before the record, so much earlier as such periods usually do.

    An episode with which the record opens (its reason is not S) began some time into care. How long, on average, is
    taken from the children in care at the cut who have moved since they came: it is the lag at which those of them
    whose start lies before the record are as long in care, on average, as all are: a number that stays as it is when
    the record moves on. With none whose start is seen, one year.
    """
    starts = spells["period_start"].to_numpy()
    into = days_between(spells["start"].to_numpy(), starts)
    known = spells["period_known"].to_numpy()
    running = spells["end"].isna().to_numpy()
    seen, unseen = into[running & known & (into > 0)], into[running & ~known]
    lag = seen.mean() + unseen.sum() / len(seen) if len(seen) else _YEAR
    earlier = starts - np.timedelta64(round(min(float(lag), _LONGEST_LAG)), "D")
    before = np.maximum(earlier, spells["dob"].to_numpy())
    return np.where(known, starts, before).astype("datetime64[D]")


def _arrivals(spells: pd.DataFrame, first: dt.date) -> pd.DataFrame:
    """The first spell of every period that starts inside the record, with who came together and who came back."""
    opening = spells.drop_duplicates("period")
    closing = spells.drop_duplicates("period", keep="last")[["child", "end", "route"]]
    earlier = closing.groupby("child").shift()
    gap = days_between(opening["start"].to_numpy(), earlier["end"].to_numpy().astype("datetime64[D]"))
    adopted = (earlier["route"] == ROUTES.index(ExitRoute.ADOPTION)).to_numpy()
    inside = (opening["start"] >= np.datetime64(first)).to_numpy()
    back = (gap < RETURN_EDGES[-1]) & ~adopted
    arrivals = opening.assign(back=back)[inside]
    return arrivals.assign(group=_groups(arrivals))


def _groups(arrivals: pd.DataFrame) -> Ints:
    """A number for each family that arrived together; a child without a home postcode, or who came back, is alone."""
    alone = (arrivals["home_post"] == "") | arrivals["back"] | arrivals["uasc"]
    key = arrivals["home_post"].where(~alone, "alone " + arrivals["period"].astype(str))
    order = np.lexsort((arrivals["start"].to_numpy(), key.to_numpy(dtype=str)))
    keys, starts = key.to_numpy(dtype=str)[order], arrivals["start"].to_numpy()[order]
    apart = np.ones(len(order), dtype=bool)
    apart[1:] = (keys[1:] != keys[:-1]) | (days_between(starts[1:], starts[:-1]) > FAMILY_DAYS)
    groups = np.empty(len(order), dtype=np.int64)
    groups[order] = np.cumsum(apart) - 1
    return groups


def _siblings(spells: pd.DataFrame, arrivals: pd.DataFrame) -> Ints:
    """How many came in with each child (1 to 4): by arrival, or for those before the record by home postcode."""
    together = arrivals.groupby("group")["child"].transform("nunique")
    by_period = pd.Series(together.to_numpy(), arrivals["period"].to_numpy())
    opening = spells.drop_duplicates("period").set_index("period")
    unseen = opening[~opening.index.isin(by_period.index) & (opening["home_post"] != "")]
    at_home = unseen.groupby("home_post")["child"].transform("nunique")
    sizes = pd.concat([by_period, at_home]).reindex(opening.index, fill_value=1)
    return spells["period"].map(sizes).clip(1, 4).to_numpy(dtype=np.int64)


def reconciliation(history: History) -> pd.DataFrame:
    """Opening + starts - ceases = closing, by collection year, counted as published, with what does not add up.

    A child counts once a year as starting and once, by the last exit, as ceasing; who starts or leaves twice in one
    year makes the `residual` (closing - opening - starts + ceases). Columns: year, opening, starts, ceases, closing,
    residual.
    """
    periods = history.spells.drop_duplicates("period").set_index("period")
    ends = history.spells.drop_duplicates("period", keep="last").set_index("period")
    rows = []
    year = CollectionYear.from_date(history.first)
    while year.start < history.cut:
        start, stop = np.datetime64(year.start), np.datetime64(year.end_exclusive)
        began = periods[(periods["period_start"] >= start) & (periods["period_start"] < stop)]["child"].nunique()
        left = ends[(ends["end"] >= start) & (ends["end"] < stop) & (ends["route"] != STILL_HERE)]
        opening, closing = _in_care(periods, ends, start), _in_care(periods, ends, stop)
        ceased = left["child"].nunique()
        rows.append((str(year), opening, began, ceased, closing, closing - opening - began + ceased))
        year = year.next
    return pd.DataFrame(rows, columns=["year", "opening", "starts", "ceases", "closing", "residual"])


def what_to_know(history: History) -> tuple[str, ...]:
    """What stands beside a forecast about its record: the years that do not add up, and that the newest is provisional.

    Starts less ceases explain a year's change but for its residual (see `reconciliation`).
    """
    years = reconciliation(history)
    said = [f"The newest return ({years['year'].iloc[-1]}) is provisional: the next one corrects it."]
    left = [f"{row.year} ({row.residual:+})" for row in years[years["residual"] != 0].itertuples()]
    if left:
        said.append(
            f"Starts less ceases do not quite give the change of {', '.join(left)}: "
            "who starts or leaves twice in a year is counted once."
        )
    return tuple(said)


def _in_care(periods: pd.DataFrame, ends: pd.DataFrame, day: np.datetime64) -> int:
    """How many were in care at the midnight with which this day begins."""
    held = (periods["period_start"] < day) & (ends["end"].isna() | (ends["end"] >= day))
    return int(held.sum())


def month_end_stock(history: History) -> pd.Series:
    """Children in care at midnight on the last day of each month from the day before the record on, by that day."""
    periods = history.spells.drop_duplicates("period").set_index("period")
    ends = history.spells.drop_duplicates("period", keep="last").set_index("period")
    firsts = np.arange(np.datetime64(history.first, "M"), np.datetime64(history.cut, "M") + 1).astype("datetime64[D]")
    return pd.Series([_in_care(periods, ends, day) for day in firsts], index=firsts - 1)
