"""The level of arrivals and exits, and how it may go on."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.trend import (
    ENTRIES,
    LEAVING,
    PUBLISHED_CEASES,
    PUBLISHED_STARTS,
    combinations,
    draw_levels,
    log_evidence,
)

QUARTER = 0.25


def levels(counts: np.ndarray, ahead: int = 12, draws: int = 2000) -> np.ndarray:
    exposure, rng = np.full(len(counts), QUARTER), np.random.default_rng(1)
    return draw_levels(counts.astype(float), exposure, ENTRIES, ahead, draws, rng)


def test_a_steady_level_goes_on() -> None:
    counts = np.random.default_rng(2).poisson(20, 40)
    assert np.median(levels(counts), axis=0) == pytest.approx(np.full(12, counts.mean() * 4), rel=0.08)


def test_long_steady_growth_goes_on_and_fades() -> None:
    counts = np.round(50 * 1.08 ** (np.arange(60) / 4))
    mean = levels(counts, ahead=40, draws=8000).mean(axis=0)
    growth = np.diff(np.log(mean[[0, 12, 24, 36]])) / 3
    assert 0.03 < growth[0] < 0.08
    assert growth[2] < growth[0]


def test_one_surge_year_is_not_taken_for_a_new_level() -> None:
    counts = np.full(40, 18.0)
    counts[28:32] = 30.0
    assert np.median(levels(counts), axis=0)[-1] == pytest.approx(72, rel=0.12)


def test_a_lasting_step_is_taken_for_a_new_level() -> None:
    counts = np.full(40, 15.0)
    counts[20:] = 25.0
    assert np.median(levels(counts), axis=0)[0] == pytest.approx(100, rel=0.1)


def test_the_range_widens_with_the_horizon_and_with_less_history() -> None:
    counts = np.random.default_rng(3).poisson(18, 40)
    wide, long = np.std(np.log(levels(counts[-4:])), axis=0), np.std(np.log(levels(counts)), axis=0)
    assert long[-1] > long[0]
    assert (wide > long).all()


def test_no_arrival_at_all_leaves_a_small_level_above_nought() -> None:
    found = levels(np.zeros(20))
    assert (found > 0).all()
    assert found.mean() < 3


def test_the_same_generator_state_gives_the_same_draws() -> None:
    counts = np.arange(20)
    assert np.array_equal(levels(counts), levels(counts))


def test_the_range_of_futures_covers_what_comes_from_the_same_process() -> None:
    rng, inside, trials = np.random.default_rng(5), 0, 60
    for _ in range(trials):
        level = 18 * np.exp(np.cumsum(rng.normal(0, 0.03, 52)))
        counts = rng.poisson(level)
        future = rng.poisson(levels(counts[:40], draws=400) * QUARTER).sum(axis=1)
        low, high = np.quantile(future, [0.1, 0.9])
        inside += low <= counts[40:].sum() <= high
    assert 0.65 <= inside / trials <= 0.95


def test_a_level_that_has_fallen_for_good_is_not_expected_back() -> None:
    counts = np.array([40, 43, 38, 32, 8, 6, 3, 6, 7, 4, 1, 3, 5, 4, 4, 1])
    a_year = levels(counts).reshape(-1, 3, 4).mean(axis=2)
    assert np.median(a_year[:, 0]) == pytest.approx(15, abs=4)
    assert np.median(a_year, axis=0).max() < 20


def test_a_year_counted_whole_says_as_much_of_the_level_as_its_quarters() -> None:
    counts, rng = np.full(40, 20.0), np.random.default_rng(1)
    by_year = draw_levels(counts.reshape(-1, 4).sum(axis=1), np.ones(10), ENTRIES, 12, 4000, rng, years_each=1.0)
    by_quarter = levels(counts, draws=4000)
    assert np.median(by_year, axis=0) == pytest.approx(np.median(by_quarter, axis=0), rel=0.03)
    assert np.std(np.log(by_year[:, -1])) == pytest.approx(np.std(np.log(by_quarter[:, -1])), rel=0.35)


def test_the_weights_of_every_belief_add_up_and_every_combination_has_one() -> None:
    for belief in (ENTRIES, LEAVING, PUBLISHED_STARTS, PUBLISHED_CEASES):
        weights = [np.prod([weight for _, weight in parts]) for parts in combinations(belief)]
        assert sum(weights) == pytest.approx(1.0)
        assert len(log_evidence(np.full(8, 20.0), np.ones(8), belief)) == len(weights)
