"""What every command shares: which record, as whom, and how the answer is handed over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import typer
from pydantic import ValidationError

from api.settings import Settings
from placements.database import open_engine
from placements.errors import Refused
from placements.permissions import Role, Viewer

REFUSED = 1
COMMAND_LINE = Viewer("command line", Role.ADMINISTRATOR)

Database = Annotated[
    str | None,
    typer.Option(
        "--database", metavar="FILE.db|URL", help="Which record. Default: HOMEWARD_DATABASE, or homeward.db here."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def settings_for(database: str | None = None) -> Settings:
    """The settings of this installation, with the database given on the command line if one was."""
    try:
        return Settings() if database is None else Settings(database=database)
    except ValidationError as error:
        fault = error.errors()[0]
        name = "HOMEWARD_" + "_".join(str(part) for part in fault["loc"]).upper()
        raise Refused(
            f"The setting {name} cannot be used: {fault['msg']}.",
            given=fault["input"],
            do_next="Correct the variable or take it away.",
        ) from error


@contextmanager
def new_record(database: str | None) -> Iterator[sa.Engine]:
    """Open a database that may still be empty."""
    engine = open_engine(settings_for(database).database)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def record(database: str | None) -> Iterator[sa.Engine]:
    """Open the record; a database that holds none is refused, and no file is made by asking."""
    with new_record(database) as engine:
        refuse_unless_begun(engine)
        yield engine


def refuse_unless_begun(engine: sa.Engine) -> None:
    """Say that `homeward init` comes first where the database holds no record."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    missing = file is not None and file not in {"", ":memory:"} and not Path(file).exists()
    if missing or not sa.inspect(engine).has_table("audit"):
        raise Refused(
            "There is no record in this database.",
            given=engine.url.render_as_string(hide_password=True),
            do_next="Begin one with `homeward init`, or name another with --database.",
        )


def deliver(answer: Mapping[str, Any] | list[Any], as_json: bool, show: Callable[[], None]) -> None:
    """Hand the answer over: as one JSON document, or printed for a person."""
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        show()


def say(sentence: str) -> None:
    """Tell the person something that is the whole answer."""
    typer.echo(sentence)
