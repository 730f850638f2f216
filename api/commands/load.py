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
from api.progress import narrated
from placements.errors import Refused
from placements.importing.catalogue import NOUNS
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
ColumnIs = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="HEADING=COLUMN",
        help="Which of our columns a heading is, remembered; nothing after the = leaves it unread.",
    ),
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
    with record(database) as engine, narrated("Loading") as tell:
        result = import_ssda903(engine, COMMAND_LINE, paths, set_aside_by=set_aside_by, years=years, progress=tell)
    _answer(result, error_file, as_json=as_json)


def _year_of(given: str) -> tuple[str, str]:
    path, _, year = given.rpartition("=")
    if not path:
        raise Refused("This does not name a path and its year.", given=given, do_next="Write --year PATH=2024/25.")
    return path, year


def _command_for(name: str, explain: str) -> Callable[..., None]:
    def load_list(
        path: Annotated[Path, typer.Argument(help="A workbook (XLSX) or a CSV file.")],
        set_aside_by: SetAside = None,
        as_at: AsAt = None,
        column: ColumnIs = None,
        error_file: ErrorFile = None,
        database: Database = None,
        as_json: Json = False,
    ) -> None:
        from placements.importing.load import import_noun

        with record(database) as engine, narrated("Loading") as tell:
            result = import_noun(
                engine,
                COMMAND_LINE,
                name,
                path,
                set_aside_by=set_aside_by,
                as_at=as_at.date() if as_at else None,
                mapping=dict(_heading_of(given) for given in column or []),
                progress=tell,
            )
        _answer(result, error_file, as_json=as_json)

    load_list.__doc__ = f"Load {explain}."
    return load_list


def _heading_of(given: str) -> tuple[str, str | None]:
    heading, equals, ours = given.rpartition("=")
    if not (equals and heading):
        raise Refused("This does not name a heading and a column.", given=given, do_next="Write 'Placement=home'.")
    return heading, ours or None


OTHERS = {
    "annex-a": "list 8 of Annex A as today's position",
    "postcodes": "postcodes from an ONS Postcode Directory file",
}
for _name, _explain in ({noun.name: noun.explain for noun in NOUNS.values()} | OTHERS).items():
    load.command(_name)(_command_for(_name, f"{_explain[:1].lower()}{_explain[1:]}"))


def _answer(result: ImportResult, error_file: Path | None, *, as_json: bool) -> None:
    """Hand over what became of the load; a refused one ends with the exit code of a refusal."""
    if error_file is not None:
        from placements.importing.error_file import write_findings

        write_findings(result, error_file)
    deliver(result.as_json(), as_json, lambda: print_load(answers(), result))
    if result.refused:
        raise typer.Exit(REFUSED)
