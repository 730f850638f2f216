"""Staying put: former foster children who live on with their carers after 18, in no count of care but in a bed.

Who stays is drawn, child by child, among those who turn 18 with foster carers. The share is the record's own, leaning
on England's; how long they stay is England's: of those who left foster care at 18, 55% lived with their former carers
three months later, 31% at 19 and 21% at 20 (Department for Education, children looked after in England: care leavers
who ceased to be looked after in a foster placement on their 18th birthday, year to 31 March 2018). It ends at 21 at the
latest (Children Act 1989, section 23CZA).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from forecasting.calendar import Calendar
from forecasting.history import History
from forecasting.lever import DAYS_A_YEAR, Lever
from forecasting.spells import EIGHTEEN, days_between
from forecasting.states import SETTINGS, Floats, Ints, birthdays
from forecasting.tables import ADULT, Counts
from placements.codes import FOSTERING

FOSTERED: Ints = np.array([at for at, setting in enumerate(SETTINGS) if setting in FOSTERING], dtype=np.int64)
"""The settings after which one can stay put: the young person stays with the foster carers."""
_AT_18_ENGLAND = 0.55
_WEIGHT = 4.0
"""How many birthdays of the authority's own weigh as much as England."""
_SURE_DAYS = DAYS_A_YEAR / 4
_YEARS = np.array([DAYS_A_YEAR, 2 * DAYS_A_YEAR])
_STILL_THERE = np.array([0.31, 0.21]) / _AT_18_ENGLAND
_LONGEST = 3 * DAYS_A_YEAR
_PART = 7


@dataclass(frozen=True)
class Stayers:
    """Who stays.

    shares [draw, setting of FOSTERED] of those who turn 18; setting (positions in FOSTERED) and since, days from the
    18th birthday to the cut, of those who already do; counted [2, setting of FOSTERED] who stayed and who went.
    """

    shares: Floats
    setting: Ints
    since: Floats
    counted: Ints


@dataclass(frozen=True)
class StayingPut:
    """Beds taken after 18 by the setting of FOSTERED left.

    nights [run, month, setting], and there [run, month, setting] at midnight at the month's end; bought [run, month,
    lever] the nights that each lever adds.
    """

    nights: Counts
    there: Counts
    bought: Counts


def stayers_of(history: History, draws: int, seed: int) -> Stayers:
    """Learn from the record who stays put; the same history, draws and seed give the same bytes.

    A birthday whose return does not say what followed counts as gone.
    """
    grown = history.spells[history.spells["route"] == EIGHTEEN]
    setting = np.searchsorted(FOSTERED, grown["setting"].to_numpy())
    fostered = np.isin(grown["setting"].to_numpy(), FOSTERED)
    stayed = grown["stayed"].to_numpy()
    counted = np.stack([np.bincount(setting[fostered & who], minlength=len(FOSTERED)) for who in (stayed, ~stayed)])
    rng = np.random.default_rng([_PART, seed % 2**64])
    stay, go = _WEIGHT * _AT_18_ENGLAND + counted[0], _WEIGHT * (1 - _AT_18_ENGLAND) + counted[1]
    adult = birthdays(grown["dob"].to_numpy(), ADULT)
    since = -days_between(adult, np.datetime64(history.cut))
    still = fostered & stayed & (since < _LONGEST)
    return Stayers(
        shares=rng.beta(stay, go, size=(draws, len(FOSTERED))),
        setting=setting[still],
        since=since[still],
        counted=counted,
    )


def stay_put(
    turned: Counts, stayers: Stayers, calendar: Calendar, seed: int, levers: Sequence[Lever] = ()
) -> StayingPut:
    """Draw who stays and how long, from `turned` [run, month, setting] who turn 18 in care.

    A lever adds its share of all who turn 18, as far as they would otherwise go. The same seed gives every scenario the
    same chances, so a lever moves only those it keeps.
    """
    runs, months = turned.shape[:2]
    counts = turned[:, :, FOSTERED]
    most = int(counts.max(initial=0))
    run, month, setting, one = np.nonzero(counts[..., None] > np.arange(most))
    chance = np.random.default_rng([_PART + 1, seed % 2**64]).random((3, runs, months, len(FOSTERED), max(most, 1)))
    # Turned 18 at an even moment of the month: of two children of one month the count does not say who is older.
    day, stays, how_long = chance[:, run, month, setting, one]
    began = calendar.starts[month] + day * calendar.lengths[month]
    share = stayers.shares[run % len(stayers.shares), setting]
    lasts = np.where(stays < share, days_stayed(how_long), 0.0)
    found = _Beds(runs, calendar, len(levers))
    found.add(run, setting, began, began + lasts)
    for at, lever in enumerate(levers):
        upto = share + _force(lever, calendar)[month] * _acts_on(lever, setting)
        kept = (stays >= share) & (stays < upto)
        ends = np.where(kept, began + min(lever.weeks * 7, _LONGEST), began)
        found.add(run, setting, began, ends, at)
        share = upto
    _already(stayers, runs, seed, found)
    return found.as_counts()


