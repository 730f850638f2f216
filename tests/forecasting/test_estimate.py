"""Known rates of an invented authority are found again, and its future lies where the forecast says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from forecasting.calendar import calendar_of
from forecasting.estimate import estimate, leavers_of, stock_of
from forecasting.history import History, history_of
from forecasting.scenario import BASE
from forecasting.simulate import Model, simulate
from forecasting.states import PROVIDERS
from forecasting.tables import ARRIVING
from placements.codes import Setting
from tests.forecasting.invented import Truth, authority
from tests.forecasting.town import CUT, LAST_DAY, episode, frame, history, locate, months, position, run, years

TRUTH = Truth()
MAINSTREAM = position(Setting.MAINSTREAM_FOSTERING)


@cache
def known() -> tuple[History, Model]:
    """Ten years of an authority with known rates, and what was estimated from them."""
    rows = authority(TRUTH, dt.date(2016, 4, 1), CUT, seed=11)
    found = history_of(rows, years(2016, 2025), locate)
    return found, estimate(found, calendar_of(CUT, LAST_DAY, 36), 400, 1)


def test_the_rate_of_leaving_is_found_again_by_time_in_care() -> None:
    leaving = known()[1].rates["leaving"].sum(axis=-1)[:, 3, MAINSTREAM] * 365.25
    mean = leaving.mean(axis=0)
    assert mean[:3] == pytest.approx(np.full(3, TRUTH.leaving_first_half_year), rel=0.25)
    assert mean[3:7] == pytest.approx(np.full(4, TRUTH.leaving_later), rel=0.25)


def test_the_rate_of_moving_is_found_again() -> None:
    moving = known()[1].rates["moving"][:, 3, MAINSTREAM].mean(axis=0) * 365.25
    assert moving[2:6] == pytest.approx(np.full(4, TRUTH.moving), rel=0.25)


def test_arrivals_settings_and_sizes_are_found_again() -> None:
    _, model = known()
    assert model.families.mean() * 365.25 == pytest.approx(TRUTH.families, rel=0.15)
    assert model.rates["sizes"].mean(axis=0)[:3] == pytest.approx([0.8, 0.14, 0.06], abs=0.05)
    arriving = model.rates["settings"].mean(axis=0)[ARRIVING, 3]
    assert arriving[[1, 0, 3, 4]] == pytest.approx([0.62, 0.18, 0.10, 0.10], abs=0.06)


def test_estimating_twice_gives_the_same_bytes() -> None:
    found, model = known()
    again = estimate(found, calendar_of(CUT, LAST_DAY, 36), 400, 1)
    assert model.rates.tobytes() == again.rates.tobytes()
    assert np.array_equal(model.families, again.families)
    assert np.array_equal(model.leaving, again.leaving)


def held_out(seed: int, growth: float) -> tuple[float, float, int]:
    """The 80% range of the total two years after the cut of five years of an authority, and what it came to be."""
    end = dt.date(2025, 4, 1)
    rows = authority(Truth(growth=growth), dt.date(2018, 4, 1), end, seed)
    cut, last = dt.date(2023, 4, 1), dt.date(2023, 3, 31)
    found = history_of(seen_by(rows, cut), years(2018, 2022), locate)
    calendar = calendar_of(cut, last, 24)
    model = estimate(found, calendar, 300, seed)
    total = simulate(model, calendar, BASE.levers_for(calendar), seed, threads=1).stock[:, -1].sum(axis=(1, 2))
    low, high = np.quantile(total, [0.1, 0.9], method="inverted_cdf")
    return float(low), float(high), int(rows["dec"].isna().sum())


def seen_by(rows: pd.DataFrame, cut: dt.date) -> pd.DataFrame:
    """The episodes as they were known on a day."""
    known_then = rows[rows["decom"] < np.datetime64(cut)]
    ended = known_then["dec"] < np.datetime64(cut)
    return known_then.assign(dec=known_then["dec"].where(ended), rec=known_then["rec"].where(ended, ""))


def test_the_range_covers_what_came_to_be(scale: Callable[[int], int]) -> None:
    trials = scale(100)
    ranges = [held_out(seed, growth=0.05 * (seed % 2)) for seed in range(trials)]
    inside = sum(low <= actual <= high for low, high, actual in ranges)
    assert binom.ppf(0.001, trials, 0.8) <= inside
    assert all(high - low < actual * 0.5 for low, high, actual in ranges)


def test_children_in_care_are_carried_over_as_they_are() -> None:
    found = history(
        episode(2, "2008-04-02", "2025-01-10", place="K2", place_provider="PR4"),
        episode(1, "2012-02-29", "2024-05-01", "2025-03-01"),
        episode(1, "2012-02-29", "2025-03-01", rne="P", place="U3"),
    )
    stock = stock_of(found)
    assert stock["age"].tolist() == [14, 17]
    assert stock["birthday"].tolist() == [(dt.date(2027, 3, 1) - CUT).days, 1]
    assert stock["care_start"][0] == (dt.date(2024, 5, 1) - CUT).days
    assert stock["home_start"][0] == (dt.date(2025, 3, 1) - CUT).days
    assert [PROVIDERS[at] for at in stock["provider"]] == ["own", "private"]


def test_those_who_left_in_the_last_year_and_are_not_back_may_yet_return() -> None:
    found = history(
        episode(1, "2015-01-01", "2024-05-01", "2025-10-01", rec="E4A"),
        episode(2, "2015-01-01", "2024-05-01", "2025-02-01", rec="E4A"),
        episode(3, "2015-01-01", "2024-05-01", "2025-10-01", rec="E11"),
        episode(4, "2007-12-01", "2024-05-01", "2025-10-01", rec="E4A"),
        episode(5, "2015-01-01", "2024-05-01", "2025-10-01", rec="E4A"),
        episode(5, "2015-01-01", "2025-11-01"),
    )
    leavers = leavers_of(found)
    assert leavers["owed"].tolist() == [(CUT - dt.date(2025, 10, 1)).days]
    assert leavers["look"].tolist() == [0]


def test_one_return_gives_a_wider_range_than_ten() -> None:
    rows = authority(TRUTH, dt.date(2016, 4, 1), CUT, seed=11)
    ten, _ = known()
    one = history_of(rows[~(rows["dec"] < np.datetime64("2025-04-01"))], years(2025, 2025), locate)
    calendar = months(36)
    widths = []
    for found in (one, ten):
        model = estimate(found, calendar, 400, 1)
        total = run(model, calendar).stock[:, -1].sum(axis=(1, 2))
        widths.append(np.quantile(total, 0.9) - np.quantile(total, 0.1))
    assert widths[0] > 1.2 * widths[1]


def test_every_child_the_same_age_is_no_hindrance() -> None:
    rows = frame(*(episode(n, "2015-01-01", f"2024-0{1 + n % 9}-11", rne="P") for n in range(9)))
    found = history_of(rows, years(2024, 2025), locate)
    model = estimate(found, months(), 50, 1)
    assert np.isfinite(model.rates["leaving"]).all()
    assert run(model).stock[:, 0].sum(axis=(1, 2)).mean() > 5
