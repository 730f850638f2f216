"""Kinds of home that the recursion tells apart: settings, and places only where a scenario moves them apart.

What happens next depends on the setting. It depends on the place too where a scenario multiplies moving by place; then
the provider counts, because the next provider, and with it the place, depends on the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from forecasting.states import PLACES, PROVIDERS, SETTINGS, Floats, Ints
from forecasting.tables import NEWLY, Records


@dataclass(frozen=True)
class Kinds:
    """Kinds of home, in the order of their settings.

    setting and place [kind], the latter any place of the kind; begins [setting + 1] the first kind of each setting; of
    [setting, provider, place] the kind of a home, -1 where it cannot occur; newly [month, kind] the shares of the kinds
    of a setting for who comes from another; again [month, kind, kind] for who moves within it.
    """

    setting: Ints
    place: Ints
    begins: Ints
    of: Ints
    newly: Floats
    again: Floats


def kinds_of(rates: np.void, levers: Records, homes: Ints, months: int) -> Kinds:
    """The kinds to tell apart under one draw of rates and a scenario; homes [home, 2] are those that can occur."""
    of = np.full((len(SETTINGS), len(PROVIDERS), len(PLACES)), -1, dtype=np.int64)
    settings: list[int] = []
    places: list[int] = []
    begins = [0]
    for setting in range(len(SETTINGS)):
        moving = levers["moving"][0, :months, setting]
        if (moving == moving[:, :1]).all():
            of[setting] = len(settings)
            settings, places = [*settings, setting], [*places, 0]
        else:
            alike = np.unique(moving, axis=1, return_inverse=True)[1].reshape(-1)
            for provider in homes[homes[:, 0] == setting, 1]:
                for group in range(alike.max() + 1):
                    of[setting, provider, alike == group] = len(settings)
                    settings, places = [*settings, setting], [*places, int(np.argmax(alike == group))]
        begins.append(len(settings))
    made = np.array(settings, dtype=np.int64), np.array(places, dtype=np.int64), np.array(begins, dtype=np.int64)
    return Kinds(*made, of, *_shares(rates, levers, of, begins, months))


def _shares(rates: np.void, levers: Records, of: Ints, begins: list[int], months: int) -> tuple[Floats, Floats]:
    """[month, kind] and [month, kind, kind], as in `Kinds`."""
    newly, again = np.ones((months, begins[-1])), np.ones((months, begins[-1], begins[-1]))
    for setting, (first, last) in enumerate(pairwise(begins)):
        if last - first == 1:
            continue
        member = (of[setting][..., None] == np.arange(first, last)).astype(np.float64)
        providers = _weighed(rates["providers"][setting], levers["providers"][0, :months, setting])
        places = _weighed(rates["places"][setting], levers["places"][0, :months, setting])
        found = np.einsum("mbp,mpl,plk->mbk", providers, places, member)
        newly[:, first:last] = found[:, NEWLY]
        before = [int(np.flatnonzero((of[setting] == kind).any(axis=1))[0]) for kind in range(first, last)]
        again[:, first:last, first:last] = found[:, before]
    return newly, again


def _weighed(shares: Floats, multiply: Floats) -> Floats:
    """[month, before, choice] shares times what a scenario multiplies by, as they are where it leaves nothing."""
    weights = shares[None] * multiply[:, None, :]
    total = weights.sum(axis=-1, keepdims=True)
    plain = np.broadcast_to(shares[None], weights.shape)
    weights = np.where(total > 0, weights, plain)
    summed = weights.sum(axis=-1, keepdims=True)
    found: Floats = np.divide(weights, summed, out=np.zeros_like(weights), where=summed > 0)
    return found
