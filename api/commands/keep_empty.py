"""Keeping a home empty for children to come, and releasing it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from api.commands.change import DAYS, As, By, Reason, change, day
from api.commands.desk import Database, Json, deliver, say
from api.words import day as in_words


def keep_empty(  # noqa: PLR0913, PLR0917 - one for each thing that whoever decides must say
    home: Annotated[str, typer.Argument(help="The home's reference.")],
    by: By,
    role: As,
    reason: Reason,
    until: Annotated[dt.datetime | None, typer.Option("--to", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    starts: Annotated[dt.datetime | None, typer.Option("--from", formats=DAYS, metavar="YYYY-MM-DD")] = None,
    release: Annotated[bool, typer.Option("--release", help="Let it take children again instead.")] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Keep a home empty for children to come, until a day, by a named person's decision; or release it."""
    from placements.deciding import kept_empty
    from placements.deciding.people import Named
    from placements.errors import Refused

    person = Named(by, role)
    if release:
        change(database, lambda work: kept_empty.release_home(work, home, person, reason))
        deliver({"home": home, "kept_empty": False}, as_json, lambda: say(f"{home} takes children again."))
        return
    if until is None:
        raise Refused("Until when is missing.", do_next="Give --to YYYY-MM-DD: no home is kept empty without an end.")
    ends_on = until.date()
    change(
        database,
        lambda work: kept_empty.keep_empty(work, home, person, reason, ends_on=ends_on, starts_on=day(starts)),
    )
    deliver(
        {"home": home, "kept_empty": True, "until": ends_on.isoformat()},
        as_json,
        lambda: say(f"{home} is kept empty until {in_words(ends_on)}, by {by}."),
    )
