"""What the next months bring: from the record, under a scenario beside the base, or from published figures alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands.ask import AsAt, note
from api.commands.begin import YORK
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.errors import Refused
from placements.repository.records import records_for


def forecast(  # noqa: PLR0913, PLR0917 - one for each option of the command
    as_at: AsAt = None,
    months: Annotated[int, typer.Option(min=1, max=120)] = 36,
    replicates: Annotated[int, typer.Option(min=10, max=100_000, help="Runs of the simulation.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    threads: Annotated[int | None, typer.Option(min=1)] = None,
    scenario: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Levers with dates (TOML), answered beside the base.")
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="From published yearly figures alone; nothing need be loaded.")
    ] = False,
    published_from: Annotated[
        Path | None, typer.Option("--published-from", metavar="FILE.csv", help="The publisher's download to use.")
    ] = None,
    authority: Annotated[str, typer.Option(help="With --published: the code of the authority.")] = YORK,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Forecast the next months: children by kind of home, with ranges, and what they cost."""
    if published or published_from is not None:
        if scenario is not None:
            raise Refused(
                "Published figures alone do not tell what a lever changes.",
                given=scenario.name,
                do_next="Load returns, or leave out --scenario.",
            )
        _from_published(published_from, authority, {"months": months, "replicates": replicates, "seed": seed}, as_json)
        return
    asked: dict[str, Any] = {"months": months, "replicates": replicates, "seed": seed, "threads": threads}
    _from_record(asked | {"as_at": as_at.date() if as_at else None}, scenario, database, as_json)


def _from_record(asked: dict[str, Any], scenario: Path | None, database: str | None, as_json: bool) -> None:
    from api.printing.forecast import print_forecast
    from api.printing.whatif import print_beside
    from api.shapes.forecast import Forecast
    from api.shapes.whatif import Beside
    from forecasting.scenario_file import read_scenario
    from forecasting.service import forecast as look_ahead
    from forecasting.whatif import what_if

    levers = None if scenario is None else read_scenario(scenario)
    with record(database) as engine, narrated("Forecasting"):
        noted = {name: asked[name] for name in ("months", "replicates", "seed")}
        note(engine, Event.FORECAST_MADE, "forecast", **noted)
        with records_for(engine, COMMAND_LINE) as records:
            answer = look_ahead(records, **asked, scenario=levers).as_json()
            beside = None if levers is None else what_if(records, **asked).beside(levers).as_json()
    shown = Forecast.model_validate(answer)

    def show() -> None:
        print_forecast(answers(), shown)
        if beside is not None:
            print_beside(answers(), Beside.model_validate(beside), shown)

    deliver(answer if beside is None else answer | {"beside": beside}, as_json, show)


def _from_published(file: Path | None, authority: str, asked: dict[str, int], as_json: bool) -> None:
    from api.printing.whatif import print_published
    from api.shapes.whatif import Published
    from data.tables import published_flows
    from forecasting.published import PublishedYear, forecast_published, read_published

    if file is None:
        years = [PublishedYear(*year) for year in published_flows(authority)]
        if not years:
            raise Refused(
                "No published figures of this authority come with the program.",
                given=authority,
                do_next="Give the publisher's download with --published-from FILE.csv.",
            )
    else:
        years = read_published(file, authority)
    answer = forecast_published(years, authority, **asked).as_json()
    deliver(answer, as_json, lambda: print_published(answers(), Published.model_validate(answer)))
