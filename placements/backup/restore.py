"""Putting a backup back into an empty database: every table is held against its digest before anything counts."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event, first_break
from placements.backup.cells import value_of
from placements.backup.dump import FOLDER, MANIFEST, Manifest, TableKept, kept_tables, revision_of, table_as_csv
from placements.database import WRITES, upgrade_over
from placements.errors import Refused
from placements.models.audit import AuditRow
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork

BATCH = 5_000
LONGEST_CELL = 2**31 - 1
ANOTHER_FILE = "Give a file that `homeward backup` wrote, unchanged."


def restore(engine: sa.Engine, viewer: Viewer, path: Path) -> Manifest:
    """Fill an empty database from a backup, all or nothing; who did it is the next row of the audit.

    Raises Refused where the database holds a record, the file is no whole backup, or it is of another revision.
    """
    viewer.must(Permission.BACK_UP)
    if sa.inspect(engine).has_table("audit"):
        raise Refused(
            "This database holds a record already.",
            given=engine.url.render_as_string(hide_password=True),
            do_next="Name a new one with --database; nothing is ever written over.",
        )
    manifest, files = _read(path)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        upgrade_over(connection)
        _refuse_another_revision(manifest, revision_of(connection))
        for table in kept_tables():
            _fill(connection, table, files[table.name])
        _check(connection, manifest)
    with UnitOfWork(engine, viewer, Permission.BACK_UP) as work:
        work.record(Event.RESTORED, path.name[:120], taken_at=manifest.at)
        work.commit()
    return manifest


def _read(path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """The list and the tables of a file, each held against its digest."""
    try:
        with zipfile.ZipFile(path) as file:
            told: dict[str, Any] = json.loads(file.read(MANIFEST))
            tables = tuple(TableKept(**one) for one in told.pop("tables"))
            files = {one.name: file.read(f"{FOLDER}/{one.name}.csv") for one in tables}
            manifest = Manifest(**told, tables=tables)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise Refused("This is no whole backup.", given=path, do_next=ANOTHER_FILE) from error
    for one in tables:
        if hashlib.sha256(files[one.name]).hexdigest() != one.sha256:
            raise Refused(f"The table {one.name} is not as it was written.", given=path, do_next=ANOTHER_FILE)
    missing = sorted({table.name for table in kept_tables()} - files.keys())
    if missing:
        raise Refused("The backup lacks a table.", given=", ".join(missing), do_next=ANOTHER_FILE)
    return manifest, files


def _refuse_another_revision(manifest: Manifest, revision: str) -> None:
    if manifest.revision != revision:
        raise Refused(
            f"The backup has the schema {manifest.revision} and this program {revision}.",
            given=manifest.at,
            do_next="Restore it with the version of homeward that wrote it, then upgrade.",
        )


def _fill(connection: sa.Connection, table: sa.Table, text: bytes) -> None:
    """Insert a table's rows; what points at the same table is set once every row is there."""
    connection.execute(table.delete())
    own = {column.name for column in table.columns if any(key.column.table is table for key in column.foreign_keys)}
    with _cells_of_any_length():
        rows = [
            {name: value_of(table.columns[name], cell) for name, cell in row.items()}
            for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), strict=True)
        ]
    for start in range(0, len(rows), BATCH):
        batch = [{name: None if name in own else value for name, value in row.items()} for row in rows[start:][:BATCH]]
        connection.execute(table.insert(), batch)
    for row in rows:
        later = {name: row[name] for name in own if row[name] is not None}
        if later:
            connection.execute(table.update().where(table.c.id == row["id"]).values(later))
    _count_on(connection, table)


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """Let the reader of CSV take a whole kept search as one cell, and set its limit back, which others rely on."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """On PostgreSQL the next row gets the number after the last one here; SQLite does so by itself."""
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        last = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        connection.execute(sa.select(sa.func.setval(sequence, last, sa.false())))


def _check(connection: sa.Connection, manifest: Manifest) -> None:
    """Write every table out again and hold it against its digest; then follow the audit from its first row."""
    digests = {one.name: one.sha256 for one in manifest.tables}
    for table in kept_tables():
        text, _ = table_as_csv(connection, table)
        if hashlib.sha256(text).hexdigest() != digests[table.name]:
            raise Refused(
                f"The table {table.name} did not come back as it was.", given=manifest.at, do_next=ANOTHER_FILE
            )
    with Session(connection) as session:
        broken = first_break(session.scalars(sa.select(AuditRow).order_by(AuditRow.id)), manifest.audit_head)
    if broken is not None:
        raise Refused("The audit in the backup was altered.", given=f"row {broken}", do_next=ANOTHER_FILE)
