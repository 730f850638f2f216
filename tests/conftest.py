"""What every test may ask for: fresh databases on both engines, a browser, a scale; never a network."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import sqlalchemy as sa

from placements.database import open_engine
from tests.absence import cannot_run
from tests.engines import POSTGRES_MISSING, PostgresServer, SqliteFiles, postgres_binaries, throw_away_postgres
from tests.loopback import stay_on_this_machine
from tests.scale import scaled

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IN_CI = os.environ.get("CI") == "true"
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_MISSING = "Chromium is not installed: apt-get install -y chromium fonts-liberation"
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# The same examples every time where a red run must mean a changed program; new ones wherever a person is looking.
hypothesis.settings.register_profile("ci", deadline=None, database=None, derandomize=True)
hypothesis.settings.register_profile("here", deadline=None, database=None)


def pytest_configure(config: pytest.Config) -> None:
    """Choose how examples are drawn, and close the way out of this machine."""
    hypothesis.settings.load_profile("ci" if IN_CI else "here")
    stay_on_this_machine()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for the scale keeps a long promise: ``make soak`` chooses it by this mark."""
    for item in items:
        if "scale" in getattr(item, "fixturenames", ()):
            item.add_marker("soak")


@pytest.fixture(scope="session")
def scale() -> Callable[[int], int]:
    """``scale(full)`` is ``full`` under ``make soak`` and a twentieth of it, at least one, otherwise."""
    return scaled


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """Fresh SQLite databases."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Fresh PostgreSQL databases, on a server that each test process starts when first asked."""
    binaries = postgres_binaries()
    if binaries is None:
        cannot_run(POSTGRES_MISSING)
    with throw_away_postgres(binaries) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Iterator[SqliteFiles | PostgresServer]:
    """Both engines in turn: ``empty()`` and ``migrated()`` give as many fresh databases as a test needs."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_files")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    yield server
    server.drop_all()


@pytest.fixture
def empty_database_url(databases: SqliteFiles | PostgresServer) -> str:
    """A fresh database without any table, on both engines in turn."""
    return databases.empty()


@pytest.fixture
def database_url(databases: SqliteFiles | PostgresServer) -> str:
    """A fresh database at the newest schema, on both engines in turn."""
    return databases.migrated()


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """An open database at the newest schema, on both engines in turn, closed afterwards."""
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser that sees this machine only; one a module, since it occupies the thread's event loop."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        cannot_run(CHROMIUM_MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
