"""The homes there are: supply."""

from __future__ import annotations

from api.commands.ask import note
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.progress import narrated
from placements.audit_chain import Event
from placements.repository.records import records_for


def supply(database: Database = None, as_json: Json = False) -> None:
    """Count the places tonight: approved, filled, not available and why, vacant, and which could be used now."""
    from api.printing.supply import print_supply
    from api.shapes.supply import supply_shape
    from forecasting.supply import supply as count_places

    with record(database) as engine, narrated("Counting places"):
        note(engine, Event.HOMES_READ, "supply")
        with records_for(engine, COMMAND_LINE) as records:
            found = supply_shape(count_places(records))
    deliver(found.model_dump(mode="json"), as_json, lambda: print_supply(answers(), found))
