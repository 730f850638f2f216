"""How a yearly level went, and may go on: growth that fades, years that stand out, and chance, each as far as seen.

The logarithm of the level is a Gaussian process: a constant; growth that wanders and fades (an integrated
Ornstein-Uhlenbeck process: a damped trend); and years above or below that pass again (a stationary one). Counts about
it are negative binomial. How strong each part is, is not chosen but weighed: every combination on a grid has the weight
that the counts give it (Laplace's approximation: Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006,
3.4 and 5.5.1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from scipy.special import gammaln

from forecasting.states import Floats

QUARTERS_A_YEAR = 4
_PASSING_YEARS = 1.5
_ROUNDS = 12
_FURTHEST = 6.0


@dataclass(frozen=True)
class Belief:
    """What is believed of a level before anything is counted, each with its weight.

    constant: how far the level may lie from the mean of its record, as a share; growth: (share a year, years it lasts,
    weight); passing: (share above or below, weight); extra: (variance of a quarter beyond chance, as a share of the
    squared mean; weight). How much of each is believed afterwards is learnt.
    """

    constant: float
    growth: tuple[tuple[float, float, float], ...]
    passing: tuple[tuple[float, float], ...]
    extra: tuple[tuple[float, float], ...]


_EXTRA = ((0.003, 0.7), (0.03, 0.2), (0.1, 0.1))
ENTRIES = Belief(
    constant=1.0,
    growth=((0.04, 25.0, 0.6), (0.0, 1.0, 0.4)),
    passing=((0.0, 0.7), (0.25, 0.1), (0.5, 0.2)),
    extra=_EXTRA,
)
"""Entries mostly grow or fall by a few per cent a year for long; years that stand out need evidence."""
LEAVING = Belief(
    constant=0.02,
    growth=((0.03, 8.0, 0.1), (0.0, 1.0, 0.9)),
    passing=((0.0, 0.9), (0.12, 0.1)),
    extra=_EXTRA,
)
"""Rates of leaving mostly stay as they are; the same exits have already told their level."""


@dataclass(frozen=True)
class _Grid:
    """Combinations: their weight, covariance [combination, time, time] over past and future, and extra variance."""

    prior: Floats
    covariance: Floats
    extra: Floats


@dataclass(frozen=True)
class _Fit:
    """By combination: log evidence, and what prediction needs of the past (gradient, root weights, Cholesky factor)."""

    evidence: Floats
    gradient: Floats
    root: Floats
    factor: Floats


def draw_levels(
    counts: Floats, exposure: Floats, belief: Belief, ahead: int, draws: int, rng: np.random.Generator
) -> Floats:
    """[draw, quarter] events for each unit of exposure in the next `ahead` quarters, after these counts and exposures.

    The chance that a whole quarter has beyond the chance of single events is in the draws. A quarter without exposure
    says nothing. The same generator state gives the same draws.
    """
    exposure = np.maximum(exposure, 1e-9)
    past, centre = len(counts), np.log((counts.sum() + 0.5) / exposure.sum())
    grid = _grid(belief, past, ahead)
    fit = _fit(counts, exposure * np.exp(centre), grid)
    weights = grid.prior * np.exp(fit.evidence - fit.evidence.max())
    chosen = np.sort(rng.choice(len(weights), size=draws, p=weights / weights.sum()))
    level = np.empty((draws, ahead))
    for at in np.unique(chosen):
        mean, root = _future(grid.covariance[at], fit, at, past)
        rows = chosen == at
        normal = rng.standard_normal((int(rows.sum()), ahead))
        extra = rng.gamma(1 / grid.extra[at], grid.extra[at], normal.shape)
        level[rows] = np.exp(centre + mean + normal @ root.T) * extra
    return rng.permutation(level, axis=0)


def _grid(belief: Belief, past: int, ahead: int) -> _Grid:
    years = (np.arange(past + ahead) - past + 1) / QUARTERS_A_YEAR
    apart = np.abs(years[:, None] - years[None, :])
    weights, covariances, extras = [], [], []
    for (growth, lasting, likely), passing, extra in product(belief.growth, belief.passing, belief.extra):
        covariance = belief.constant**2 + passing[0] ** 2 * np.exp(-apart / _PASSING_YEARS)
        covariances.append(covariance + growth**2 * _fading_growth(years, lasting))
        weights.append(likely * passing[1] * extra[1])
        extras.append(extra[0])
    return _Grid(np.array(weights), np.stack(covariances), np.array(extras))


def _fading_growth(years: Floats, lasting: float) -> Floats:
    """Covariance of growth added up since now; it has variance 1 a year and is forgotten over `lasting` years."""
    step = 1 / QUARTERS_A_YEAR
    apart = np.abs(years[:, None] - years[None, :])
    after = years[:, None] >= years[None, :]
    future = years[None, :] > 0
    summed = np.where(after & future, step, 0.0) - np.where(~after & ~future, step, 0.0)
    covariance: Floats = summed @ np.exp(-apart / lasting) @ summed.T
    return covariance


def _fit(counts: Floats, expected: Floats, grid: _Grid) -> _Fit:
    """The most likely past of every combination at once (Newton's method), and its evidence."""
    past = len(counts)
    covariance, extra = grid.covariance[:, :past, :past], grid.extra[:, None]
    log = np.zeros((len(extra), past))
    state = _newton_step(counts, expected, covariance, extra, log)
    for _ in range(_ROUNDS):
        log = np.clip(_times(covariance, state.gradient), -_FURTHEST, _FURTHEST)
        state = _newton_step(counts, expected, covariance, extra, log)
    evidence = _log_likelihood(counts, expected * np.exp(log), extra).sum(axis=1)
    evidence -= (state.gradient * log).sum(axis=1) / 2
    evidence -= np.log(np.diagonal(state.factor, axis1=1, axis2=2)).sum(axis=1)
    return replace(state, evidence=evidence)


def _newton_step(counts: Floats, expected: Floats, covariance: Floats, extra: Floats, log: Floats) -> _Fit:
    """The gradient that leads to the next guess from this one, and the factor of the curvature here."""
    mean = expected * np.exp(log)
    curve = mean / (1 + extra * mean)
    root: Floats = np.sqrt(curve)
    inner = np.eye(len(counts)) + root[:, :, None] * covariance * root[:, None, :]
    factor: Floats = np.linalg.cholesky(inner).astype(np.float64)
    target = np.asarray(curve * log + (counts - mean) / (1 + extra * mean))
    solved = _solve(factor, np.multiply(root, _times(covariance, target)))
    gradient: Floats = np.subtract(target, np.multiply(root, solved))
    return _Fit(np.zeros(len(extra)), gradient, root, factor)


def _log_likelihood(counts: Floats, mean: Floats, extra: Floats) -> Floats:
    """Negative binomial with variance mean + extra x mean²."""
    size = 1 / extra
    spread = gammaln(counts + size) - gammaln(size) - size * np.log1p(mean / size) - counts * np.log(size + mean)
    likelihood: Floats = spread + counts * np.log(mean) - gammaln(counts + 1)
    return likelihood


def _future(covariance: Floats, fit: _Fit, at: int, past: int) -> tuple[Floats, Floats]:
    """Mean and square root of the covariance of the future of one combination."""
    across = covariance[past:, :past]
    seen = np.linalg.solve(fit.factor[at], fit.root[at][:, None] * across.T)
    left = covariance[past:, past:] - seen.T @ seen
    return across @ fit.gradient[at], np.linalg.cholesky(left + 1e-9 * np.eye(len(left)))


def _times(matrices: Floats, vectors: Floats) -> Floats:
    product_of: Floats = (matrices @ vectors[:, :, None])[:, :, 0]
    return product_of


def _solve(factor: Floats, vectors: Floats) -> Floats:
    """Solve with factor @ factor.T, combination by combination."""
    half = np.linalg.solve(factor, vectors[:, :, None])
    solved: Floats = np.linalg.solve(np.swapaxes(factor, 1, 2), half)[:, :, 0]
    return solved
