"""What cannot be relied on is refused, or the range is stated wider, or the answer says so: never a silent number.

One return only, a missing year, an empty record and a lever that makes a rate negative are refused or said in
`test_service`, `test_estimate` and `test_scenario`; here stands the rest.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from rich.console import Console
from sqlalchemy.orm import Session

from api.printing.forecast import print_forecast
from api.shapes.forecast import Forecast
from forecasting.answer import counts_of
from forecasting.estimate import estimate
from forecasting.history import history_of
from forecasting.service import forecast
from placements.codes import Setting
from placements.database import open_engine
from placements.models.contract import ProviderKind
from placements.repository.records import records_for
from tests.engines import SqliteFiles
from tests.forecasting.invented import Truth, authority
from tests.forecasting.stored import COMMISSIONER, fill
from tests.forecasting.town import CUT, episode, frame, line, locate, months, position, run, years

FOSTERING = Setting.MAINSTREAM_FOSTERING


@pytest.fixture
def engine(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    made = open_engine(sqlite_files.migrated())
    fill(made, years(2022, 2025), prices=False)
    yield made
    made.dispose()


def answered(engine: sa.Engine, *lines: object) -> Forecast:
    with Session(engine) as session:
        session.add_all(lines)
        session.commit()
    with records_for(engine, COMMISSIONER) as records:
        return Forecast.model_validate(forecast(records, months=12, replicates=40, threads=1).as_json())


def test_every_child_of_one_age_leaves_the_other_ages_possible_and_the_range_wide() -> None:
    ends = [None if n % 3 == 0 else f"2025-0{1 + n}-01" for n in range(9)]
    rows = frame(*(episode(n, "2015-01-01", f"2024-0{1 + n}-11", end) for n, end in enumerate(ends)))
    found = counts_of(run(estimate(history_of(rows, years(2024, 2025), locate), months(), 200, 1)), 12)
    assert all(sum(found.by_age[band]["mean"]) > 0 for band in found.by_age)
    assert found.total["p90"][-1] > 1.3 * found.total["p10"][-1]


def test_a_setting_never_seen_is_possible_and_rare() -> None:
    rows = authority(Truth(), dt.date(2021, 4, 1), CUT, seed=4)
    settings = rows["place"].unique()
    assert "K1" not in settings
    found = run(estimate(history_of(rows, years(2021, 2025), locate), months(24), 300, 1), months(24))
    secure = found.stock[:, -1, position(Setting.SECURE)].sum(axis=1)
    assert 0 < secure.mean() < 0.02 * found.stock[:, -1].sum(axis=(1, 2)).mean()


def test_a_price_that_ends_mid_year_is_carried_on_and_said(engine: sa.Engine) -> None:
    found = answered(engine, line("a", FOSTERING, 70_000, ProviderKind.OWN, ends_on=dt.date(2026, 9, 1)))
    assert any("ends on 31/08/2026 and is carried on" in note for note in found.notes)


def test_a_year_without_an_uplift_is_said_with_what_one_percent_would_be(engine: sa.Engine) -> None:
    line_of_today = line("a", FOSTERING, 70_000, ProviderKind.OWN)
    with Session(engine) as session:
        session.add(line_of_today)
        session.commit()
    with records_for(engine, COMMISSIONER) as records:
        notes = forecast(records, months=24, replicates=40, threads=1).notes
    assert any("No uplift is held from 2027/28 on" in note and "Each 1% more" in note for note in notes)


def test_overlapping_price_lines_are_never_added_up_and_are_said(engine: sa.Engine) -> None:
    one = answered(engine, line("a", FOSTERING, 70_000, ProviderKind.OWN))
    both = answered(engine, line("b", FOSTERING, 90_000, ProviderKind.OWN))
    assert one.cost_pence.total is not None
    assert both.cost_pence.total is not None
    assert both.cost_pence.total.mean[0] / one.cost_pence.total.mean[0] == pytest.approx(9 / 7)
    assert any("hold at once: a and b" in note for note in both.notes)
    assert not any("hold at once" in note for note in one.notes)


def test_children_set_aside_stand_beside_every_forecast(engine: sa.Engine) -> None:
    found = answered(engine)
    assert found.children_set_aside == 1
    console = Console(width=120, record=True, file=io.StringIO())
    print_forecast(console, found)
    assert "1 child set aside" in " ".join(console.export_text().split())
