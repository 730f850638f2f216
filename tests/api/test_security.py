from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from api.signin import Person
from placements.database import open_engine
from placements.permissions import Role
from tests.api.visitors import CHEAP, PASSWORD, csrf_in, signed_in_as, try_to_sign_in, visitor

OFFICER = Role.PLACEMENT_OFFICER


def test_every_answer_carries_the_strict_headers(app: FastAPI) -> None:
    client = visitor(app)
    for path in ("/sign-in", "/", "/no-such-page", "/assets/start.js", "/api/no-such-thing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"


def test_no_page_and_no_answer_is_kept_by_a_browser(app: FastAPI) -> None:
    client = signed_in_as(app, OFFICER)
    for path in ("/", "/sign-in", "/no-such-page", "/api/v1/health"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_an_asset_is_kept_only_under_the_address_with_its_digest(app: FastAPI) -> None:
    client = visitor(app)
    plain = client.get("/assets/start.js")
    assert plain.headers["cache-control"] == "public, no-cache"
    version = plain.headers["etag"].strip('"')
    assert "immutable" in client.get(f"/assets/start.js?v={version}").headers["cache-control"]
    assert client.get("/assets/start.js", headers={"if-none-match": f'"{version}"'}).status_code == 304


def test_only_the_listed_assets_can_be_fetched(app: FastAPI) -> None:
    client = visitor(app)
    for name in ("homeward.scss", "..%2fapp.py", "%2e%2e/app.py", "built%2fhomeward.css"):
        assert client.get(f"/assets/{name}").status_code == 404


def test_cookies_stay_out_of_scripts_and_other_sites(app: FastAPI) -> None:
    answer = try_to_sign_in(visitor(app), OFFICER.value)
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("homeward="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie


def test_over_https_cookies_are_sent_by_no_other_way(sqlite_files: object) -> None:
    engine = open_engine("sqlite://")
    answer = visitor(create_app(Settings(https=True), engine, hasher=CHEAP)).get("/sign-in")
    assert answer.headers["set-cookie"].startswith("__Host-homeward-door=")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"]
    engine.dispose()


@pytest.mark.parametrize("csrf", [None, "", "0" * 64])
def test_a_form_without_the_secret_of_its_page_changes_nothing(app: FastAPI, csrf: str | None) -> None:
    client = signed_in_as(app, OFFICER)
    form = {} if csrf is None else {"csrf": csrf}
    assert client.post("/sign-out", data=form).status_code == 403
    assert client.get("/").status_code == 200


def test_the_secret_of_another_person_does_not_do(app: FastAPI) -> None:
    client, other = signed_in_as(app, OFFICER), signed_in_as(app, Role.IRO)
    assert client.post("/sign-out", data={"csrf": csrf_in(other.get("/"))}).status_code == 403


def test_the_secret_may_come_in_a_header(app: FastAPI) -> None:
    client = signed_in_as(app, OFFICER)
    csrf = csrf_in(client.get("/"))
    assert client.post("/sign-out", headers={"x-csrf-token": csrf}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_a_form_sent_from_another_site_is_refused(app: FastAPI, headers: dict[str, str]) -> None:
    client = signed_in_as(app, OFFICER)
    form = {"csrf": csrf_in(client.get("/"))}
    assert client.post("/sign-out", data=form, headers=headers).status_code == 403
    assert client.post("/sign-out", data=form, headers={"origin": "http://127.0.0.1:8000"}).status_code == 303


def test_signing_in_needs_the_secret_of_the_sign_in_page(app: FastAPI) -> None:
    client = visitor(app)
    assert client.post("/sign-in", data={"name": OFFICER.value, "password": PASSWORD}).status_code == 403


def test_a_signed_in_person_is_shown_without_their_token() -> None:
    assert "token" not in Person.__dataclass_fields__ or not Person.__dataclass_fields__["token"].repr
