"""What the simulator reads event by event, as tables: rates by month and stage of age as a scenario leaves them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from forecasting.recursion.kinds import Kinds
from forecasting.recursion.times import PARTS, Times
from forecasting.states import BAND_AGES, UASC_GROUP, YOUNGEST, Floats, Ints
from forecasting.tables import ADULT, ARRIVING, RETURN_KIND, RETURN_KINDS, Records

STAGE_AGES: Ints = np.unique(np.append(BAND_AGES, YOUNGEST[YOUNGEST > 0])).astype(np.int64)
"""Ages at which a rate, or what is possible, changes: stages of age begin at birth and at each of them."""
STAGES = len(STAGE_AGES) + 1
GROUP_OF_STAGE: Ints = np.append(
    np.searchsorted(BAND_AGES, np.append(0, STAGE_AGES), side="right"), np.full(STAGES, UASC_GROUP)
).astype(np.int64)
"""[stage] the group of each; the stages of unaccompanied children come after the others."""
_OLDEST = np.tile(np.append(STAGE_AGES - 1, ADULT - 1), 2)


class Levered(NamedTuple):
    """Tables that one course of the recursion reads; `kind` is a kind of home.

    stay [month, month of arriving, part, kind, stage] the chance not to leave in half a part; stay_within [month, parts
    since, kind, stage] the same for who arrived in this month; left_as [month, month of arriving, way, kind, stage] the
    share of those leaving by each way from which children come back (as in RETURN_KIND); leaving [month, group,
    setting, days in care, way] a day, the last way being that of who never comes back.

    moving [month, stage, kind, days in the home] a day; move [month, month of beginning, part, kind, stage] the chance
    not to move until the middle of a part and then to move in it and, after the parts, not to move in the month; within
    [month, 2, parts since, kind, stage] moves expected in one part, and the chance of none in half of one; next [month,
    origin, stage, setting] where a move or an arrival leads.
    """

    stay: Floats
    stay_within: Floats
    left_as: Floats
    leaving: Floats
    moving: Floats
    move: Floats
    within: Floats
    next: Floats


def levered(rates: np.void, leaving: Floats, levers: Records, kinds: Kinds, times: Times) -> Levered:
    """The tables of one draw of rates, one course of the level of leaving [month], and one scenario."""
    months, lever = times.months, levers[0]
    left = _leaving(rates, leaving, lever, months)
    by_kind = left.sum(axis=-1)[:, GROUP_OF_STAGE][:, :, kinds.setting]
    next_, steer = _next(rates, lever, months)
    moving = _moving(rates, lever, kinds, steer, months)
    half = times.parts[:, None, None, None] / 2
    within = 2 * half * np.einsum("mskb,mdb->mdks", moving, times.home_within)
    stay = np.exp(-half[..., None] * np.einsum("mskb,mipb->mipks", by_kind, times.care, optimize=True))
    return Levered(
        stay=np.ascontiguousarray(stay),
        stay_within=np.ascontiguousarray(np.exp(-half * np.einsum("mskb,mdb->mdks", by_kind, times.care_within))),
        left_as=_left_as(left, kinds, times),
        leaving=left,
        moving=moving,
        move=_move(moving, times),
        within=np.stack([within, np.exp(-within / 2)], axis=1),
        next=next_,
    )


def _move(moving: Floats, times: Times) -> Floats:
    """[month, month of beginning, part or after them, kind, stage]."""
    months, stages, kinds = moving.shape[:3]
    expected = np.einsum("mskb,mjpb->mjpks", moving, times.home, optimize=True) * times.parts[:, None, None, None, None]
    found = np.empty((months, months, PARTS + 1, kinds, stages))
    upto = np.cumsum(expected, axis=2)
    found[:, :, :-1] = np.exp(expected / 2 - upto) * expected
    found[:, :, -1] = np.exp(-upto[:, :, -1])
    return found


def _left_as(left: Floats, kinds: Kinds, times: Times) -> Floats:
    """[month, month of arriving, way, kind, stage] shares, by the rates of the middle of the month."""
    since = times.care.mean(axis=2)
    same = np.arange(times.months)
    since[same, same] = times.care_within.mean(axis=1)
    by_way = np.einsum("mgsbw,mib->miwsg", left, since, optimize=True)
    total = by_way.sum(axis=2, keepdims=True)
    shares = np.divide(by_way, total, out=np.zeros_like(by_way), where=total > 0)[:, :, :RETURN_KINDS]
    return np.ascontiguousarray(shares[:, :, :, kinds.setting][..., GROUP_OF_STAGE])


def _leaving(rates: np.void, level: Floats, lever: np.void, months: int) -> Floats:
    """[month, group, setting, days in care, kind] a day."""
    to_kind = np.zeros((rates["leaving"].shape[-1], RETURN_KINDS + 1))
    to_kind[np.arange(len(to_kind)), RETURN_KIND[: len(to_kind)]] = 1.0
    scaled = np.einsum("gsbr,msr,rk->mgsbk", rates["leaving"], lever["leaving"][:months], to_kind, optimize=True)
    left: Floats = scaled * level[:, None, None, None, None]
    return left


def _next(rates: np.void, lever: np.void, months: int) -> tuple[Floats, Floats]:
    """[month, origin, stage, setting] shares, and [month, setting, stage] what they do to the rate of moving."""
    possible = (_OLDEST[:, None] >= YOUNGEST).astype(np.float64)
    plain = rates["settings"][:, GROUP_OF_STAGE] * possible
    weights = plain[None] * lever["towards"][:months, :, None, :]
    total, before = weights.sum(axis=-1), plain.sum(axis=-1)
    chosen = np.where(total[..., None] > 0, weights, plain[None])
    summed = chosen.sum(axis=-1, keepdims=True)
    shares = np.divide(chosen, summed, out=np.zeros_like(chosen), where=summed > 0)
    steered = (lever["steers"][:months, :, None] > 0) & (before > 0)
    ratio = np.divide(total, before, out=np.ones_like(total), where=steered)
    return shares, ratio[:, :ARRIVING]


def _moving(rates: np.void, lever: np.void, kinds: Kinds, steer: Floats, months: int) -> Floats:
    """[month, stage, kind, days in the home] a day."""
    rate = rates["moving"][GROUP_OF_STAGE][:, kinds.setting]
    multiply = (
        lever["moving"][:months, kinds.setting, kinds.place][:, None, :] * np.swapaxes(steer, 1, 2)[:, :, kinds.setting]
    )
    moving: Floats = rate[None] * multiply[..., None]
    return moving
