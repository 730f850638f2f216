"""Asking the record: indicators, homes for a referral, a plan for all, the years to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import sqlalchemy as sa
import typer

from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import Progress, narrated
from placements.audit_chain import Event
from placements.permissions import Permission
from placements.repository.records import Records, records_for
from placements.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from matching.answer import SearchAnswer
    from matching.explain import Explanation
    from matching.weights import Weights

AsAt = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-at", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Use only returns that had ended by then."
    ),
]
TimeLimit = Annotated[float, typer.Option("--time-limit", metavar="SECONDS", help="Give the best found by then.")]
WeightsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", envvar="HOMEWARD_WEIGHTS", help="The authority's own weights (TOML).")
]
TravelFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", envvar="HOMEWARD_TRAVEL", help="The council's table of journeys (CSV)."),
]
WorstFirst = Annotated[bool, typer.Option("--worst-first", help="Improve the worst fit before the sum of fits.")]


def indicators(as_at: AsAt = None, database: Database = None, as_json: Json = False) -> None:
    """Work out every indicator, I01 to I26."""
    from api.printing.indicators import print_indicators
    from api.shapes.indicator import Indicator
    from placements.indicators.service import indicators as work_out

    with record(database) as engine:
        note(engine, Event.INDICATORS_READ, "indicators", as_at=_day(as_at))
        with records_for(engine, COMMAND_LINE) as records:
            rows = [row.as_json() for row in work_out(records, _date(as_at))]
            left_out = set_aside(records)
    shown = [Indicator.model_validate(row) for row in rows]
    deliver(
        [row | {"children_set_aside": left_out} for row in rows], as_json, lambda: print_indicators(answers(), shown)
    )


def search(
    referral: Annotated[str, typer.Argument(help="The reference of a loaded referral, or a JSON file.")],
    why: Annotated[str | None, typer.Option(metavar="HOME", help="Explain one home instead.")] = None,
    weights: WeightsFile = None,
    travel: TravelFile = None,
    scarcity: Annotated[
        bool, typer.Option("--scarcity", help="Weigh also what each place is worth to children to come (seconds).")
    ] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Search homes for one referral: whom to ring first, and why every other home is out."""
    from api.keeping import kept
    from api.printing.options import print_search
    from api.shapes import search as shapes
    from matching.service import explain
    from matching.service import search as find
    from matching.weights import read_weights

    chosen = None if weights is None else read_weights(weights)
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        if why is not None:
            note(engine, Event.SEARCHED, f"referral {referral}"[:120], why=why)
            _explain(explain(records, referral, why, weights=chosen, travel=travel), as_json=as_json)
            return
        found = find(records, referral, weights=chosen, travel=travel)
        if scarcity:
            found = _weighed(records, found, chosen)
        answer = kept(records, referral, found.as_json())
        left_out = set_aside(records)
    shown = shapes.SearchAnswer.model_validate(answer)
    deliver(answer | {"children_set_aside": left_out}, as_json, lambda: print_search(answers(), shown))


def _weighed(records: Records, found: SearchAnswer, weights: Weights | None) -> SearchAnswer:
    """The search with what each place is worth to children to come; unchanged, with the reason, where none can say."""
    from api.coming import coming
    from matching.service import scarcity

    worth, because = scarcity(records, weights=weights, coming=coming(records))
    return replace(found, scarcity_because=because) if worth is None else worth.beside(found)


def _explain(explanation: Explanation, *, as_json: bool) -> None:
    from api.printing.why import print_why
    from api.shapes import search as shapes

    told = explanation.as_json()
    shown = shapes.Explanation.model_validate(told)
    deliver(told, as_json, lambda: print_why(answers(), shown))


def plan(
    time_limit: TimeLimit = 60.0,
    worst_first: WorstFirst = False,
    weights: WeightsFile = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Plan every open referral at once; other places stay taken, and nobody is placed by it."""
    from api.coming import coming
    from api.printing.plan import print_plan
    from matching.service import plan as make
    from matching.weights import read_weights

    with record(database) as engine, narrated("Planning") as say:
        note(engine, Event.PLANNED, "open referrals", time_limit=time_limit, worst_first=worst_first)
        with records_for(engine, COMMAND_LINE) as records:
            chosen = None if weights is None else read_weights(weights)
            answer = make(
                records,
                time_limit=time_limit,
                worst_first=worst_first,
                weights=chosen,
                progress=_by_level(say),
                coming=coming(records),
            ).as_json()
            left_out = set_aside(records)
    deliver(answer | {"children_set_aside": left_out}, as_json, lambda: print_plan(answers(), answer))


def solve(
    folder: Annotated[Path, typer.Argument(help="A folder of CSV files that describe a planning problem.")],
    time_limit: TimeLimit = 60.0,
    worst_first: WorstFirst = False,
    as_json: Json = False,
) -> None:
    """Solve a planning problem from files; no database is needed."""
    from api.printing.plan import print_plan
    from matching.optimise import solve as best
    from matching.problem_file import read_problem

    problem = read_problem(folder)
    with narrated("Solving") as say:
        found = best(problem, time_limit=time_limit, worst_first=worst_first, progress=_by_level(say))
    answer = found.as_json()
    deliver(answer, as_json, lambda: print_plan(answers(), answer))


def _by_level(say: Progress) -> Callable[[str, float, float], None]:
    """Tell each level of a plan as soon as its value and its bound are known."""
    return lambda level, value, bound: say(f"{level} {value:g}, at best {bound:g}")


def note(engine: sa.Engine, event: Event, subject: str, **detail: object) -> None:
    """Write down that something was asked from the command line."""
    with UnitOfWork(engine, COMMAND_LINE, Permission.SEE_REFERENCE) as work:
        work.record(event, subject, **detail)
        work.commit()


def set_aside(records: Records) -> int:
    """How many children are left out of every answer because a named person set them aside."""
    from placements.repository.episodes import children_set_aside

    return children_set_aside(records)


def _date(given: dt.datetime | None) -> dt.date | None:
    return None if given is None else given.date()


def _day(given: dt.datetime | None) -> str | None:
    return None if given is None else given.date().isoformat()
