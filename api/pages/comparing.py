"""Comparing homes side by side: what each offers, with names hidden at first if the authority chooses so."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.bundles import names_in, said_of_all
from api.changing import changed, on_to
from api.forms import Filled
from api.house import house_of
from api.looks import noted_look
from api.picked import seen
from api.printing.alike import said_together
from api.security import SignedIn
from api.shapes.search import Option
from api.templating import page
from placements.audit_chain import Event
from placements.deciding.shortlists import make_shortlist, show_names, shown
from placements.permissions import Permission
from placements.repository.records import records_for
from placements.repository.shortlists import shortlist_with

MOST = 10**9


def compare(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Make a shortlist of the homes ticked on a search and go on to it."""
    house = house_of(request)
    search = filled.whole("search", "Search again", low=1, high=MOST)
    if search is None and not filled.faulty("search"):
        filled.fault("search", "Search again, and tick at least two homes")
    ranks = [int(one) for one in filled.several("rank") if one.isdecimal() and int(one) < MOST]
    if len(ranks) < 2:  # noqa: PLR2004 - one home alone is read, not compared
        filled.fault("rank", "Tick at least two homes to compare them")
    filled.refuse_if_wrong()
    seen(house, person, ref, search or 0)
    hidden = house.settings.hide_names
    made = changed(house, person, lambda work: make_shortlist(work, search or 0, ranks, hidden=hidden))
    return on_to(f"/shortlists/{made.id}")


def shortlist(request: Request, person: SignedIn, number: int) -> Response:
    """Draw a shortlist side by side."""
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        made, ref = shortlist_with(records, number)
        options = [Option.model_validate(one) for one in shown(records.session, number)]
    noted_look(house, person.viewer, Permission.SEE_SENSITIVE, Event.CHILD_READ, f"referral {ref}")
    answer = seen(house, person, ref, made.search_id)
    children = list(dict.fromkeys(child for one in options for child in one.children))
    return page(
        request,
        "compare.html",
        title=f"{len(options)} homes for {names_in(answer, children)}, side by side",
        person=person,
        number=number,
        ref=ref,
        answer=answer,
        options=options,
        hidden=made.hidden and made.revealed_at is None,
        revealed=made,
        called={child.child: child.name or child.child for child in answer.children},
        whatever=said_together(
            said_of_all([[one.because for one in option.tasks + option.records] for option in options]),
            [child.name or child.child for child in answer.children],
        ),
        names_of=lambda option: names_in(answer, option.children),
    )


def names(request: Request, person: SignedIn, number: int) -> Response:
    """Show which homes the letters stand for; who asked first, and when, is kept."""
    changed(house_of(request), person, lambda work: show_names(work, number))
    return on_to(f"/shortlists/{number}")
