"""The budget and the data's quality: papers for finance and planners, as pages and files."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.house import House, house_of
from api.looks import noted_look
from api.pages.paper_page import drawn, file_of, waiting
from api.provided import budget_begun, budget_for
from api.reports.data_quality import data_quality_paper
from api.reports.money import budget_paper
from api.reports.paper import Paper
from api.security import SignedIn
from api.signin import Person
from api.templating import about
from placements.audit_chain import Event
from placements.permissions import Permission
from placements.repository.lists import findings, findings_by_rule, loads, standing_returns
from placements.repository.matches import doubtful_matches
from placements.repository.records import records_for

MOST_FINDINGS = 2_000


def budget(request: Request, person: SignedIn) -> Response:
    """Draw the budget of the year, or say that it is being worked out."""
    house = house_of(request)
    if not budget_begun(house, person.viewer):
        return waiting(request, person, "Budget for homes")
    return drawn(request, person, _budget(house, person))


def budget_file(request: Request, person: SignedIn, form: str) -> Response:
    """The budget of the year, to take away."""
    return file_of(_budget(house_of(request), person), "budget", form)


def data_quality(request: Request, person: SignedIn) -> Response:
    """Draw what was loaded and what to put right."""
    beside = {"may_load": person.viewer.may(Permission.LOAD_DATA)}
    paper = _data_quality(house_of(request), person)
    return drawn(request, person, paper, "data_quality.html", beside=beside)


def data_quality_file(request: Request, person: SignedIn, form: str) -> Response:
    """What was loaded and what to put right, to take away."""
    return file_of(_data_quality(house_of(request), person), "data-quality", form)


def _budget(house: House, person: Person) -> Paper:
    return budget_paper(budget_for(house, person.viewer), about(house.engine).authority)


def _data_quality(house: House, person: Person) -> Paper:
    noted_look(house, person.viewer, Permission.SEE_FINDINGS, Event.CHILD_READ, "findings")
    with records_for(house.engine, person.viewer) as records:
        waiting_matches = doubtful_matches(records) if person.viewer.may(Permission.LOAD_DATA) else []
        return data_quality_paper(
            loads(records),
            standing_returns(records),
            findings_by_rule(records),
            findings(records, most=MOST_FINDINGS),
            waiting_matches,
            about(house.engine).authority,
        )
