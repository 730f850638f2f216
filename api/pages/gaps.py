"""What a referral lacks: who gets it by when, what has gone stale, and that a fact was found."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import stepped
from api.forms import Filled, Typed, typed_from
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.deciding.gaps import close_gap, note_gap, open_gaps, stale_facts
from placements.errors import HomewardError
from placements.permissions import Permission
from placements.repository.records import records_for
from placements.repository.referrals import referral as referral_named


def gaps(request: Request, person: SignedIn, ref: str) -> Response:
    """The list, the first due first; this look is written down."""
    return _draw(request, person, ref)


def note(request: Request, person: SignedIn, filled: Filled, ref: str) -> Response:
    """Note a fact that is missing, the person who will get it, and the day."""
    what = filled.must("what", "Say what is missing", most=400)
    who = filled.must("who", "Say who will get it, by name", most=120)
    when = filled.day("when", "Give the day by which, such as 5 6 2026")
    today = house_of(request).today()
    draw = partial(_draw, request, person, ref)
    here = f"/placement-team/{ref}/gaps"
    return stepped(request, person, filled, lambda work: note_gap(work, ref, what, who, when or today), here, draw)


def found(request: Request, person: SignedIn, filled: Filled, ref: str, number: int) -> Response:
    """Note that a missing fact was found."""
    draw = partial(_draw, request, person, ref)
    here = f"/placement-team/{ref}/gaps"
    return stepped(request, person, filled, lambda work: close_gap(work, number, referral=ref), here, draw)


def _draw(
    request: Request,
    person: Person,
    ref: str,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, f"referral {ref}"[:120])
    with records_for(house.engine, person.viewer) as records:
        row = referral_named(records, ref)
        missing, stale = open_gaps(records.session, row), stale_facts(records.session, row, house.today())
    return page(
        request,
        "gaps.html",
        title=f"{'Error: ' if problem else ''}What {ref} lacks",
        person=person,
        status=status,
        ref=ref,
        missing=missing,
        stale=[(one.child, sentence(one.what), one.as_of) for one in stale],
        today=house.today(),
        may_write=person.viewer.may(Permission.WRITE_REFERRALS),
        typed=(filled or Typed()).over(typed_from({"who": person.full_name})),
        problem=problem,
    )
