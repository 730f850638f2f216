"""Beginning: an empty record, an empty workbook, an invented authority."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.desk import COMMAND_LINE, Database, Json, deliver, new_record, say
from api.progress import narrated

YORK = "E06000014"


def init(
    authority: Annotated[str, typer.Option(help="Code of the authority whose record this is.")] = YORK,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Begin an empty record: newest schema, authorities around, child population, postcodes, published prices."""
    from api.initialise import initialise

    with new_record(database) as engine:
        begun = initialise(engine, COMMAND_LINE, authority)
    deliver(
        begun.as_json(),
        as_json,
        lambda: say(
            f"The record of {begun.name} is ready: {begun.postcodes:,} postcodes, {len(begun.adjoining)} adjoining "
            f"authorities, {begun.published_prices} published prices (marked as published until you replace them)."
        ),
    )


def generate(
    folder: Annotated[Path, typer.Argument(help="Where to write the files.")],
    children: Annotated[int, typer.Option(help="Children in care on the last day.")] = 240,
    years: Annotated[int, typer.Option(help="Yearly returns up to that day.")] = 10,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 1,
    faults: Annotated[bool, typer.Option("--faults", help="With the faults of data that real files hold.")] = False,
    as_json: Json = False,
) -> None:
    """Write an invented authority of any size as the very files that `homeward import` reads."""
    from data.demo import generate as invent

    with narrated("Inventing") as tell:
        invent(folder, children, years, seed, tell, faults=faults)
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    told = {"folder": str(folder), "children": children, "years": years, "seed": seed, "files": files}
    deliver(told, as_json, lambda: say(f"{len(files)} files in {folder}. Every person in them is invented."))


def template(
    name: Annotated[str, typer.Argument(help="What to load, such as carers.")],
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Where to write the workbook.")],
    as_json: Json = False,
) -> None:
    """Write an empty, explained workbook for a list that `homeward import` reads."""
    from placements.importing.template import write_template

    write_template(name, file)
    deliver({"noun": name, "file": str(file)}, as_json, lambda: say(f"An empty workbook for {name}: {file}"))
