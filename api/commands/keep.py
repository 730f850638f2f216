"""Keeping the record safe: the whole of it into one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.desk import COMMAND_LINE, Database, Json, deliver, new_record, record, say
from api.progress import narrated
from api.words import count

ONE_FILE = "FILE.zip"


def backup(
    path: Annotated[Path, typer.Argument(metavar=ONE_FILE, help="Where to write it; the file must not exist yet.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the whole record into one file, a CSV file a table, which a spreadsheet opens and `restore` puts back."""
    from placements.backup.dump import backup as keep

    with record(database) as engine, narrated("Backing up"):
        made = keep(engine, COMMAND_LINE, path)
    rows = sum(table.rows for table in made.tables)
    told = {"file": str(path), "taken_at": made.at, "tables": len(made.tables), "rows": rows}
    deliver(told, as_json, lambda: say(f"{count(rows, 'row')} of {len(made.tables)} tables in {path}. Keep it safely."))


def restore(
    path: Annotated[Path, typer.Argument(metavar=ONE_FILE, help="A file that `homeward backup` wrote.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Put a backup back into an empty database, all or nothing, each table held against its digest."""
    from placements.backup.restore import restore as put_back

    with new_record(database) as engine, narrated("Restoring"):
        made = put_back(engine, COMMAND_LINE, path)
    rows = sum(table.rows for table in made.tables)
    told = {"file": str(path), "taken_at": made.at, "tables": len(made.tables), "rows": rows}
    deliver(told, as_json, lambda: say(f"{count(rows, 'row')} of {len(made.tables)} tables are back, each as it was."))
