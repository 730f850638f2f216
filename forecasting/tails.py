"""Dear and cheap homes in the simulated months: a few very dear prices, drawn child by child, never their mean alone.

Children in a kind of home fill its places one after another. Each place has a price drawn from the prices of single
homes; it is drawn again when, on average, the child in it would have moved. What a place costs depends on the seed, the
kind of home, the run and the place alone, so that two scenarios meet the same prices.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forecasting.states import Floats
from placements.prices import Spread

_MEAN_STAY_DAYS = 444.0
"""Mean length of a placement in a children's home: England, placements ceasing in 2023-24."""
_MOST_PLACES = 256
"""Beyond so many children in one kind of home the mean of their prices is the mean."""


class Tails:
    """The prices of the places of one kind of home, as factors of its mean price, by run and month."""

    def __init__(self, spread: Spread, lengths: Sequence[float], runs: int, seed: Sequence[int]) -> None:
        self._spread, self._runs, self._seed = spread, runs, tuple(seed)
        self._renewed = 1 - np.exp(-np.asarray(lengths) / _MEAN_STAY_DAYS)
        self._upto = np.zeros((1, runs, len(self._renewed)))
        order = np.random.default_rng([*self._seed, _MOST_PLACES])
        counts = np.rint(spread.weights * spread.children).astype(np.int64)
        self._today = order.permuted(np.tile(np.repeat(spread.factors, counts), (runs, 1)), axis=1)

    def factors(self, children: Floats) -> Floats:
        """[run, month] the mean factor over so many children [run, month], of whom the last may be there in part."""
        whole = np.minimum(np.floor(children), _MOST_PLACES).astype(np.int64)
        self._fill(min(int(whole.max(initial=0)) + 1, _MOST_PLACES))
        run, month = np.indices(children.shape)
        below = self._upto[whole, run, month]
        above = self._upto[np.minimum(whole + 1, len(self._upto) - 1), run, month]
        part = np.where(whole < _MOST_PLACES, children - whole, 0.0)
        beyond = np.where(whole >= _MOST_PLACES, children - _MOST_PLACES, 0.0)
        summed = below + part * (above - below) + beyond
        mean: Floats = np.where(children > 0, summed / np.maximum(children, 1e-12), 1.0)
        return mean

    def _fill(self, places: int) -> None:
        """Draw the places up to so many, each from a generator of its own."""
        added = [self._place(place) for place in range(len(self._upto) - 1, places)]
        if added:
            self._upto = np.concatenate([self._upto, self._upto[-1] + np.cumsum(added, axis=0)])

    def _place(self, place: int) -> Floats:
        """[run, month] the factor of one place: at first a child's of today where there is one, later drawn anew."""
        rng = np.random.default_rng([*self._seed, place])
        shape = (self._runs, len(self._renewed))
        # One draw serves both: whether the price is drawn anew, and, where it is, which one it is.
        chance = rng.random(shape)
        renewed = chance < self._renewed
        known = place < self._today.shape[1]
        renewed[:, 0] = not known
        within = np.where(
            renewed, chance / np.where(renewed[:, :1] & (np.arange(shape[1]) == 0), 1.0, self._renewed), 0
        )
        cumulative = np.cumsum(self._spread.weights)
        drawn = self._spread.factors[np.minimum(np.searchsorted(cumulative, within), len(cumulative) - 1)]
        if known:
            drawn[:, 0] = self._today[:, place]
        last = np.maximum.accumulate(np.where(renewed, np.arange(shape[1]), 0), axis=1)
        return np.take_along_axis(drawn, last, axis=1)
