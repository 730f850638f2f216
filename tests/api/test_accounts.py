"""Accounts: opened, changed and closed by administrators; each act takes effect at once and is written down."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from api.account_acts import change_role, close_account, open_again, reset_password
from api.accounts import NewAccount, open_account
from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.account import Account
from placements.models.audit import AuditRow
from placements.permissions import Role, Viewer
from tests.api.pages.forms import Desk, said
from tests.api.visitors import ADMINISTRATOR, CHEAP, Clock, signed_in_as, try_to_sign_in, visitor

OFFICER = Role.PLACEMENT_OFFICER
KEEPER = Viewer("Keeper Example", Role.ADMINISTRATOR)


@pytest.fixture
def keeper(app: FastAPI) -> Desk:
    """An administrator at the accounts."""
    return Desk(signed_in_as(app, Role.ADMINISTRATOR))


def number_of(engine: sa.Engine, name: str) -> int:
    with Session(engine) as session:
        return session.execute(sa.select(Account.id).where(Account.name == name)).scalar_one()


def address_of(engine: sa.Engine, role: Role = OFFICER) -> str:
    return f"/accounts/{number_of(engine, role.value)}"


def last_event(engine: sa.Engine) -> tuple[str, str, str]:
    with Session(engine) as session:
        row = session.scalars(sa.select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
        return row.who, row.event, row.subject


def password_in(page: str) -> str:
    found = re.search(r'<code class="app-code">([^<]+)</code>', page)
    assert found, said(page)
    return found[1]


def test_a_person_is_let_in_with_the_password_shown_once_and_chooses_their_own(
    app: FastAPI, engine: sa.Engine, keeper: Desk
) -> None:
    answer = keeper.send("/accounts/new", name="pat", full_name="Pat Moor", role="iro")
    assert answer.headers["cache-control"] == "no-store"
    given = password_in(answer.text)
    assert last_event(engine) == ("administrator", "account_created", "account pat")
    assert given not in keeper.open(f"/accounts/{number_of(engine, 'pat')}")
    client = visitor(app)
    assert try_to_sign_in(client, "pat", given).status_code == 303
    assert client.get("/").headers["location"] == "/your-password"
    assert client.get("/api/v1/referrals").status_code == 403
    pat = Desk(client, path="/your-password")
    own = "heron velvet quarry"
    page = pat.refused("/your-password", 401, old="something else", new=own, again=own)
    assert "temporary" in page
    assert own not in page
    assert "same way" in pat.refused("/your-password", old=given, new=own, again="heron velvet")
    assert "old one" in pat.refused("/your-password", old=given, new=given, again=given)
    assert pat.send("/your-password", old=given, new=own, again=own).status_code == 200
    assert client.get("/").status_code == 200
    assert try_to_sign_in(visitor(app), "pat", given).status_code == 401
    assert try_to_sign_in(visitor(app), "pat", own).status_code == 303


def test_choosing_a_password_ends_every_other_session(app: FastAPI) -> None:
    here, elsewhere = signed_in_as(app, OFFICER), signed_in_as(app, OFFICER)
    new = "heron velvet quarry"
    Desk(here).send("/your-password", old="badger lantern orchard", new=new, again=new)
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303


def test_wrong_present_passwords_close_the_account_for_a_while(app: FastAPI) -> None:
    desk = Desk(signed_in_as(app, OFFICER))
    new = "heron velvet quarry"
    for _ in range(5):
        desk.refused("/your-password", 401, old="wrong password again", new=new, again=new)
    desk.refused("/your-password", 401, old="badger lantern orchard", new=new, again=new)


ACTS = {"role": {"role": "iro"}, "password": {}, "sign-out": {}, "close": {}}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_ends_where_the_person_is_signed_in_and_is_written_down(
    app: FastAPI, engine: sa.Engine, keeper: Desk, act: str
) -> None:
    client = signed_in_as(app, OFFICER)
    assert "Nowhere" not in keeper.open(address_of(engine))
    answer = keeper.send(f"{address_of(engine)}/{act}", **ACTS[act])
    assert answer.status_code == (200 if act == "password" else 303)
    assert client.get("/").status_code == 303
    who, event, subject = last_event(engine)
    assert (who, subject) == ("administrator", "account placement_officer")
    assert event in {"account_role_changed", "password_reset", "account_signed_out", "account_disabled"}
    assert "Nowhere" in keeper.open(address_of(engine))


def test_a_new_role_is_what_the_person_may_do_from_then_on(app: FastAPI, engine: sa.Engine, keeper: Desk) -> None:
    keeper.goes_on(f"{address_of(engine)}/role", role="board_member")
    client = visitor(app)
    try_to_sign_in(client, OFFICER.value)
    assert client.get("/placement-team").status_code == 403
    assert "from placement officer to board member" in said(keeper.open(address_of(engine)))


def test_a_closed_account_is_opened_again_by_an_administrator_alone(
    app: FastAPI, engine: sa.Engine, keeper: Desk
) -> None:
    keeper.goes_on(f"{address_of(engine)}/close")
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 401
    assert "Closed at" in said(keeper.open(address_of(engine)))
    keeper.goes_on(f"{address_of(engine)}/open-again")
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 303


def test_an_account_nobody_used_opens_nothing_until_somebody_says_it_is_needed(
    app: FastAPI, engine: sa.Engine, clock: Clock
) -> None:
    clock.move(days=44)
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 303
    assert try_to_sign_in(visitor(app), Role.ADMINISTRATOR.value).status_code == 303
    clock.move(days=44)
    keeper = Desk(signed_in_as(app, Role.ADMINISTRATOR))
    clock.move(days=1)
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 401
    keeper = Desk(signed_in_as(app, Role.ADMINISTRATOR))
    assert "not used for 45 days" in said(keeper.open(address_of(engine)))
    assert "Unused 12" in said(keeper.open("/accounts"))
    keeper.goes_on(f"{address_of(engine)}/open-again")
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 303


def test_a_locked_account_is_said_to_be_and_can_be_unlocked(app: FastAPI, engine: sa.Engine, keeper: Desk) -> None:
    for _ in range(5):
        try_to_sign_in(visitor(app), OFFICER.value, "wrong password again")
    assert "Locked after wrong passwords, until 7:55pm" in said(keeper.open(address_of(engine)))
    assert "Placement_Officer Example" in said(keeper.open("/accounts?stands=locked"))
    keeper.goes_on(f"{address_of(engine)}/open-again")
    assert try_to_sign_in(visitor(app), OFFICER.value).status_code == 303


def test_the_last_administrator_cannot_be_closed_or_given_another_role(engine: sa.Engine) -> None:
    last = Role.ADMINISTRATOR.value
    with pytest.raises(Conflict, match="last open account of an administrator"):
        close_account(engine, KEEPER, last)
    with pytest.raises(Conflict, match="last open account of an administrator"):
        change_role(engine, KEEPER, last, Role.IRO)
    open_account(engine, KEEPER, NewAccount("second", "Second Example", Role.ADMINISTRATOR, None))
    close_account(engine, KEEPER, last)
    with pytest.raises(Conflict, match="last open account"):
        close_account(engine, KEEPER, "second")


def test_an_administrator_does_nothing_to_their_own_account(engine: sa.Engine, keeper: Desk) -> None:
    own = address_of(engine, Role.ADMINISTRATOR)
    assert "This is your own account" in keeper.open(own)
    for act in ("role", "password", "close"):
        assert "Nobody changes their own account" in keeper.refused(f"{own}/{act}", 403, **ACTS[act])


def test_an_act_that_cannot_be_says_why_and_changes_nothing(engine: sa.Engine, keeper: Desk) -> None:
    assert "Choose the new role" in keeper.refused(f"{address_of(engine)}/role")
    assert "has this role already" in keeper.refused(f"{address_of(engine)}/role", 409, role=OFFICER.value)
    assert "Nobody can be given this role" in keeper.refused(f"{address_of(engine)}/role", role="signed_out")
    page = keeper.refused("/accounts/new", name="placement_officer", full_name="Pat Moor", role="iro")
    assert "already an account" in page
    assert 'value="Pat Moor"' in page
    assert keeper.send("/accounts/404/close").status_code == 404


@pytest.mark.parametrize("act", [close_account, open_again, reset_password])
def test_only_an_administrator_may_and_only_where_there_is_an_account(
    engine: sa.Engine, act: Callable[..., object]
) -> None:
    with pytest.raises(NotPermitted, match="manage accounts"):
        act(engine, Viewer("Pat", Role.DIRECTOR), OFFICER.value)
    with pytest.raises(NotFound, match="no account of this name"):
        act(engine, ADMINISTRATOR, "nobody")


def test_an_account_without_a_password_opens_with_none(app: FastAPI, engine: sa.Engine) -> None:
    open_account(engine, ADMINISTRATOR, NewAccount("sam", "Sam Moor", Role.IRO, None))
    for guess in ("", "None", "badger lantern orchard"):
        assert try_to_sign_in(visitor(app), "sam", guess).status_code == 401


def test_the_page_of_roles_lists_every_permission(keeper: Desk) -> None:
    page = said(keeper.open("/accounts/roles"))
    assert "Sign releases nominated officer and director" in page
    assert "Manage accounts Administrators only" in page


def test_a_password_that_will_not_do_is_refused_before_anything_changes(engine: sa.Engine) -> None:
    for password in ("short", "x" * 300, "my name is pat moor"):
        with pytest.raises(Refused):
            open_account(engine, ADMINISTRATOR, NewAccount("pat moor", "Pat", Role.IRO, password), hasher=CHEAP)
