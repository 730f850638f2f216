"""Months of birth through all months, in compiled code: those born in them arrive, leave, and may come back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.recursion.filling import mix_of, spread, spread_next
from forecasting.recursion.lanes import Lanes
from forecasting.recursion.levered import Levered
from forecasting.recursion.month import BALANCE, FIRST_PART, LANES, MOVED, Ways, arrive_in, live_month
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

    homes [cohort, month of beginning, row]; stay [part, row], left_as [way, row], move [month of beginning, part, row],
    within [2, parts since, row], room and next, out, reached as in `live_month`.
    """

    homes: Floats
    stay: Floats
    left_as: Floats
    move: Floats
    within: Floats
    room: Floats
    next: Floats
    out: Floats
    reached: Floats


def nothing_yet(lanes: int, months: int, settings: int, cohorts: int, ways: int) -> Expected:
    """Room for what is expected."""
    by_month = (lanes, months)
    exits, adult, moves, returns = (np.zeros(by_month) for _ in range(4))
    stock, left = np.zeros((*by_month, settings)), np.zeros((*by_month, ways))
    return Expected(stock, left, exits, adult, moves, returns, np.zeros((lanes, cohorts, months)))


@compiled
def close(
    homes: Floats, setting: Ints, minor: Floats, at: tuple[int, int, int], scratch: Scratch, found: Expected
) -> None:
    """Book a month of the homes of one cohort, and let those go who turned 18.

    `at`: first lane, cohort (-1: none), month; minor [lane] is the share of the month before the 18th birthday.
    """
    first, cohort, month = at
    there = scratch.room[FIRST_PART]
    there[:] = 0.0
    for began in range(len(homes)):
        for row in range(len(there)):
            there[row] += homes[began, row]
    for lane in range(LANES):
        share, lived = minor[lane], first + lane
        for kind in range(len(setting)):
            row = kind * LANES + lane
            left, stayed = scratch.room[BALANCE, row], there[row]
            found.moves[lived, month] += scratch.room[MOVED, row] * share
            if share < 1.0:
                found.adult[lived, month] += left * (1.0 - share) + stayed
                left, stayed = left * share, 0.0
                found.exits[lived, month] += scratch.room[BALANCE, row] - left + there[row]
            found.exits[lived, month] += left
            for way in range(len(scratch.left_as)):
                found.left[lived, month, way] += left * scratch.left_as[way, row]
            found.stock[lived, month, setting[kind]] += stayed
            if cohort >= 0:
                found.cohort[lived, cohort, month] += stayed
        if share < 1.0:
            homes[:, lane::LANES] = 0.0
    scratch.room[BALANCE] = 0.0
    scratch.room[MOVED] = 0.0


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
        mix = mix_of(lanes.stage[some, month], lanes.later[some, month], lanes.changed[some, month])
        spread_next(table.next[month], mix, scratch.next)
        spread(table.within[month, 0], mix, scratch.within[0])
        spread(table.within[month, 1], mix, scratch.within[1])
        ways = Ways(fixed.begins, fixed.newly[month], fixed.again[month], scratch.next, scratch.out, scratch.reached)
        for began in range(month):
            spread(table.move[month, began], mix, scratch.move[began])
        for cohort in range(month):
            homes = scratch.homes[cohort, cohort : month + 1]
            spread(table.stay[month, cohort], mix, scratch.stay)
            spread(table.left_as[month, cohort], mix, scratch.left_as)
            live_month(homes, scratch.stay, scratch.move[cohort:], scratch.within, scratch.room, ways)
            close(homes, fixed.setting, minor, (first, cohort, month), scratch, found)
        spread(table.stay_within[month], mix, scratch.stay)
        spread(table.left_as[month, month], mix, scratch.left_as)
        fresh = _expect_arrivals((first, month), arrivals, table.next[month, ARRIVING], lanes, fixed, found)
        _arrive(scratch.homes[month, month : month + 1], fresh, scratch, ways)
        close(scratch.homes[month, month : month + 1], fixed.setting, minor, (first, month, month), scratch, found)


@compiled
def _arrive(homes: Floats, fresh: Floats, scratch: Scratch, ways: Ways) -> None:
    """Let `fresh` [row] arrive in each part of the month; stay [parts since] is moved on to the parts of the month."""
    parts = len(scratch.stay)
    stay = np.empty_like(scratch.stay)
    for part in range(parts):
        for later in range(part, parts):
            stay[later] = scratch.stay[later - part]
        arrive_in(part, fresh, stay, scratch.within, scratch.room, ways)
        for later in range(parts):
            for row in range(len(fresh)):
                new = scratch.room[FIRST_PART + parts + later, row]
                homes[0, row] += new
                scratch.room[BALANCE, row] -= new


@compiled
def _expect_arrivals(
    at: tuple[int, int], arrivals: Floats, next_: Floats, lanes: Lanes, fixed: Fixed, found: Expected
) -> Floats:
    """[row] who arrives in one part of a month; `at`: first lane, month; next_ [stage, setting] of who comes back."""
    first, month = at
    fresh = np.empty(len(fixed.setting) * LANES)
    for lane in range(LANES):
        row = first + lane
        back = found.returns[row, month]
        for left in range(month + 1):
            for kind in range(found.left.shape[2]):
                back += found.left[row, left, kind] * fixed.back[left, month, kind] * lanes.minor[row, month]
        found.returns[row, month] = back
        one, other, share = lanes.stage[row, month], lanes.later[row, month], lanes.changed[row, month]
        for kind in range(len(fixed.setting)):
            setting = fixed.setting[kind]
            shared = next_[one, setting] + (next_[other, setting] - next_[one, setting]) * share
            coming = (arrivals[row, month, setting] + back * shared) * fixed.newly[month, kind]
            fresh[kind * LANES + lane] = coming * fixed.parts[month] / (fixed.starts[month + 1] - fixed.starts[month])
    return fresh
