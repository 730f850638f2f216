"""The chances of one month by lane, from tables by stage of age, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.compiled import compiled
from forecasting.recursion.levered import GROUP_OF_STAGE
from forecasting.states import Floats, Ints

_STAGES = len(GROUP_OF_STAGE)


class Mix(NamedTuple):
    """Which stages of age [present] some lanes are in during a month, and for what share of it [stage, lane]."""

    present: Ints
    shares: Floats


@compiled
def mix_of(stage: Ints, later: Ints, changed: Floats) -> Mix:
    """The stages of some lanes in a month: at first, later, and the share of it after the change, each [lane]."""
    shares = np.zeros((_STAGES, len(stage)))
    for lane in range(len(stage)):
        shares[stage[lane], lane] += 1.0 - changed[lane]
        shares[later[lane], lane] += changed[lane]
    present = np.flatnonzero(shares.sum(axis=1))
    return Mix(present, shares)


@compiled
def spread(by_stage: Floats, mix: Mix, rows: Floats) -> None:
    """Fill each of `rows` [one, row] from by_stage [one, kind, stage], lane by lane."""
    lanes, kinds = mix.shares.shape[1], by_stage.shape[1]
    for one in range(len(by_stage)):
        row = rows[one]
        for kind in range(kinds):
            for lane in range(lanes):
                row[kind * lanes + lane] = 0.0
        for stage in mix.present:
            share = mix.shares[stage]
            for kind in range(kinds):
                value = by_stage[one, kind, stage]
                for lane in range(lanes):
                    row[kind * lanes + lane] += value * share[lane]


@compiled
def spread_next(by_stage: Floats, mix: Mix, next_: Floats) -> None:
    """Fill next_ [setting, origin, lane] from by_stage [origin, stage, setting]."""
    next_[:] = 0.0
    for stage in mix.present:
        share = mix.shares[stage]
        for setting in range(len(next_)):
            for origin in range(len(next_)):
                value = by_stage[origin, stage, setting]
                for lane in range(len(share)):
                    next_[setting, origin, lane] += value * share[lane]
