"""Partial pooling: nothing seen is not nought, much seen speaks for itself, and known rates are found again."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting import national
from forecasting.pooling import Factor, draw_rates, draw_shares, pooled_shares
from forecasting.states import CARE_EDGES, HOME_EDGES, PLACES, PROVIDERS, ROUTES, SETTINGS

SHAPE = (6, 11, 9)
FACTORS = [
    Factor((), np.array(0.5)),
    Factor((0,), np.ones(6)),
    Factor((1,), np.ones(11)),
    Factor((2,), np.ones(9)),
]


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_rate_with_no_event_in_ten_child_years_is_small_and_not_nought() -> None:
    exposure, events = np.full(SHAPE, 10.0), np.full(SHAPE, 5.0)
    events[2, 4, 3] = 0.0
    drawn = draw_rates(events, exposure, FACTORS, 200, rng())[:, 2, 4, 3]
    assert (drawn > 0).all()
    assert drawn.mean() < 0.4


def test_a_cell_never_at_risk_has_the_rate_of_its_group_and_setting() -> None:
    exposure, events = np.full(SHAPE, 20.0), np.full(SHAPE, 10.0)
    events[3] *= 2
    exposure[3, 5, 6] = events[3, 5, 6] = 0.0
    assert draw_rates(events, exposure, FACTORS, 300, rng())[:, 3, 5, 6].mean() == pytest.approx(1.0, rel=0.15)


def test_many_events_speak_for_themselves() -> None:
    exposure, events = np.full(SHAPE, 10_000.0), np.full(SHAPE, 3_000.0)
    events[1, 1, 1] = 9_000.0
    drawn = draw_rates(events, exposure, FACTORS, 100, rng()).mean(axis=0)
    assert drawn[0, 0, 0] == pytest.approx(0.3, rel=0.03)
    assert drawn[1, 1, 1] == pytest.approx(0.9, rel=0.03)


def test_known_rates_are_found_again_and_their_draws_cover_them() -> None:
    chance = rng(7)
    known = (
        0.4 * chance.gamma(8, 1 / 8, (6, 1, 1)) * chance.gamma(8, 1 / 8, (1, 11, 1)) * chance.gamma(8, 1 / 8, (1, 1, 9))
    )
    known = np.broadcast_to(known, SHAPE)
    exposure = np.full(SHAPE, 5.0)
    drawn = draw_rates(chance.poisson(known * exposure).astype(float), exposure, FACTORS, 400, rng())
    low, high = np.quantile(drawn, [0.1, 0.9], axis=0)
    assert np.corrcoef(np.log(drawn.mean(axis=0)).ravel(), np.log(known).ravel())[0, 1] > 0.9
    assert 0.75 < ((low <= known) & (known <= high)).mean() < 0.97


def test_shares_lean_on_the_wider_group_as_far_as_they_are_thin() -> None:
    wider = np.array([0.5, 0.5, 0.0])
    assert pooled_shares(np.array([0.0, 0.0, 0.0]), wider).tolist() == [0.5, 0.5, 0.0]
    assert pooled_shares(np.array([95.0, 0.0, 0.0]), wider, weight=5.0) == pytest.approx([0.975, 0.025, 0.0])


def test_an_impossible_choice_is_never_drawn_and_a_row_without_any_is_nought() -> None:
    wider = np.array([[0.5, 0.5, 0.0], [0.0, 0.0, 0.0]])
    drawn = draw_shares(np.zeros((2, 3)), wider, 50, rng())
    assert (drawn[:, 0, 2] == 0).all()
    assert drawn[:, 0].sum(axis=1) == pytest.approx(np.ones(50))
    assert (drawn[:, 1] == 0).all()


@pytest.mark.parametrize(
    ("shares", "shape"),
    [
        (national.first_settings, (len(SETTINGS),)),
        (national.next_settings, (len(SETTINGS),)),
        (national.providers_by_setting, (len(SETTINGS), len(PROVIDERS))),
        (national.places_by_setting_and_provider, (len(SETTINGS), len(PROVIDERS), len(PLACES))),
        (national.starting_by_band, (5,)),
    ],
)
def test_published_shares_are_whole(shares, shape) -> None:  # type: ignore[no-untyped-def]
    found = shares()
    assert found.shape == shape
    assert found.sum(axis=-1) == pytest.approx(np.ones(shape[:-1]))
    assert (found >= 0).all()


def test_published_rates_of_leaving_add_up_to_those_who_left_before_18() -> None:
    under_18 = 33_620 - 13_050 - 30
    assert national.leaving_a_year().sum() * 83_630 == pytest.approx(under_18, abs=50)
    assert len(national.leaving_a_year()) == len(ROUTES)
    assert (national.leaving_a_year() > 0).all()


def test_published_patterns_are_positive_everywhere() -> None:
    assert national.leaving_by_care_days().shape == CARE_EDGES.shape
    assert national.moving_by_home_days().shape == HOME_EDGES.shape
    patterns = [national.leaving_by_group(), national.moving_by_group(), national.moving_by_setting()]
    assert all((pattern > 0).all() for pattern in [*patterns, national.adoption_by_setting()])
