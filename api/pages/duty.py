"""The duty sheet: two sides to print, with no address on it unless somebody asks for them and says why."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.changing import changed, or_again
from api.forms import Filled, Typed
from api.house import House, house_of
from api.looks import noted_look
from api.searches import kept_world
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from matching.duty_sheet import DutySheet, Tonight, duty_sheet
from placements.audit_chain import Event
from placements.errors import HomewardError
from placements.permissions import Permission
from placements.protected_looks import postcodes_for
from placements.repository.records import records_for


def duty(request: Request, person: SignedIn) -> Response:
    """The sheet, without addresses."""
    house = house_of(request)
    noted_look(house, person.viewer, Permission.SEE_REFERRALS, Event.SEARCHED, "duty sheet")
    return _draw(request, person, _sheet(house, person))


def duty_with_addresses(request: Request, person: SignedIn, filled: Filled) -> Response:
    """The sheet with the postcodes of the homes to ring, for a reason; the answer is never kept under an address."""
    house = house_of(request)
    sheet = _sheet(house, person)

    def step() -> Response:
        reason = filled.must("reason", "Say what the addresses are needed for")
        filled.refuse_if_wrong()
        homes = [line.home for line in sheet.homes if line.tonight is not Tonight.NOT_TONIGHT]
        found = changed(house, person, lambda work: postcodes_for(work, homes, page="duty sheet", reason=reason))
        return _draw(request, person, sheet, postcodes=found)

    return or_again(
        step, lambda error, status: _draw(request, person, sheet, filled=filled, problem=error, status=status)
    )


def _sheet(house: House, person: Person) -> DutySheet:
    with records_for(house.engine, person.viewer) as records:
        return duty_sheet(records, world=kept_world(house, records, house.today()))


def _draw(
    request: Request,
    person: Person,
    sheet: DutySheet,
    *,
    postcodes: dict[str, str] | None = None,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "duty.html",
        title=("Error: " if problem else "") + "Duty sheet",
        person=person,
        status=status,
        sheet=sheet,
        ring=sheet.those(Tonight.RING),
        confirm=sheet.those(Tonight.CONFIRM_FIRST),
        not_tonight=_by_reason(sheet),
        postcodes=postcodes or {},
        may_see=person.viewer.may(Permission.SEE_PROTECTED_POSTCODES),
        typed=filled or Typed(),
        problem=problem,
    )


def _by_reason(sheet: DutySheet) -> list[tuple[str, list[str]]]:
    """Homes that take nobody tonight, by reason: nobody has to read a line for each."""
    found: dict[str, list[str]] = {}
    for line in sheet.those(Tonight.NOT_TONIGHT):
        found.setdefault(line.kind or line.because, []).append(line.home)
    return sorted(found.items(), key=lambda item: -len(item[1]))
