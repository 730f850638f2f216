"""Recording what a child or the parents want, in their own words, before anybody decides."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed, day_boxes, typed_from
from api.house import house_of
from api.own_address import own_address
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from placements.deciding.wishes import record_wishes
from placements.errors import HomewardError, NotFound
from placements.models.child import Topic
from placements.repository.family import children_by_refs
from placements.repository.records import records_for

PARENTS = Topic.PARENT_WISHES.value


def wishes_form(request: Request, person: SignedIn, ref: str, view: str = "", back: str = "") -> Response:
    """The form, with today's day and the signed-in person as who asked."""
    first = {"view": view, "back": back, "by": person.full_name} | day_boxes("on", house_of(request).today())
    return _form(request, person, ref, typed_from(first))


def wishes(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Record the view, or why it could not be asked for, and go back to where it was missing."""

    def step() -> Response:
        words = filled.must("words", "Write what they said, or why they could not be asked")
        by = filled.must("by", "Say who asked", most=120)
        on = filled.day("on", "Give the day they were asked, such as 5 6 2026")
        filled.refuse_if_wrong()
        changed(
            house_of(request),
            person,
            lambda work: record_wishes(
                work,
                ref,
                words,
                asked_by=by,
                asked_on=on or work.clock().date(),
                parents=filled.text("view") == PARENTS,
                not_practicable=filled.has("not-practicable"),
            ),
        )
        return on_to(own_address(filled.text("back"), f"/children/{ref}"))

    return or_again(step, lambda error, status: _form(request, person, ref, filled, problem=error, status=status))


def _form(
    request: Request,
    person: Person,
    ref: str,
    filled: Typed,
    *,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    with records_for(house_of(request).engine, person.viewer) as records:
        found = children_by_refs(records, [ref])
    if not found:
        raise NotFound("No child has this reference.", given=ref, do_next="Check the reference.")
    child = found[0].name or ref
    whose = f"{child}’s parents want" if filled.text("view") == PARENTS else f"{child} wants"
    return page(
        request,
        "wishes.html",
        title=f"{'Error: ' if problem else ''}What {whose}",
        person=person,
        status=status,
        ref=ref,
        whose=whose,
        back=own_address(filled.text("back"), f"/children/{ref}"),
        typed=filled,
        problem=problem,
    )
