"""Episodes joined into periods of care and into spells: one child in one home in one setting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from forecasting.states import PLACES, PROVIDER_BY_CODE, PROVIDERS, ROUTES, SETTINGS, Dates, Floats, Ints, birthdays
from placements.codes import SHORT_BREAKS, TEMPORARY, EpisodeEnd, ExitRoute, Setting, exit_route, settings_of

Locate = Callable[[npt.NDArray[np.str_], npt.NDArray[np.str_]], npt.NDArray[np.str_]]
"""From PL_LOCATION and PL_LA of many placements to in_area, neighbouring, further or unknown."""
Flags = npt.NDArray[np.bool_]

ADULT_AGE = 18
EIGHTEEN = len(ROUTES)
"""The position after the last route: left on the 18th birthday."""
STILL_HERE = -1
_NEARLY_ADULT = np.timedelta64(31, "D")
"""Who leaves for adult life so shortly before the 18th birthday leaves because of it, whatever day is recorded."""
SAME_CARER = frozenset({"L", "T", "U"})
"""Reasons for a new episode that leave the child with the same carer."""
_LOOK = ["place", "place_provider", "urn", "pl_post"]


@dataclass(frozen=True)
class Cleaned:
    """Episodes of care up to the 18th birthday, short breaks out, and how many open ones that birthday had ended."""

    rows: pd.DataFrame
    open_past_eighteen: int


def cleaned(episodes: pd.DataFrame, cut: dt.date) -> Cleaned:
    """The rows a forecast counts, known before the day `cut`; an end on or after it is not yet known.

    Series of short breaks (V3, V4) are out. A stay ends on the 18th birthday at the latest, and an open one when the
    child's next episode begins.
    """
    end_of_record = np.datetime64(cut, "s")
    counted = ~episodes["ls"].isin([code.value for code in SHORT_BREAKS]) & (episodes["decom"] < end_of_record)
    rows = episodes[counted].sort_values(["child", "decom"], kind="stable").reset_index(drop=True)
    adult = pd.Series(birthdays(rows["dob"].to_numpy(), ADULT_AGE).astype("datetime64[s]"), rows.index)
    rows["dec"] = rows["dec"].where(rows["dec"] < end_of_record)
    overtaken = rows["decom"].shift(-1).where(rows["child"].shift(-1) == rows["child"])
    rows["dec"] = rows["dec"].fillna(overtaken)
    past = rows["dec"].isna() & (adult < end_of_record)
    rows["dec"] = rows["dec"].fillna(adult.where(past))
    rows["aged_out"] = adult <= rows["dec"]
    rows["dec"] = rows["dec"].where(~rows["aged_out"], adult)
    lasting = rows["dob"].notna() & ((rows["dec"] > rows["decom"]) | rows["dec"].isna())
    return Cleaned(rows[lasting].reset_index(drop=True), int(past.sum()))


def spells_of(rows: pd.DataFrame, locate: Locate) -> pd.DataFrame:
    """One row a spell of at least one episode, by child and start: where the child lived and how it ended.

    Columns: child, period, dob, start, end (NaT while running), period_start, period_known (the period is seen to
    start), home_post, setting, provider, place (positions in `states`), uasc, duc, and how it ended: route (a position
    in ROUTES, EIGHTEEN, or STILL_HERE), stayed (with the carers after 18), moved (another spell follows).
    """
    first = _starts_period(rows)
    period = np.cumsum(first) - 1
    usual = _usual_row(rows, period)
    setting, provider, place = _states(rows.iloc[usual], locate)
    starts = first | _starts_home(rows, first, usual) | (setting != np.roll(setting, 1))
    opening, closing = np.flatnonzero(starts), np.append(np.flatnonzero(starts)[1:], len(rows)) - 1
    beginning = np.flatnonzero(first)[period[opening]]
    last_of_period = np.append(np.diff(period[opening]) > 0, [True])
    return pd.DataFrame(
        {
            "child": rows["child"].to_numpy()[opening],
            "period": period[opening],
            "dob": rows["dob"].to_numpy()[opening].astype("datetime64[D]"),
            "start": rows["decom"].to_numpy()[opening].astype("datetime64[D]"),
            "end": rows["dec"].to_numpy()[closing].astype("datetime64[D]"),
            "period_start": rows["decom"].to_numpy()[beginning].astype("datetime64[D]"),
            "period_known": rows["rne"].to_numpy()[beginning] == "S",
            "home_post": rows["home_post"].to_numpy()[beginning],
            "setting": setting[opening],
            "provider": provider[closing],
            "place": place[closing],
            "uasc": rows["uasc"].to_numpy()[beginning].astype(bool),
            "uasc_now": rows["uasc"].to_numpy()[closing].astype(bool),
            "duc": rows["duc"].to_numpy()[closing].astype("datetime64[D]"),
            "moved": ~last_of_period,
            "stayed": last_of_period & (rows["rec"].to_numpy()[closing] == EpisodeEnd.E17.value),
            "route": np.where(last_of_period, _routes(rows.iloc[closing]), STILL_HERE),
        }
    )


def _starts_period(rows: pd.DataFrame) -> Flags:
    """A period of care begins where no episode of the same child ended on the day."""
    child, decom, dec = (rows[name].to_numpy() for name in ("child", "decom", "dec"))
    follows = (child[1:] == child[:-1]) & (decom[1:] == dec[:-1])
    return np.append([True], ~follows)


def _usual_row(rows: pd.DataFrame, period: Ints) -> Ints:
    """For each row the row of the usual placement: a temporary one keeps the one before, or else the one after."""
    temporary = rows["place"].isin([code.value for code in TEMPORARY]).to_numpy()
    own = pd.Series(np.where(temporary, np.nan, np.arange(len(rows))))
    filled = own.groupby(period).ffill().groupby(period).bfill().fillna(pd.Series(np.arange(len(rows))))
    return filled.to_numpy().astype(np.int64)


def _starts_home(rows: pd.DataFrame, first: Flags, usual: Ints) -> Flags:
    """A new home begins with a new carer; coming back from a temporary placement to the same one is no move."""
    new_carer = ~rows["rne"].isin(SAME_CARER).to_numpy()
    temporary = usual != np.arange(len(rows))
    before = np.roll(usual, 1)
    look = rows[_LOOK].to_numpy(dtype=str)
    back = np.roll(temporary, 1) & (look[usual] == look[before]).all(axis=1)
    starts: Flags = new_carer & ~temporary & ~back & ~first
    return starts


def _states(rows: pd.DataFrame, locate: Locate) -> tuple[Ints, Ints, Ints]:
    """Positions of setting, provider and place; a stay that was only ever temporary is `other`."""
    settings = [Setting.OTHER if setting is None else setting for setting in settings_of(rows["place"])]
    providers = [PROVIDER_BY_CODE[code] for code in rows["place_provider"]]
    places = locate(rows["pl_location"].to_numpy(dtype=str), rows["pl_la"].to_numpy(dtype=str))
    return _positions(settings, SETTINGS), _positions(providers, PROVIDERS), _positions(places, PLACES)


def _positions(values: npt.ArrayLike, kinds: tuple[str, ...]) -> Ints:
    number = {str(kind): position for position, kind in enumerate(kinds)}
    return np.array([number[str(value)] for value in np.asarray(values, dtype=object)], dtype=np.int64)


def _routes(rows: pd.DataFrame) -> Ints:
    """How each period ended: a position in ROUTES, EIGHTEEN with the birthday, STILL_HERE while it runs."""
    routes = [_route(str(end)) for end in rows["rec"]]
    to_adult_life = [bool(end) and exit_route(str(end)) is ExitRoute.EIGHTEEN for end in rows["rec"]]
    left = birthdays(rows["dob"].to_numpy(), ADULT_AGE) - rows["dec"].to_numpy().astype("datetime64[D]")
    grown_up = rows["aged_out"] | (to_adult_life & (left <= _NEARLY_ADULT))
    ended = np.where(grown_up, EIGHTEEN, routes)
    return np.where(rows["dec"].isna(), STILL_HERE, ended).astype(np.int64)


def _route(end: str) -> int:
    """Independent living before 18, and a stay that just stops in the record, count with `other`."""
    route = exit_route(end) if end else None
    return ROUTES.index(ExitRoute.OTHER if route in (None, ExitRoute.EIGHTEEN) else route)


def days_between(later: Dates, earlier: Dates | np.datetime64) -> Floats:
    """Whole days from `earlier` to `later`, as numbers to calculate with; NaN where a day is missing."""
    days = (later - earlier).astype("timedelta64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.float64))
