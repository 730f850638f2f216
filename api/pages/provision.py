"""The homes there are, what is short, whom to recruit, who might come home: papers for planners, as pages and files."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.house import House, house_of
from api.pages.paper_page import drawn, file_of, waiting
from api.provided import (
    bring_home_begun,
    bring_home_for,
    recruitment_begun,
    recruitment_for,
    sufficiency_begun,
    sufficiency_for,
    supply_for,
)
from api.reports.bring_home import bring_home_paper
from api.reports.gap import gap_paper
from api.reports.paper import Paper
from api.reports.recruiting import recruiting_paper
from api.reports.supply import supply_paper
from api.security import SignedIn
from api.signin import Person
from api.templating import about

GAP, RECRUITING = "Enough homes of the right kind", "Unlock, then recruit"


def supply(request: Request, person: SignedIn) -> Response:
    """Draw the homes there are."""
    return drawn(request, person, _supply(house_of(request), person))


def supply_file(request: Request, person: SignedIn, form: str) -> Response:
    """The homes there are, to take away."""
    return file_of(_supply(house_of(request), person), "homes", form)


def bring_home(request: Request, person: SignedIn) -> Response:
    """Draw the list of children who might come home, or say that it is being worked out."""
    house = house_of(request)
    if not bring_home_begun(house, person.viewer):
        return waiting(request, person, "Bring Them Home")
    return drawn(request, person, _bring_home(house, person))


def bring_home_file(request: Request, person: SignedIn, form: str) -> Response:
    """The list of children who might come home, to take away."""
    return file_of(_bring_home(house_of(request), person), "bring-home", form)


def gap(request: Request, person: SignedIn) -> Response:
    """Draw what is short, or say that it is being worked out."""
    house = house_of(request)
    if not sufficiency_begun(house):
        return waiting(request, person, GAP)
    return drawn(request, person, _gap(house, person))


def gap_file(request: Request, person: SignedIn, form: str) -> Response:
    """What is short, to take away."""
    return file_of(_gap(house_of(request), person), "enough-homes", form)


def recruiting(request: Request, person: SignedIn) -> Response:
    """Draw what to unlock and whom to recruit, or say that it is being worked out."""
    house = house_of(request)
    if not recruitment_begun(house):
        return waiting(request, person, RECRUITING)
    return drawn(request, person, _recruiting(house, person))


def recruiting_file(request: Request, person: SignedIn, form: str) -> Response:
    """What to unlock and whom to recruit, to take away."""
    return file_of(_recruiting(house_of(request), person), "unlock-and-recruit", form)


def brief(request: Request, person: SignedIn) -> Response:
    """The plain brief for the fostering recruitment team: no child in it."""
    _, text = recruitment_for(house_of(request), person.viewer)
    kept = {"Content-Disposition": 'attachment; filename="recruitment-brief.txt"'}
    return Response(text, media_type="text/plain; charset=utf-8", headers=kept)


def _gap(house: House, person: Person) -> Paper:
    return gap_paper(sufficiency_for(house, person.viewer), about(house.engine).authority)


def _recruiting(house: House, person: Person) -> Paper:
    found, _ = recruitment_for(house, person.viewer)
    return recruiting_paper(found, about(house.engine).authority)


def _supply(house: House, person: Person) -> Paper:
    return supply_paper(supply_for(house, person.viewer), about(house.engine).authority)


def _bring_home(house: House, person: Person) -> Paper:
    return bring_home_paper(bring_home_for(house, person.viewer), about(house.engine).authority)
