"""Housekeeping: what is kept no longer than it may be."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.change import change
from api.commands.desk import Database, Json, deliver, say
from api.words import count, day


def housekeeping(
    months: Annotated[int, typer.Option("--months", min=1, help="How many months searches are kept.")] = 12,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Clear searches kept longer than twelve months; those that led to a decision stay with it."""
    from placements.deciding.retention import clear_old_searches

    cleared = change(database, lambda work: clear_old_searches(work, months))
    told = {
        "before": cleared.before.isoformat(),
        "searches": cleared.searches,
        "shortlists": cleared.shortlists,
        "answers": cleared.answers,
    }
    words = f"{count(cleared.searches, 'search', 'searches')} from before {day(cleared.before)} cleared"
    deliver(told, as_json, lambda: say(f"{words}, with {count(cleared.shortlists, 'shortlist')}."))
