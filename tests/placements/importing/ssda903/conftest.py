"""A council's database, fresh, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from placements.database import open_engine
from tests.engines import SqliteFiles
from tests.placements.importing.ssda903.towns import found_council


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """A council without any return, on both engines in turn."""
    engine = open_engine(database_url)
    found_council(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    """A council without any return, on SQLite: for what does not depend on the engine."""
    engine = open_engine(sqlite_files.migrated())
    found_council(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where returns are written."""
    return tmp_path / "returns"
