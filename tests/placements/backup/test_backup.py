"""What is backed up comes back on either engine, byte for byte; what is not whole is refused and leaves nothing."""

from __future__ import annotations

import csv
import datetime as dt
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.backup.cells import cell_of, value_of
from placements.backup.dump import MANIFEST, backup, kept_tables, table_as_csv
from placements.backup.restore import restore
from placements.database import open_engine
from placements.errors import NotPermitted, Refused
from placements.models.account import Account
from placements.models.audit import AuditRow
from placements.models.child import Child
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork
from tests.engines import PostgresServer, SqliteFiles
from tests.placements.deciding import town

KEEPER = Viewer("Ada Invented", Role.ADMINISTRATOR)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@pytest.fixture
def record(databases: SqliteFiles | PostgresServer, tmp_path: Path) -> Iterator[sa.Engine]:
    """A small town with a search, an offer and a decision's worth of rows, on both engines in turn."""
    opened = open_engine(databases.migrated())
    town.ready(opened, tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def empty(databases: SqliteFiles | PostgresServer) -> Iterator[Callable[[], sa.Engine]]:
    """Makes databases in which there is nothing yet."""
    made: list[sa.Engine] = []

    def another() -> sa.Engine:
        made.append(open_engine(databases.empty()))
        return made[-1]

    yield another
    for engine in made:
        engine.dispose()


def contents(engine: sa.Engine) -> dict[str, bytes]:
    """Every table as its CSV file, without the audit, to which each backup adds a row."""
    with engine.connect() as connection:
        return {table.name: table_as_csv(connection, table)[0] for table in kept_tables() if table.name != "audit"}


def test_what_is_backed_up_comes_back_byte_for_byte(
    record: sa.Engine, empty: Callable[[], sa.Engine], tmp_path: Path
) -> None:
    made = backup(record, KEEPER, tmp_path / "kept.zip")
    again = empty()
    assert restore(again, KEEPER, tmp_path / "kept.zip") == made
    assert contents(again) == contents(record)
    assert sum(table.rows for table in made.tables) > 20


def test_a_backup_of_one_engine_comes_back_on_the_other(
    record: sa.Engine, sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    backup(record, KEEPER, tmp_path / "kept.zip")
    other = open_engine(sqlite_files.empty())
    restore(other, KEEPER, tmp_path / "kept.zip")
    assert contents(other) == contents(record)
    other.dispose()


def test_a_restored_record_goes_on_and_says_who_restored_it(
    record: sa.Engine, empty: Callable[[], sa.Engine], tmp_path: Path
) -> None:
    backup(record, KEEPER, tmp_path / "kept.zip")
    again = empty()
    restore(again, KEEPER, tmp_path / "kept.zip")
    with UnitOfWork(again, KEEPER, Permission.WRITE_REFERRALS) as work:
        work.session.add(Child(ref="C-new", invented=True))
        work.record(Event.DATA_LOADED, "one more")
        work.commit()
    with Session(again) as session:
        assert list(session.scalars(sa.select(AuditRow.event).order_by(AuditRow.id.desc()).limit(3))) == [
            Event.DATA_LOADED,
            Event.RESTORED,
            Event.BACKED_UP,
        ]


def test_a_backup_while_people_write_holds_one_moment(
    record: sa.Engine, empty: Callable[[], sa.Engine], tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with UnitOfWork(record, KEEPER, Permission.MANAGE_ACCOUNTS) as work:
                name = f"person-{number}"
                work.session.add(
                    Account(
                        name=name, full_name=name, role=Role.IRO, password_hash="x", created_at=dt.datetime.now(dt.UTC)
                    )
                )
                work.record(Event.ACCOUNT_CREATED, name)
                work.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            backup(record, KEEPER, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        again = empty()
        restore(again, KEEPER, tmp_path / f"{number}.zip")
        with Session(again) as session:
            accounts = session.scalar(sa.select(sa.func.count()).select_from(Account))
            created = sa.select(sa.func.count()).where(AuditRow.event == Event.ACCOUNT_CREATED)
            assert session.scalar(created) == accounts


def changed(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same backup with one part changed."""
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as kept, zipfile.ZipFile(other, "w") as file:
        for part in kept.namelist():
            file.writestr(part, change(kept.read(part)) if part == name else kept.read(part))
    return other


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        ("tables/children.csv", lambda text: text.replace(b"C-1", b"C-9"), "not as it was written"),
        (MANIFEST, lambda text: text.replace(b'"0001"', b'"0000"'), "has the schema 0000"),
        (MANIFEST, lambda _: b"{}", "no whole backup"),
    ],
)
def test_a_backup_that_was_changed_is_refused_and_leaves_nothing(
    part: str, change: Callable[[bytes], bytes], says: str, record: sa.Engine, empty: Any, tmp_path: Path
) -> None:
    backup(record, KEEPER, tmp_path / "kept.zip")
    again = empty()
    with pytest.raises(Refused, match=says):
        restore(again, KEEPER, changed(tmp_path / "kept.zip", part, change))
    assert not sa.inspect(again).has_table("audit")
    restore(again, KEEPER, tmp_path / "kept.zip")


def test_an_audit_that_was_altered_before_the_backup_is_found(
    record: sa.Engine, empty: Callable[[], sa.Engine], tmp_path: Path
) -> None:
    with zipfile.ZipFile(_kept(record, tmp_path)) as file:
        manifest = json.loads(file.read(MANIFEST))
    other = changed(
        tmp_path / "kept.zip", MANIFEST, lambda text: text.replace(manifest["audit_head"].encode(), b"0" * 64)
    )
    with pytest.raises(Refused, match="audit in the backup was altered"):
        restore(empty(), KEEPER, other)


def _kept(record: sa.Engine, tmp_path: Path) -> Path:
    backup(record, KEEPER, tmp_path / "kept.zip")
    return tmp_path / "kept.zip"


def test_a_cell_longer_than_others_may_have_comes_back_and_the_limit_for_others_stays(
    record: sa.Engine, empty: Callable[[], sa.Engine], tmp_path: Path
) -> None:
    limit = csv.field_size_limit()
    long = town.document(town.option(1, "H-1", ["C-1"], notes=[{"because": "x" * (limit + 1)}]))
    town.searched(record, seen=long)
    again = empty()
    restore(again, KEEPER, _kept(record, tmp_path))
    assert contents(again) == contents(record)
    assert csv.field_size_limit() == limit


def test_nothing_is_ever_written_over(record: sa.Engine, tmp_path: Path) -> None:
    path = _kept(record, tmp_path)
    with pytest.raises(Refused, match="file of this name"):
        backup(record, KEEPER, path)
    with pytest.raises(Refused, match="holds a record already"):
        restore(record, KEEPER, path)


def test_only_who_keeps_the_system_may_back_it_up(record: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        backup(record, Viewer("Dara Invented", Role.DIRECTOR), tmp_path / "kept.zip")
    assert not (tmp_path / "kept.zip").exists()


COLUMNS = {str(type(column.type).__name__): column for table in kept_tables() for column in table.columns}


@given(words=WORDS)
def test_words_come_back_as_they_were_and_no_spreadsheet_runs_them(words: str) -> None:
    column = COLUMNS["Text"]
    cell = cell_of(column, words)
    assert value_of(column, cell) == words
    assert cell
    assert cell[0] not in "=+-@\t\r"


@given(st.recursive(st.none() | st.booleans() | st.integers() | WORDS, lambda inner: st.lists(inner, max_size=3)))
def test_documents_come_back_as_they_were(value: object) -> None:
    column = COLUMNS["JSON"]
    if value is not None:
        assert value_of(column, cell_of(column, value)) == value
