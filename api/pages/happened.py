"""What happened and is never suggested: recorded by a named senior, with its clocks; and the director's list of it."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, named, on_to, or_again
from api.forms import Filled, Typed, day_boxes, typed_from
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from placements.audit_chain import Event
from placements.deciding.happened import WhatHappened, record_happened
from placements.errors import HomewardError
from placements.models.decision import Happened
from placements.permissions import Permission
from placements.repository.decisions import restricted_list
from placements.repository.records import records_for

KINDS = [
    (Happened.UNREGISTERED.value, "A place that is not registered"),
    (Happened.OUTSIDE_TERMS.value, "Carers outside their terms of approval"),
    (Happened.OVER_NUMBER.value, "More children than the number allowed"),
    (Happened.OTHER.value, "Something else that is never suggested"),
]
TO_TELL = [(one, one) for one in ("Ofsted", "The director", "The reviewing officer", "The parents", "The police")]


def happened_form(request: Request, person: SignedIn, done: str = "", child: str = "") -> Response:
    """The form to record it; after it, what was recorded and who sees it."""
    first = {"children": child} | day_boxes("from", house_of(request).today())
    return _form(request, person, typed_from(first), done=done)


def happened(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Record it under the signed-in senior's name: nothing refuses a fact, and the referral stays open."""

    def step() -> Response:
        children = filled.must("children", "Give the reference of at least one child")
        kind = filled.choice("kind", Happened, "Say what was out of order")
        starts = filled.day("from", "Give the day it began, such as 5 6 2026")
        home, place = filled.text("home", most=40), filled.text("place", most=200)
        if not home and not place:
            filled.fault("place", "Say where: a home’s reference, or the place in words")
        reason = filled.must("reason", "Say why it was done all the same")
        filled.refuse_if_wrong()
        house = house_of(request)
        what = WhatHappened(
            kind or Happened.OTHER,
            [one.strip() for one in children.replace(";", ",").split(",") if one.strip()],
            starts or house.today(),
            reason,
            home=home or None,
            place=place,
            notices=filled.several("tell"),
            referral=filled.text("referral", most=40) or None,
        )
        made = changed(house, person, lambda work: record_happened(work, what, named(person)))
        sees = person.viewer.may(Permission.SEE_RESTRICTED)
        return on_to(f"/decisions/{made.id}" if sees else f"/happened/new?done={made.id}")

    return or_again(step, lambda error, status: _form(request, person, filled, problem=error, status=status))


def restricted(request: Request, person: SignedIn) -> Response:
    """The director's list: every placement that is never suggested and was made, those that last first."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_RESTRICTED, Event.CHILD_READ, "restricted list")
    with records_for(house.engine, person.viewer) as records:
        lines = restricted_list(records, house.today())
    return page(
        request,
        "restricted.html",
        title="Made and never suggested",
        person=person,
        lines=lines,
        kinds=dict(KINDS),
        today=house.today(),
    )


def _form(
    request: Request,
    person: Person,
    filled: Typed,
    *,
    done: str = "",
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "happened.html",
        title=f"{'Error: ' if problem else ''}Record what happened",
        person=person,
        status=status,
        done=done if done.isdecimal() else "",
        kinds=KINDS,
        tell=TO_TELL,
        sees=person.viewer.may(Permission.SEE_RESTRICTED),
        typed=filled,
        problem=problem,
    )
