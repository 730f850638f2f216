"""Looking is written down too: what a person was shown of a child stands in the audit before they see it."""

from __future__ import annotations

from api.house import House
from placements.audit_chain import Event
from placements.permissions import Permission, Viewer
from placements.unit_of_work import UnitOfWork


def noted_look(house: House, viewer: Viewer, needs: Permission, event: Event, subject: str, **detail: object) -> None:
    """Write down a look; where that fails, nothing is shown."""
    with UnitOfWork(house.engine, viewer, needs, house.clock) as work:
        work.record(event, subject, **detail)
        work.commit()
