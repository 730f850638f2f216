"""The council's sign-on lets in whom it vouches for with a token signed for us, now, in answer to us; nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError
from sqlalchemy.orm import Session

from api.account_acts import close_account
from api.app import create_app
from api.settings import Settings
from placements.models.account import Account
from placements.models.audit import AuditRow
from placements.permissions import Role
from tests.api.pages.forms import Desk, said
from tests.api.provider import CLIENT, SECRET, Provider, running
from tests.api.visitors import ADMINISTRATOR, CHEAP, HOST, Clock, csrf_in, try_to_sign_in, visitor

KEYS = Provider(0.0).key


@pytest.fixture
def provider(clock: Clock) -> Iterator[Provider]:
    with running(Provider(clock().timestamp(), key=KEYS)) as found:
        yield found


def client_of(engine: sa.Engine, clock: Clock, provider: Provider, **more: Any) -> TestClient:
    """Somebody at the door of an installation with this sign-on."""
    settings = Settings(
        address=HOST, sign_on_issuer=provider.issuer, sign_on_client=CLIENT, sign_on_secret=SecretStr(SECRET), **more
    )
    return visitor(create_app(settings, engine, clock=clock, hasher=CHEAP))


def come_back(client: TestClient, provider: Provider, next_page: str = "/", **changed: str) -> httpx2.Response:
    """Go to the sign-on, sign in there, and come back with its answer."""
    sent = client.get("/sign-on", params={"next": next_page})
    assert sent.status_code == 303, said(sent.text)
    return client.get("/sign-on/answer", params=provider.sign_in(sent.headers["location"]) | changed)


def last_events(engine: sa.Engine, number: int = 1) -> list[tuple[str, str]]:
    with Session(engine) as session:
        rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.id.desc()).limit(number)).all()
    return [(row.event, row.subject) for row in reversed(rows)]


def test_whoever_the_sign_on_vouches_for_is_let_in_as_the_account_of_their_name(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    client = client_of(engine, clock, provider)
    page = client.get("/sign-in", params={"next": "/homes"}).text
    assert 'href="/sign-on?next=%2Fhomes"' in page
    answer = come_back(client, provider, "/homes")
    assert answer.status_code == 200
    assert 'content="0; url=/homes"' in answer.text
    cookies = answer.headers.get_list("set-cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("homeward="))
    assert "HttpOnly" in session
    assert "SameSite=strict" in session
    assert "Iro Example" in client.get("/").text
    assert last_events(engine) == [("signed_in", "account iro")]
    assert provider.called == ["/.well-known/openid-configuration", "/token", "/keys"]


def test_from_then_on_the_person_is_known_by_their_subject_and_not_by_a_name_that_may_be_given_again(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    come_back(client_of(engine, clock, provider), provider)
    provider.person = {"sub": "s-1", "preferred_username": "married.name"}
    married = client_of(engine, clock, provider)
    come_back(married, provider)
    assert "Iro Example" in married.get("/").text
    provider.person = {"sub": "s-2", "preferred_username": "iro"}
    other = client_of(engine, clock, provider)
    assert come_back(other, provider).status_code == 403
    assert other.get("/").status_code == 303


def test_another_issuer_in_the_settings_finds_the_accounts_by_their_names_again(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    come_back(client_of(engine, clock, provider), provider)
    provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")
    assert come_back(client_of(engine, clock, provider), provider).status_code == 200


WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "no issuer": {"claims": {"iss": None}},
    "another audience": {"claims": {"aud": "another-service"}},
    "another party": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "another nonce": {"claims": {"nonce": "of another sign-in"}},
    "no nonce": {"claims": {"nonce": None}},
    "expired": {"claims": {"exp": 1_000_000_000}},
    "no end": {"claims": {"exp": None}},
    "not yet": {"claims": {"iat": 4_000_000_000, "exp": 4_000_000_300}},
    "unsigned": {"sign": "nothing"},
    "signed with what we know too": {"sign": "our secret"},
    "another key": {"sign": "another key"},
    "altered": {"sign": "altered"},
    "nobody": {"person": {"sub": "s-1"}},
    "no subject": {"person": {"preferred_username": "iro"}},
    "no account": {"person": {"sub": "s-1", "preferred_username": "nobody"}},
}


def test_a_token_that_cannot_be_believed_lets_nobody_in(
    engine: sa.Engine, clock: Clock, provider: Provider, capfd: pytest.CaptureFixture[str]
) -> None:
    client, usual = client_of(engine, clock, provider), {"claims": {}, "sign": "own key", "person": provider.person}
    for wrong, changes in WRONG.items():
        for name, value in (usual | changes).items():
            setattr(provider, name, value)
        answer = come_back(client, provider)
        assert answer.status_code == 403, wrong
        assert "did not let you in" in said(answer.text)
        assert client.get("/").status_code == 303
    logged = capfd.readouterr().err
    assert "iro" not in logged
    assert "s-1" not in logged


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "another"},
        {"state": ""},
        {"code": ""},
        {"code": "made up"},
        {"iss": "https://elsewhere.example"},
        {"error": "x"},
    ],
)
def test_an_answer_that_is_not_to_our_question_lets_nobody_in(
    engine: sa.Engine, clock: Clock, provider: Provider, changed: dict[str, str]
) -> None:
    client = client_of(engine, clock, provider)
    assert come_back(client, provider, **changed).status_code == 403
    assert client.get("/").status_code == 303


def test_an_answer_is_taken_once_and_only_by_the_browser_that_asked(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    client, other = client_of(engine, clock, provider), client_of(engine, clock, provider)
    answer = provider.sign_in(client.get("/sign-on").headers["location"])
    assert other.get("/sign-on/answer", params=answer).status_code == 403
    other.cookies.set("homeward-sign-on", "bm90aGluZw==")
    assert other.get("/sign-on/answer", params=answer).status_code == 403
    assert client.get("/sign-on/answer", params=answer).status_code == 200
    assert client.get("/sign-on/answer", params=answer).status_code == 403


def test_an_issuer_by_another_name_or_at_an_unsafe_address_is_not_gone_to(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    for published in (
        {"issuer": "https://elsewhere.example"},
        {"authorization_endpoint": "http://elsewhere.example/authorise"},
        {"authorization_endpoint": None},
    ):
        provider.published = published
        answer = client_of(engine, clock, provider).get("/sign-on")
        assert answer.status_code == 503
        assert "did not let you in" in said(answer.text)


def test_a_sign_on_that_cannot_be_reached_is_said_and_passwords_still_do(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    provider.issuer = "http://127.0.0.1:9"
    client = client_of(engine, clock, provider)
    assert client.get("/sign-on").status_code == 503
    assert try_to_sign_in(client, "iro").status_code == 303


def test_a_closed_account_stays_closed(engine: sa.Engine, clock: Clock, provider: Provider) -> None:
    close_account(engine, ADMINISTRATOR, "iro")
    client = client_of(engine, clock, provider)
    assert come_back(client, provider).status_code == 403
    assert last_events(engine) == [("sign_in_failed", "account iro")]


GROUPS = {"SG-Placements": Role.PLACEMENT_OFFICER, "SG-Duty": Role.EMERGENCY_DUTY}


def test_with_roles_by_group_an_account_is_opened_and_its_role_follows(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    provider.person = {"sub": "s-9", "preferred_username": "sam", "name": "Sam Moor", "groups": ["All", "SG-Duty"]}
    client = client_of(engine, clock, provider, sign_on_roles=GROUPS)
    come_back(client, provider)
    assert "Sam Moor, emergency duty" in said(client.get("/").text)
    assert last_events(engine, 2) == [("account_created", "account sam"), ("signed_in", "account sam")]
    provider.person["groups"] = ["SG-Placements"]
    again = client_of(engine, clock, provider, sign_on_roles=GROUPS)
    come_back(again, provider)
    assert "Sam Moor, placement officer" in said(again.get("/").text)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("groups", [None, [], ["All"], ["SG-Placements", "SG-Duty"], "SG-Duty"])
def test_whoever_belongs_to_no_roles_groups_or_to_two_is_refused_even_with_an_account(
    engine: sa.Engine, clock: Clock, provider: Provider, groups: object
) -> None:
    provider.person["groups"] = groups
    client = client_of(engine, clock, provider, sign_on_roles=GROUPS)
    assert come_back(client, provider).status_code == 403
    assert client.get("/").status_code == 303


def test_passwords_can_be_switched_off(engine: sa.Engine, clock: Clock, provider: Provider) -> None:
    client = client_of(engine, clock, provider, sign_on_only=True)
    page = client.get("/sign-in")
    assert 'name="password"' not in page.text
    form = {"csrf": client.cookies["homeward-door"], "name": "iro", "password": "badger lantern orchard"}
    assert client.post("/sign-in", data=form).status_code == 401
    provider.person = {"sub": "s-0", "preferred_username": "administrator"}
    come_back(client, provider)
    keeper = Desk(client)
    keeper.goes_on("/accounts/new", name="sam", full_name="Sam Moor", role="iro")
    with Session(engine) as session:
        opened = session.scalars(sa.select(Account).where(Account.name == "sam")).one()
        assert (opened.password_hash, opened.temporary) == (None, False)
    assert "Give a new password" not in keeper.open(f"/accounts/{opened.id}")


def test_signing_out_leads_to_where_the_sign_on_is_signed_out_too(
    engine: sa.Engine, clock: Clock, provider: Provider
) -> None:
    client = client_of(engine, clock, provider)
    come_back(client, provider)
    answer = client.post("/sign-out", data={"csrf": csrf_in(client.get("/"))})
    assert answer.headers["location"] == "/signed-out"
    page = unescape(client.get("/signed-out").text)
    found = re.search(r'href="(http://127[^"]*/end[^"]*)"', page)
    assert found
    assert "post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fsigned-out" in found[1]
    assert client.get("/").status_code == 303


def test_without_a_sign_on_its_addresses_are_not_there(engine: sa.Engine, clock: Clock) -> None:
    client = visitor(create_app(Settings(), engine, clock=clock, hasher=CHEAP))
    for path in ("/sign-on", "/sign-on/answer", "/signed-out"):
        assert client.get(path).status_code == 404
    assert "council account" not in client.get("/sign-in").text


def test_keys_that_were_changed_are_read_again(engine: sa.Engine, clock: Clock, provider: Provider) -> None:
    client = client_of(engine, clock, provider)
    come_back(client, provider)
    provider.key = Provider(0.0).key
    client.cookies.delete("homeward")
    assert come_back(client, provider).status_code == 200


ISSUER: dict[str, Any] = {
    "sign_on_issuer": "https://sign-on.example",
    "sign_on_client": "x",
    "address": "https://homeward.example",
}


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"sign_on_only": True}, "HOMEWARD_SIGN_ON_ISSUER"),
        ({"sign_on_roles": {"SG": "iro"}}, "HOMEWARD_SIGN_ON_ISSUER"),
        ({"sign_on_issuer": "https://sign-on.example"}, "HOMEWARD_SIGN_ON_CLIENT"),
        (ISSUER | {"sign_on_issuer": "http://sign-on.example"}, "https"),
        (ISSUER | {"address": "http://homeward.example"}, "https"),
        (ISSUER | {"address": "https://homeward.example/"}, "without a stroke"),
        (ISSUER | {"sign_on_roles": {"SG": "signed_out"}}, "not signed in"),
    ],
)
def test_half_a_sign_on_stops_the_start(settings: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Settings(**settings)
    Settings(**ISSUER)
