"""The budget of a year from the command line, and the commitment list that finance is given."""

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


def budget(
    as_at: AsAt = None,
    commitments: Annotated[
        Path | None,
        typer.Option("--commitments", metavar="FILE.xlsx", help="Also write the commitment list with cost codes."),
    ] = None,
    replicates: Annotated[int, typer.Option(min=10, max=100_000, help="Runs of the simulation.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Set a year's budget beside what is spent, committed and expected, line by line, with paid lines reconciled."""
    from api.budgets import as_json as document
    from api.budgets import write_commitments
    from api.printing.budget import print_budget
    from api.shapes.budget import Budget
    from forecasting.outturn import budget_year

    began = time.perf_counter()
    with record(database) as engine, narrated("Adding up"):
        note(engine, Event.FORECAST_MADE, "budget", replicates=replicates, seed=seed, list=commitments is not None)
        with records_for(engine, COMMAND_LINE) as records:
            found = budget_year(records, as_at=as_at.date() if as_at else None, replicates=replicates, seed=seed)
    if commitments is not None:
        write_commitments(found, commitments)
    answer = document(found, seed, time.perf_counter() - began)
    deliver(answer, as_json, lambda: print_budget(answers(), Budget.model_validate(answer)))
