"""Loading returns, lists and workbooks into the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from api.commands.desk import COMMAND_LINE, REFUSED, Database, Json, deliver, record
from api.printing.console import answers
from api.printing.loads import print_load
from placements.errors import Refused
from placements.importing.catalogue import NOUNS
from placements.importing.nouns import Noun
from placements.importing.outcome import ImportResult

load = typer.Typer(help="Load a return, a list or a workbook: all of it or nothing.", no_args_is_help=True)

SetAside = Annotated[
    str | None,
    typer.Option(
        "--set-aside-by",
        metavar="NAME",
        help="Who decides to load the rest where some of it cannot be accepted; written down.",
    ),
]
ErrorFile = Annotated[
    Path | None, typer.Option("--error-file", metavar="FILE.csv", help="Also write every finding to this file.")
]
AsAt = Annotated[
    dt.datetime | None,
    typer.Option("--as-at", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day the list is true for."),
]


@load.command("ssda903")
def load_returns(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Folders, files or zips; one or many years.")],
    set_aside_by: SetAside = None,
    year: Annotated[
        list[str] | None, typer.Option(metavar="PATH=YYYY/YY", help="The year of a path, where its dates mislead.")
    ] = None,
    error_file: ErrorFile = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Load SSDA903 returns of any years."""
    from placements.importing.ssda903.load import import_ssda903

    years = dict(_year_of(given) for given in year or [])
    with record(database) as engine:
        result = import_ssda903(engine, COMMAND_LINE, paths, set_aside_by=set_aside_by, years=years)
    _answer(result, error_file, as_json=as_json)


def _year_of(given: str) -> tuple[str, str]:
    path, _, year = given.rpartition("=")
    if not path:
        raise Refused("This does not name a path and its year.", given=given, do_next="Write --year PATH=2024/25.")
    return path, year


def _command_for(noun: Noun) -> Callable[..., None]:
    def load_list(
        path: Annotated[Path, typer.Argument(help="A workbook (XLSX), a CSV file, or a folder of them.")],
        set_aside_by: SetAside = None,
        as_at: AsAt = None,
        error_file: ErrorFile = None,
        database: Database = None,
        as_json: Json = False,
    ) -> None:
        from placements.importing.load import import_noun

        day = as_at.date() if as_at else None
        with record(database) as engine:
            result = import_noun(engine, COMMAND_LINE, noun.name, path, set_aside_by=set_aside_by, as_at=day)
        _answer(result, error_file, as_json=as_json)

    load_list.__doc__ = f"Load {noun.name}: {noun.explain[:1].lower()}{noun.explain[1:]}"
    return load_list


for _noun in NOUNS.values():
    load.command(_noun.name)(_command_for(_noun))


def _answer(result: ImportResult, error_file: Path | None, *, as_json: bool) -> None:
    """Hand over what became of the load; a refused one ends with the exit code of a refusal."""
    if error_file is not None:
        from placements.importing.error_file import write_findings

        write_findings(result, error_file)
    deliver(result.as_json(), as_json, lambda: print_load(answers(), result))
    if result.refused:
        raise typer.Exit(REFUSED)
