"""Partial pooling: a few events lean on a wider group, many speak for themselves; every draw is one possible truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.states import Floats

PRIOR_EVENTS = 4.0
"""How many events of the authority's own weigh as much as the wider group, in a rate or a factor of one."""
CELL_EVENTS = 8.0
"""The same for what one cell has of its own beyond its factors: cells are many, so each is trusted less."""
PRIOR_CHOICES = 5.0
"""How many choices of the authority's own weigh as much as the wider group, in a table of shares."""
_BURN_IN = 60


@dataclass(frozen=True)
class Factor:
    """One of the things a rate depends on: the axes it varies along, and its values in the wider group."""

    axes: tuple[int, ...]
    expected: Floats


def draw_rates(events: Floats, exposure: Floats, factors: list[Factor], draws: int, rng: np.random.Generator) -> Floats:
    """[draw, cell...] rates that the events and exposure allow: a product of gamma factors and one for each cell.

    Events are Poisson with mean exposure x rate. Every factor is gamma about its expected value with the weight of
    PRIOR_EVENTS events, and what a cell has of its own is gamma about 1; given the others each is gamma again, so they
    are drawn in turn (Gibbs sampling: Gelman et al., Bayesian Data Analysis, chapter 11). A cell without events has a
    rate that is small and not nought.
    """
    shapes = [tuple(events.shape[axis] if axis in f.axes else 1 for axis in range(events.ndim)) for f in factors]
    expected = [factor.expected.reshape(shape) for factor, shape in zip(factors, shapes, strict=True)]
    values = list(expected)
    others = [tuple(axis for axis in range(events.ndim) if axis not in f.axes) for f in factors]
    counted = [events.sum(axis=other, keepdims=True) for other in others]
    rates = np.empty((draws, *events.shape))
    own = np.ones(events.shape)
    for sweep in range(-_BURN_IN, draws):
        product = _product(values)
        for at, other in enumerate(others):
            rest = (exposure * own * (product / values[at])).sum(axis=other, keepdims=True)
            drawn = rng.gamma(PRIOR_EVENTS + counted[at]) / (PRIOR_EVENTS / expected[at] + rest)
            product = product / values[at] * drawn
            values[at] = drawn
        own = rng.gamma(CELL_EVENTS + events) / (CELL_EVENTS + exposure * product)
        if sweep >= 0:
            np.multiply(product, own, out=rates[sweep])
    return rates


def _product(values: list[Floats]) -> Floats:
    product = np.ones(1)
    for value in values:
        product = product * value
    return product


def pooled_shares(counts: Floats, wider: Floats, weight: float = PRIOR_CHOICES) -> Floats:
    """[..., choice] what the next choice is expected to be: the counts with `weight` choices of the wider group added.

    `wider` are shares, broadcast to the shape of `counts`; a choice that both give nought is impossible and stays so.
    """
    alpha = counts + weight * wider
    shares: Floats = alpha / alpha.sum(axis=-1, keepdims=True)
    return shares


def draw_shares(
    counts: Floats, wider: Floats, draws: int, rng: np.random.Generator, weight: float = PRIOR_CHOICES
) -> Floats:
    """[draw, ..., choice] shares that the counts allow (Dirichlet), leaning on the wider group as `pooled_shares`.

    A row without any possible choice is all nought.
    """
    alpha = counts + weight * wider
    drawn = rng.gamma(np.broadcast_to(alpha, (draws, *alpha.shape)))
    total = drawn.sum(axis=-1, keepdims=True)
    shares: Floats = np.divide(drawn, total, out=np.zeros_like(drawn), where=total > 0)
    return shares
