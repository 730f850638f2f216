"""The homes there are, and who might come home: papers for planners, as pages and to take away."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.house import House, house_of
from api.pages.paper_page import drawn, file_of
from api.provided import bring_home_for, supply_for
from api.reports.bring_home import bring_home_paper
from api.reports.paper import Paper
from api.reports.supply import supply_paper
from api.security import SignedIn
from api.signin import Person
from api.templating import about


def supply(request: Request, person: SignedIn) -> Response:
    """Draw the homes there are."""
    return drawn(request, person, _supply(house_of(request), person))


def supply_file(request: Request, person: SignedIn, form: str) -> Response:
    """The homes there are, to take away."""
    return file_of(_supply(house_of(request), person), "homes", form)


def bring_home(request: Request, person: SignedIn) -> Response:
    """Draw the list of children who might come home."""
    return drawn(request, person, _bring_home(house_of(request), person))


def bring_home_file(request: Request, person: SignedIn, form: str) -> Response:
    """The list of children who might come home, to take away."""
    return file_of(_bring_home(house_of(request), person), "bring-home", form)


def _supply(house: House, person: Person) -> Paper:
    return supply_paper(supply_for(house, person.viewer), about(house.engine).authority)


def _bring_home(house: House, person: Person) -> Paper:
    return bring_home_paper(bring_home_for(house, person.viewer), about(house.engine).authority)
