"""Months of birth through all months, in compiled code: those born in them arrive, leave, and may come back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.recursion.filling import (
    Mix,
    lean,
    mix_of,
    spread_first,
    spread_moves,
    spread_next,
    spread_stay,
    spread_within,
    weigh_next,
)
from forecasting.recursion.lanes import Lanes
from forecasting.recursion.levered import Levered
from forecasting.recursion.month import BALANCE, LANES, LEFT, MOVED, THERE, Chances, Ways, live_month
from forecasting.states import Floats, Ints
from forecasting.tables import ARRIVING


class Fixed(NamedTuple):
    """What is the same for all lanes.

    starts [month + 1] and parts [month] in days; begins, setting [kind], newly [month, kind] and again [month, kind,
    kind] as in `Kinds`; back [month left, month, way] chances to come back.
    """

    starts: Floats
    parts: Floats
    begins: Ints
    setting: Ints
    newly: Floats
    again: Floats
    back: Floats
    at_once: Floats


class Expected(NamedTuple):
    """What is expected, by lane.

    stock [lane, month, setting] at each month's end; left [lane, month, way] who may come back; exits, adult (left on
    the 18th birthday), moves, returns [lane, month]; cohort [lane, month of arriving, month] in care at a month's end
    of who arrived in a month.
    """

    stock: Floats
    left: Floats
    exits: Floats
    adult: Floats
    moves: Floats
    returns: Floats
    cohort: Floats


class Scratch(NamedTuple):
    """Room to work in.

    homes [cohort, month of beginning + 1, row], where a cohort's first homes stand before those begun in its month;
    chances and ways of a month; left_as [way, row]; spare [row]; room as in `live_month`.
    """

    homes: Floats
    chances: Chances
    ways: Ways
    left_as: Floats
    spare: Floats
    room: Floats


def nothing_yet(lanes: int, months: int, settings: int, cohorts: int, ways: int) -> Expected:
    """Room for what is expected."""
    by_month = (lanes, months)
    exits, adult, moves, returns = (np.zeros(by_month) for _ in range(4))
    stock, left = np.zeros((*by_month, settings)), np.zeros((*by_month, ways))
    return Expected(stock, left, exits, adult, moves, returns, np.zeros((lanes, cohorts, months)))


@compiled
def close(homes: Floats, at: tuple[int, int, int], scratch: Scratch, found: Expected) -> None:
    """Book a month of the homes of one cohort; `at`: first lane, cohort (-1: none), month."""
    first, cohort, month = at
    room, here = scratch.room, scratch.spare
    here[:] = 0.0
    for began in range(len(homes)):
        for row in range(len(here)):
            here[row] += homes[began, row]
    for way in range(len(scratch.left_as)):
        for row in range(len(here)):
            found.left[first + row % LANES, month, way] += room[BALANCE, row] * scratch.left_as[way, row]
    for row in range(len(here)):
        room[LEFT, row] += room[BALANCE, row]
        room[THERE, row] += here[row]
        room[BALANCE, row] = 0.0
    if cohort >= 0:
        for row in range(len(here)):
            found.cohort[first + row % LANES, cohort, month] += here[row]


@compiled
def end_month(setting: Ints, minor: Floats, at: tuple[int, int], scratch: Scratch, found: Expected) -> None:
    """Write down a month of all cohorts, and let those go who turned 18.

    `at`: first lane, month; minor [lane] is the share of the month before the 18th birthday.
    """
    first, month = at
    room = scratch.room
    for kind in range(len(setting)):
        for lane in range(LANES):
            row, lived = kind * LANES + lane, first + lane
            found.moves[lived, month] += room[MOVED, row]
            found.exits[lived, month] += room[LEFT, row]
            if minor[lane] < 1.0:
                found.exits[lived, month] += room[THERE, row]
                found.adult[lived, month] += room[THERE, row]
            else:
                found.stock[lived, month, setting[kind]] += room[THERE, row]
    for lane in range(LANES):
        if minor[lane] < 1.0:
            scratch.homes[:, :, lane::LANES] = 0.0
            found.cohort[first + lane, :, month] = 0.0
    room[MOVED : THERE + 1] = 0.0


@compiled
def begin_month(month: int, mix: Mix, table: Levered, scratch: Scratch) -> None:
    """Fill the chances of a month that are the same for all cohorts."""
    spread_next(table.next[month], mix, scratch.ways.next)
    spread_within(table.within[month], mix, scratch.chances.within)
    for began in range(month):
        spread_moves(table.move[month, began], mix, scratch.chances.move[began])


@compiled
def ways_of(month: int, fixed: Fixed, scratch: Scratch) -> Ways:
    """Where the moves of a month lead."""
    ways = scratch.ways
    return Ways(fixed.begins, fixed.newly[month], fixed.again[month], ways.next, ways.out, ways.reached)


@compiled
def live_births(
    first: int, arrivals: Floats, table: Levered, lanes: Lanes, fixed: Fixed, found: Expected, scratch: Scratch
) -> None:
    """Take those born in the months of some lanes through all months: they arrive, may leave and may come back.

    arrivals [lane, month, setting]: those who come back are not among them.
    """
    some = slice(first, first + LANES)
    scratch.homes[:] = 0.0
    for month in range(len(fixed.parts)):
        minor = lanes.minor[some, month].copy()
        if not minor.any():
            continue
        stage, later = lanes.stage[some, month], lanes.later[some, month]
        mix = mix_of(stage, later, lanes.changed[some, month])
        begin_month(month, mix, table, scratch)
        for cohort in range(month):
            _live_cohort((first, cohort, month), mix, table, lanes, fixed, scratch)
            homes = scratch.homes[cohort, cohort : month + 2]
            close(homes, (first, cohort, month), scratch, found)
        back = _come_back((first, month), lanes, fixed, found)
        scratch.homes[month, month] = _expect((first, month), arrivals[some, month], back, table, lanes, fixed)
        came = mix_of(stage, later, lanes.coming[some, month])
        _live_cohort((first, month, month), came, table, lanes, fixed, scratch)
        homes = scratch.homes[month, month : month + 2]
        back = _back_at_once((first, month), minor, fixed, scratch, found)
        homes[1] += _expect((first, month), np.zeros_like(arrivals[some, month]), back, table, lanes, fixed)
        close(homes, (first, month, month), scratch, found)
        end_month(fixed.setting, minor, (first, month), scratch, found)


@compiled
def _live_cohort(
    at: tuple[int, int, int], mix: Mix, table: Levered, lanes: Lanes, fixed: Fixed, scratch: Scratch
) -> None:
    """Take who arrived in a month through this one; `at`: first lane, month of arriving, month."""
    first, cohort, month = at
    homes, chances, ways = scratch.homes[cohort, cohort : month + 2], scratch.chances, ways_of(month, fixed, scratch)
    spread_stay(table.stay[month, cohort], mix, chances.stay)
    spread_first(table.first[month, cohort], mix, chances.first, scratch.spare)
    spread_stay(table.left_as[month, cohort], mix, scratch.left_as)
    tables = (table.first[month, cohort], table.move[month, cohort:], table.next[month])
    for lane in range(LANES):
        stage, slope = lanes.stage[first + lane, month], lanes.slope[first + lane, cohort]
        if slope != 0.0:
            lean(lane, slope, stage, (month, cohort), table.late, chances.first)
        if stage != lanes.later[first + lane, month]:
            weigh_next(lane, mix, fixed.setting, homes, tables, ways.next)
    own = Chances(chances.stay, chances.move[cohort:], chances.first, chances.within)
    live_month(homes, own, scratch.room, ways)


@compiled
def _come_back(at: tuple[int, int], lanes: Lanes, fixed: Fixed, found: Expected) -> Floats:
    """[lane] who comes back in a month, of all who left until then; `at`: first lane, month."""
    first, month = at
    for row in range(first, first + LANES):
        back = 0.0
        for left in range(month + 1):
            for way in range(found.left.shape[2]):
                back += found.left[row, left, way] * fixed.back[left, month, way]
        found.returns[row, month] += back * lanes.minor[row, month]
    return found.returns[first : first + LANES, month].copy()


@compiled
def _back_at_once(at: tuple[int, int], minor: Floats, fixed: Fixed, scratch: Scratch, found: Expected) -> Floats:
    """[lane] who arrives, leaves and comes back in one month; `at`: first lane, month."""
    first, month = at
    back = np.zeros(LANES)
    for kind in range(len(fixed.setting)):
        for lane in range(LANES):
            row = kind * LANES + lane
            for way in range(len(scratch.left_as)):
                left = scratch.room[BALANCE, row] * scratch.left_as[way, row]
                back[lane] += left * fixed.at_once[month, way] * minor[lane]
    found.returns[first : first + LANES, month] += back
    return back


@compiled
def _expect(at: tuple[int, int], arrivals: Floats, back: Floats, table: Levered, lanes: Lanes, fixed: Fixed) -> Floats:
    """[row] who begins a first home in a month; `at`: first lane, month; arrivals [lane, setting], back [lane]."""
    first, month = at
    next_ = table.next[month, ARRIVING]
    fresh = np.empty(len(fixed.setting) * LANES)
    for lane in range(LANES):
        row = first + lane
        one, other, share = lanes.stage[row, month], lanes.later[row, month], lanes.changed[row, month].mean()
        for kind in range(len(fixed.setting)):
            setting = fixed.setting[kind]
            shared = next_[one, setting] + (next_[other, setting] - next_[one, setting]) * share
            fresh[kind * LANES + lane] = (arrivals[lane, setting] + back[lane] * shared) * fixed.newly[month, kind]
    return fresh
