"""What was paid beside what homes should have cost, by line and month."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.house import House, house_of
from api.pages.paper_page import drawn, file_of, waiting
from api.provided import budget_begun, budget_for
from api.reports.ledger import ledger_paper
from api.reports.paper import Paper
from api.security import SignedIn
from api.signin import Person
from api.templating import about
from placements.permissions import Permission


def ledger(request: Request, person: SignedIn) -> Response:
    """Draw the ledger beside the model, or say that it is being worked out."""
    house = house_of(request)
    if not budget_begun(house, person.viewer):
        return waiting(request, person, "The ledger beside the model")
    return drawn(request, person, _paper(house, person))


def ledger_file(request: Request, person: SignedIn, form: str) -> Response:
    """The ledger beside the model, to take away."""
    return file_of(_paper(house_of(request), person), "ledger", form)


def _paper(house: House, person: Person) -> Paper:
    found = budget_for(house, person.viewer)
    by_child = person.viewer.may(Permission.SEE_LEDGER)
    return ledger_paper(found, about(house.engine).authority, by_child=by_child)
