"""Holding a bed in a home that a search showed, and asking that home: one button each."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, on_to
from api.forms import Filled
from api.house import house_of
from api.looks import noted_look
from api.picked import picked
from api.security import SignedIn
from api.templating import page
from placements.audit_chain import Event
from placements.deciding import beds, offers
from placements.permissions import Permission
from placements.repository.holds import holds_in_force
from placements.repository.records import records_for

HOLD_HOURS = 2.0
MOST = 10**9
FROM_A_SEARCH = "From a search, while the home is asked."


def hold(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Hold a bed for each child, for two hours; nobody else can take it. Raises Conflict where somebody was first."""
    house = house_of(request)
    option = picked(house, person, ref, *_named(filled)).option
    changed(
        house,
        person,
        lambda work: beds.hold(
            work, ref, option.home, hours=HOLD_HOURS, reason=FROM_A_SEARCH, children=option.children
        ),
    )
    return on_to("/holds")


def offer(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Note the home for the children and go on to its page, where what it says is written down."""
    house = house_of(request)
    search, rank = _named(filled)
    option = picked(house, person, ref, search, rank).option
    made = changed(
        house,
        person,
        lambda work: offers.identify(work, ref, home=option.home, children=option.children, search_id=search),
    )
    return on_to(f"/offers/{made.id}")


def holds(request: Request, person: SignedIn) -> Response:
    """The beds held now, the first to lapse first."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, "beds held")
    with records_for(house.engine, person.viewer) as records:
        lines = holds_in_force(records, house.clock())
    may = person.viewer.may(Permission.HOLD_BEDS)
    return page(request, "holds.html", title="Beds held", person=person, lines=lines, may_release=may)


def release(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Give back what is held in a home for a referral."""
    because = filled.text("because") or "Not needed any more."
    referral, home = filled.text("referral"), filled.text("home")
    changed(house_of(request), person, lambda work: beds.release(work, referral, home, because))
    return on_to("/holds")


def _named(filled: Filled) -> tuple[int, int]:
    """The search and the place in it that a button names."""
    search = filled.whole("search", "Search again", low=1, high=MOST)
    rank = filled.whole("rank", "Choose a home from the search", low=1, high=MOST)
    if search is None or rank is None:
        filled.fault("rank", "Choose a home from the search")
    filled.refuse_if_wrong()
    return search or 0, rank or 0
