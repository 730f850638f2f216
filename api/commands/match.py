"""Doubtful matches: listing them, and saying which are true."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from api.printing.console import answers, table
from placements.repository.matches import Doubtful, doubtful_matches
from placements.repository.records import records_for

match = typer.Typer(help="Say whether a child or a home in a list is one that is held.", no_args_is_help=True)

Same = Annotated[bool, typer.Option("--same/--different", help="Whether they are the same.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why; kept with what was said.")]


@match.command("list")
def list_matches(database: Database = None, as_json: Json = False) -> None:
    """List the matches that wait for a person."""
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        waiting = doubtful_matches(records)
    deliver([one.as_json() for one in waiting], as_json, lambda: _show(waiting))


@match.command()
def child(
    listed: Annotated[str, typer.Argument(help="The child's reference in the list.")],
    id903: Annotated[str, typer.Argument(help="The child's code in the returns.")],
    same: Same,
    reason: Reason = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Say whether a child of a list and a child of the returns are one."""
    from placements.importing.matches import decide_child

    with record(database) as engine:
        decide_child(engine, COMMAND_LINE, listed, id903, same=same, reason=reason)
    _decided(listed, id903, same=same, as_json=as_json)


@match.command()
def home(
    listed: Annotated[str, typer.Argument(help="What the list calls the home, in its words.")],
    held: Annotated[str, typer.Argument(metavar="HOME", help="The reference of the home held.")],
    same: Same,
    reason: Reason = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Say whether what a list calls a home is a home that is held; then load the list again."""
    from placements.importing.matches import decide_home

    with record(database) as engine:
        decide_home(engine, COMMAND_LINE, listed, held, same=same, reason=reason)
    _decided(listed, held, same=same, as_json=as_json)


@match.command("undo-child")
def undo_a_child(
    listed: Annotated[str, typer.Argument(help="The child's reference in the list.")],
    id903: Annotated[str, typer.Argument(help="The child's code in the returns.")],
    reason: Reason = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Take back what was said of two children: records that became one are parted, and the match waits again."""
    from placements.importing.matches import undo_child

    with record(database) as engine:
        undo_child(engine, COMMAND_LINE, listed, id903, reason=reason)
    _undone(listed, id903, as_json=as_json)


@match.command("undo-home")
def undo_a_home(
    listed: Annotated[str, typer.Argument(help="What the list calls the home, in its words.")],
    held: Annotated[str, typer.Argument(metavar="HOME", help="The reference of the home held.")],
    reason: Reason = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Take back what was said of a home's name, with what followed from it: the match waits again."""
    from placements.importing.matches import undo_home

    with record(database) as engine:
        undo_home(engine, COMMAND_LINE, listed, held, reason=reason)
    _undone(listed, held, as_json=as_json)


def _undone(listed: str, held: str, *, as_json: bool) -> None:
    deliver({"listed": listed, "held": held}, as_json, lambda: say(f"Whether {listed} is {held} is open again."))


def _decided(listed: str, held: str, *, same: bool, as_json: bool) -> None:
    sentence = f"{listed} is {held}." if same else f"{listed} is not {held}."
    deliver(
        {"listed": listed, "held": held, "same": same},
        as_json,
        lambda: say(f"{sentence} Load the list again to use it."),
    )


def _show(waiting: list[Doubtful]) -> None:
    if not waiting:
        say("No match waits for a person.")
        return
    rows = table("Matches that wait for a person", "What", "The list says", "May be", "Because")
    for one in waiting:
        rows.add_row(one.kind, one.listed, one.may_be, one.because)
    answers().print(rows)
