"""Judging plans: the baselines on invented seasons, a plan that a person made, and the fairness audit."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.desk import Json, deliver
from api.printing.console import answers
from api.progress import narrated


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
