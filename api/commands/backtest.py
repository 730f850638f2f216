"""Setting earlier forecasts beside what happened, and keeping what is found beside every later forecast."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from api.commands.ask import set_aside
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.errors import Refused
from placements.permissions import Permission
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork

_MOST_MONTHS = 120


def backtest(
    months: Annotated[str, typer.Option(metavar="M,M,...", help="How many months ahead.")] = "12,24,36",
    replicates: Annotated[int, typer.Option(min=50, max=10_000, help="Runs of each simulation.")] = 300,
    every: Annotated[
        int, typer.Option(min=1, max=12, help="Months from one origin within the record to the next.")
    ] = 3,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Set earlier forecasts beside what happened, series by series, and keep it beside every forecast from now on."""
    from api.printing.backtest import print_backtest
    from api.shapes.backtest import BackTest
    from forecasting.backtest import backtest as judge
    from forecasting.track_record import keep
    from placements.repository.back_tests import returns_digest

    ahead = _months(months)
    with record(database) as engine, narrated("Back-testing") as say:
        began = time.perf_counter()
        with records_for(engine, COMMAND_LINE) as records:
            digest = returns_digest(records)
            found = judge(records, months=ahead, replicates=replicates, every=every, seed=seed, progress=say)
            left_out = set_aside(records)
        with UnitOfWork(engine, COMMAND_LINE, Permission.SEE_FORECASTS) as work:
            keep(work, found, digest)
            work.commit()
    seconds = round(time.perf_counter() - began, 3)
    answer = found.as_json() | {"children_set_aside": left_out, "seconds": seconds}
    shown = BackTest.model_validate(answer)
    deliver(answer, as_json, lambda: print_backtest(answers(), shown))


def _months(given: str) -> list[int]:
    parts = [part.strip() for part in given.split(",")]
    if all(part.isdigit() and 1 <= int(part) <= _MOST_MONTHS for part in parts):
        return [int(part) for part in parts]
    raise Refused(
        f"The months ahead must be whole numbers from 1 to {_MOST_MONTHS}, with commas between them.",
        given=given,
        do_next="Ask for example for --months 12,24,36.",
    )
