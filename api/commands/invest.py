"""Invest to save from the command line: a programme beside what would happen otherwise."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from api.commands.ask import AsAt, note
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.repository.records import records_for


def invest(  # noqa: PLR0913, PLR0917 - one for each option of the command
    programme: Annotated[Path, typer.Option(metavar="FILE.toml", help="The programme: actions, deductions, ranges.")],
    output: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Also write the programme as it was read.")
    ] = None,
    as_at: AsAt = None,
    months: Annotated[int, typer.Option(min=1, max=120)] = 36,
    replicates: Annotated[int, typer.Option(min=10, max=100_000, help="Runs of the simulation.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    threads: Annotated[int | None, typer.Option(min=1)] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Work out what a programme costs and saves by year, when it has paid for itself, and what that rests on."""
    from api.printing.invest import print_invest
    from api.shapes.invest import invest_shape
    from forecasting.invest import invest as work_out
    from forecasting.investing.programme_file import programme_as_toml, read_programme

    began, chosen = time.perf_counter(), read_programme(programme)
    with record(database) as engine, narrated("Investing") as tell:
        note(engine, Event.FORECAST_MADE, "invest", title=chosen.title[:120], replicates=replicates, seed=seed)
        with records_for(engine, COMMAND_LINE) as records:
            found = work_out(
                records,
                chosen,
                as_at=as_at.date() if as_at else None,
                months=months,
                replicates=replicates,
                seed=seed,
                threads=threads,
                progress=tell,
            )
    if output is not None:
        output.write_text(programme_as_toml(chosen), encoding="utf-8")
    shown = invest_shape(found, seed, time.perf_counter() - began)
    deliver(shown.model_dump(mode="json"), as_json, lambda: print_invest(answers(), shown))
