"""Judging plans: the baselines on invented seasons, a plan that a person made, and the fairness audit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.ask import TimeLimit, WorstFirst, note, set_aside
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.repository.records import records_for


def baselines(
    seeds: Annotated[int, typer.Option(help="Invented seasons of each scenario; two or more.")] = 100,
    as_json: Json = False,
) -> None:
    """Compare six ways of choosing homes on invented seasons, with intervals; no database is needed."""
    from api.printing.baselines import print_baselines
    from matching.baselines import baselines as run

    with narrated("Running the baselines") as say:
        answer = run(seeds, progress=say).as_json()
    deliver(answer, as_json, lambda: print_baselines(answers(), answer))


def compare(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="The homes a person chose; see `plan --json`.")],
    time_limit: TimeLimit = 60.0,
    worst_first: WorstFirst = False,
    weights: Annotated[Path | None, typer.Option(metavar="FILE", help="The authority's own weights (TOML).")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Score a plan that a person made beside the engine's own: levels, rules broken, what each child gives up."""
    from api.printing.compare import print_comparison
    from matching.service import compare as beside
    from matching.weights import read_weights

    with record(database) as engine:
        note(engine, Event.PLANNED, f"compared with {plan.name}"[:120], time_limit=time_limit, worst_first=worst_first)
        with records_for(engine, COMMAND_LINE) as records:
            chosen = None if weights is None else read_weights(weights)
            found = beside(records, plan, time_limit=time_limit, worst_first=worst_first, weights=chosen)
            answer = found.as_json() | {"children_set_aside": set_aside(records)}
    deliver(answer, as_json, lambda: print_comparison(answers(), answer))


def fairness(database: Database = None, as_json: Json = False) -> None:
    """Audit who waits, who goes far and who is split, by recorded traits; a restricted paper, small numbers hidden."""
    from api.printing.fairness import print_fairness
    from matching.fairness import fairness as audit

    with record(database) as engine:
        note(engine, Event.INDICATORS_READ, "fairness audit")
        with records_for(engine, COMMAND_LINE) as records:
            answer = audit(records).as_json() | {"children_set_aside": set_aside(records)}
    deliver(answer, as_json, lambda: print_fairness(answers(), answer))


def scarcity(
    referral: Annotated[str | None, typer.Argument(help="A referral whose options are to be weighed, if any.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Say what each home with a place is worth to children still to come, and what leaving it to them would cost."""
    from api.coming import coming
    from api.printing.scarcity import print_scarcity
    from matching.service import scarcity as ahead
    from matching.service import search

    with record(database) as engine, narrated("Looking ahead"):
        note(engine, Event.SEARCHED, f"scarcity {referral or ''}".strip()[:120])
        with records_for(engine, COMMAND_LINE) as records:
            worth, because = ahead(records, coming=coming(records))
            found = None if referral is None else search(records, referral)
    told = {"homes": None, "because": because} if worth is None else worth.as_json()
    beside = found if found is None or worth is None else worth.beside(found)
    options = None if beside is None else [_option(one.as_json()) for one in beside.options]
    answer = told | {"options": options}
    deliver(answer, as_json, lambda: print_scarcity(answers(), answer))


def _option(option: dict[str, object]) -> dict[str, object]:
    return {name: option[name] for name in ("rank", "children", "home", "status", "fit", "scarcity")}
