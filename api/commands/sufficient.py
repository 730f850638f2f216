"""Which needs the area cannot meet, and what would keep most children local: sufficiency, recruit."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.ask import AsAt, note
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.repository.records import records_for

Months = Annotated[int, typer.Option(min=1, max=120)]
Replicates = Annotated[int, typer.Option(min=10, max=5_000, help="Runs of the simulation.")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")]
Threads = Annotated[int | None, typer.Option(min=1)]


def sufficiency(
    as_at: AsAt = None,
    months: Months = 36,
    replicates: Replicates = 200,
    seed: Seed = 1,
    threads: Threads = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Match the forecast's children to the places there will be: who would have no home in the area, and how sure."""
    from api.printing.sufficiency import print_sufficiency
    from api.shapes.sufficiency import Sufficiency
    from forecasting.sufficing.service import sufficiency as match

    day = as_at.date() if as_at else None
    asked = {"months": months, "replicates": replicates, "seed": seed}
    with record(database) as engine, narrated("Matching") as say:
        note(engine, Event.FORECAST_MADE, "sufficiency", **asked)
        with records_for(engine, COMMAND_LINE) as records:
            found = match(
                records,
                as_at=day,
                months=months,
                replicates=replicates,
                seed=seed,
                threads=threads,
                progress=say,
            ).as_json()
    shown = Sufficiency.model_validate(found)
    deliver(found, as_json, lambda: print_sufficiency(answers(), shown))


def recruit(
    brief: Annotated[
        bool, typer.Option("--brief", help="A plain brief for the fostering team, no child in it.")
    ] = False,
    months: Months = 36,
    replicates: Replicates = 200,
    seed: Seed = 1,
    threads: Threads = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Rank what keeps most children local: homes to ask, carers to unlock, households to recruit next."""
    from api.printing.recruit import print_recruit
    from api.shapes.recruit import Recruitment
    from forecasting.recruiting.brief import brief as brief_of
    from forecasting.recruiting.service import recruit as rank

    asked = {"months": months, "replicates": replicates, "seed": seed}
    with record(database) as engine, narrated("Weighing") as say:
        note(engine, Event.FORECAST_MADE, "recruit", **asked)
        with records_for(engine, COMMAND_LINE) as records:
            found = rank(records, months=months, replicates=replicates, seed=seed, threads=threads, progress=say)
    told = found.as_json()
    if brief:
        text = brief_of(found)
        deliver({"brief": text}, as_json, lambda: answers().print(text, markup=False, end=""))
        return
    deliver(told, as_json, lambda: print_recruit(answers(), Recruitment.model_validate(told)))
