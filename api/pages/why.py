"""Why this home: its parts, which add up; why it stands where it does; what would turn that round."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from api.bundles import names_in
from api.hiding import letters_of, replaced
from api.house import House, house_of
from api.looks import noted_look
from api.pages.search import SHOWN, going_on, may_do
from api.picked import Picked, picked
from api.printing.alike import said_together
from api.searches import why_for
from api.security import SignedIn
from api.shapes.search import Explanation
from api.signin import Person
from api.templating import page
from placements.audit_chain import Event
from placements.deciding.wishes import wishes_of
from placements.permissions import Permission
from placements.repository.family import children_by_refs
from placements.repository.records import records_for

MOST = 10**9


def why(
    request: Request,
    person: SignedIn,
    ref: str,
    search: Annotated[int, Query(ge=1, le=MOST)],
    rank: Annotated[int, Query(ge=1, le=MOST)],
    names: str = "",
) -> Response:
    """Draw the page of one home that a search showed; it is explained as the record stands now."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.SEARCHED, f"referral {ref}", why=rank)
    found = picked(house, person, ref, search, rank)
    told = why_for(house, person.viewer, ref, found.option.home, tuple(found.option.children))
    hidden = house.settings.hide_names and names != SHOWN
    letters = letters_of(found.answer) if hidden else {}
    going = going_on(house, person, ref, letters)
    told = _hidden(told, letters)
    called = {child.child: child.name or child.child for child in found.answer.children}
    option = told.option.model_copy(update={"rank": rank})
    return page(
        request,
        "why.html",
        title=f"{option.home} for {names_in(found.answer, option.children)}",
        person=person,
        answer=found.answer,
        told=told,
        option=option,
        going=going,
        hidden=hidden,
        warnings=said_together([one.because for one in option.warnings], list(called.values())),
        wishes=_wishes(house, person, found),
        called=called,
        names_of=lambda one: names_in(found.answer, one.children),
        may=may_do(person),
    )


def _hidden(told: Explanation, letters: dict[str, str]) -> Explanation:
    document = replaced(told.model_dump(mode="json"), letters)
    if letters:
        document["option"]["home_name"] = None
    return Explanation.model_validate(document)


def _wishes(house: House, person: Person, found: Picked) -> list[dict[str, object]]:
    with records_for(house.engine, person.viewer) as records:
        return wishes_of(records.session, children_by_refs(records, found.option.children))
