"""Addresses seen: who was shown where homes lie, and why; a second person reviews each."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed
from api.house import house_of
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from placements.errors import HomewardError
from placements.protected_looks import review_look
from placements.repository.looks import looks_to_review, reviewed_looks
from placements.repository.records import records_for


def looks(request: Request, person: SignedIn) -> Response:
    """The list to review, the first due first, and those reviewed last."""
    return _draw(request, person, Typed())


def review(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Say whether a look was in order."""

    def step() -> Response:
        answer = filled.text(f"in-order-{number}")
        if answer not in {"yes", "no"}:
            filled.fault(f"in-order-{number}", "Say whether it was in order")
        words = filled.must(f"words-{number}", "Say what the review found")
        filled.refuse_if_wrong()
        changed(
            house_of(request), person, lambda work: review_look(work, number, in_order=answer == "yes", words=words)
        )
        return on_to("/looks")

    return or_again(step, lambda error, status: _draw(request, person, filled, problem=error, status=status))


def _draw(
    request: Request, person: Person, filled: Typed, *, problem: HomewardError | None = None, status: int = 200
) -> Response:
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        return page(
            request,
            "looks.html",
            title=f"{'Error: ' if problem else ''}Addresses seen",
            person=person,
            status=status,
            waiting=looks_to_review(records),
            done=reviewed_looks(records),
            today=house.today(),
            typed=filled,
            problem=problem,
        )
