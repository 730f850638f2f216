"""Sufficiency and recruitment at the command line: printed, given as JSON, and as a brief for the fostering team."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from placements.database import open_engine
from tests.api.test_cli import Line, line
from tests.engines import SqliteFiles
from tests.forecasting.sufficing.authority import settle

__all__ = ["line"]
QUICK = ("--months", "12", "--replicates", "20", "--threads", "1")


@pytest.fixture(scope="module")
def url(sqlite_files: SqliteFiles) -> str:
    made = sqlite_files.migrated()
    engine = open_engine(made)
    settle(engine, households=3)
    engine.dispose()
    return made


@pytest.fixture
def settled(url: str, monkeypatch: pytest.MonkeyPatch, line: Line) -> Iterator[sa.Engine]:
    monkeypatch.setenv("HOMEWARD_DATABASE", url)
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_sufficiency_is_printed_for_people_and_given_as_json(settled: sa.Engine, line: Line) -> None:
    shown = line("sufficiency", *QUICK)
    assert shown.code == 0
    said = " ".join(shown.out.split())
    for words in ("would have no home in the area", "Brothers and sisters", "Which shortage", "the true gap is not"):
        assert words in said
    document = line("sufficiency", *QUICK, "--json").json
    assert len(document["months"]) == 12
    assert set(document["total"]["gap"]) == {"mean", "p2_5", "p10", "p50", "p90", "p97_5"}


def test_recruit_is_printed_given_as_json_and_as_a_brief(settled: sa.Engine, line: Line) -> None:
    shown = line("recruit", *QUICK)
    assert shown.code == 0
    said = " ".join(shown.out.split())
    for words in ("Ask first", "Unlock", "Recruit next", "The funnel"):
        assert words in said
    document = line("recruit", *QUICK, "--json").json
    assert document["considered"] > 20
    brief = line("recruit", *QUICK, "--brief")
    assert brief.out.startswith("Fostering recruitment in York")
    assert line("recruit", *QUICK, "--brief", "--json").json["brief"] == brief.out


def test_asking_is_written_down(settled: sa.Engine, line: Line) -> None:
    line("sufficiency", *QUICK)
    with settled.connect() as connection:
        subjects = connection.scalars(sa.text("select subject from audit")).all()
    assert "sufficiency" in subjects
