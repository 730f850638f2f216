"""Opening the database: SQLite as the embedded default, PostgreSQL by its URL, and the newest schema on both."""

from __future__ import annotations

import sqlite3
from pathlib import PurePath
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import ArgumentError

from placements.errors import Refused

_FILES = {".db", ".sqlite", ".sqlite3"}
DEFAULT_URL = "sqlite:///homeward.db"
WRITES = "homeward_writes"
CONNECTIONS = 60
"""Open at most: well under the hundred of a PostgreSQL server as it is installed."""
KEPT_OPEN = 10


def open_engine(url: str = DEFAULT_URL) -> sa.Engine:
    """Open a database by URL, or a file by its path.

    SQLite gets write-ahead logging, foreign keys and explicit transactions. Raises Refused where it is neither.
    """
    try:
        parsed = sa.make_url(f"sqlite:///{url}" if _is_path(url) else url)
    except ArgumentError as error:
        raise Refused(
            "The database address cannot be read.",
            given=url,
            do_next="Give a file such as homeward.db, or a URL such as postgresql+psycopg://user@/name.",
        ) from error
    in_memory = parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}
    pool = {} if in_memory else {"pool_size": KEPT_OPEN, "max_overflow": CONNECTIONS - KEPT_OPEN}
    engine = sa.create_engine(parsed, **pool)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _is_path(url: str) -> bool:
    """Whether this is a file's name rather than an address; what has no ending could be a slip of either."""
    return "://" not in url and PurePath(url).suffix in _FILES


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "synchronous=NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _alembic(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "placements:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the schema to `revision` (the newest by default), from nothing or from any earlier release."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        upgrade_over(connection, revision)


def upgrade_over(connection: sa.Connection, revision: str = "head") -> None:
    """Bring the schema to `revision` as a part of whatever else the connection's transaction does."""
    command.upgrade(_alembic(connection), revision)


def server_side(engine: sa.Engine) -> dict[str, Any]:
    """Say which engine this is, for messages and results."""
    return {"engine": engine.dialect.name, "database": engine.url.database}
