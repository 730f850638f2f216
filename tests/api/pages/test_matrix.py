"""Every route x every role x an object of this authority or of another: generated from the table of routes.

What each role sees of objects that are there, are not or are restricted stands in test_objects.py; that each role
reaches the routes it was granted and no other, in test_routes.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from api.app import create_app
from api.routes import ROUTES
from api.routing import Open
from api.settings import Settings
from placements.database import open_engine
from placements.models.audit import AuditRow
from placements.permissions import GRANTS, Permission, Role
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk
from tests.api.pages.test_objects import fill
from tests.api.test_routes import EXAMPLES, address_of, was_let_through
from tests.api.visitors import CHEAP, Clock, signed_in_as, visitor

ROLES = sorted(set(Role) - {Role.SIGNED_OUT})
OF_OBJECTS = [route for route in ROUTES if not isinstance(route.needs, Open) and "{" in route.path]
MOST_OBJECTS = 35
NAMES = ("Ash", "Birch", "Cedar")
OF_NOBODY = {"/loading/{name}", "/loading/{name}/template.xlsx", "/board/{picture}.svg"}
"""Addresses whose placeholder names no object of anybody's record: a list that can be loaded, a chart."""


@pytest.fixture
def there(duty: Desk, town: sa.Engine) -> dict[str, str]:
    """The address of something that is there for every route that the town can have something behind."""
    found = fill(duty, town)
    return {route.path: _resolved(route.path, found) for route in OF_OBJECTS}


def _resolved(path: str, found: dict[str, str]) -> str:
    """The address itself, or what stands behind the longest beginning of it; else one where nothing is."""
    if path in found:
        return found[path]
    begins = [known for known in found if path.startswith(f"{known}/")]
    whole = found[max(begins, key=len)].partition("?")[0] + path[len(max(begins, key=len)) :] if begins else path
    for name, value in EXAMPLES.items():
        whole = whole.replace(name, value)
    return whole


@pytest.fixture
def elsewhere(with_accounts: str, tmp_path: Path, clock: Clock) -> Iterator[FastAPI]:
    """Another authority's installation: the same people by name, and a record that holds none of our objects."""
    original = open_engine(with_accounts).url.database
    assert original is not None
    engine = open_engine(f"sqlite:///{shutil.copy(original, tmp_path / 'elsewhere.db')}")
    yield create_app(Settings(), engine, clock=clock, hasher=CHEAP)
    engine.dispose()


def rows_written(engine: sa.Engine) -> int:
    with Session(engine) as session:
        return session.scalars(sa.select(sa.func.count()).select_from(AuditRow)).one()


def test_whoever_may_not_use_a_route_is_refused_at_what_is_there_and_nothing_is_done(
    there: dict[str, str], at: At, town: sa.Engine
) -> None:
    assert sum(there[route.path] != address_of(route) for route in OF_OBJECTS) > MOST_OBJECTS
    desks = {role: at(role) for role in ROLES}
    before, let_through = rows_written(town), []
    for role, desk in desks.items():
        for route in OF_OBJECTS:
            if route.needs in GRANTS[role] or there[route.path] == address_of(route):
                continue
            answer = desk.client.request(route.method, there[route.path], headers={"x-csrf-token": desk.csrf})
            if answer.status_code != 403 or any(name in answer.text for name in NAMES):
                let_through.append((role, route.method, route.path, answer.status_code))
    assert let_through == []
    assert rows_written(town) == before


def test_what_is_another_authoritys_is_as_if_it_were_not(
    there: dict[str, str], elsewhere: FastAPI, scale: Callable[[int], int]
) -> None:
    """Each route by one of the roles that may use it, the roles in turn; by every one of them under `make soak`."""
    desks = {role: Desk(signed_in_as(elsewhere, role)) for role in ROLES}
    shown = []
    for number, route in enumerate(route for route in OF_OBJECTS if route.path not in OF_NOBODY):
        may = [role for role in ROLES if route.needs in GRANTS[role]]
        for turn in range(min(len(may), scale(len(ROLES)))):
            desk = desks[may[(number + turn) % len(may)]]
            answer = desk.client.request(route.method, there[route.path], headers={"x-csrf-token": desk.csrf})
            if answer.status_code not in {404, 422} or any(name in answer.text for name in NAMES):
                shown.append((desk, route.method, there[route.path], answer.status_code))
    assert shown == []


def test_whoever_is_signed_in_at_one_authority_is_nobody_at_another(app: FastAPI, elsewhere: FastAPI) -> None:
    token = signed_in_as(app, Role.ADMINISTRATOR).cookies["homeward"]
    client = visitor(elsewhere)
    client.cookies.set("homeward", token)
    reached = [
        route.path
        for route in ROUTES
        if route.needs is not Open.PUBLIC and was_let_through(client.request(route.method, address_of(route)))
    ]
    assert reached == []


ABOUT_CHILDREN = frozenset({Permission.SEE_SENSITIVE, Permission.SEE_REFERRALS, Permission.SEE_CHILDREN})


def test_every_look_at_a_child_is_written_down(there: dict[str, str], at: At, town: sa.Engine) -> None:
    desk = at(Role.ADMINISTRATOR)
    looked, unwritten = 0, []
    for route in OF_OBJECTS:
        if route.method != "GET" or route.needs not in ABOUT_CHILDREN:
            continue
        before = rows_written(town)
        if desk.client.get(there[route.path]).status_code == 200:
            looked += 1
            unwritten += [route.path] if rows_written(town) == before else []
    assert unwritten == []
    assert looked >= len(ABOUT_CHILDREN) * 4
