"""The assumption log: filtered by part and owner in the address, with owners of what was kept to be changed."""

from __future__ import annotations

from collections import Counter

from fastapi import Request
from fastapi.responses import Response

from api.assumed import assumptions_for, handed_to
from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed
from api.house import House, house_of
from api.pages.paper_page import drawn, file_of
from api.reports.assumptions import assumptions_paper
from api.reports.paper import Paper
from api.security import SignedIn
from api.signin import Person
from api.templating import about
from forecasting.assumption_log import Assumption
from placements.errors import HomewardError, NotFound
from placements.scenarios import hand_over

NOBODY = "nobody"


def assumptions(request: Request, person: SignedIn) -> Response:
    """Draw the log."""
    return _page(request, person)


def assumptions_file(request: Request, person: SignedIn, form: str, part: str = "", owner: str = "") -> Response:
    """The log, to take away."""
    house = house_of(request)
    return file_of(_paper(house, assumptions_for(house, person.viewer)[0], part, owner), "assumptions", form)


def change_owner(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Hand a kept scenario or programme to another owner."""
    house = house_of(request)

    def step() -> Response:
        owner = filled.text("owner", most=120)
        if not owner:
            filled.fault("owner", "Say who owns it from now on", f"owner-{number}")
        filled.refuse_if_wrong()
        kept = next((one for one in assumptions_for(house, person.viewer)[1] if one.id == number), None)
        if kept is None:
            raise NotFound("There is no such scenario.", given=number, do_next="See the list of scenarios.")
        document = handed_to(kept, owner)
        changed(house, person, lambda work: hand_over(work, number, owner, document))
        return on_to(f"/assumptions?done={number}#owners")

    return or_again(step, lambda error, status: _page(request, person, typed=filled, problem=error, status=status))


def _page(
    request: Request,
    person: Person,
    *,
    typed: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    found, kept = assumptions_for(house, person.viewer)
    drawing = drawn(
        request,
        person,
        _paper(house, found, request.query_params.get("part", ""), request.query_params.get("owner", "")),
        "assumptions.html",
        at="/assumptions",
        beside={
            "parts": _choices([one.used_in for one in found]),
            "owners": _choices([one.owner or NOBODY for one in found]),
            "kept": kept,
            "done": next((one for one in kept if str(one.id) == request.query_params.get("done")), None),
            "typed": typed or Typed(),
            "problem": problem,
        },
    )
    drawing.status_code = status
    return drawing


def _paper(house: House, found: list[Assumption], part: str, owner: str) -> Paper:
    chosen = [one for one in found if part in {"", one.used_in} and owner in {"", one.owner or NOBODY}]
    return assumptions_paper(chosen, about(house.engine).authority, " and ".join(filter(None, (part, owner))))


def _choices(names: list[str]) -> list[tuple[str | None, str, int]]:
    return [(None, "All", len(names)), *((name, name, number) for name, number in Counter(names).items())]
