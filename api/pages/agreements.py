"""The approvals tray: agreements that are waited for, the first due first, and those that are late asked for again."""

from __future__ import annotations

from collections import Counter
from functools import partial

from fastapi import Request
from fastapi.responses import Response

from api.changing import stepped
from api.forms import Filled, Typed
from api.house import house_of
from api.looks import noted_look
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.deciding.sign_offs import OURS, chase_sign_off
from placements.errors import HomewardError
from placements.permissions import Permission
from placements.repository.agreements import agreements_awaited
from placements.repository.records import records_for


def agreements(request: Request, person: SignedIn) -> Response:
    """The tray, of every office or of one by its address; that it was looked at is written down."""
    return _draw(request, person)


def chase(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """Note that a late agreement was asked for again today."""
    rule = filled.text("rule", most=40)
    draw = partial(_draw, request, person)
    return stepped(request, person, filled, lambda work: chase_sign_off(work, number, rule), "/agreements", draw)


def _draw(
    request: Request,
    person: Person,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.CHILD_READ, "agreements")
    with records_for(house.engine, person.viewer) as records:
        every = agreements_awaited(records)
    offices = Counter(one.sign_off.who for one in every)
    office = request.query_params.get("who")
    mine = {who for who, roles in OURS.items() if person.viewer.role in roles}
    return page(
        request,
        "agreements.html",
        title=f"{'Error: ' if problem else ''}Agreements to give",
        person=person,
        status=status,
        lines=[one for one in every if office in {None, one.sign_off.who}],
        offices=[(None, "Everybody", len(every)), *((one, sentence(one), n) for one, n in sorted(offices.items()))],
        mine=mine,
        today=house.today(),
        may_chase=person.viewer.may(Permission.MAKE_OFFERS),
        typed=filled or Typed(),
        problem=problem,
    )
