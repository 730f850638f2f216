"""Homes and returns home for pages: worked out once for a state of the record, cut to what a role may see."""

from __future__ import annotations

import datetime as dt

from api.house import HOUSE, House
from api.looks import noted_look
from api.shapes.bring_home import BringHome
from api.shapes.supply import Supply
from placements.audit_chain import Event
from placements.permissions import Permission, Viewer
from placements.repository.audit import desk_version
from placements.repository.records import records_for

ON_ITS_OWN_PAGE = "What to unlock and whom to recruit stands on a page of its own."


def supply_for(house: House, viewer: Viewer) -> Supply:
    """The homes there are, for a viewer who may see supply."""
    noted_look(house, viewer, Permission.SEE_SUPPLY, Event.HOMES_READ, "supply")
    today = house.today()
    return house.answers.kept(("supply", today, viewer.role), _version(house), lambda: _supply(house, viewer, today))


def bring_home_for(house: House, viewer: Viewer) -> BringHome:
    """The working list of returns; savings only for who may see them."""
    noted_look(house, viewer, Permission.SEE_BRING_HOME, Event.BRING_HOME_READ, "bring-home")
    today = house.today()
    question = ("bring home", today, viewer.role)
    return house.answers.kept(question, _version(house), lambda: _bring_home(house, viewer, today))


def _version(house: House) -> int:
    with records_for(house.engine, HOUSE) as records:
        return desk_version(records)


def _supply(house: House, viewer: Viewer, today: dt.date) -> Supply:
    from api.shapes.supply import supply_shape
    from forecasting.provision import provision
    from forecasting.sufficing.kinds import requests_ahead

    with records_for(house.engine, viewer) as records:
        return supply_shape(provision(records, today=today, expected=requests_ahead))


def _bring_home(house: House, viewer: Viewer, today: dt.date) -> BringHome:
    from api.shapes.bringing_home import bring_home_shape
    from forecasting.bring_home import bring_home

    with records_for(house.engine, viewer) as records:
        found = bring_home(records, today=today)
    return bring_home_shape(found, sees_needs=viewer.may(Permission.SEE_SENSITIVE), because=ON_ITS_OWN_PAGE)
