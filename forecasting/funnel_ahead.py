"""Places that recruitment will bring and departures take, month by month, as joint draws under one seed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.funnel import DAYS_A_YEAR, Funnel, Share
from forecasting.states import Floats, Ints

_DAYS_A_MONTH = DAYS_A_YEAR / 12
_MONTHS_BACK = 24
_TWO_OR_MORE = 75 / 120
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PlacesAhead:
    """Whole numbers [draw, month]: one draw is one possible future, and the same draw in every array.

    households approved; gained: places of newly approved households, in the month they can take their first child;
    left: places that go with households that leave. months: their first days.
    """

    months: tuple[dt.date, ...]
    households: Whole
    gained: Whole
    left: Whole

    @property
    def net(self) -> Whole:
        """[draw, month] places more (or, below nought, fewer) than at the start, by the end of each month."""
        return np.cumsum(self.gained - self.left, axis=1)


def places_ahead(
    funnel: Funnel,
    first: dt.date,
    months: int,
    draws: int,
    seed: int,
    *,
    enquiries: float = 1.0,
    leaving: float = 1.0,
) -> PlacesAhead:
    """Simulate recruitment and departures of mainstream households over `months` from the first of a month on.

    Households that asked in the two years before are still on their way. `enquiries` and `leaving` multiply how many
    ask and how fast households leave from `first` on; with the same seed more who ask never bring fewer places, in any
    draw and month, nor fewer who leave lose more. The same arguments give the same numbers.
    """
    chances = _Chances(seed)
    starts = _first_days(first, -_MONTHS_BACK, months)
    edges = np.array([(day - first).days for day in _first_days(first, 0, months + 1)])
    asked = _asked(funnel, starts, draws, chances, enquiries)
    approved, ready, there = _begun(funnel, asked, starts, first, chances)
    rate = _gamma(chances, funnel.leaves, draws) * leaving / DAYS_A_YEAR
    mean = _gamma(chances, funnel.places, draws)
    size = _sizes(mean, chances.next().random(approved.shape[::-1]).T)
    gone = approved + _until_gone(chances.next().exponential(size=approved.shape[::-1]).T, rate)
    counted = size * (there & (gone > ready))
    now = _until_gone(chances.next().exponential(size=(draws, funnel.households)), rate)
    size_now = _sizes(mean, chances.next().random(now.shape))
    return PlacesAhead(
        months=tuple(starts[_MONTHS_BACK:]),
        households=_by_month(approved, there.astype(np.int64), edges),
        gained=_by_month(ready, counted, edges),
        left=_by_month(gone, counted, edges) + _by_month(now, size_now, edges),
    )


class _Chances:
    """Streams of chance, one for each thing that may happen: how much one takes changes no other."""

    def __init__(self, seed: int) -> None:
        self._seed, self._taken = seed, 0

    def next(self) -> np.random.Generator:
        """The next stream."""
        self._taken += 1
        return np.random.default_rng(np.random.SeedSequence((self._seed, self._taken)))


def _gamma(chances: _Chances, rate: Share, draws: int) -> Floats:
    """[draw, 1] a rate as it may be."""
    return chances.next().gamma(rate.hits, 1 / rate.of, (draws, 1))


def _until_gone(lives: Floats, rate: Floats) -> Floats:
    """Days until a household leaves; never where nobody does."""
    never: Floats = np.full(lives.shape, np.inf)
    with np.errstate(over="ignore"):  # beyond the largest number is never, too
        np.divide(lives, rate, out=never, where=rate > 0)
    return never


def _first_days(first: dt.date, begin: int, end: int) -> list[dt.date]:
    months = [first.year * 12 + first.month - 1 + step for step in range(begin, end)]
    return [dt.date(month // 12, month % 12 + 1, 1) for month in months]


def _asked(funnel: Funnel, starts: list[dt.date], draws: int, chances: _Chances, enquiries: float) -> Ints:
    """[draw, month] households that ask: as counted where they were, else drawn from the rate."""
    rate = _gamma(chances, funnel.asks, draws) / 12
    known = np.array([funnel.asked.get(day, -1) for day in starts])
    factor = np.where(np.arange(len(starts)) < _MONTHS_BACK, 1.0, enquiries)
    drawn = _poisson(rate * factor, chances.next().random((draws, len(starts))))
    return np.where((known >= 0) & (np.arange(len(starts)) < _MONTHS_BACK), known, drawn)


def _begun(
    funnel: Funnel, asked: Ints, starts: list[dt.date], first: dt.date, chances: _Chances
) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """[draw, household]: days from `first` to approval and to a first child, and whether it is approved at all.

    Every household that might ask has its own chance and times, whether it asks or not: who asks more keeps the rest.
    """
    draws, months = asked.shape
    shape = (max(int(asked.max(initial=0)), 1), months, draws)
    share = funnel.goes_on.draws(chances.next(), draws)
    middles = [lag.middles(chances.next(), draws) for lag in (funnel.to_approval, funnel.to_first_child)]
    asks = np.arange(shape[0])[:, None, None] < asked.T
    within = chances.next().random(shape) * _DAYS_A_MONTH
    begin = np.array([(day - first).days for day in starts])[:, None] + within
    approved = begin + np.exp(middles[0] + funnel.to_approval.spread * chances.next().normal(size=shape))
    ready = approved + np.exp(middles[1] + funnel.to_first_child.spread * chances.next().normal(size=shape))
    there = asks & (chances.next().random(shape) < share) & (approved >= 0)
    return tuple(one.reshape(-1, draws).T for one in (approved, ready, there))  # type: ignore[return-value]


def _poisson(rate: Floats, chance: Floats) -> Ints:
    """Poisson counts by inversion, so that a higher rate never gives fewer under the same chance."""
    count = np.zeros(chance.shape, dtype=np.int64)
    term = np.exp(-np.broadcast_to(rate, chance.shape))
    upto = term.copy()
    for number in range(1, int(rate.max() + 12 * np.sqrt(rate.max()) + 12)):
        count += chance > upto
        term = term * rate / number
        upto += term
    return count


def _sizes(mean: Floats, chance: Floats) -> Ints:
    """Places of single households, one to three, with this mean: shared out as York's were in 2018-19 (45, 30, 45)."""
    more = mean - 1
    return 1 + (chance < _TWO_OR_MORE * more).astype(np.int64) + (chance < (1 - _TWO_OR_MORE) * more).astype(np.int64)


def _by_month(days: Floats, number: Ints, edges: Ints) -> Whole:
    """[draw, month] the numbers that fall in each month."""
    draws, months = len(days), len(edges) - 1
    month = np.searchsorted(edges, days.ravel(), side="right") - 1
    inside = (month >= 0) & (month < months)
    draw = np.repeat(np.arange(draws), days.shape[1])
    weights = np.broadcast_to(number, days.shape).ravel()
    found = np.bincount(draw[inside] * months + month[inside], weights=weights[inside], minlength=draws * months)
    return found.reshape(draws, months).astype(np.int64)
