"""Where a home lies is on no page, print or error of anybody who did not ask for it with a reason."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.desk_routes import DESK
from placements.models.audit import AuditRow
from placements.models.protected_look import ProtectedLook
from placements.permissions import GRANTS, Permission, Role
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk, said, value_of
from tests.api.pages.test_objects import fill
from tests.api.town import CANARY

WHY = "Driving two children there tonight."
SPELLINGS = (CANARY, CANARY.replace(" ", ""), CANARY.replace(" ", "%20"), CANARY.replace(" ", "+"))


def has_canary(text: str) -> bool:
    return any(spelling.casefold() in text.casefold() for spelling in SPELLINGS)


@pytest.mark.parametrize(
    "role", [Role.EMERGENCY_DUTY, Role.TEAM_MANAGER, Role.SOCIAL_WORKER, Role.DIRECTOR, Role.ADMINISTRATOR]
)
def test_no_page_tells_where_a_home_lies(duty: Desk, town: sa.Engine, at: At, role: Role) -> None:
    addresses = list(fill(duty, town).values())
    addresses += [route.path for route in DESK if route.method == "GET" and "{" not in route.path]
    desk = at(role)
    for address in addresses:
        answer = desk.client.get(address)
        assert not has_canary(answer.text), address
        assert not has_canary(str(answer.headers)), address


def test_a_refused_form_does_not_tell_either(duty: Desk) -> None:
    for path in ("/duty-sheet", "/homes/H-1/address"):
        page = duty.refused(path, reason="")
        assert "Say what the address" in page
        assert not has_canary(page)
        short = duty.refused(path, reason="because")
        assert value_of(short, "reason") == "because"
        assert not has_canary(short)


@pytest.mark.parametrize("path", ["/duty-sheet", "/homes/H-1/address"])
def test_a_reason_shows_it_once_and_both_stand_in_the_list(duty: Desk, town: sa.Engine, path: str) -> None:
    answer = duty.send(path, reason=WHY)
    assert answer.status_code == 200
    assert CANARY in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert not has_canary(duty.open(path.removesuffix("/address")))
    with Session(town) as session:
        look = session.scalars(sa.select(ProtectedLook)).one()
        assert (look.by, look.reason) == ("emergency_duty", WHY)
        assert not has_canary(str(session.scalars(sa.select(AuditRow.detail)).all()))


def test_roles_without_the_right_are_not_even_offered_the_question(at: At) -> None:
    for role in set(Role) - {Role.SIGNED_OUT}:
        may = Permission.SEE_PROTECTED_POSTCODES in GRANTS[role]
        answer = at(role).send("/homes/H-1/address", reason=WHY)
        assert (answer.status_code == 200) == may
        if not may:
            assert answer.status_code == 403
            assert not has_canary(answer.text)
        if Permission.SEE_HOMES in GRANTS[role]:
            assert ("Why you need the postcode" in at(role).open("/homes/H-1")) == may


def test_a_manager_is_told_and_reviews_what_somebody_else_saw(duty: Desk, at: At) -> None:
    duty.send("/homes/H-1/address", reason=WHY)
    manager = at(Role.TEAM_MANAGER)
    assert "1 address seen waits for review" in said(manager.open("/placement-team"))
    page = said(manager.open("/looks"))
    assert f"Emergency_Duty Example, emergency duty, 7:40pm on 5 June 2026, home: H-1. In 4 days {WHY}" in page
    refused = manager.refused("/looks/1", words_1="It was.")
    assert "Say whether it was in order" in refused
    assert "It was." in refused
    manager.goes_on("/looks/1", in_order_1="yes", words_1="It was.")
    assert "To review: 0" in said(manager.open("/looks"))
    assert manager.refused("/looks/1", 409, in_order_1="yes", words_1="Again.")
    assert at(Role.PLACEMENT_OFFICER).client.get("/looks").status_code == 403


def test_nobody_reviews_their_own_look(at: At) -> None:
    manager = at(Role.TEAM_MANAGER)
    manager.send("/homes/H-1/address", reason=WHY)
    assert "This is your own look" in manager.open("/looks")
    manager.refused("/looks/1", 403, in_order_1="yes", words_1="Fine.")
