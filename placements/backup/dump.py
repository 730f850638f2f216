"""Writing the whole record into one file: a CSV file for every table, and a list of them with their digests."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.backup.cells import cell_of
from placements.errors import Refused
from placements.models import Base
from placements.models.audit import AuditRow
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork, now_utc

NOT_KEPT = frozenset({"sign_ins"})
"""Nobody is still signed in after a restore."""
MANIFEST, README, FOLDER = "manifest.json", "README.txt", "tables"
ABOUT = """The whole record of one homeward installation, as it stood at the moment in manifest.json.

Each table is a CSV file (UTF-8) in tables/; its columns are those of the program's documents. An empty cell is not
known; a cell that begins with a backslash is the text after it. Days are YYYY-MM-DD, moments are in UTC, money is in
pence. `homeward restore FILE` puts it back. It holds everything about children and carers: keep it as safely.
"""


@dataclass(frozen=True)
class TableKept:
    """One table as kept: its rows, its columns with their types, and the SHA-256 of its CSV file."""

    name: str
    rows: int
    columns: dict[str, str]
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: the schema's revision, the moment, the newest audit digest, and every table."""

    revision: str
    at: str
    audit_head: str
    tables: tuple[TableKept, ...]

    def as_json(self) -> str:
        """The list as it stands in the file."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def kept_tables() -> list[sa.Table]:
    """The tables in the order in which they can be filled again."""
    return [table for table in Base.metadata.sorted_tables if table.name not in NOT_KEPT]


def backup(engine: sa.Engine, viewer: Viewer, path: Path) -> Manifest:
    """Write the record to a file that must not exist yet, as it stands at one moment. Raises Refused, NotPermitted."""
    if path.exists():
        raise Refused("There is a file of this name already.", given=path, do_next="Give another name.")
    with UnitOfWork(engine, viewer, Permission.BACK_UP) as work:
        work.record(Event.BACKED_UP, path.name[:120])
        work.commit()
    try:
        with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as file, _one_moment(engine) as connection:
            manifest = _write(connection, file)
    except OSError as error:
        raise Refused("The backup cannot be written.", given=path, do_next=f"{error.strerror}.") from error
    return manifest


def _one_moment(engine: sa.Engine) -> sa.Connection:
    """A connection to which the record does not change while it reads."""
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


def _write(connection: sa.Connection, file: zipfile.ZipFile) -> Manifest:
    tables = []
    for table in kept_tables():
        text, rows = table_as_csv(connection, table)
        file.writestr(f"{FOLDER}/{table.name}.csv", text)
        columns = {column.name: str(column.type) for column in table.columns}
        tables.append(TableKept(table.name, rows, columns, hashlib.sha256(text).hexdigest()))
    head = connection.scalar(sa.select(AuditRow.digest).order_by(AuditRow.id.desc()).limit(1))
    manifest = Manifest(revision_of(connection), now_utc().isoformat(), str(head), tuple(tables))
    file.writestr(MANIFEST, manifest.as_json())
    file.writestr(README, ABOUT)
    return manifest


def revision_of(connection: sa.Connection) -> str:
    """The revision of the schema in the database."""
    return str(connection.scalar(sa.text("select version_num from alembic_version")))


def table_as_csv(connection: sa.Connection, table: sa.Table) -> tuple[bytes, int]:
    """A table's rows in the order of its key, as bytes that are the same on every engine, and how many there are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    number = 0
    for row in _rows(connection, table):
        writer.writerow(cell_of(column, value) for column, value in zip(table.columns, row, strict=True))
        number += 1
    return out.getvalue().encode("utf-8-sig"), number


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[sa.Row[tuple[object, ...]]]:
    """Ordered in the way of Python, since engines order text by their own ways."""
    keys = [list(table.columns).index(column) for column in table.primary_key.columns]
    rows = connection.execute(sa.select(table)).all()
    return iter(sorted(rows, key=lambda row: tuple(row[key] for key in keys)))
