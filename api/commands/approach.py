"""Asking providers, chasing answers, and telling providers why not. The program itself sends nothing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from api.commands.desk import COMMAND_LINE, REFUSED, Database, Json, deliver, record, say
from api.printing.console import answers
from placements.models.approach import Channel, WhyNot
from placements.permissions import Permission, Role
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork, now_utc

By = Annotated[str, typer.Option("--by", metavar="NAME", help="The person who does it; written down.")]
As = Annotated[Role, typer.Option("--role", help="The role in which the person acts.")]


def approach(  # noqa: PLR0913, PLR0917 - one for each option of the command
    referral: Annotated[str, typer.Argument(help="The reference of a loaded referral.")],
    by: By,
    provider: Annotated[
        list[str] | None, typer.Option(help="A provider to ask; without any, everybody whose turn it is.")
    ] = None,
    role: As = Role.PLACEMENT_OFFICER,
    checked_by: Annotated[
        str | None, typer.Option(metavar="NAME", help="The second person, who has read the paper.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option(help="Tonight: why one person alone releases it, or why a provider is asked early.")
    ] = None,
    child: Annotated[list[str] | None, typer.Option(help="Ask for this child of the referral only.")] = None,
    pen_picture: Annotated[str | None, typer.Option(help="Words for providers in place of the pen picture.")] = None,
    leave_out: Annotated[list[str] | None, typer.Option(metavar="FACT", help="A fact not to be said.")] = None,
    channel: Annotated[Channel, typer.Option(help="How the person sends it.")] = Channel.SECURE_EMAIL,
    folder: Annotated[Path | None, typer.Option(help="Also write each paper here as Word, PDF and text.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Ask providers about a referral: a checked, anonymised paper for each, and a record of exactly what it said."""
    from api.approached import approach_answer
    from api.approaching import approach as ask_providers
    from api.printing.approach import print_approach
    from api.shapes.approach import ApproachAnswer
    from matching.approaching.service import Ask
    from placements.approaching.sending import Release
    from placements.deciding.people import Named

    ask = Ask(referral, provider or (), child or (), reason, pen_picture, leave_out or ())
    release = Release(Named(by, role), channel, checked_by, reason)
    with record(database) as engine:
        made = ask_providers(engine, COMMAND_LINE, ask, release)
    if folder is not None:
        from api.reports.files import LETTERS, write_paper

        folder.mkdir(parents=True, exist_ok=True)
        for one in made.sent:
            for ending in LETTERS:
                write_paper(one.paper.as_paper(), folder / f"{one.paper.reference}{ending}")
    answer = approach_answer(made)
    shown = ApproachAnswer.model_validate(answer)
    deliver(answer, as_json, lambda: print_approach(answers(), shown))


def chase(
    referral: Annotated[str | None, typer.Option(help="Only this referral.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """List whom to write to: answers past due, providers to be told that it is over, answers still to come."""
    from api.printing.approach import print_chase
    from api.shapes.approach import ChaseList
    from placements.approaching.chase import chase as list_them
    from placements.repository.approaches import approach_lines

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = list_them(approach_lines(records, referral), now_utc()).as_json()
    shown = ChaseList.model_validate(found)
    deliver(found, as_json, lambda: print_chase(answers(), shown))


def feedback(
    reference: Annotated[str, typer.Argument(help="The reference on the paper.")],
    why: Annotated[WhyNot, typer.Argument(help="Why not.")],
    by: By,
    role: As = Role.PLACEMENT_OFFICER,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Close an approach and say why not, from a closed list: the words to send are printed and kept."""
    from placements.approaching.closing import close_approach
    from placements.deciding.people import Named

    with record(database) as engine, UnitOfWork(engine, COMMAND_LINE, Permission.MAKE_OFFERS) as work:
        closed = close_approach(work, reference, why, Named(by, role))
        work.commit()
    told = {"reference": closed.reference, "why": why.value, "words": closed.closing_text}
    deliver(told, as_json, lambda: say(closed.closing_text or ""))


def reply(
    file: Annotated[
        Path | None, typer.Argument(help="A text file of e-mails; without one, paste them and end with Ctrl-D.")
    ] = None,
    set_aside_by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who leaves out what cannot be read and logs the rest.")
    ] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Log replies from pasted e-mails: the reference on the paper, and the lines of its answer form."""
    from api.printing.loads import print_load
    from placements.importing.load import import_noun

    with record(database) as engine, tempfile.TemporaryDirectory() as folder:
        path = file or Path(folder) / "pasted.txt"
        if file is None:
            path.write_text(sys.stdin.read(), encoding="utf-8")
        result = import_noun(engine, COMMAND_LINE, "replies", path, set_aside_by=set_aside_by)
    deliver(result.as_json(), as_json, lambda: print_load(answers(), result))
    if result.refused:
        raise typer.Exit(REFUSED)
