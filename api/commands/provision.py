"""The homes there are: supply."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.ask import note
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.repository.records import records_for


def supply(
    ofsted: Annotated[
        Path | None,
        typer.Option(
            "--ofsted", metavar="FILE.xlsx", help="Also write the fostering return's places, with their rows."
        ),
    ] = None,
    months: Annotated[int, typer.Option(min=1, max=120, help="Months of places ahead.")] = 36,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Count places: approved, filled, not available and why, usable now and ahead; blocks, agencies, recruitment."""
    from api.fostering_returns import write_fostering_return
    from api.printing.supply import print_supply
    from api.shapes.supply import supply_shape
    from forecasting.provision import provision
    from forecasting.sufficing.kinds import requests_ahead

    with record(database) as engine, narrated("Counting places"):
        note(engine, Event.HOMES_READ, "supply", months=months, seed=seed, fostering_return=ofsted is not None)
        with records_for(engine, COMMAND_LINE) as records:
            found = supply_shape(provision(records, months=months, seed=seed, expected=requests_ahead))
    if ofsted is not None:
        write_fostering_return(found, ofsted)
    deliver(found.model_dump(mode="json"), as_json, lambda: print_supply(answers(), found))
