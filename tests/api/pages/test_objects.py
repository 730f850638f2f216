"""Every page of an object x every role x an object that is there, is not there, or is restricted."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from api.desk_routes import DESK
from api.routing import Route
from placements.deciding.happened import WhatHappened, record_happened
from placements.deciding.people import Named
from placements.deciding.readings import ToRead, ask_reading
from placements.models.decision import Happened
from placements.models.reading import ReadingOf
from placements.permissions import GRANTS, Permission, Role
from placements.unit_of_work import UnitOfWork
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk
from tests.api.pages.test_night import decided, ready, search_of
from tests.api.town import CANARY, NOW, TODAY
from tests.api.visitors import ADMINISTRATOR

P = Permission
ROLES = sorted(set(Role) - {Role.SIGNED_OUT})
DIRECTOR = Named("Dora Invented", Role.DIRECTOR)


def fill(duty: Desk, town: sa.Engine) -> dict[str, str]:
    """Something behind every address with a placeholder: the route's path to an address that is there."""
    offer = ready(duty)
    decision = duty.goes_on(f"{offer}/decide", **decided(duty, offer))
    place = "/placement-team/R-1"
    picked = search_of(duty.open(place))
    other = duty.goes_on(f"{place}/offer", **picked)
    rank = str(int(picked["rank"]) + 1)
    shortlist = duty.client.post(
        f"{place}/compare", data={"csrf": duty.csrf, "search": picked["search"], "rank": [picked["rank"], rank]}
    ).headers["location"]
    notice = duty.goes_on(
        "/notices/new", child="C-3", by="carer", reason="Nights are hard.", **_day("on", 5, 6), **_day("ends", 3, 7)
    )
    return {
        "/placement-team/{ref}": place,
        "/placement-team/{ref}/why": f"{place}/why?search={picked['search']}&rank={picked['rank']}",
        "/placement-team/{ref}/ways": f"{place}/ways",
        "/placement-team/{ref}/ask": f"{place}/ask",
        "/placement-team/{ref}/gaps": f"{place}/gaps",
        "/offers/{number}": other,
        "/offers/{number}/decide": f"{other}/decide",
        "/decisions/{number}": decision,
        "/decisions/{number}/note.{ending}": f"{decision}/note.txt",
        "/decisions/{number}/child/{ref}.{ending}": f"{decision}/child/N-260605-1.txt",
        "/children/{ref}": "/children/C-1",
        "/children/{ref}/wishes": "/children/C-1/wishes",
        "/shortlists/{number}": shortlist,
        "/shortlists/{number}/paper.{ending}": f"{shortlist}/paper.txt",
        "/homes/{ref}": "/homes/H-1",
        "/homes/{ref}/availability": "/homes/H-1/availability",
        "/notices/{number}": notice,
        "/readings/{number}": f"/readings/{_reading(town)}",
        "/decisions/{number}/pack/{ref}": f"{decision}/pack/N-260605-1",
    }


def _reading(town: sa.Engine) -> int:
    """A paper that waits for a second person."""
    with UnitOfWork(town, ADMINISTRATOR, P.MAKE_OFFERS, lambda: NOW) as work:
        paper = ToRead(ReadingOf.APPROACH, "A paper", "A home?")
        number = ask_reading(work, paper, Named("Pat Invented", Role.PLACEMENT_OFFICER)).id
        work.commit()
    return number


def _day(name: str, day: int, month: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": "2026"}


def restricted(town: sa.Engine) -> str:
    """A decision that records what is never suggested."""
    what = WhatHappened(Happened.UNREGISTERED, ["C-3"], TODAY, "Nothing else was there.", place="A holiday flat")
    with UnitOfWork(town, ADMINISTRATOR, P.RECORD_HAPPENED, lambda: NOW) as work:
        number = record_happened(work, what, DIRECTOR).id
        work.commit()
    return f"/decisions/{number}"


def reads_objects() -> list[Route]:
    return [route for route in DESK if route.method == "GET" and "{" in route.path]


def test_every_page_of_an_object_is_tried(duty: Desk, town: sa.Engine) -> None:
    tried = set(fill(duty, town))
    assert {route.path for route in reads_objects()} - tried == {
        "/approaches/{reference}",
        "/approaches/{reference}/paper.{ending}",
        "/readings/{number}/pack.{ending}",
    }, "what went out is tried in test_desk.py and test_pack.py"


def test_each_role_sees_what_it_was_granted_of_what_is_there_and_of_what_is_not(
    duty: Desk, town: sa.Engine, at: At
) -> None:
    there = fill(duty, town)
    hidden = restricted(town)
    seen: dict[tuple[str, str], int] = {}
    wanted: dict[tuple[str, str], int] = {}
    for role in ROLES:
        desk = at(role)
        for route in reads_objects():
            if route.path not in there:
                continue
            address = there[route.path]
            may = Permission(route.needs) in GRANTS[role]
            answer = desk.client.get(address)
            seen[role, address] = answer.status_code
            wanted[role, address] = 200 if may else 403
            assert CANARY not in answer.text
            absent = _absent(address)
            seen[role, absent] = desk.client.get(absent).status_code
            wanted[role, absent] = 404 if may else 403
        seen[role, hidden] = desk.client.get(hidden).status_code
        sees = P.SEE_RESTRICTED in GRANTS[role]
        wanted[role, hidden] = 200 if sees else 404 if P.SEE_SENSITIVE in GRANTS[role] else 403
    assert _different(seen, wanted) == {}


def _absent(address: str) -> str:
    """The same page of something that is not there."""
    path, _, query = address.partition("?")
    gone = re.sub(r"/(R-1|C-1|H-1|N-260605-1|\d+)(?=[/.]|$)", "/404", path)
    return f"{gone}?{query}" if query else gone


def _different(seen: Mapping[tuple[str, str], int], wanted: Mapping[tuple[str, str], int]) -> dict[object, object]:
    return {key: (seen[key], wanted[key]) for key in wanted if seen[key] != wanted[key]}


@pytest.mark.parametrize("step", ["told", "outcome", "question"])
def test_a_restricted_decision_cannot_be_touched_by_who_may_not_see_it(town: sa.Engine, at: At, step: str) -> None:
    hidden = restricted(town)
    words = {"told-by": "Sol", "told-on-day": "5", "told-on-month": "6", "told-on-year": "2026"}
    asked = {"child": "C-3", "after": "28", "how": "settled", "about": "Why?", "whose": "child"}
    answer = at(Role.SOCIAL_WORKER).send(f"{hidden}/{step}", **words, **asked)
    assert answer.status_code == 404


def test_restricted_tasks_are_shown_and_closed_by_those_who_see_the_list(town: sa.Engine, at: At) -> None:
    restricted(town)
    worker, director = at(Role.SOCIAL_WORKER), at(Role.DIRECTOR)
    assert "Tell Ofsted." not in worker.open("/tasks")
    assert "Tell Ofsted." in director.open("/tasks")
    assert worker.send("/tasks/1", words_1="Done.").status_code == 404
