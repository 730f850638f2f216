"""Every route x every role, signed out included: generated from the table, so that a new route is judged at once."""

from __future__ import annotations

import httpx2
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import UndeclaredRoute, create_app, refuse_undeclared
from api.routes import ROUTES
from api.routing import Audience, Open, Route
from api.settings import Settings
from placements.permissions import GRANTS, Permission, Role
from tests.api.visitors import CHEAP, csrf_in, signed_in_as, visitor

EXAMPLES = {
    "{form}": "svg-404",
    "{number}": "404",
    "{name}": "start.js",
    "{ref}": "R-404",
    "{picture}": "total",
    "{reference}": "HW-0000-0000",
    "{ending}": "txt",
}
SIGN_IN = "/sign-in"


def address_of(route: Route) -> str:
    path = route.path
    for name, value in EXAMPLES.items():
        path = path.replace(name, value)
    assert "{" not in path, f"Give an example for {route.path} in EXAMPLES."
    return path


def ask(client: TestClient, route: Route, csrf: str) -> httpx2.Response:
    headers = {"x-csrf-token": csrf} if route.changes else {}
    return client.request(route.method, address_of(route), headers=headers)


def may(role: Role, route: Route) -> bool:
    """The second reading of the table, straight from the grants."""
    if route.needs is Open.PUBLIC:
        return True
    if role is Role.SIGNED_OUT:
        return False
    return route.needs is Open.SIGNED_IN or route.needs in GRANTS[role]


def was_let_through(answer: httpx2.Response) -> bool:
    to_the_door = answer.headers.get("location", "").startswith(f"{SIGN_IN}?next=")
    return answer.status_code not in {401, 403} and not to_the_door


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_the_routes_it_was_granted_and_no_other(app: FastAPI, role: Role) -> None:
    client = visitor(app) if role is Role.SIGNED_OUT else signed_in_as(app, role)
    csrf = "" if role is Role.SIGNED_OUT else csrf_in(client.get("/"))
    reached = {}
    for route in sorted(ROUTES, key=lambda route: route.path == "/sign-out"):
        if route.changes and route.needs is Open.PUBLIC:
            continue  # signing in proves itself by the secret of its own page: see test_security.py
        answer = ask(client, route, csrf)
        assert answer.status_code < 500, f"{route.path}: {answer.text}"
        reached[route.method, route.path] = was_let_through(answer)
    wanted = {(route.method, route.path): may(role, route) for route in ROUTES if (route.method, route.path) in reached}
    assert reached == wanted


def test_signed_out_a_person_is_sent_to_the_door_and_a_program_is_told(app: FastAPI) -> None:
    client = visitor(app)
    for route in ROUTES:
        if route.needs is Open.PUBLIC or route.changes:
            continue
        answer = client.get(address_of(route))
        if route.audience is Audience.PROGRAM:
            assert (answer.status_code, answer.json()["error"]) == (401, "SignInNeeded")
        else:
            assert answer.headers["location"] == f"{SIGN_IN}?next={address_of(route)}"


def test_only_the_door_and_what_it_needs_are_public() -> None:
    public = {route.path for route in ROUTES if route.needs is Open.PUBLIC and "/published" not in route.path}
    door = {"/sign-in", "/sign-on", "/sign-on/answer", "/signed-out", "/assets/{name}"}
    assert public == door | {"/api/v1/health", "/api/v1/openapi.json"}


def test_what_is_published_is_read_and_never_changed_without_signing_in() -> None:
    released = [route for route in ROUTES if "/published" in route.path]
    assert released
    assert all(route.needs is Open.PUBLIC and not route.changes for route in released)


def test_a_route_that_is_not_in_the_table_stops_the_start(engine: sa.Engine) -> None:
    app = create_app(Settings(), engine, hasher=CHEAP)
    app.add_api_route("/back-door", lambda: "hello")
    with pytest.raises(UndeclaredRoute, match="back-door"):
        refuse_undeclared(app, ROUTES)


def test_a_route_declared_twice_stops_the_start(engine: sa.Engine) -> None:
    with pytest.raises(UndeclaredRoute, match="twice"):
        create_app(Settings(), engine, hasher=CHEAP, routes=[*ROUTES, ROUTES[0]])


def test_whatever_needs_a_permission_needs_one_of_the_closed_list() -> None:
    assert all(isinstance(route.needs, Open | Permission) for route in ROUTES)


def test_the_menu_shows_a_role_only_what_it_may_open(app: FastAPI) -> None:
    for role in set(Role) - {Role.SIGNED_OUT}:
        shown = signed_in_as(app, role).get("/").text
        for route in ROUTES:
            if route.menu:
                assert (f'href="{route.path}"' in shown) == may(role, route)


def test_every_table_of_routes_names_pages_in_words() -> None:
    assert all(route.purpose for route in ROUTES if route.menu)
