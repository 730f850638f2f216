"""Bringing children home, for programs of commissioners and of those who work with the children."""

from __future__ import annotations

from fastapi import Request, Response

from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.shapes.bringing_home import bring_home_shape
from forecasting.bring_home import bring_home as plan_returns
from placements.audit_chain import Event
from placements.permissions import Permission
from placements.repository.records import records_for

ELSEWHERE = "Not worked out here: ask `homeward recruit`."


def bring_home(request: Request, person: SignedIn) -> Response:
    """Children outside the area who might come home, and the plan; savings only for commissioners and finance."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_BRING_HOME, Event.BRING_HOME_READ, "bring-home")
    with records_for(house.engine, person.viewer) as records:
        found = plan_returns(records, today=house.today())
    sees_needs = person.viewer.may(Permission.SEE_SENSITIVE)
    shown = bring_home_shape(found, sees_needs=sees_needs, because=ELSEWHERE)
    return Response(shown.model_dump_json(exclude_unset=True), media_type="application/json")
