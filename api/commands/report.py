"""Papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say

report = typer.Typer(help="Write a paper, marked as a draft unless two people released it.", no_args_is_help=True)

Output = Annotated[Path, typer.Option("--output", metavar="FILE", help="Where to write it: .pdf, .docx or .txt.")]


@report.command()
def referral(
    name: Annotated[
        str,
        typer.Argument(metavar="REFERENCE", help="A referral (a draft), or the reference of a paper that was sent."),
    ],
    output: Output,
    child: Annotated[list[str] | None, typer.Option(help="Only this child of the referral.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the anonymised referral for providers: as it was sent, or as a draft to read before."""
    from api.approaching import referral_paper
    from api.reports.files import write_paper
    from api.reports.referral import unknowns

    with record(database) as engine:
        paper = referral_paper(engine, COMMAND_LINE, name, child or ())
    write_paper(paper.as_paper(), output)
    told = {"file": str(output), "title": paper.title, "draft": paper.marked is not None, "not_known": unknowns(paper)}
    deliver(told, as_json, lambda: say(f"{paper.title}{' (draft)' if paper.marked else ''}: {output}"))