def _already(stayers: Stayers, runs: int, seed: int, found: _Beds) -> None:
    """Let those go on who stay put at the cut: how long is drawn among those who have stayed as long."""
    people = len(stayers.since)
    chance = np.random.default_rng([_PART + 2, seed % 2**64]).random((runs, people))
    left = _still_there(stayers.since)
    ends = days_stayed(1 - (1 - chance) * left) - stayers.since
    run, one = np.indices((runs, people)).reshape(2, -1)
    found.add(run, stayers.setting[one], np.zeros(len(run)), np.maximum(ends.reshape(-1), 0.0))


def _still_there(days: Floats) -> Floats:
    """The share of those who stay put at 18 who are still there after so many days."""
    edges, log = np.append([_SURE_DAYS], _YEARS), np.append([0.0], np.log(_STILL_THERE))
    beyond = log[-1] + (days - edges[-1]) * (log[-1] - log[-2]) / DAYS_A_YEAR
    share: Floats = np.exp(np.where(days > edges[-1], beyond, np.interp(days, edges, log)))
    return np.where(days >= _LONGEST, 0.0, share)


def days_stayed(chance: Floats) -> Floats:
    """How long somebody stays put, by a chance even between 0 and 1: the inverse of `_still_there`."""
    edges, log = np.append([_SURE_DAYS], _YEARS), np.append([0.0], np.log(_STILL_THERE))
    owed = np.log1p(-np.minimum(chance, 1 - 1e-16))
    within = np.interp(-owed, -log, edges)
    beyond = edges[-1] + (owed - log[-1]) * DAYS_A_YEAR / (log[-1] - log[-2])
    days: Floats = np.minimum(np.where(owed < log[-1], beyond, within), _LONGEST)
    return days


def _acts_on(lever: Lever, setting: Ints) -> np.ndarray:
    acted: Ints = np.array([at for at, one in enumerate(FOSTERED) if SETTINGS[one] in lever.settings()], dtype=np.int64)
    return np.isin(setting, acted)


def _force(lever: Lever, calendar: Calendar) -> Floats:
    """[month] the share of those who turn 18 whom a lever keeps."""
    force: Floats = lever.share * lever.days_in_force(calendar) / calendar.lengths
    return force


class _Beds:
    """Nights and beds, added up stay by stay."""

    def __init__(self, runs: int, calendar: Calendar, levers: int) -> None:
        months = len(calendar.lengths)
        self._starts, self._shape = calendar.starts, (runs, months)
        self._nights = np.zeros((runs, months, len(FOSTERED)), np.int32)
        self._there = np.zeros((runs, months, len(FOSTERED)), np.int32)
        self._bought = np.zeros((runs, months, levers), np.int32)

    def add(self, run: Ints, setting: Ints, began: Floats, ended: Floats, lever: int | None = None) -> None:
        """Add stays from `began` to `ended` (days from the cut): midnights after the first, up to the last."""
        longer = np.floor(ended) > np.floor(began)
        run, setting, began, ended = run[longer], setting[longer], np.floor(began[longer]), np.floor(ended[longer])
        for month, (opens, closes) in enumerate(pairwise(self._starts)):
            nights = np.minimum(ended, closes) - np.maximum(began, opens)
            here = nights > 0
            np.add.at(self._nights, (run[here], month, setting[here]), nights[here].astype(np.int32))
            there = here & (ended >= closes)
            np.add.at(self._there, (run[there], month, setting[there]), 1)
            if lever is not None:
                np.add.at(self._bought, (run[here], month, lever), nights[here].astype(np.int32))

    def as_counts(self) -> StayingPut:
        """What was added up."""
        return StayingPut(self._nights, self._there, self._bought)
