"""Databases for the tests of lists: what is only about reading a file needs one engine, what is kept needs both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from placements.database import open_engine
from tests.engines import SqliteFiles


@pytest.fixture
def sqlite_engine(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    """A fresh SQLite database, for what does not depend on the engine."""
    opened = open_engine(sqlite_files.migrated())
    yield opened
    opened.dispose()
