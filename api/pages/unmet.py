"""Searches that found nobody: by age, need and group, and what would have let somebody in."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.house import House, house_of
from api.looks import noted_look
from api.pages.paper_page import drawn, file_of
from api.reports.paper import Paper
from api.reports.unmet import unmet_paper
from api.security import SignedIn
from api.signin import Person
from api.templating import about
from forecasting.sufficing.unmet_needs import unmet_needs_found
from placements.audit_chain import Event
from placements.permissions import Permission
from placements.repository.records import records_for, to_forecast


def unmet(request: Request, person: SignedIn) -> Response:
    """Draw what a year of searches could not meet."""
    return drawn(request, person, _paper(house_of(request), person))


def unmet_file(request: Request, person: SignedIn, form: str) -> Response:
    """What a year of searches could not meet, to take away."""
    return file_of(_paper(house_of(request), person), "unmet-need", form)


def _paper(house: House, person: Person) -> Paper:
    noted_look(house, person.viewer, Permission.SEE_SUPPLY, Event.FORECAST_MADE, "unmet need")
    with records_for(house.engine, person.viewer) as records:
        found = unmet_needs_found(to_forecast(records), house.today())
    tell_small = person.viewer.may(Permission.SEE_EPISODES)
    return unmet_paper(found, about(house.engine).authority, tell_small=tell_small)
