"""Earlier forecasts beside what happened: what was known then, judged by what is known now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import sqlalchemy as sa

from forecasting.backtest import BackTest, backtest
from forecasting.history import month_end_stock
from forecasting.scoring import Judged, interval_score, range_scale, summary
from forecasting.service import forecast
from forecasting.track_record import keep
from placements.codes import CollectionYear
from placements.database import open_engine
from placements.errors import Refused
from placements.permissions import Permission
from placements.repository.back_tests import back_test_held, returns_digest
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
from tests.engines import SqliteFiles
from tests.forecasting.stored import COMMISSIONER, fill, rows
from tests.forecasting.town import episode, history, years

ORIGIN = dt.date(2025, 3, 31)


@pytest.fixture
def engine(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    made = open_engine(sqlite_files.migrated())
    yield made
    made.dispose()


def made_from(engine: sa.Engine, held: list[CollectionYear], **question: object) -> BackTest:
    fill(engine, held, prices=False)
    with records_for(engine, COMMISSIONER) as records:
        return backtest(records, replicates=60, **question)  # type: ignore[arg-type]


def judged(error: float, *, inside: bool = True, kind: str = "quarterly", months: int = 12) -> Judged:
    """One forecast of the total that came to 100; its 80% range is 20 wide, and 100 lies in it or just outside."""
    low = 90.0 if inside else 101.0
    points = (low - 5, low, low + 1, 100 + error, low + 19, low + 20, low + 25)
    said = (96.0, 96.0, 110.0, None)
    chances = {"above": 0.3, "more": True, "last_above": False}
    return Judged(kind, ORIGIN, months, "total", 100.0, points, 8.0, said, **chances)  # type: ignore[arg-type]


def test_month_end_stock_counts_who_is_in_care_at_midnight() -> None:
    found = history(
        episode(1, "2015-01-01", "2025-04-30", "2025-05-31", rec="E4A"),
        episode(2, "2015-01-01", "2025-05-01"),
        first=2025,
    )
    stock = month_end_stock(found)
    assert stock.loc["2025-03-31":"2025-06-30"].tolist() == [0, 1, 1, 1]
    assert len(stock) == 13


def test_each_earlier_return_with_three_years_is_judged_by_what_happened(engine: sa.Engine) -> None:
    found = made_from(engine, years(2022, 2025))
    totals = [one for one in found.judged if one.series == "total"]
    assert [(one.kind, one.origin, one.months) for one in totals] == [
        ("by_return", ORIGIN, 12),
        ("quarterly", ORIGIN, 12),
    ]
    still = rows()["dec"].isna() | (rows()["dec"] > "2026-03-31")
    then = (rows()["decom"] <= "2025-03-31") & ~(rows()["dec"] <= "2025-03-31")
    for one in totals:
        assert one.actual == (still & (rows()["decom"] <= "2026-03-31")).sum()
        assert one.baselines[0] == then.sum()
        assert list(one.points) == sorted(one.points)


def test_every_series_is_judged_and_its_parts_add_up_to_the_total(engine: sa.Engine) -> None:
    found = made_from(engine, years(2022, 2025))
    actual = {one.series: one.actual for one in found.judged if one.kind == "by_return"}
    for kind in ("age", "setting", "provider", "place"):
        assert sum(value for name, value in actual.items() if name.startswith(f"{kind}:")) == actual["total"]
    came = (rows()["rne"] == "S") & (rows()["decom"] >= "2025-04-01") & (rows()["decom"] <= "2026-03-31")
    assert actual["entries"] == came.sum()
    before = next(one.baselines[0] for one in found.judged if one.series == "total")
    assert before is not None
    assert actual["total"] == before + actual["entries"] - actual["exits"]


def test_what_came_after_a_quarter_is_unknown_to_its_forecast(engine: sa.Engine) -> None:
    found = made_from(engine, years(2021, 2025), months=(3,))
    quarters = [one for one in found.judged if one.series == "total" and one.kind == "quarterly"]
    assert len(quarters) == 8
    for one in quarters:
        day = np.datetime64(one.origin)
        assert one.baselines[0] == ((rows()["decom"] <= day) & ~(rows()["dec"] <= day)).sum()


def test_too_few_returns_are_refused(engine: sa.Engine) -> None:
    with pytest.raises(Refused, match="needs 4 returns"):
        made_from(engine, years(2023, 2025))


def test_a_kept_back_test_stands_beside_the_forecast_until_other_returns_are_held(engine: sa.Engine) -> None:
    found = made_from(engine, years(2022, 2025))
    with records_for(engine, COMMISSIONER) as records:
        assert back_test_held(records) is None
        assert "backtest" in forecast(records, months=3, replicates=20).because()
        digest = returns_digest(records)
    with UnitOfWork(engine, COMMISSIONER, Permission.SEE_FORECASTS) as work:
        keep(work, found, digest)
        keep(work, BackTest(found.judged[:0], 1, 1), "of other returns")
        work.commit()
    with records_for(engine, COMMISSIONER) as records:
        beside = forecast(records, months=3, replicates=20)
        earlier = forecast(records, as_at=dt.date(2025, 3, 31), months=3, replicates=20)
    assert beside.backtest is not None
    assert [row["months"] for row in beside.backtest["total"]] == [12, 12]  # type: ignore[attr-defined]
    assert "backtest" not in beside.because()
    assert earlier.backtest is None


def test_the_summary_is_the_mean_over_the_forecasts_of_a_horizon() -> None:
    [row] = summary((judged(4), judged(-2, inside=False)))
    assert row["mean_absolute_error"] == 3.0
    assert row["bias"] == 1.0
    assert row["mase"] == pytest.approx(3 / 8)
    assert row["last_value_error"] == 4.0
    assert row["drift_error"] == 10.0
    assert row["smoothing_error"] is None
    assert row["inside_80"] == 0.5
    assert row["width_80"] == 20.0
    assert row["brier"] == pytest.approx(0.49)
    assert row["last_value_brier"] == 1.0


def test_the_two_kinds_of_origin_and_every_horizon_are_kept_apart() -> None:
    rows_ = summary((judged(1), judged(1, kind="by_return"), judged(1, months=24)))
    assert [(row["kind"], row["months"]) for row in rows_] == [("quarterly", 12), ("by_return", 12), ("quarterly", 24)]


def test_the_interval_score_is_the_quantile_loss_summed_over_the_points() -> None:
    one = judged(4, inside=False)
    levels = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
    losses = [max(p * (100 - q), (p - 1) * (100 - q)) for p, q in zip(levels, one.points, strict=True)]
    assert interval_score(one) == pytest.approx(2 * sum(losses) / 7)


def test_the_range_is_left_as_it_is_where_errors_are_as_large_as_it_says() -> None:
    fitting = [judged(sign * 20 / 2.563) for sign in (1, -1)] * 10
    assert range_scale(fitting) == pytest.approx(1.0, abs=0.001)


def test_the_range_leans_towards_what_the_errors_ask_the_more_of_them_there_are() -> None:
    few, many = [judged(20.0)] * 4, [judged(20.0)] * 40
    assert 1.0 < range_scale(few) < range_scale(many) <= 1.6
    assert range_scale([judged(0.0)] * 400) == 0.7


def test_the_range_is_learnt_from_the_total_at_quarterly_origins_alone() -> None:
    others = [replace(judged(20.0), series="cost"), judged(20.0, kind="by_return")] * 30
    assert range_scale(others) == 1.0


def test_the_document_names_its_series_and_its_days() -> None:
    found = BackTest((judged(4),), 300, 1).as_json()
    [row] = found["judged"]  # type: ignore[misc]
    assert row["origin"] == "2025-03-31"  # type: ignore[has-type]
    assert row["series"] == "total"  # type: ignore[has-type]
    assert row["error"] == 4  # type: ignore[has-type]
    assert row["drift_error"] == 10  # type: ignore[has-type]


def test_fewer_origins_may_be_cut_out_of_the_record(engine: sa.Engine) -> None:
    found = made_from(engine, years(2021, 2025), months=(3,), every=6)
    assert sorted({str(one.origin) for one in found.judged if one.kind == "quarterly"}) == [
        "2024-03-31",
        "2024-09-30",
        "2025-03-31",
        "2025-09-30",
    ]
