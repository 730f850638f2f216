"""The children in care at the cut through all months, each by the days of its own, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.recursion.course import Expected, Fixed, Scratch, begin_month, close, end_month, ways_of
from forecasting.recursion.filling import mix_of, spread_next
from forecasting.recursion.lanes import Lanes
from forecasting.recursion.levered import GROUP_OF_STAGE, GROWN, Levered
from forecasting.recursion.month import LANES, live_month
from forecasting.states import CARE_EDGES, HOME_EDGES, Floats, Ints

_CARE, _HOME = CARE_EDGES, HOME_EDGES


class Stock(NamedTuple):
    """Children in care at the cut, one a lane.

    kind of home (-1 in a lane left empty); care and home: in care and in the home since, in days from the cut.
    """

    kind: Ints
    care: Floats
    home: Floats


@compiled
def live_children(
    first: int, stock: Stock, table: Levered, lanes: Lanes, fixed: Fixed, found: Expected, scratch: Scratch
) -> None:
    """Take the children of some lanes through all months; the first home of each is the one of today."""
    some, homes, chances = slice(first, first + LANES), scratch.homes[0], scratch.chances
    homes[:] = 0.0
    for lane in range(LANES):
        if stock.kind[first + lane] >= 0:
            homes[0, stock.kind[first + lane] * LANES + lane] = 1.0
    for month in range(len(fixed.parts)):
        minor = lanes.minor[some, month].copy()
        if not minor.any():
            continue
        mix = mix_of(lanes.stage[some, month], lanes.later[some, month], lanes.changed[some, month])
        begin_month(month, mix, table, scratch)
        turned = lanes.changed[some, month].copy()
        for lane in range(LANES):
            _live((first + lane, lane, month), stock, table, lanes, fixed, scratch, turned[lane])
        by_moves = mix_of(lanes.stage[some, month], lanes.later[some, month], turned)
        spread_next(table.next[month], by_moves, scratch.ways.next)
        live_month(homes[: month + 2], chances, scratch.room, ways_of(month, fixed, scratch))
        close(homes[: month + 2], (first, -1, month), scratch, found)
        end_month(fixed.setting, minor, (first, month), scratch, found)


@compiled
def _live(
    at: tuple[int, int, int],
    stock: Stock,
    table: Levered,
    lanes: Lanes,
    fixed: Fixed,
    scratch: Scratch,
    turned: Floats,
) -> None:
    """Fill a child's chances of a month; `at`: row, lane, month.

    turned [part] becomes the share of moves out of today's home that come after the birthday.
    """
    row, lane, month = at
    width, chances, kind = fixed.parts[month], scratch.chances, max(stock.kind[row], 0)
    owed = np.zeros((len(chances.stay), len(fixed.setting), table.leaving.shape[4]))
    birthday = fixed.starts[month + 1] - lanes.changed[row, month].sum() * width
    chances.first[:, lane::LANES] = 1.0
    there = 1.0
    for part in range(len(owed)):
        opens, closes = fixed.starts[month] + part * width, fixed.starts[month] + (part + 1) * width
        turns = min(max(birthday, opens), closes)
        before, early = _stretch(at, lanes.stage[row, month], (opens, turns), stock, table, fixed, owed[part])
        after, late = _stretch(at, lanes.later[row, month], (turns, closes), stock, table, fixed, owed[part])
        chances.first[part, kind * LANES + lane] = there * (early + before * late)
        turned[part] = before * late / (early + before * late) if early + before * late > 0.0 else turned[part]
        there *= before * after
    chances.first[len(owed), kind * LANES + lane] = there
    for kind in range(len(fixed.setting)):
        total = owed[:, kind].sum()
        for part in range(len(owed)):
            chances.stay[part, kind * LANES + lane] = np.exp(-owed[part, kind].sum() / 2)
        for way in range(len(scratch.left_as)):
            share = owed[:, kind, way].sum() / total if total > 0.0 else 0.0
            scratch.left_as[way, kind * LANES + lane] = share


@compiled
def _stretch(
    at: tuple[int, int, int],
    stage: int,
    days: tuple[float, float],
    stock: Stock,
    table: Levered,
    fixed: Fixed,
    owed: Floats,
) -> tuple[float, float]:
    """The chances to be in today's home after days in one stage of age, and to have moved out of it in them.

    From one band of time to the next; owed [kind, way] takes up what the rates of leaving add up to.
    """
    (row, _, month), (now, closes), home = at, days, stock.kind[at[0]]
    there, moved = 1.0, 0.0
    while now < closes and not GROWN[stage]:
        care, until_care = _band(now - stock.care[row], _CARE)
        stay, until_home = _band(now - stock.home[row], _HOME)
        until = min(closes, stock.care[row] + until_care, stock.home[row] + until_home)
        leaves, rates = 0.0, table.leaving[month, GROUP_OF_STAGE[stage], :, care]
        for kind in range(len(owed)):
            for way in range(rates.shape[1]):
                owed[kind, way] += rates[fixed.setting[kind], way] * (until - now)
                leaves += rates[fixed.setting[kind], way] * (kind == home)
        moves = table.moving[month, stage, max(home, 0), stay]
        happens = there * (1.0 - np.exp(-(leaves + moves) * (until - now)))
        moved += happens * moves / (leaves + moves + 1e-300)
        there -= happens
        now = until
    return there, moved


@compiled
def _band(since: float, edges: Floats) -> tuple[int, float]:
    """The band of time that so many days are in, and the days at which the next begins."""
    band = 0
    while band + 1 < len(edges) and edges[band + 1] <= since:
        band += 1
    return band, edges[band + 1] if band + 1 < len(edges) else np.inf
