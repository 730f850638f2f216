"""The chances of one month by lane, from tables by stage of age, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.recursion.lasting import MOVED, STILL
from forecasting.recursion.levered import GROUP_OF_STAGE
from forecasting.states import Floats, Ints

_STAGES = len(GROUP_OF_STAGE)


class Mix(NamedTuple):
    """Stages of age [present] that some lanes are in during a month, and for what share of each [part, stage, lane]."""

    present: Ints
    shares: Floats


@compiled
def mix_of(stage: Ints, later: Ints, changed: Floats) -> Mix:
    """The stages of some lanes in a month: at first and later [lane], and the share after the change [lane, part]."""
    lanes, parts = changed.shape
    shares = np.zeros((parts, _STAGES, lanes))
    for lane in range(lanes):
        for part in range(parts):
            shares[part, stage[lane], lane] += 1.0 - changed[lane, part]
            shares[part, later[lane], lane] += changed[lane, part]
    present = np.flatnonzero(shares.sum(axis=0).sum(axis=1))
    return Mix(present, shares)


@compiled
def spread(by_stage: Floats, part: int, mix: Mix, row: Floats) -> None:
    """Fill a row from by_stage [kind, stage], lane by lane, with the stages of a part."""
    lanes = mix.shares.shape[2]
    row[:] = 0.0
    for stage in mix.present:
        share = mix.shares[part, stage]
        for kind in range(len(by_stage)):
            value = by_stage[kind, stage]
            for lane in range(lanes):
                row[kind * lanes + lane] += value * share[lane]


@compiled
def spread_next(by_stage: Floats, mix: Mix, next_: Floats) -> None:
    """Fill next_ [part, setting, origin, lane] from by_stage [origin, stage, setting]."""
    next_[:] = 0.0
    for part in range(len(next_)):
        for stage in mix.present:
            share = mix.shares[part, stage]
            for setting in range(next_.shape[1]):
                for origin in range(next_.shape[2]):
                    value = by_stage[origin, stage, setting]
                    for lane in range(len(share)):
                        next_[part, setting, origin, lane] += value * share[lane]


@compiled
def spread_stay(stay: Floats, mix: Mix, rows: Floats) -> None:
    """Fill rows [part, row] from stay [part, kind, stage]."""
    for part in range(len(stay)):
        spread(stay[part], part, mix, rows[part])


@compiled
def spread_within(within: Floats, mix: Mix, rows: Floats) -> None:
    """Fill rows [part, 2, parts since, row] from within [2, parts since, kind, stage]."""
    for part in range(len(rows)):
        for since in range(part + 1):
            for which in range(2):
                spread(within[which, since], part, mix, rows[part, which, since])


@compiled
def spread_moves(keep: Floats, mix: Mix, rows: Floats) -> None:
    """Fill rows [part, row] with chances to move in each part and, last, in none, from keep [part, kind, stage]."""
    parts = len(keep)
    rows[parts] = 1.0
    for part in range(parts):
        spread(keep[part], part, mix, rows[part])
        for row in range(rows.shape[1]):
            kept = rows[parts, row] * rows[part, row]
            rows[part, row] = rows[parts, row] - kept
            rows[parts, row] = kept


@compiled
def spread_first(first: Floats, mix: Mix, rows: Floats, spare: Floats) -> None:
    """Fill rows [part, row] with chances to move out of the first home in each part and, last, to be there.

    first [part, 2, kind, stage] as in `Levered`.
    """
    parts = len(first)
    rows[parts] = 1.0
    for part in range(parts):
        spread(first[part, STILL], part, mix, spare)
        spread(first[part, MOVED], part, mix, rows[part])
        for row in range(rows.shape[1]):
            rows[part, row] *= rows[parts, row]
            rows[parts, row] *= spare[row]


@compiled
def weigh_next(
    lane: int, mix: Mix, setting: Ints, homes: Floats, tables: tuple[Floats, Floats, Floats], next_: Floats
) -> None:
    """Lead the moves of a lane whose birthday falls in the month by how many come before it and how many after.

    setting [kind]; homes [first, then by month of beginning, row]; tables: first [part, 2, kind, stage], move [month of
    beginning, part, kind, stage] and next [origin, stage, setting] of the month; next_ as in `spread_next`.
    """
    first, move, by_stage = tables
    lanes, settings = mix.shares.shape[2], next_.shape[1]
    moves = np.empty((settings, _STAGES))
    for part in range(len(next_)):
        moves[:] = 0.0
        for stage in mix.present:
            share = mix.shares[part, stage, lane]
            if share == 0.0:
                continue
            for kind in range(len(setting)):
                row, origin = kind * lanes + lane, setting[kind]
                moves[origin, stage] += share * homes[0, row] * first[part, MOVED, kind, stage]
                for began in range(len(homes) - 2):
                    moves[origin, stage] += share * homes[began + 1, row] * (1.0 - move[began, part, kind, stage])
        for origin in range(settings):
            total = moves[origin].sum()
            if total > 0.0:
                next_[part, :, origin, lane] = 0.0
                for stage in mix.present:
                    share = moves[origin, stage] / total
                    for to in range(settings):
                        next_[part, to, origin, lane] += by_stage[origin, stage, to] * share


@compiled
def lean(lane: int, slope: float, stage: int, at: tuple[int, int], late: Floats, rows: Floats) -> None:
    """Let the chances of a lane's first homes be those of who came late in their month (slope 1) or early (-1).

    `at`: month, month of arriving; late as in `Levered`, rows as of `spread_first`, of lanes without a slope.
    """
    month, came = at
    parts, lanes = late.shape[2], rows.shape[1] // late.shape[4]
    for kind in range(late.shape[4]):
        row = kind * lanes + lane
        before = late[month - 1, came, parts - 1, STILL, kind, stage] if month > came else 0.0
        for part in range(parts):
            rows[part, row] *= (1.0 + slope * late[month, came, part, MOVED, kind, stage]) / (1.0 + slope * before)
        rows[parts, row] *= (1.0 + slope * late[month, came, parts - 1, STILL, kind, stage]) / (1.0 + slope * before)
