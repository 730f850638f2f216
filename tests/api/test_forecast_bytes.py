"""Same in, same out: one seed gives one document, whatever the number of threads and whichever the database."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from placements.database import open_engine
from tests.api.test_cli import Line, line
from tests.engines import PostgresServer, SqliteFiles
from tests.forecasting.stored import fill
from tests.forecasting.town import years

__all__ = ["line"]
Ask = Callable[..., bytes]
QUESTION = ("--months", "12", "--replicates", "60", "--json")


@pytest.fixture
def ask(line: Line, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The bytes a forecast prints from a database filled with the invented authority, its seconds left out."""

    def asked(databases: SqliteFiles | PostgresServer, *more: str) -> bytes:
        url = databases.migrated()
        engine = open_engine(url)
        fill(engine, years(2023, 2025))
        engine.dispose()
        monkeypatch.setenv("HOMEWARD_DATABASE", url)
        done = line("forecast", *QUESTION, *more)
        assert done.code == 0
        without, found = re.subn(r'"seconds": *[0-9.]+', "", done.out)
        assert found == 1
        return without.encode()

    return asked


def test_a_forecast_is_the_same_bytes_with_one_thread_and_with_two(ask: Ask, sqlite_files: SqliteFiles) -> None:
    assert ask(sqlite_files, "--threads", "1") == ask(sqlite_files, "--threads", "2")


def test_a_forecast_is_the_same_bytes_on_every_database(
    ask: Ask, sqlite_files: SqliteFiles, databases: SqliteFiles | PostgresServer
) -> None:
    assert ask(sqlite_files, "--threads", "2") == ask(databases, "--threads", "1")


def test_another_seed_gives_another_document(ask: Ask, sqlite_files: SqliteFiles) -> None:
    assert ask(sqlite_files, "--seed", "1") != ask(sqlite_files, "--seed", "2")
