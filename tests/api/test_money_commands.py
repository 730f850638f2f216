"""The budget, a scenario and a forecast from published figures, at the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from placements.database import open_engine
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from tests.api.test_cli import Line, line
from tests.api.visitors import ADMINISTRATOR
from tests.engines import SqliteFiles
from tests.forecasting.stored import fill
from tests.forecasting.town import years

__all__ = ["line"]
SCENARIO = """
title = "Fewer come"
[[lever]]
row = "early_help"
from = 2026-06-01
change = -0.5
source = "an invented plan"
owner = "Olga Invented"
"""


@pytest.fixture
def filled(sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch, line: Line) -> Iterator[sa.Engine]:
    url = sqlite_files.migrated()
    engine = open_engine(url)
    fill(engine, years(2023, 2025))
    monkeypatch.setenv("HOMEWARD_DATABASE", url)
    yield engine
    engine.dispose()


def test_the_budget_is_printed_given_as_json_and_written_down(filled: sa.Engine, line: Line, tmp_path: Path) -> None:
    file = tmp_path / "commitments.xlsx"
    shown = line("budget", "--replicates", 20, "--commitments", file)
    assert shown.code == 0
    assert "8 in 10 chance that 2026/27 ends between" in " ".join(shown.out.split())
    assert openpyxl.load_workbook(file).sheetnames == ["Commitments", "Lines", "Notes"]
    document = line("budget", "--replicates", 20, "--json").json
    assert document["year"] == "2026/27"
    assert document["change_pence"]["total"] == sum(
        pence for cause, pence in document["change_pence"].items() if cause != "total"
    )
    with records_for(filled, ADMINISTRATOR) as records:
        assert any(row.subject == "budget" for row in audit_rows(records))


def test_the_budget_of_a_day_within_a_month_is_refused(filled: sa.Engine, line: Line) -> None:
    refused = line("budget", "--as-at", "2026-05-03")
    assert refused.code == 1
    assert "month's end" in refused.err


def test_a_scenario_is_answered_beside_the_base(filled: sa.Engine, line: Line, tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text(SCENARIO, encoding="utf-8")
    asked = ("forecast", "--scenario", file, "--months", 12, "--replicates", 30)
    document = line(*asked, "--json").json
    assert document["scenario"] == "Fewer come"
    assert document["levers"][0]["owner"] == "Olga Invented"
    assert document["beside"]["children"]["scenario"] == document["total"]
    assert document["beside"]["cost_pence"]["scenario"] == document["cost_pence"]["total"]
    assert document["beside"]["difference_over_all_months"]["mean"] < 0
    assert "Beside doing nothing" in line(*asked).out


def test_a_scenario_that_makes_a_rate_negative_is_refused_with_the_value(
    filled: sa.Engine, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "s.toml"
    file.write_text(SCENARIO.replace("-0.5", "-1.5"), encoding="utf-8")
    refused = line("forecast", "--scenario", file)
    assert refused.code == 1
    assert "negative" in refused.err
    assert "-1.5" in refused.err


def test_a_forecast_from_published_figures_needs_no_record(
    line: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = line("forecast", "--published", "--replicates", 50, "--json")
    assert ran.code == 0
    document = json.loads(ran.out)
    assert document["as_at"] == "2025-03-31"
    assert len(document["total"]["p10"]) == 36
    assert not list(tmp_path.iterdir())
    assert "8 in 10 chance" in line("forecast", "--published", "--replicates", 50).out


def test_published_figures_of_another_council_are_asked_for_and_a_scenario_on_them_is_refused(
    line: Line, tmp_path: Path
) -> None:
    other = line("forecast", "--published", "--authority", "E06000052")
    assert other.code == 1
    assert "--published-from" in other.err
    file = tmp_path / "s.toml"
    file.write_text(SCENARIO, encoding="utf-8")
    assert line("forecast", "--published", "--scenario", file).code == 1
