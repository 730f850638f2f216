"""The forecast without drawing: what one draw of the parameters lets expect, by month, setting and age band.

The recursion follows the expected number of children by month of birth, month of arriving, setting and month in which
the home began, the first home apart, from month to month in three parts; of the children in care at the cut each by the
days of its own. It is the simulator's judge, as the two share the estimated parameters and nothing of how they get to
an answer.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from forecasting.calendar import Calendar
from forecasting.recursion.arriving import families, months_of_birth, slopes_of, unaccompanied
from forecasting.recursion.children import Stock, live_children
from forecasting.recursion.course import Expected, Fixed, Scratch, live_births, nothing_yet
from forecasting.recursion.kinds import Kinds, kinds_of
from forecasting.recursion.lanes import MONTHS_A_YEAR, Lanes, born_from, lanes_of_children, lanes_of_months
from forecasting.recursion.levered import Levered, levered
from forecasting.recursion.month import FIRST_PART, LANES, Chances, Ways
from forecasting.recursion.returning import coming_back, owed_since
from forecasting.recursion.times import PARTS, Times, times_of
from forecasting.recursion.variance import by_age, of_children, of_pairs
from forecasting.simulate import Model, possible_homes
from forecasting.states import SETTINGS, YOUNGEST, Floats, Ints, birthdays
from forecasting.tables import ADULT, MONTHS_TO_18, RETURN_KIND, RETURN_KINDS, Records
from placements.codes import AGE_BANDS


@dataclass(frozen=True)
class Ahead:
    """Expected under given parameters.

    stock [month, setting, age band] in care at each month's end, and variance [month] of their total by chance alone;
    came, returned (among those who came), left, adult (among those who left, on the 18th birthday) and moved [month].
    """

    stock: Floats
    variance: Floats
    came: Floats
    returned: Floats
    left: Floats
    adult: Floats
    moved: Floats


def recursion(model: Model, calendar: Calendar, levers: Records, *, run: int = 0, threads: int | None = None) -> Ahead:
    """What the parameters of one run let expect under one LEVERS record; the bytes do not depend on `threads`."""
    times = times_of(calendar.starts)
    rates = model.rates[run % len(model.rates)]
    kinds = kinds_of(rates, levers, possible_homes(model), times.months)
    table = levered(rates, model.leaving[run], levers, kinds, times)
    born, fixed = months_of_birth(calendar.cut, times.months), _fixed(rates, kinds, times)
    at = _At(calendar, times, rates, kinds, table, fixed, born, threads or os.cpu_count() or 1)
    children = _children(at, model.stock)
    births = _births(at, model, levers, run, children)
    return _ahead(children, births, _variance(at, model, levers, run, children, births))


@dataclass(frozen=True)
class _At:
    """One course of the recursion: its calendar, times, rates and tables; born as of `months_of_birth`."""

    calendar: Calendar
    times: Times
    rates: np.void
    kinds: Kinds
    table: Levered
    fixed: Fixed
    born: tuple[Floats, Ints]
    threads: int


@dataclass(frozen=True)
class _Found:
    """What was found, and the lanes it was found in; `unaccompanied` and `born` [lane]; `coming` [lane, month] anew."""

    lanes: Lanes
    expected: Expected
    born: Ints
    unaccompanied: Ints
    coming: Floats


def _fixed(rates: np.void, kinds: Kinds, times: Times) -> Fixed:
    back, at_once = coming_back(rates["back"], times)
    return Fixed(times.starts, times.parts, kinds.begins, kinds.setting, kinds.newly, kinds.again, back, at_once)


def _children(at: _At, people: Records) -> _Found:
    """The children in care at the cut, each in a lane."""
    months, rows = at.times.months, _padded(len(people))
    lanes = _filled(_lanes_of(at, people), len(people), rows)
    kind = np.full(rows, -1, dtype=np.int64)
    kind[: len(people)] = at.kinds.of[people["setting"], people["provider"], people["place"]]
    care, home = np.zeros(rows), np.zeros(rows)
    care[: len(people)], home[: len(people)] = people["care_start"], people["home_start"]
    stock = Stock(kind, care, home)
    found = nothing_yet(rows, months, len(SETTINGS), 0, RETURN_KINDS)
    _in_blocks(
        at, rows, 1, lambda block, scratch: live_children(block, stock, at.table, lanes, at.fixed, found, scratch)
    )
    born = _month_born(at.calendar, people)
    return _Found(lanes, found, born, people["uasc"].astype(np.int64), np.zeros((0, months)))


def _lanes_of(at: _At, people: Records) -> Lanes:
    years = np.arange(1, at.times.months // 12 + 3)
    dob = people["born"].astype("datetime64[D]")[:, None]
    days = birthdays(dob, people["age"][:, None] + years) - np.datetime64(at.calendar.cut, "D")
    unaccompanied = people["uasc"].astype(np.int64)
    return lanes_of_children(people, unaccompanied, at.times.starts, days.astype(np.float64))


def _births(at: _At, model: Model, levers: Records, run: int, children: _Found) -> _Found:
    """Everybody who arrives, and everybody who comes back, by month of birth."""
    months = at.times.months
    arrivals, slopes = _arrivals(at, model, levers, run)
    left, returns = np.zeros((*arrivals.shape[:3], RETURN_KINDS)), np.zeros(arrivals.shape[:3])
    column = children.born + MONTHS_TO_18
    count = len(column)
    np.add.at(left, (children.unaccompanied, column), children.expected.left[:count])
    _pre_cut(at, model.leavers, returns)
    used = arrivals.any(axis=(2, 3)) | left.any(axis=(2, 3)) | returns.any(axis=2)
    uasc, column = np.nonzero(used)
    rows = _padded(len(column))
    born = born_from(months)[column]
    lanes = _filled(lanes_of_months(born, uasc, slopes[uasc, column]), len(born), rows)
    found = nothing_yet(rows, months, len(SETTINGS), months, RETURN_KINDS)
    found.left[: len(born)], found.returns[: len(born)] = left[used], returns[used]
    coming = np.zeros((rows, *arrivals.shape[2:]))
    coming[: len(born)] = arrivals[used]
    _in_blocks(
        at, rows, months, lambda block, scratch: live_births(block, coming, at.table, lanes, at.fixed, found, scratch)
    )
    found.left[: len(born)] -= left[used]
    return _Found(lanes, found, born, uasc, arrivals[used].sum(axis=2))


def _arrivals(at: _At, model: Model, levers: Records, run: int) -> tuple[Floats, Floats]:
    """[unaccompanied, month of birth, month, setting] children expected to arrive for the first time, and slopes."""
    months, lengths = at.times.months, np.diff(at.times.starts)
    chances, born = at.born
    of_families = families(at.rates, at.table, levers) * (model.families[run] * lengths)[:, None, None]
    alone = model.unaccompanied[run] * levers["unaccompanied"][0, :months] * lengths
    of_alone = unaccompanied(at.rates, at.table) * alone[:, None, None]
    found = np.zeros((2, MONTHS_TO_18 + months, months, len(SETTINGS)))
    for month, one in np.ndindex(months, born.shape[-1]):
        chance = chances[month, :, one]
        may = chance > 0
        for kind, coming in enumerate((of_families, of_alone)):
            found[kind, born[month, may, one], month] += coming[month, may] * chance[may, None]
    slopes = np.stack([slopes_of(coming.sum(axis=2)) for coming in (of_families, of_alone)])
    return _where_old_enough(found), slopes


def _where_old_enough(arrivals: Floats) -> Floats:
    """The same arrivals, in settings that are possible at the age of who was born in a calendar month.

    A child some days short of an age by the calendar may have reached it by months of equal length.
    """
    months = arrivals.shape[2]
    age = (np.arange(months)[None, :] - born_from(months)[:, None]) // MONTHS_A_YEAR
    possible = arrivals * (age[..., None] >= YOUNGEST)
    kept = possible.sum(axis=-1, keepdims=True)
    share = np.divide(arrivals.sum(axis=-1, keepdims=True), kept, out=np.ones_like(kept), where=kept > 0)
    found: Floats = possible * share
    return found


def _pre_cut(at: _At, leavers: Records, returns: Floats) -> None:
    """Add those who left before the cut and come back, in the month in which they do."""
    born = _month_born(at.calendar, leavers) + MONTHS_TO_18
    adult = birthdays(leavers["born"].astype("datetime64[D]"), ADULT) - np.datetime64(at.calendar.cut, "D")
    edges = np.minimum(at.times.starts[None, :], np.maximum(adult.astype(np.float64), 0.0)[:, None])
    owed = owed_since(at.rates["back"], edges + leavers["owed"][:, None])
    kind = RETURN_KIND[leavers["look"]]
    of_kind = np.take_along_axis(owed, np.maximum(kind, 0)[:, None, None], axis=2)[:, :, 0]
    chances = -np.diff(np.exp(-(of_kind - of_kind[:, :1])), axis=1) * (kind >= 0)[:, None]
    np.add.at(returns, (leavers["uasc"].astype(np.int64), born), chances)


def _month_born(calendar: Calendar, people: Records) -> Ints:
    born = people["born"].astype("datetime64[D]").astype("datetime64[M]")
    months: Ints = np.maximum((born - np.datetime64(calendar.cut, "M")).astype(np.int64), -MONTHS_TO_18)
    return months


def _in_blocks(at: _At, rows: int, cohorts: int, live: Callable[[int, Scratch], None]) -> None:
    """Work through the lanes block by block, on several threads; no block touches another's lanes."""

    def some(first: int) -> None:
        scratch = _scratch(at, cohorts)
        for block in range(first * LANES, rows, at.threads * LANES):
            live(block, scratch)

    with ThreadPoolExecutor(at.threads) as pool:
        for done in [pool.submit(some, first) for first in range(at.threads)]:
            done.result()


