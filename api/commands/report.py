"""Papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from api.commands.change import DAYS, DecisionNumber, day
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from api.house import House
from api.progress import narrated
from api.reports.paper import DRAFT, Paper
from api.settings import Settings
from placements.permissions import Viewer

Release = Annotated[
    str | None, typer.Option("--release", metavar="NAME", help="Write it from what was released under this name.")
]
Annex = Annotated[bool, typer.Option("--annex", help="The exempt annex instead: not for publication.")]

report = typer.Typer(help="Write a paper: the end of the file's name chooses its form.", no_args_is_help=True)

Output = Annotated[
    Path, typer.Option("--output", metavar="FILE", help="Where to write it: .pdf, .docx, .html, .xlsx, .ods or .txt.")
]
Template = Annotated[
    Path | None, typer.Option("--template", metavar="FILE.docx", help="The council's own Word template.")
]


@report.command()
def referral(
    name: Annotated[
        str,
        typer.Argument(metavar="REFERENCE", help="A referral (a draft), or the reference of a paper that was sent."),
    ],
    output: Output,
    child: Annotated[list[str] | None, typer.Option(help="Only this child of the referral.")] = None,
    template: Template = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the anonymised referral for providers: as it was sent, or as a draft to read before."""
    from api.approaching import referral_paper
    from api.reports.files import write_paper
    from api.reports.referral import unknowns

    with record(database) as engine:
        paper = referral_paper(engine, COMMAND_LINE, name, child or ())
    write_paper(paper.as_paper(), output, template)
    told = {"file": str(output), "title": paper.title, "draft": paper.marked is not None, "not_known": unknowns(paper)}
    deliver(told, as_json, lambda: say(f"{paper.title}{' (draft)' if paper.marked else ''}: {output}"))


@report.command("decision-note")
def decision_note(
    number: DecisionNumber,
    output: Output,
    template: Template = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the note of a decision, one page, for the case system, which remains the child's record."""
    from api.case_papers import note_of_decision

    with record(database) as engine:
        paper = note_of_decision(engine, COMMAND_LINE, number)
    _write(paper, output, template, as_json=as_json)


@report.command("carers-pack")
def carers_pack(
    number: DecisionNumber,
    ref: Annotated[str, typer.Argument(metavar="CHILD", help="The child's reference.")],
    output: Output,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="Who receives it; else who accepted the child.")] = "",
    template: Template = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the draft of a carer's pack, without an address; two people let it go on its page."""
    from api.carers_packs import pack_in_draft

    with record(database) as engine:
        paper = pack_in_draft(engine, COMMAND_LINE, number, ref, to)
    _write(paper, output, template, as_json=as_json)


@report.command()
def child(
    number: DecisionNumber,
    ref: Annotated[str, typer.Argument(metavar="CHILD", help="The child's reference.")],
    output: Output,
    template: Template = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the child's own page: what they said, why this home, how to question it; never money."""
    from api.case_papers import page_for_child

    with record(database) as engine:
        paper = page_for_child(engine, COMMAND_LINE, number, ref)
    _write(paper, output, template, as_json=as_json)


@report.command()
def shortlist(
    number: Annotated[int, typer.Argument(metavar="SHORTLIST", help="The shortlist's number.")],
    output: Output,
    template: Template = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write a shortlist: homes side by side, letters for as long as their names are hidden."""
    from api.case_papers import paper_of_shortlist

    with record(database) as engine:
        paper = paper_of_shortlist(engine, COMMAND_LINE, number)
    _write(paper, output, template, as_json=as_json)


@report.command()
def board(  # noqa: PLR0913, PLR0917 - one for each option of the command
    output: Output,
    release: Release = None,
    meeting: Annotated[
        dt.datetime | None,
        typer.Option("--meeting", formats=DAYS, metavar="YYYY-MM-DD", help="Work the days back from this meeting."),
    ] = None,
    layout: Annotated[
        Path | None,
        typer.Option("--layout", metavar="FILE.toml", help="The council's report headings, order and implications."),
    ] = None,
    annex: Annex = False,
    template: Template = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the board paper for the public agenda, a draft unless it was released; or its exempt annex."""
    from api.planning_papers import board_report, exempt_annex
    from api.reports.council import OURS, layout_from
    from forecasting.toml_file import text_of

    laid_out = layout_from(text_of(layout, "report layout"), layout.name) if layout else OURS

    def make(house: House) -> Paper:
        if annex:
            return exempt_annex(house, COMMAND_LINE)
        return board_report(house, COMMAND_LINE, release, day(meeting), laid_out)

    planning_paper(make, output, template, database, as_json=as_json)


@report.command()
def sufficiency(
    output: Output,
    release: Release = None,
    annex: Annex = False,
    template: Template = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the sufficiency statement for the public, a draft unless its figures were released; or its exempt annex."""
    from api.planning_papers import exempt_annex, sufficiency_statement

    def make(house: House) -> Paper:
        return exempt_annex(house, COMMAND_LINE) if annex else sufficiency_statement(house, COMMAND_LINE, release)

    planning_paper(make, output, template, database, as_json=as_json)


def planning_paper(
    make: Callable[[House], Paper], output: Path, template: Path | None, database: str | None, *, as_json: bool
) -> None:
    """Work a paper out from the record and write it in the form that the file's name ends in."""
    from api.app import create_app

    with record(database) as engine, narrated("Working out"):
        paper = make(create_app(Settings(), engine).state.house)
    _write(paper, output, template, as_json=as_json)


@report.command("data-protection")
def data_protection(
    output: Output, template: Template = None, database: Database = None, as_json: Json = False
) -> None:
    """Write the data protection impact assessment in draft, filled from the system: people finish and sign it."""
    from api.assurance import data_protection_paper

    _assurance(data_protection_paper, output, template, database, as_json=as_json)


@report.command()
def equality(output: Output, template: Template = None, database: Database = None, as_json: Json = False) -> None:
    """Write the equality assessment in draft, with the fairness audit; a restricted paper."""
    from api.assurance import equality_paper

    _assurance(equality_paper, output, template, database, as_json=as_json)


@report.command()
def transparency(output: Output, template: Template = None, database: Database = None, as_json: Json = False) -> None:
    """Write the algorithmic transparency record in draft, in its two tiers."""
    from api.assurance import transparency_paper

    _assurance(transparency_paper, output, template, database, as_json=as_json)


def _assurance(
    make: Callable[[sa.Engine, Viewer, Settings], Paper],
    output: Path,
    template: Path | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    with record(database) as engine:
        paper = make(engine, COMMAND_LINE, Settings())
    _write(paper, output, template, as_json=as_json)


def _write(paper: Paper, output: Path, template: Path | None, *, as_json: bool) -> None:
    from api.reports.files import write_paper

    write_paper(paper, output, template)
    told = {"file": str(output), "title": paper.title, "draft": (paper.marked or "").startswith(DRAFT)}
    deliver(told, as_json, lambda: say(f"{paper.title}: {output}"))
