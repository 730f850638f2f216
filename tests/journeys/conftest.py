"""A small invented authority, served on this machine to a real browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page

from api.accounts import NewAccount, open_account
from api.app import create_app
from api.board.keeping import picture_now
from api.demonstration import DEMONSTRATOR, Size, build, open_accounts
from api.figures import warm
from api.settings import Settings
from api.words import plain
from placements.database import open_engine
from placements.permissions import Role

SMALL = Size(children=60, years=3, seed=1)
WAIT = 60.0
ROLES = sorted(set(Role) - {Role.SIGNED_OUT})
PASSWORD = "badger lantern orchard"


@dataclass(frozen=True)
class Served:
    """Where the pages are, and the password of each sign-in."""

    address: str
    passwords: dict[str, str]
    engine: sa.Engine


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The authority, built as the demonstration builds it, behind a server on a free port."""
    folder = tmp_path_factory.mktemp("authority")
    engine = open_engine(f"sqlite:///{folder / 'record.db'}")
    build(engine, folder / "files", SMALL, lambda stage: None)
    passwords = {name: password for name, (_, _, password) in open_accounts(engine).items()}
    passwords |= {role.value: _account(engine, role) for role in ROLES if role.value not in passwords}
    app = create_app(Settings(), engine)
    warm(app.state.house)
    picture_now(app.state.house)
    with serving(app) as address:
        yield Served(address, passwords, engine)
    engine.dispose()


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """An application behind a server on a free port, by its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port_of(server)}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def things(served: Served) -> dict[str, str]:
    """What stands behind the addresses with a gap, made once."""
    from tests.journeys.things import things_made

    return things_made(served)


def _account(engine: sa.Engine, role: Role) -> str:
    """Open an account for a role, and return its password."""
    open_account(engine, DEMONSTRATOR, NewAccount(role.value, f"{plain(role).title()} Invented", role, PASSWORD))
    return PASSWORD


def _port_of(server: uvicorn.Server) -> int:
    end = time.monotonic() + WAIT
    while not server.started:
        assert time.monotonic() < end, "The server did not start."
        time.sleep(0.02)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


@dataclass
class Visit:
    """One person at one browser; everything the browser complains of or asks elsewhere is kept."""

    page: Page
    served: Served
    scripted: bool = True
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, path: str, status: int = 200) -> None:
        """Go to a page by its address, once it is worked out; it answers with the status expected."""
        answer = self.page.goto(self.served.address + path)
        end = time.monotonic() + WAIT
        while answer and answer.header_value("refresh") and time.monotonic() < end:
            time.sleep(0.5)
            answer = self.page.goto(self.served.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.text()}"

    def sign_in(self, name: str) -> None:
        """Sign in with the keyboard alone."""
        self.open("/")
        self.page.get_by_label("Name").focus()
        self.page.keyboard.type(name)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(self.served.passwords[name])
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture(params=["with script", "without script"])
def visit(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Visit]:
    """A visit with script, and one without; neither may complain nor ask anybody else for anything."""
    scripted = request.param == "with script"
    yield from visiting(browser.new_context(java_script_enabled=scripted), served, scripted=scripted)


@pytest.fixture
def scripted(browser: Browser, served: Served) -> Iterator[Visit]:
    """A visit with script."""
    yield from visiting(browser.new_context(), served)


def visiting(context: BrowserContext, served: Served, *, scripted: bool = True) -> Iterator[Visit]:
    """A visit at a served record; whatever the browser complained of or asked elsewhere fails it."""
    page = context.new_page()
    visit = Visit(page, served, scripted)
    page.on("console", lambda message: visit.complaints.append(message.text))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", lambda asked: _note_outside(visit, asked.url))
    yield visit
    context.close()
    assert visit.complaints == []
    assert visit.outside == []


def _note_outside(visit: Visit, url: str) -> None:
    if not url.startswith(visit.served.address):
        visit.outside.append(url)
