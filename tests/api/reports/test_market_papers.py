"""Papers on the market: no small number and no price for providers; a track record told as it was."""

from __future__ import annotations

import datetime as dt

import pytest

from api.outlook import outlook_of
from api.reports.market_note import market_note
from api.reports.monitor import Month, monitor_paper
from api.reports.paper import Audience
from api.reports.plain import as_text
from api.reports.track_record import track_record_paper
from api.shapes.backtest import BackTestSummary, JudgedForecast, Scores
from api.shapes.board import ShortPoint
from api.shapes.sufficiency import Mix, MixHome, Shortage
from forecasting.sufficing.unmet_needs import counted
from placements.disclosure import may_forecast
from tests.api.answers_made_up import MONTH_ENDS, forecast
from tests.api.test_paper_pages import SUPPLY

DAY = dt.date(2026, 6, 5)
MIX = Mix(
    by=MONTH_ENDS[-1], target=0.1, before=0.6, after=0.1, reached=True, weekly_pence=999_900, because="",
    homes=[
        MixHome(
            kind="fostering", ages=[5, 10], places=2, skill=2, number=7, weekly_pence=123_400, words="a household",
        )
    ],
)  # fmt: skip


def shortage(age: str, share: float) -> Shortage:
    return Shortage(
        setting="mainstream_fostering", age=age, need="3", share=share, nights=900.0, share_elsewhere=0.5, homes=3.0,
        places=4.0,
    )  # fmt: skip


def test_the_note_for_providers_is_a_draft_with_no_price_and_no_kind_of_home_with_few_children() -> None:
    short = [ShortPoint(on=DAY, middle="c", between="c")]
    paper = market_note(
        outlook_of(forecast(), tell_small=False), short, [shortage("10-15", 0.4), shortage("1-4", 0.01)], MIX, "York"
    )
    assert paper.audience is Audience.PROVIDERS
    assert paper.marked == "Draft: not released."
    text = as_text(paper)
    assert "£" not in text
    assert "1,234" not in text
    assert "10-15" in text
    assert "1-4" not in text
    [ahead] = [table for table in paper.tables() if table.columns[0].name == "Where they live"]
    told = {str(row[0]): row[1:] for row in ahead.rows}
    assert told["All children"][0] == "240 (230 to 250)"
    assert set(told["Secure"] if "Secure" in told else told["Secure home"]) == {"c"}
    for row in told.values():
        assert all(cell == "c" or may_forecast(float(str(cell).split(" ")[0])) for cell in row)


@pytest.mark.parametrize("tell_small", [True, False])
def test_the_monitor_leaves_out_money_that_may_not_be_seen(tell_small: bool) -> None:
    past = [(dt.date(2026, 2, 28), 239.0), (dt.date(2026, 3, 31), 241.0)]
    outlook = outlook_of(forecast(), tell_small=tell_small)
    text = as_text(
        monitor_paper(Month(DAY, past, outlook, SUPPLY, counted([], DAY, 12), None, None, tell_small), "York")
    )
    assert "241 children in care on 31 March 2026" in text
    assert "+2" in text
    assert "£" not in text
    assert "Money is shown to those who may see spending." in text


def scores(months: int, missed: float, unchanged: float) -> Scores:
    rest = dict.fromkeys(set(Scores.model_fields) - {"kind", "series", "months", "forecasts"})
    errors = {"mean_absolute_error": missed, "last_value_error": unchanged, "inside_80": 0.75}
    return Scores.model_validate(
        {"kind": "quarterly", "series": "total", "months": months, "forecasts": 8} | rest | errors
    )


def last_year(actual: float) -> JudgedForecast:
    points = {"p2_5": 200, "p10": 214, "p25": 220, "p50": 230, "p75": 240, "p90": 246, "p97_5": 260}
    errors = dict.fromkeys(("mase", "last_value_error", "seasonal_naive_error", "drift_error", "smoothing_error"))
    facts = {"kind": "by_return", "origin": dt.date(2025, 3, 31), "months": 12, "series": "total", "actual": actual}
    judged = {"error": actual - 230, "inside_80": 214 <= actual <= 246, "width_80": 32.0}
    return JudgedForecast.model_validate({**facts, **points, **errors, **judged})


@pytest.mark.parametrize(("actual", "held"), [(241.0, "within"), (280.0, "outside")])
def test_the_track_record_says_what_was_said_what_came_and_where_no_change_was_nearer(actual: float, held: str) -> None:
    total = [scores(12, 9.0, 12.0), scores(24, 20.0, 15.0)]
    found = BackTestSummary(total=total, range_scale=1.31, last_year=last_year(actual), replicates=300, seed=1)
    text = " ".join(as_text(track_record_paper(found, "York")).split())
    assert (
        f"we said 214 to 246 children 12 months later (8 in 10 chance, middle 230); it came to {actual:.0f}, {held}"
        in text
    )
    assert "nearer 24 months ahead" in text
    assert "12 months ahead." not in text
    assert "1.31 times as wide" in text


def test_without_a_back_test_the_track_record_says_how_to_make_one() -> None:
    assert "homeward backtest" in as_text(track_record_paper(None, "York"))
