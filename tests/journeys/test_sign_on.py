"""Somebody comes in from the council's sign-on, which is another site to the browser, and goes out again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser
from pydantic import SecretStr

from api.accounts import NewAccount, open_account
from api.app import create_app
from api.demonstration import DEMONSTRATOR
from api.settings import Settings
from placements.permissions import Role
from tests.api.provider import CLIENT, SECRET, Provider, running
from tests.journeys.conftest import Served, _port_of
from tests.journeys.judging import faults_of_wcag

NAME = "sign.on.journey"


@pytest.fixture(scope="module")
def behind_sign_on(served: Served) -> Iterator[str]:
    """The authority behind the council's sign-on, at an address of its own."""
    open_account(served.engine, DEMONSTRATOR, NewAccount(NAME, "Sol Invented", Role.BOARD_MEMBER, None))
    with running(Provider(time.time(), person={"sub": "s-1", "preferred_username": NAME})) as provider:
        provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")
        free = uvicorn.Config("", port=0).bind_socket()
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        settings = Settings(
            address=address,
            sign_on_issuer=provider.issuer,
            sign_on_client=CLIENT,
            sign_on_secret=SecretStr(SECRET),
        )
        app = create_app(settings, served.engine)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()
        _port_of(server)
        yield address
        server.should_exit = True
        thread.join()
        free.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_somebody_comes_in_through_the_councils_sign_on_and_goes_out(
    browser: Browser, behind_sign_on: str, scripted: bool
) -> None:
    page = browser.new_context(java_script_enabled=scripted).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    faults = faults_of_wcag if scripted else lambda page: []
    page.goto(f"{behind_sign_on}/your-password")
    assert faults(page) == []
    page.get_by_role("button", name="Sign in with your council account").click()
    page.wait_for_url(f"{behind_sign_on}/your-password")
    assert "Signed in as Sol Invented" in page.inner_text("footer")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{behind_sign_on}/signed-out")
    assert faults(page) == []
    way_out = page.get_by_role("link", name="sign out of the council").get_attribute("href")
    assert way_out is not None
    assert "/end?client_id=" in way_out
    page.goto(f"{behind_sign_on}/")
    assert "/sign-in" in page.url
    assert complaints == []
    page.context.close()
