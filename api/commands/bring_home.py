"""Bringing children home: the working list, the plan, and what it would save."""

from __future__ import annotations

from api.commands.ask import note
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.repository.records import records_for

NOT_WORKED_OUT = "Not worked out here: ask `homeward recruit`."


def bring_home(database: Database = None, as_json: Json = False) -> None:
    """List the children outside the area who might come home: to whom, when, how often it lasts, what it saves."""
    from api.printing.bring_home import print_bring_home
    from api.shapes.bringing_home import bring_home_shape
    from forecasting.bring_home import bring_home as plan_returns

    with record(database) as engine, narrated("Asking who could come home"):
        note(engine, Event.BRING_HOME_READ, "bring-home")
        with records_for(engine, COMMAND_LINE) as records:
            found = plan_returns(records)
    shown = bring_home_shape(found, sees_needs=True, because=NOT_WORKED_OUT)
    deliver(shown.model_dump(mode="json", exclude_unset=True), as_json, lambda: print_bring_home(answers(), shown))
