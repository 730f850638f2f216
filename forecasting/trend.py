"""How a yearly level went, and may go on: it wanders, grows, stands out for a time, and chance; each as far as seen.

The logarithm of the level is a Gaussian process: a constant; a random walk (a local level); growth that fades (an
integrated Ornstein-Uhlenbeck process: a damped trend); and years above or below that pass again (a stationary one).
Counts about it are negative binomial. How strong each part is, is not chosen but weighed: every combination on a grid
has a weight before anything is counted, as councils' published series suggest it, and the weight that the counts give
it (Laplace's approximation: Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, 3.4 and 5.5.1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from scipy.special import gammaln

from forecasting.states import Floats

QUARTERS_A_YEAR = 4
A_QUARTER = 1 / QUARTERS_A_YEAR
_PASSING_YEARS, _GROWTH_YEARS = 1.5, 20.0
_ROUNDS = 12
_FURTHEST = 6.0

Choices = tuple[tuple[float, float], ...]
"""Values with the weight that each has before anything is counted."""


@dataclass(frozen=True)
class Belief:
    """What is believed of a level before anything is counted, each as (value, weight).

    constant: how far the level may lie from the mean of its record, as a share; wander: how far it moves in a year,
    never to return, as a share; growth: share a year; passing: share above or below, forgotten in a year or two; extra:
    variance of a quarter beyond chance, as a share of the squared mean. How much of each is believed afterwards is
    learnt.
    """

    constant: float
    wander: Choices
    growth: Choices
    passing: Choices
    extra: Choices


PUBLISHED_STARTS = Belief(
    constant=1.0,
    wander=((0.0, 0.2), (0.05, 0.25), (0.1, 0.4), (0.2, 0.1), (0.4, 0.05)),
    growth=((0.0, 1.0),),
    passing=((0.0, 0.35), (0.1, 0.45), (0.25, 0.2)),
    extra=((0.002, 0.5), (0.016, 0.3), (0.12, 0.2)),
)
PUBLISHED_CEASES = Belief(
    constant=0.3,
    wander=((0.0, 0.6), (0.05, 0.2), (0.1, 0.1), (0.2, 0.1)),
    growth=((0.0, 1.0),),
    passing=((0.0, 0.2), (0.1, 0.7), (0.25, 0.1)),
    extra=((0.002, 0.7), (0.016, 0.2), (0.12, 0.1)),
)
"""How children's starts, and ceases for each child in care, have moved from year to year in 23 councils' published
series of seven to ten years: the weights that make their figures likeliest, rounded (`benchmarks.published_drift`). No
growth is needed to tell them: what looks like it in one council is its level wandering."""
ENTRIES = Belief(
    constant=1.0,
    wander=((0.0, 0.55), (0.05, 0.28), (0.1, 0.1), (0.2, 0.04), (0.4, 0.03)),
    growth=((0.0, 0.6), (0.05, 0.4)),
    passing=((0.0, 0.55), (0.1, 0.25), (0.25, 0.2)),
    extra=((0.002, 0.7), (0.016, 0.2), (0.12, 0.1)),
)
LEAVING = Belief(
    constant=0.3,
    wander=((0.0, 0.7), (0.05, 0.2), (0.1, 0.1)),
    growth=((0.0, 1.0),),
    passing=((0.0, 0.8), (0.1, 0.2)),
    extra=((0.002, 0.8), (0.016, 0.2)),
)
"""The same of families, and of leaving given age, setting and time in care, in a record of one's own: steadier, since
brothers and sisters come together, unaccompanied children are counted apart, 18th birthdays are certain, and who is in
care changes the rate of leaving. How much steadier, and that steady growth is possible, was chosen by hand
(`docs/explanation/forecasting.md` says on what)."""


@dataclass(frozen=True)
class Grid:
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
    counts: Floats,
    exposure: Floats,
    belief: Belief,
    ahead: int,
    draws: int,
    rng: np.random.Generator,
    *,
    years_each: float = A_QUARTER,
) -> Floats:
    """[draw, quarter] events for each unit of exposure in the next `ahead` quarters, after these counts and exposures.

    Each count is of a period of `years_each` years. The chance that a whole quarter has beyond the chance of single
    events is in the draws. A period without exposure says nothing. The same generator state gives the same draws.
    """
    past, centre = len(counts), _centre(counts, exposure)
    grid = grid_of(belief, past, ahead, years_each)
    fit = _fit(counts, np.maximum(exposure, 1e-9) * np.exp(centre), grid, years_each)
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


def log_evidence(counts: Floats, exposure: Floats, belief: Belief, *, years_each: float = A_QUARTER) -> Floats:
    """[combination] how well each combination of a belief foretells these counts, in the order of `combinations`."""
    expected = np.maximum(exposure, 1e-9) * np.exp(_centre(counts, exposure))
    return _fit(counts, expected, grid_of(belief, len(counts), 0, years_each), years_each).evidence


def combinations(belief: Belief) -> list[tuple[tuple[float, float], ...]]:
    """Every combination of wander, growth, passing and extra, each part as (value, weight)."""
    return list(product(belief.wander, belief.growth, belief.passing, belief.extra))


def grid_of(belief: Belief, past: int, ahead: int, years_each: float) -> Grid:
    """The combinations over the middles of so many past periods, and of so many quarters to come."""
    years = np.append((np.arange(past) - past + 0.5) * years_each, (np.arange(ahead) + 0.5) * A_QUARTER)
    apart = np.abs(years[:, None] - years[None, :])
    walked = (np.abs(years)[:, None] + np.abs(years)[None, :] - apart) / 2
    grown, passed = _fading_growth(years), np.exp(-apart / _PASSING_YEARS)
    weights, covariances, extras = [], [], []
    for wander, growth, passing, extra in combinations(belief):
        moving = wander[0] ** 2 * walked + growth[0] ** 2 * grown + passing[0] ** 2 * passed
        covariances.append(belief.constant**2 + moving)
        weights.append(wander[1] * growth[1] * passing[1] * extra[1])
        extras.append(extra[0])
    return Grid(np.array(weights), np.stack(covariances), np.array(extras))


def _fading_growth(years: Floats) -> Floats:
    """Covariance of growth added up since now; it has variance 1 a year and is forgotten over _GROWTH_YEARS."""
    since = np.abs(years)
    one, other, lasting = since[:, None], since[None, :], _GROWTH_YEARS
    kept_one, kept_other, kept_apart = (np.exp(-np.abs(gap) / lasting) for gap in (one, other, one - other))
    same = 2 * lasting * np.minimum(one, other) - lasting**2 * (1 - kept_one - kept_other + kept_apart)
    across = -(lasting**2) * (1 - kept_one) * (1 - kept_other)
    covariance: Floats = np.where(np.sign(years)[:, None] == np.sign(years)[None, :], same, across)
    return covariance


def _centre(counts: Floats, exposure: Floats) -> float:
    return float(np.log((counts.sum() + 0.5) / np.maximum(exposure, 1e-9).sum()))


def _fit(counts: Floats, expected: Floats, grid: Grid, years_each: float) -> _Fit:
    """The most likely past of every combination at once (Newton's method), and its evidence."""
    past = len(counts)
    covariance, extra = grid.covariance[:, :past, :past], grid.extra[:, None] * A_QUARTER / years_each
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
