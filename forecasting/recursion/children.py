"""The children in care at the cut through all months, each by the days of its own, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.recursion.course import Expected, Fixed, Scratch, close
from forecasting.recursion.filling import mix_of, spread, spread_next
from forecasting.recursion.lanes import Lanes
from forecasting.recursion.levered import GROUP_OF_STAGE, Levered
from forecasting.recursion.month import LANES, Ways, live_month
from forecasting.states import CARE_EDGES, HOME_EDGES, Floats, Ints

_GROUP, _CARE, _HOME = GROUP_OF_STAGE, CARE_EDGES, HOME_EDGES


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
    some, homes = slice(first, first + LANES), scratch.homes[0]
    homes[:] = 0.0
    for lane in range(LANES):
        if stock.kind[first + lane] >= 0:
            homes[0, stock.kind[first + lane] * LANES + lane] = 1.0
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
            spread(table.move[month, began], mix, scratch.move[began + 1])
        for lane in range(LANES):
            at, opens = (first + lane, lane, month), fixed.starts[month]
            _stays(at, opens - stock.care[first + lane], fixed, table.leaving[month], lanes, scratch)
            _moves(
                at,
                opens - stock.home[first + lane],
                stock.kind[first + lane],
                fixed.parts[month],
                table.moving[month],
                lanes,
                scratch,
            )
        live_month(homes[: month + 2], scratch.stay, scratch.move, scratch.within, scratch.room, ways)
        close(homes[: month + 2], fixed.setting, minor, (first, -1, month), scratch, found)


@compiled
def _share_in(since: float, width: float, edges: Floats, band: int) -> float:
    """The share of the days from `since` to `since` + width that lies in a band."""
    low, high = max(since, edges[band]), since + width
    if band + 1 < len(edges):
        high = min(high, edges[band + 1])
    share: float = max(high - low, 0.0) / width
    return share


@compiled
def _stays(
    at: tuple[int, int, int], since: float, fixed: Fixed, leaving: Floats, lanes: Lanes, scratch: Scratch
) -> None:
    """A child's chances not to leave, by the days of the month in each band of time in care; `at`: row, lane, month."""
    row, lane, month = at
    one, other, changed = _GROUP[lanes.stage[row, month]], _GROUP[lanes.later[row, month]], lanes.changed[row, month]
    width, kinds = fixed.parts[month], len(fixed.setting)
    summed = np.zeros((kinds, leaving.shape[3]))
    for part in range(len(scratch.stay)):
        rates = np.zeros((kinds, leaving.shape[3]))
        for band in range(len(_CARE)):
            share = _share_in(since + part * width, width, _CARE, band)
            if share > 0.0:
                for kind in range(kinds):
                    before, after = leaving[one, fixed.setting[kind], band], leaving[other, fixed.setting[kind], band]
                    rates[kind] += share * (before + (after - before) * changed)
        summed += rates
        for kind in range(kinds):
            scratch.stay[part, kind * LANES + lane] = np.exp(-rates[kind].sum() * width / 2)
    for kind in range(kinds):
        total = summed[kind].sum()
        for way in range(len(scratch.left_as)):
            scratch.left_as[way, kind * LANES + lane] = summed[kind, way] / total if total > 0.0 else 0.0


@compiled
def _moves(
    at: tuple[int, int, int], since: float, kind: int, width: float, rates: Floats, lanes: Lanes, scratch: Scratch
) -> None:
    """A child's chances to move out of the home of today, by the days that the child is in each band of time there."""
    row, lane, month = at
    parts = len(scratch.stay)
    for other in range(rates.shape[1]):
        scratch.move[0, :parts, other * LANES + lane] = 0.0
        scratch.move[0, parts, other * LANES + lane] = 1.0
    if kind < 0:
        return
    before, after = rates[lanes.stage[row, month], kind], rates[lanes.later[row, month], kind]
    passed = 0.0
    for part in range(parts):
        moving = 0.0
        for band in range(len(_HOME)):
            share = _share_in(since + part * width, width, _HOME, band)
            moving += share * (before[band] + (after[band] - before[band]) * lanes.changed[row, month]) * width
        scratch.move[0, part, kind * LANES + lane] = np.exp(-passed - moving / 2) * moving
        passed += moving
    scratch.move[0, parts, kind * LANES + lane] = np.exp(-passed)
