"""The duty sheet."""

from __future__ import annotations

from api.commands.ask import note
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from placements.audit_chain import Event
from placements.repository.records import records_for


def duty_sheet(database: Database = None, as_json: Json = False) -> None:
    """Print tonight's duty sheet: whom to ring, whose vacancy to confirm, who takes nobody. No address is on it."""
    from api.printing.duty import print_duty_sheet
    from matching.duty_sheet import duty_sheet as make

    with record(database) as engine:
        note(engine, Event.SEARCHED, "duty sheet")
        with records_for(engine, COMMAND_LINE) as records:
            sheet = make(records)
    deliver(sheet.as_json(), as_json, lambda: print_duty_sheet(answers(), sheet))
