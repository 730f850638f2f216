"""What the simulator reads event by event, as tables: rates by month and stage of age as a scenario leaves them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from forecasting.recursion.kinds import Kinds
from forecasting.recursion.lasting import last
from forecasting.recursion.times import PARTS, Times
from forecasting.states import BAND_AGES, UASC_GROUP, YOUNGEST, Floats, Ints
from forecasting.tables import ADULT, ARRIVING, RETURN_KIND, RETURN_KINDS, Records

STAGE_AGES: Ints = np.unique(np.concatenate([BAND_AGES, YOUNGEST[YOUNGEST > 0], [ADULT]])).astype(np.int64)
"""Ages at which a rate, or what is possible, changes: stages of age begin at birth and at each of them."""
STAGES = len(STAGE_AGES) + 1
"""Stages of age; in the last, from 18 on, nobody leaves or moves any more."""
GROUP_OF_STAGE: Ints = np.append(
    np.searchsorted(BAND_AGES, np.append(0, STAGE_AGES), side="right"), np.full(STAGES, UASC_GROUP)
).astype(np.int64)
"""[stage] the group of each; the stages of unaccompanied children come after the others."""
GROWN: npt.NDArray[np.bool_] = np.tile(np.arange(STAGES) == STAGES - 1, 2)
"""[stage] whether it is that of who is 18."""
_OLDEST = np.tile(np.append(STAGE_AGES - 1, ADULT), 2)


class Levered(NamedTuple):
    """Tables that one course of the recursion reads; `kind` is a kind of home.

    stay [month, month of arriving, part, kind, stage] the chance not to leave in half a part; left_as [month, month of
    arriving, way, kind, stage] the share of those leaving by each way from which children come back (as in
    RETURN_KIND); leaving [month, group, setting, days in care, way] a day, the last way being that of who never comes
    back.

    moving [month, stage, kind, days in the home] a day; move [month, month of beginning, part, kind, stage] the chance
    not to move in a part; first [month, month of arriving, part, 2, kind, stage] of who is in the first home as a part
    begins, the chances to be there as it ends and to move in it, and late [..., 2, kind, stage] how late in their month
    both came on average, from -1 to 1; within [month, 2, parts since, kind, stage], of homes
    begun in the month itself, moves expected in one part and the chance of none in half of one; next [month, origin,
    stage, setting] where a move or an arrival leads.
    """

    stay: Floats
    left_as: Floats
    leaving: Floats
    moving: Floats
    move: Floats
    first: Floats
    late: Floats
    within: Floats
    next: Floats


def levered(rates: np.void, leaving: Floats, levers: Records, kinds: Kinds, times: Times) -> Levered:
    """The tables of one draw of rates, one course of the level of leaving [month], and one scenario."""
    months, lever = times.months, levers[0]
    left = _leaving(rates, leaving, lever, months)
    next_, steer = _next(rates, lever, months)
    moving = _moving(rates, lever, kinds, steer, months)
    by_kind = left.sum(axis=-1)[:, GROUP_OF_STAGE][:, :, kinds.setting] * ~GROWN[:, None, None]
    by_row = [np.ascontiguousarray(np.moveaxis(each, -1, 1).swapaxes(2, 3)) for each in (by_kind, moving)]
    shape = by_row[0].shape[2:]
    leaves, moves = (each.reshape(*each.shape[:2], -1) for each in by_row)
    stay, move, first, late = last(leaves, moves, times.care, times.home)
    stay = stay.reshape(*stay.shape[:3], *shape)
    _just_come(stay, by_kind, times)
    within = times.parts[:, None, None, None] * np.einsum("mskb,mdb->mdks", moving, times.home_within)
    return Levered(
        stay=stay,
        left_as=_left_as(left, kinds, times),
        leaving=left,
        moving=moving,
        move=move.reshape(*move.shape[:3], *shape),
        first=first.reshape(*first.shape[:4], *shape),
        late=late.reshape(*late.shape[:4], *shape),
        within=np.stack([within, np.exp(-within / 2)], axis=1),
        next=next_,
    )


def _just_come(stay: Floats, by_kind: Floats, times: Times) -> None:
    """In the month of arriving only those have moved who came in the same part or before it."""
    came = np.cumsum(times.care_within, axis=1) / np.arange(1, PARTS + 1)[:, None]
    half = times.parts[:, None, None, None] / 2
    same = np.arange(times.months)
    stay[same, same] = np.exp(-half * np.einsum("mskb,mpb->mpks", by_kind, came))


def _left_as(left: Floats, kinds: Kinds, times: Times) -> Floats:
    """[month, month of arriving, way, kind, stage] shares, by the rates of all moments of the month."""
    since = times.care.sum(axis=(2, 3))
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
    moving: Floats = rate[None] * multiply[..., None] * ~GROWN[:, None, None]
    return moving
