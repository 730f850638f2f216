"""Bringing children home: the working list, the plan, what it would save, and whom to unlock and recruit next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.ask import note
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.errors import Refused
from placements.repository.records import Records, records_for

if TYPE_CHECKING:
    from forecasting.recruiting.service import Recruitment
    from matching.situation import Request

LEFT_OUT = "Left out of this answer: ask without --plan-only."


def bring_home(
    plan_only: Annotated[
        bool, typer.Option("--plan-only", help="The list and its plan at once, without unlock and recruit next.")
    ] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """List the children outside the area who might come home: to whom, when, how often it lasts, what it saves."""
    from api.printing.bring_home import print_bring_home
    from api.shapes.bringing_home import bring_home_shape
    from forecasting.bring_home import bring_home as plan_returns

    with record(database) as engine, narrated("Asking who could come home") as tell:
        note(engine, Event.BRING_HOME_READ, "bring-home")
        with records_for(engine, COMMAND_LINE) as records:
            found = plan_returns(records)
            recruiting, because = (None, LEFT_OUT) if plan_only else _recruiting(records, found.to_recruit_for, tell)
    shown = bring_home_shape(found, sees_needs=True, recruiting=recruiting, because=because)
    deliver(shown.model_dump(mode="json", exclude_unset=True), as_json, lambda: print_bring_home(answers(), shown))


def _recruiting(
    records: Records, returning: tuple[Request, ...], tell: Callable[[str], None]
) -> tuple[Recruitment | None, str | None]:
    """Whom to unlock and recruit for the children not against it and those still to come; else why that is not said."""
    from forecasting.recruiting.service import recruit

    tell("unlock, then recruit")
    try:
        return recruit(records, returning=returning), None
    except Refused as error:
        return None, str(error)
