"""One small installation with an account for every role."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from placements.database import open_engine
from tests.api.visitors import CHEAP, Clock, open_accounts
from tests.engines import PostgresServer, SqliteFiles


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def with_accounts(sqlite_files: SqliteFiles) -> str:
    """A database with an account for every role; each test gets a copy."""
    url = sqlite_files.migrated()
    made = open_engine(url)
    open_accounts(made, Clock())
    made.dispose()
    return url


@pytest.fixture
def engine(with_accounts: str, tmp_path: Path) -> Iterator[sa.Engine]:
    original = open_engine(with_accounts).url.database
    assert original is not None
    made = open_engine(f"sqlite:///{shutil.copy(original, tmp_path)}")
    yield made
    made.dispose()


@pytest.fixture
def either_engine(databases: SqliteFiles | PostgresServer) -> Iterator[sa.Engine]:
    """A database with an account for every role, on both engines in turn."""
    made = open_engine(databases.migrated())
    open_accounts(made, Clock())
    yield made
    made.dispose()


@pytest.fixture
def app(engine: sa.Engine, clock: Clock) -> FastAPI:
    return create_app(Settings(), engine, clock=clock, hasher=CHEAP)
