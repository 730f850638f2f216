"""A record on one engine for what the program itself refuses; what the database holds is asked of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from placements.database import open_engine
from tests.engines import SqliteFiles


@pytest.fixture
def record(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    """A fresh record at the newest schema."""
    opened = open_engine(sqlite_files.migrated())
    yield opened
    opened.dispose()
