"""A child's wishes in a form that can be held against a home, a veto among them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from api.commands.change import DAYS, change
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record, say
from placements.models.wish import Wish, WishAbout, WishSays

wish = typer.Typer(help="What a child wants of a home, or says no to.", no_args_is_help=True)

Child = Annotated[str, typer.Argument(help="The child's reference.")]


@wish.command()
def add(  # noqa: PLR0913, PLR0917 - one for each thing a wish says
    child: Child,
    says: Annotated[WishSays, typer.Argument(help="A veto takes a home out of the suggestion, never out of sight.")],
    about: Annotated[WishAbout, typer.Argument(help="What it is about.")],
    value: Annotated[str, typer.Argument(help="The home, kind, area, animal or child; of smoking: yes.")],
    words: Annotated[str, typer.Argument(help="What the child said, in their own words.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who asked.")],
    on: Annotated[dt.datetime, typer.Option("--on", formats=DAYS, metavar="YYYY-MM-DD", help="When it was asked.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Record what a child wants, would rather not have, or says no to."""
    from placements.deciding.structured_wishes import Said, record_wish

    made = change(
        database,
        lambda work: record_wish(work, child, Said(says, about, value, words), asked_by=by, asked_on=on.date()),
    )
    shown = _shape(made)
    deliver({"child": child, **shown}, as_json, lambda: say(f"Wish {made.id} of {child} is recorded."))


@wish.command("list")
def list_wishes(child: Child, database: Database = None, as_json: Json = False) -> None:
    """List the wishes of a child that count."""
    from placements.repository.children import wishes_that_count
    from placements.repository.records import records_for

    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        found = [_shape(one) for one in wishes_that_count(records, child)]

    def show() -> None:
        for one in found:
            says, about = str(one["says"]).replace("_", " "), str(one["about"]).replace("_", " ")
            say(f"{one['wish']}. {says}, {about}: {one['value']}. \u201c{one['words']}\u201d ({one['asked_on']})")
        if not found:
            say("No wish that can be held against a home is recorded.")

    deliver(found, as_json, show)


@wish.command()
def withdraw(
    number: Annotated[int, typer.Argument(metavar="WISH", help="The wish's number.")],
    words: Annotated[str, typer.Argument(help="What the child said, in their own words.")],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Note that a child changed their mind: the wish stays on record and counts no longer."""
    from placements.deciding.structured_wishes import take_back

    change(database, lambda work: take_back(work, number, words))
    deliver({"wish": number, "counts": False}, as_json, lambda: say(f"Wish {number} counts no longer."))


def _shape(one: Wish) -> dict[str, object]:
    return {
        "wish": one.id,
        "says": one.says.value,
        "about": one.about.value,
        "value": one.value,
        "words": one.words,
        "asked_on": one.as_of.isoformat(),
        "asked_by": one.author,
    }
