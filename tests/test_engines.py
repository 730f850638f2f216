"""Every database test starts from a fresh database, on both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from placements.database import open_engine
from tests.engines import PostgresServer, SqliteFiles


def tables(url: str) -> set[str]:
    engine = open_engine(url)
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_an_empty_database_has_no_table(empty_database_url: str) -> None:
    assert tables(empty_database_url) == set()


def test_a_database_stands_at_the_newest_schema(database_url: str) -> None:
    assert {"alembic_version", "children", "occupancies"} <= tables(database_url)


def test_what_one_test_writes_no_other_database_sees(databases: SqliteFiles | PostgresServer) -> None:
    first, second = databases.migrated(), databases.migrated()
    engine = open_engine(first)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE left_behind (id INTEGER)")
    engine.dispose()
    assert "left_behind" in tables(first)
    assert "left_behind" not in tables(second) | tables(databases.migrated())


def test_a_connection_left_open_does_not_hold_up_the_next_test(databases: SqliteFiles | PostgresServer) -> None:
    engine = open_engine(databases.migrated())
    connection = engine.connect()
    if isinstance(databases, PostgresServer):
        databases.drop_all()
    connection.invalidate()
    engine.dispose()
    assert tables(databases.migrated())


def test_both_engines_are_asked_in_turn(database_url: str, request: pytest.FixtureRequest) -> None:
    wanted = request.node.callspec.params["databases"]
    assert sa.make_url(database_url).get_backend_name() == wanted
