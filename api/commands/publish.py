"""Publishing from the command line: freeze, sign, release, withdraw, list, and note what others publish."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.change import As, By, Reason, change
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say, settings_for
from api.commands.told import audit_together, elsewhere, neighbours
from api.printing.console import answers, table
from api.progress import narrated
from api.words import day, plain
from placements.models.publication import Capacity, Release
from placements.repository.records import records_for

publish = typer.Typer(
    help="Freeze figures, have them signed by two people, publish, correct and withdraw them.", no_args_is_help=True
)
publish.command()(elsewhere)
publish.command()(neighbours)
publish.command("audit")(audit_together)
Number = Annotated[int, typer.Argument(metavar="RELEASE", help="The release's number.")]


@publish.command()
def prepare(  # noqa: PLR0913, PLR0917 - one for each option of the command
    by: By,
    role: As,
    ask: Annotated[list[str] | None, typer.Option("--ask", help="What the board is asked to decide.")] = None,
    voice: Annotated[list[str] | None, typer.Option("--voice", help="What children told us, a line each.")] = None,
    statement: Annotated[
        bool, typer.Option("--statement", help="With what is short: the sufficiency statement.")
    ] = False,
    because: Annotated[str, typer.Option("--because", help="Why, if it corrects what is public.")] = "",
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Freeze the board's figures: hidden, audited with everything published before, ready to be signed."""
    from api.app import create_app
    from api.board.drafting import draft_of
    from api.board.gathering import gathered
    from api.board.said import Said
    from api.planning_papers import planned
    from placements.deciding.people import Named
    from placements.publishing.preparing import prepare_release

    with record(database) as engine, narrated("Freezing the figures"):
        house, said = create_app(settings_for(database), engine).state.house, Said(ask or [], voice or [])
        if statement:
            said = planned(house, COMMAND_LINE, said.asks, said.voice)
        draft = draft_of(gathered(house), said)
    made = change(database, lambda work: prepare_release(work, Named(by, role), draft, because))
    deliver(_as_json(made), as_json, lambda: say(f"Release {made.id}, {made.title}, waits for two signatures."))


@publish.command()
def sign(
    number: Number,
    by: By,
    role: As,
    capacity: Annotated[Capacity, typer.Option("--as", help="That the figures are right, or may be published.")],
    words_read: Annotated[bool, typer.Option("--words-read", help="Every doubtful word was read.")] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Sign a release: one person for the figures, another for publishing them."""
    from placements.deciding.people import Named
    from placements.publishing.signing import IN_WORDS
    from placements.publishing.signing import sign as put

    made = change(database, lambda work: put(work, number, Named(by, role), capacity, words_read=words_read))
    document = {"release": number, "by": made.by, "role": made.role, "as": made.capacity.value, "digest": made.digest}
    deliver(document, as_json, lambda: say(f"{made.by} signed {IN_WORDS[capacity]}."))


@publish.command()
def release(number: Number, by: By, role: As, database: Database = None, as_json: Json = False) -> None:
    """Make a signed release public, after one more audit with everything that is public by now."""
    from placements.deciding.people import Named
    from placements.publishing.signing import release as let_out

    made = change(database, lambda work: let_out(work, number, Named(by, role)))
    deliver(_as_json(made), as_json, lambda: say(f"{made.title} is public at /published/{made.name}."))


@publish.command()
def withdraw(
    number: Number, by: By, role: As, reason: Reason, database: Database = None, as_json: Json = False
) -> None:
    """Take a release from the public pages at once; it stays in every later audit."""
    from placements.deciding.people import Named
    from placements.publishing.signing import withdraw as take_back

    made = change(database, lambda work: take_back(work, number, Named(by, role), reason))
    deliver(_as_json(made), as_json, lambda: say(f"{made.title}, edition {made.edition}, is withdrawn."))


@publish.command("list")
def list_releases(database: Database = None, as_json: Json = False) -> None:
    """List what is prepared, released, corrected and withdrawn."""
    from placements.repository.releases import register, signatures_of

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        held = [(one, len(signatures_of(records, one.id))) for one in register(records)]
    deliver([_as_json(one) | {"signatures": signed} for one, signed in held], as_json, lambda: _show(held))


def _as_json(one: Release) -> dict[str, object]:
    return {
        "release": one.id,
        "name": one.name,
        "edition": one.edition,
        "title": one.title,
        "as_at": one.as_at.isoformat(),
        "state": one.state.value,
        "digest": one.digest,
        "doubts": one.doubts,
        "certificate": one.certificate,
    }


def _show(held: list[tuple[Release, int]]) -> None:
    rows = table("Releases", "Number", "Title", "Figures of", "Edition", "State", "Signed")
    for one, signed in held:
        rows.add_row(str(one.id), one.title, day(one.as_at), str(one.edition), plain(one.state.value), f"{signed} of 2")
    answers().print(rows)
