"""The track record beside a forecast, as a person reads it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from rich.console import Console

from api.commands.backtest import _months
from api.printing.backtest import in_words, print_backtest
from api.shapes.backtest import BackTest as Shown
from api.shapes.backtest import BackTestSummary
from forecasting.backtest import BackTest
from forecasting.scoring import Judged
from forecasting.track_record import summary_of
from placements.errors import Refused

POINTS = (80.0, 88.0, 95.0, 104.0, 108.0, 112.0, 120.0)
ONE = Judged(
    *("quarterly", dt.date(2025, 3, 31), 12, "total", 100.0, POINTS, 8.0, (96.0, 96.0, 110.0, 97.0)),
    above=0.2,
    more=False,
    last_above=False,
)
MADE = BackTest((ONE, replace(ONE, kind="by_return"), replace(ONE, series="cost", actual=5e8)), 300, 1)


def test_the_track_record_is_a_sentence_with_no_change_beside_it_and_last_years_forecast() -> None:
    said = in_words(BackTestSummary.model_validate(summary_of(MADE)))
    assert "12 months ahead, earlier forecasts missed by 4 children on average (no change: 4); 100% came to lie" in said
    assert "No change was nearer" not in said
    assert "said 88 to 112 for 12 months later; it came to 100" in said


def test_a_track_record_that_no_change_beats_at_every_horizon_says_so() -> None:
    worse = replace(ONE, baselines=(99.0, 99.0, 110.0, 97.0))
    found = BackTest((worse, replace(worse, months=24), replace(worse, months=36)), 300, 1)
    said = in_words(BackTestSummary.model_validate(summary_of(found)))
    assert "12, 24 and 36 months ahead, earlier forecasts missed by 4, 4 and 4 children" in said
    assert "No change was nearer each time" in said


def test_a_forecast_without_a_track_record_says_so_and_how_to_get_one() -> None:
    assert "homeward backtest" in in_words(None)


def test_the_tables_name_every_baseline_and_every_series() -> None:
    console = Console(width=140, record=True, file=io.StringIO())
    print_backtest(console, Shown.model_validate(MADE.as_json() | {"children_set_aside": 0, "seconds": 1.0}))
    printed = console.export_text()
    for word in ("from each yearly return", "from each quarter", "No change", "Drift", "Smoothing", "cost", "£5,000k"):
        assert word in printed


@pytest.mark.parametrize("given", ["", "12,", "0", "121", "12;24", "-3", "1.5"])
def test_months_that_are_not_whole_numbers_in_reach_are_refused(given: str) -> None:
    with pytest.raises(Refused, match="whole numbers from 1 to 120"):
        _months(given)


def test_months_may_be_any_with_spaces() -> None:
    assert _months("12, 24,36") == [12, 24, 36]
