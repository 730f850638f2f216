"""People at the door without a browser: an account for every role, a clock that is moved, forms filled in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import httpx2
import sqlalchemy as sa
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.accounts import NewAccount, open_account
from placements.permissions import Role, Viewer

ADMINISTRATOR = Viewer("administrator", Role.ADMINISTRATOR)
PASSWORD = "badger lantern orchard"
HOST = "http://127.0.0.1:8000"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: dt.datetime = dt.datetime(2026, 6, 5, 18, 40, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


def open_accounts(engine: sa.Engine, clock: Clock) -> None:
    for role in set(Role) - {Role.SIGNED_OUT}:
        new = NewAccount(role.value, f"{role.value.title()} Example", role, PASSWORD)
        open_account(engine, ADMINISTRATOR, new, clock=clock, hasher=CHEAP)


def visitor(app: FastAPI) -> TestClient:
    """Somebody who is not signed in."""
    return TestClient(app, base_url=HOST, follow_redirects=False)


def csrf_in(page: httpx2.Response) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page.text)
    assert found, page.text
    return found[1]


def try_to_sign_in(client: TestClient, name: str, password: str = PASSWORD) -> httpx2.Response:
    csrf = csrf_in(client.get("/sign-in"))
    return client.post("/sign-in", data={"csrf": csrf, "name": name, "password": password})


def signed_in_as(app: FastAPI, role: Role) -> TestClient:
    """Somebody who signed in with the account of a role."""
    client = visitor(app)
    assert try_to_sign_in(client, role.value).status_code == 303
    return client
