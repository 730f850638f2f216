"""Invest to save at the command line: printed in words, given as JSON, the programme written back, refusals plain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from forecasting.investing.programme_file import read_programme
from placements.database import open_engine
from tests.api.test_cli import Line, line
from tests.engines import SqliteFiles
from tests.forecasting.stored import fill
from tests.forecasting.town import years

__all__ = ["line"]
EXAMPLE = Path(__file__).parents[2] / "docs" / "how-to" / "example" / "programme.toml"


@pytest.fixture
def filled(sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch, line: Line) -> Iterator[sa.Engine]:
    url = sqlite_files.migrated()
    engine = open_engine(url)
    fill(engine, years(2023, 2025))
    monkeypatch.setenv("HOMEWARD_DATABASE", url)
    yield engine
    engine.dispose()


def test_the_example_of_the_how_to_is_printed_given_as_json_and_written_back(
    filled: sa.Engine, line: Line, tmp_path: Path
) -> None:
    back = tmp_path / "back.toml"
    asked = ("invest", "--programme", EXAMPLE, "--months", 24, "--replicates", 20)
    shown = line(*asked, "--output", back)
    assert shown.code == 0
    assert "8 in 10 chance of" in shown.out
    assert "never added together" in shown.out
    assert read_programme(back) == read_programme(EXAMPLE)
    document = line(*asked, "--json").json
    assert document["net_pence"] == pytest.approx(sum(year["net_pence"] for year in document["years"]))
    assert [year["year"] for year in document["years"]] == ["2026/27", "2027/28"]
    assert len(document["cumulative_pence"]["p50"]) == 24
    assert {"cashable", "avoided"} <= set(document["columns"])
    assert document["run_rate"]["change_pence"]["total"] == -9_200_000
    assert document["counterfactual"]


def test_a_programme_that_cannot_be_read_is_refused_with_what_to_do(
    filled: sa.Engine, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "p.toml"
    file.write_text("[[action]]\nkind = 'recruit'\nhouseholds_a_year = 6\n", encoding="utf-8")
    refused = line("invest", "--programme", file)
    assert refused.code == 1
    assert "lacks from, source, owner" in refused.err
