"""Earlier forecasts beside what happened: what was known then, judged by what is known now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from forecasting.backtest import BackTest, Judged, backtest
from forecasting.history import month_end_stock
from placements.codes import CollectionYear
from placements.database import open_engine
from placements.errors import Refused
from placements.repository.records import records_for
from tests.engines import SqliteFiles
from tests.forecasting.stored import COMMISSIONER, fill, rows
from tests.forecasting.town import episode, history, years


@pytest.fixture
def engine(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    made = open_engine(sqlite_files.migrated())
    yield made
    made.dispose()


def made_from(engine: sa.Engine, held: list[CollectionYear], **question: object) -> BackTest:
    fill(engine, held, prices=False)
    with records_for(engine, COMMISSIONER) as records:
        return backtest(records, replicates=60, **question)  # type: ignore[arg-type]


def judged(error: int, *, inside: bool) -> Judged:
    actual = 100
    low, high = (90, 110) if inside else (101, 110)
    return Judged(dt.date(2024, 3, 31), 12, actual, low - 5, low, actual + error, high, high + 5, 96, 8.0)


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
    assert [(one.origin, one.months) for one in found.judged] == [(dt.date(2025, 3, 31), 12)]
    [one] = found.judged
    still = rows()["dec"].isna() | (rows()["dec"] > "2026-03-31")
    assert one.actual == (still & (rows()["decom"] <= "2026-03-31")).sum()
    assert one.last_value == ((rows()["decom"] <= "2025-03-31") & ~(rows()["dec"] <= "2025-03-31")).sum()
    assert one.p2_5 <= one.p10 <= one.p50 <= one.p90 <= one.p97_5


def test_too_few_returns_are_refused(engine: sa.Engine) -> None:
    with pytest.raises(Refused, match="needs 4 returns"):
        made_from(engine, years(2023, 2025))


def test_the_summary_is_the_mean_over_the_forecasts_of_a_horizon() -> None:
    [row] = BackTest((judged(4, inside=True), judged(-2, inside=False))).summary()
    assert row["mean_absolute_error"] == 3.0
    assert row["bias"] == 1.0
    assert row["mase"] == pytest.approx(3 / 8)
    assert row["last_value_mean_absolute_error"] == 4.0
    assert row["inside_80"] == 0.5
    assert row["forecasts"] == 2


def test_the_document_names_its_series_and_its_days() -> None:
    found = BackTest((judged(4, inside=True),)).as_json()
    [row] = found["judged"]  # type: ignore[misc]
    assert row["origin"] == "2024-03-31"  # type: ignore[has-type]
    assert row["series"] == "total"  # type: ignore[has-type]
    assert row["error"] == 4  # type: ignore[has-type]
