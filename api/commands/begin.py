"""Beginning: an empty record, an empty workbook, an invented authority."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.desk import COMMAND_LINE, Database, Json, deliver, new_record, say
from api.printing.console import answers
from api.progress import narrated

if TYPE_CHECKING:
    from data.demo.calibration import CalibrationRow

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
    calibrated: Annotated[bool, typer.Option("--calibration", help="Set the files beside published figures.")] = False,
    as_json: Json = False,
) -> None:
    """Write an invented authority of any size as the very files that `homeward import` reads."""
    from data.demo import generate as invent
    from data.demo.calibration import calibration

    with narrated("Inventing") as tell:
        invent(folder, children, years, seed, tell, faults=faults)
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    told: dict[str, object] = {
        "folder": str(folder),
        "children": children,
        "years": years,
        "seed": seed,
        "files": files,
    }
    rows = calibration(folder) if calibrated else []
    if calibrated:
        told["calibration"] = [row.as_json() for row in rows]
    deliver(told, as_json, lambda: _show(len(files), folder, rows))


def _show(files: int, folder: Path, rows: list[CalibrationRow]) -> None:
    say(f"{files} files in {folder}. Every person in them is invented.")
    if rows:
        from api.printing.calibration import print_calibration

        print_calibration(answers(), rows)


def template(
    name: Annotated[str, typer.Argument(help="What to load, such as carers.")],
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Where to write the workbook.")],
    as_json: Json = False,
) -> None:
    """Write an empty, explained workbook for a list that `homeward import` reads."""
    from placements.importing.template import write_template

    write_template(name, file)
    deliver({"noun": name, "file": str(file)}, as_json, lambda: say(f"An empty workbook for {name}: {file}"))