def _scratch(at: _At, cohorts: int) -> Scratch:
    months, settings, rows = at.times.months, len(SETTINGS), len(at.kinds.setting) * LANES
    reached = np.zeros((settings, LANES))
    next_ = np.zeros((PARTS, settings, settings, LANES))
    return Scratch(
        homes=np.zeros((cohorts, months + 1, rows)),
        chances=Chances(
            stay=np.ones((PARTS, rows)),
            move=np.zeros((months, PARTS + 1, rows)),
            first=np.zeros((PARTS + 1, rows)),
            within=np.zeros((PARTS, 2, PARTS, rows)),
        ),
        ways=Ways(at.kinds.begins, at.kinds.newly[0], at.kinds.again[0], next_, np.zeros_like(reached), reached),
        left_as=np.zeros((RETURN_KINDS, rows)),
        spare=np.zeros(rows),
        room=np.zeros((FIRST_PART + 2 * PARTS, rows)),
    )


def _padded(rows: int) -> int:
    return -(-rows // LANES) * LANES


def _filled(lanes: Lanes, count: int, rows: int) -> Lanes:
    """The lanes with empty ones after them, in which nobody ever is."""
    after = ((0, rows - count), (0, 0))
    return Lanes(
        stage=np.pad(lanes.stage, after).astype(np.int64),
        later=np.pad(lanes.later, after).astype(np.int64),
        changed=np.pad(lanes.changed, (*after, (0, 0))),
        coming=np.pad(lanes.coming, (*after, (0, 0))),
        slope=np.pad(lanes.slope, after),
        minor=np.pad(lanes.minor, after),
        band=np.pad(lanes.band, after, constant_values=-1).astype(np.int64),
    )


def _variance(at: _At, model: Model, levers: Records, run: int, children: _Found, births: _Found) -> Floats:
    """[month] the variance of the total by chance alone; see `variance`."""
    months, count = at.times.months, len(children.born)
    cohort = births.expected.cohort[: len(births.born)]
    arrived = births.coming + births.expected.returns[: len(births.born)]
    still = np.zeros((2, MONTHS_TO_18 + months, months, months))
    still[births.unaccompanied, births.born + MONTHS_TO_18] = np.divide(
        cohort, arrived[..., None], out=np.zeros_like(cohort), where=arrived[..., None] > 0
    )
    own = still[children.unaccompanied, children.born + MONTHS_TO_18]
    here, left = children.expected.stock[:count].sum(axis=2), children.expected.left[:count]
    alone, again = of_children(here, left, at.fixed.back, own)
    chances, born = at.born
    families_expected = model.families[run] * np.diff(at.times.starts)
    pairs = of_pairs(at.rates, families_expected, levers, by_age(still[0], chances, born))
    variance: Floats = alone + cohort.sum(axis=(0, 1)) - again + pairs
    return variance


def _ahead(children: _Found, births: _Found, variance: Floats) -> Ahead:
    both = (children, births)
    returned = births.expected.returns.sum(axis=0)
    return Ahead(
        variance=variance,
        stock=np.sum([_by_band(found.lanes, found.expected.stock) for found in both], axis=0),
        came=births.coming.sum(axis=0) + returned,
        returned=returned,
        left=np.sum([found.expected.exits.sum(axis=0) for found in both], axis=0),
        adult=np.sum([found.expected.adult.sum(axis=0) for found in both], axis=0),
        moved=np.sum([found.expected.moves.sum(axis=0) for found in both], axis=0),
    )


def _by_band(lanes: Lanes, stock: Floats) -> Floats:
    """[month, setting, age band] from [lane, month, setting]."""
    member = (lanes.band[..., None] == np.arange(len(AGE_BANDS))).astype(np.float64)
    found: Floats = np.einsum("lms,lmb->msb", stock, member, optimize=True)
    return found
