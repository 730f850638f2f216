"""The homes that are known, one home's page, and its availability in ten seconds on a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to, or_again
from api.forms import Filled, Typed, day_boxes, typed_from
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.sorting import ordered
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.availability import say_away, say_free
from placements.errors import HomewardError
from placements.permissions import Permission
from placements.protected_looks import postcodes_for
from placements.repository.lists import HomeLine, home_lines
from placements.repository.offers import offer_lines
from placements.repository.one_home import beds_taken, home_with_facts, kept_empty_of, provider_of
from placements.repository.records import records_for

MOST_PLACES = 20
LONG_AGO = "0000"
KEYS: dict[str, Callable[[HomeLine], Any]] = {
    "home": lambda line: line.home.ref,
    "kind": lambda line: line.home.kind.value,
    "free": lambda line: line.beds - line.taken,
    "confirmed": lambda line: line.confirmed_on.isoformat() if line.confirmed_on else LONG_AGO,
}


def homes(request: Request, person: SignedIn, kind: str = "", order: str = "home", free: str = "") -> Response:
    """Draw the list of known homes; where they lie is not on it."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_HOMES, Event.HOMES_READ, "homes")
    with records_for(house.engine, person.viewer) as records:
        every = home_lines(records, house.today())
    kinds = Counter(line.home.kind for line in every)
    lines = [line for line in every if kind in {"", line.home.kind} and (not free or line.beds > line.taken)]
    return page(
        request,
        "homes.html",
        title="Homes",
        person=person,
        lines=ordered(lines, order, KEYS),
        kinds=[(None, "All", len(every)), *((one.value, sentence(one), n) for one, n in kinds.most_common())],
        frees=[(None, "All", len(every)), ("yes", "With a bed free", sum(line.beds > line.taken for line in every))],
        may_update=person.viewer.may(Permission.UPDATE_AVAILABILITY),
    )


def home(request: Request, person: SignedIn, ref: str) -> Response:
    """Draw one home's page; where it lies is shown only to somebody who says why."""
    return draw_home(request, person, ref)


def address(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """One home's page with its postcode, for a reason; the answer is never kept under an address."""

    def step() -> Response:
        reason = filled.must("reason", "Say what the address is needed for")
        filled.refuse_if_wrong()
        found = changed(house_of(request), person, lambda work: postcodes_for(work, [ref], page="home", reason=reason))
        return draw_home(request, person, ref, postcode=found.get(ref, "not known"))

    return or_again(
        step, lambda error, status: draw_home(request, person, ref, filled=filled, problem=error, status=status)
    )


def availability_form(request: Request, person: SignedIn, ref: str, done: str = "") -> Response:
    """One button for each number of free places, and the days the carers are away."""
    return _availability(request, person, ref, Typed(), done=done)


def availability(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Note what the carers say: so many places free today, or away for a time."""
    house = house_of(request)

    def step() -> Response:
        if filled.has("away"):
            starts = filled.day("away-from", "Give the first day they are away, such as 5 6 2026")
            ends = filled.day("away-to", "Give the day from which they take children again")
            filled.refuse_if_wrong()
            today, reason = house.today(), filled.text("reason", most=400)
            changed(house, person, lambda work: say_away(work, ref, starts or today, ends or today, reason))
            return on_to(f"/homes/{ref}/availability?done=away")
        places = filled.whole("places", "Press the number of places that are free", low=0, high=MOST_PLACES)
        if places is None and not filled.faulty("places"):
            filled.fault("places", "Press the number of places that are free")
        filled.refuse_if_wrong()
        changed(house, person, lambda work: say_free(work, ref, places or 0))
        return on_to(f"/homes/{ref}/availability?done={places}")

    return or_again(
        step, lambda error, status: _availability(request, person, ref, filled, problem=error, status=status)
    )


def draw_home(
    request: Request,
    person: Person,
    ref: str,
    *,
    postcode: str | None = None,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    """One home's page; after a refusal with what was typed and what is wrong. Raises NotFound."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_HOMES, Event.HOMES_READ, f"home {ref}"[:120])
    viewer = person.viewer
    with records_for(house.engine, viewer) as records:
        found = home_with_facts(records, ref)
        asked = offer_lines(records) if viewer.may(Permission.SEE_REFERRALS) else []
        return page(
            request,
            "home.html",
            title=("Error: " if problem else "") + (f"{ref}, {found.name}" if found.name else ref),
            person=person,
            status=status,
            home=found,
            provider=provider_of(records, found),
            beds=beds_taken(records, found, house.today(), house.clock()),
            asked=[one for one in reversed(asked) if one.home == ref],
            kept=kept_empty_of(records, found, house.today()),
            may_decide=viewer.may(Permission.DECIDE_PLACEMENTS),
            today=house.today(),
            postcode=postcode,
            may_see=viewer.may(Permission.SEE_PROTECTED_POSTCODES),
            may_update=viewer.may(Permission.UPDATE_AVAILABILITY),
            typed=filled or Typed(),
            problem=problem,
        )


def _availability(
    request: Request,
    person: Person,
    ref: str,
    filled: Typed,
    *,
    done: str = "",
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    noted_look(house, person.viewer, Permission.UPDATE_AVAILABILITY, Event.HOMES_READ, f"home {ref}"[:120])
    with records_for(house.engine, person.viewer) as records:
        found = home_with_facts(records, ref)
        beds = beds_taken(records, found, house.today(), house.clock())
        return page(
            request,
            "availability.html",
            title=f"{'Error: ' if problem else ''}Places free in {ref}",
            person=person,
            status=status,
            home=found,
            most=max(len({line.bed.id for line in beds}), found.said_free or 0, 1),
            free=sum(line.kind is None for line in beds),
            done=done,
            today=house.today(),
            typed=filled.over(typed_from(day_boxes("away-from", house.today()))),
            problem=problem,
        )
