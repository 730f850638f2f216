"""Recording what a child or the parents want, in their own words, and what of it is held against every home."""

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
from api.wishes_held import wishes_held
from api.words import sentence
from placements.deciding.structured_wishes import Said, record_wish, take_back
from placements.deciding.wishes import record_wishes
from placements.errors import HomewardError, NotFound
from placements.models.child import Topic
from placements.models.home import HomeKind
from placements.models.wish import WishAbout, WishSays
from placements.repository.family import children_by_refs
from placements.repository.records import records_for

SAYS = [
    (WishSays.WANTS.value, "Wants it"),
    (WishSays.RATHER_NOT.value, "Would rather not"),
    (WishSays.VETO.value, "Says no"),
]
ABOUTS = [
    (WishAbout.HOME.value, "One home"),
    (WishAbout.KIND.value, "A kind of home"),
    (WishAbout.AREA.value, "A council’s area"),
    (WishAbout.PETS.value, "An animal"),
    (WishAbout.SMOKING.value, "People who smoke"),
    (WishAbout.LIVING_WITH.value, "Living with another child"),
]
KINDS = [(one.value, sentence(one)) for one in HomeKind]
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


def hold(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Record a wish that is held against every home: wanted, rather not, or no; a no is never a person's to hide."""

    def step() -> Response:
        says = filled.choice("says", WishSays, "Say whether the child wants it, would rather not, or says no")
        about = filled.choice("about", WishAbout, "Say what it is about")
        value = filled.text("kind" if about is WishAbout.KIND else "value", most=40)
        if about not in {None, WishAbout.SMOKING} and not value:
            filled.fault("kind" if about is WishAbout.KIND else "value", "Say which one")
        words = filled.must("held-words", "Write what the child said")
        by = filled.must("held-by", "Say who asked", most=120)
        on = filled.day("held-on", "Give the day they were asked, such as 5 6 2026")
        filled.refuse_if_wrong()
        said = Said(says or WishSays.WANTS, about or WishAbout.HOME, value or "yes", words)
        today = house_of(request).today()
        changed(house_of(request), person, lambda work: record_wish(work, ref, said, asked_by=by, asked_on=on or today))
        return on_to(f"/children/{ref}/wishes#held")

    return or_again(step, lambda error, status: _form(request, person, ref, filled, problem=error, status=status))


def let_go(request: Request, person: SignedIn, filled: Filled, ref: str, number: int) -> Response:
    """Note that the child changed their mind; the wish stays on record and counts no longer."""

    def step() -> Response:
        words = filled.must(f"back-{number}", "Write what the child said")
        filled.refuse_if_wrong()
        changed(house_of(request), person, lambda work: take_back(work, number, words, child=ref))
        return on_to(f"/children/{ref}/wishes#held")

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
        held = wishes_held(records, ref)
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
        child=child,
        held=held,
        says=SAYS,
        abouts=ABOUTS,
        kinds=KINDS,
        back=own_address(filled.text("back"), f"/children/{ref}"),
        typed=filled.over(typed_from({"held-by": person.full_name} | day_boxes("held-on", house_of(request).today()))),
        problem=problem,
    )
