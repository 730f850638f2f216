from __future__ import annotations

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from api.account_acts import close_account
from placements.models.account import Account, SignIn
from placements.permissions import Role
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from tests.api.visitors import ADMINISTRATOR, PASSWORD, Clock, csrf_in, signed_in_as, try_to_sign_in, visitor

OFFICER = Role.PLACEMENT_OFFICER


@pytest.fixture
def engine(either_engine: sa.Engine) -> sa.Engine:
    return either_engine


def events(engine: sa.Engine) -> list[tuple[str, str]]:
    with records_for(engine, ADMINISTRATOR) as records:
        return [(row.event, row.subject) for row in audit_rows(records)]


def test_a_person_with_name_and_password_is_let_in(app: FastAPI, engine: sa.Engine) -> None:
    client = signed_in_as(app, OFFICER)
    assert client.get("/").status_code == 200
    assert events(engine)[-1] == ("signed_in", "account placement_officer")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(app: FastAPI) -> None:
    wrong = try_to_sign_in(visitor(app), OFFICER.value, "badger lantern meadow")
    unknown = try_to_sign_in(visitor(app), "nobody", PASSWORD)
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    said = "The name and the password do not open an account."
    assert said in wrong.text
    assert said in unknown.text


def test_an_unknown_name_is_never_written_down(app: FastAPI, engine: sa.Engine) -> None:
    try_to_sign_in(visitor(app), PASSWORD, "x")
    assert events(engine)[-1] == ("sign_in_failed", "no such account")


def test_neither_password_nor_token_is_stored(app: FastAPI, engine: sa.Engine) -> None:
    client = signed_in_as(app, OFFICER)
    with engine.connect() as connection:
        hashes = connection.scalars(sa.select(Account.password_hash)).all()
        tokens = connection.scalars(sa.select(SignIn.token_hash)).all()
    assert all(kept and kept.startswith("$argon2id$") and PASSWORD not in kept for kept in hashes)
    assert client.cookies["homeward"] not in tokens


def test_too_many_wrong_passwords_close_an_account_for_a_while(app: FastAPI, clock: Clock) -> None:
    for _ in range(5):
        try_to_sign_in(visitor(app), OFFICER.value, "wrong password again")
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 401
    clock.move(minutes=14)
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 401
    clock.move(minutes=1, seconds=1)
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 303


def test_failures_do_not_add_up_across_a_good_sign_in(app: FastAPI) -> None:
    for _ in range(4):
        try_to_sign_in(visitor(app), OFFICER.value, "wrong password again")
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 303
    for _ in range(4):
        try_to_sign_in(visitor(app), OFFICER.value, "wrong password again")
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 303


def test_access_ends_after_fifteen_idle_minutes(app: FastAPI, clock: Clock) -> None:
    client = signed_in_as(app, OFFICER)
    clock.move(minutes=14, seconds=59)
    assert client.get("/").status_code == 200
    clock.move(minutes=15)
    assert client.get("/").headers["location"] == "/sign-in?next=/"


def test_a_board_member_may_be_idle_for_thirty_minutes(app: FastAPI, clock: Clock) -> None:
    client = signed_in_as(app, Role.BOARD_MEMBER)
    clock.move(minutes=29, seconds=59)
    assert client.get("/").status_code == 200
    clock.move(minutes=30)
    assert client.get("/").status_code == 303


def test_access_ends_after_ten_hours_however_busy(app: FastAPI, clock: Clock) -> None:
    client = signed_in_as(app, OFFICER)
    for _ in range(59):
        clock.move(minutes=10)
        assert client.get("/").status_code == 200
    clock.move(minutes=10)
    assert client.get("/").status_code == 303


def test_a_clock_set_back_an_hour_does_not_end_access(app: FastAPI, clock: Clock) -> None:
    client = signed_in_as(app, OFFICER)
    clock.move(hours=-1)
    assert client.get("/").status_code == 200


def test_a_disabled_account_is_refused_at_its_next_request(app: FastAPI, engine: sa.Engine) -> None:
    client = signed_in_as(app, OFFICER)
    close_account(engine, ADMINISTRATOR, OFFICER.value)
    assert client.get("/").status_code == 303
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 401


def test_nothing_works_after_signing_out(app: FastAPI, engine: sa.Engine) -> None:
    client = signed_in_as(app, OFFICER)
    token = client.cookies["homeward"]
    answer = client.post("/sign-out", data={"csrf": csrf_in(client.get("/"))})
    assert answer.headers["location"] == "/sign-in"
    again = visitor(app)
    again.cookies.set("homeward", token)
    assert again.get("/").status_code == 303
    assert events(engine)[-1] == ("signed_out", "account placement_officer")


def test_each_sign_in_has_a_token_of_its_own(app: FastAPI) -> None:
    tokens = {signed_in_as(app, OFFICER).cookies["homeward"] for _ in range(3)}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 43


def test_a_person_goes_on_to_the_page_they_wanted(app: FastAPI) -> None:
    client = visitor(app)
    page = client.get("/sign-in", params={"next": "/board"})
    form = {"csrf": csrf_in(page), "next": "/board", "name": OFFICER.value, "password": PASSWORD}
    assert client.post("/sign-in", data=form).headers["location"] == "/board"


def test_nobody_is_sent_to_another_site(app: FastAPI) -> None:
    for elsewhere in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "/\nx", "x", ""):
        client = visitor(app)
        csrf = csrf_in(client.get("/sign-in"))
        form = {"csrf": csrf, "next": elsewhere, "name": OFFICER.value, "password": PASSWORD}
        assert client.post("/sign-in", data=form).headers["location"] == "/"
