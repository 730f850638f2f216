"""Every page x every role that may open it, made from the table of routes, so that a new page is judged at once.

`make test` judges each page for one of its roles, the roles in turn; `make soak` for each.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from api.routes import ROUTES
from api.routing import Audience, Open, Route
from placements.permissions import GRANTS, Permission, Role
from tests.journeys.conftest import WAIT, Served
from tests.journeys.examples import NoExample, addresses
from tests.journeys.judging import (
    ZOOMED,
    faults_at_the_keyboard,
    faults_of_wcag,
    faults_when_small,
    headings,
)
from tests.journeys.things import desk_of

ELSEWHERE = {"/sign-on", "/sign-on/answer", "/signed-out"}
"""Only where a council's own sign-on stands: a journey of its own goes there and back."""
PAGES = [
    route
    for route in ROUTES
    if route.method == "GET" and route.audience is Audience.PERSON and route.path not in ELSEWHERE
]
SLOW = dict.fromkeys(
    (
        *("/enough-homes", "/unlock-and-recruit", "/budget", "/ledger", "/monitor", "/market-note"),
        *("/invest/{number}", "/invest/{number}/paper.{form}", "/invest/{number}/programme.toml"),
    ),
    Role.COMMISSIONER,
)
"""Pages worked out beside for long: for one role where only one is tried, so that it is done once."""
OWN = dict.fromkeys(("/uploads/{reference}", "/uploads/{reference}/findings.{form}"), Role.COMMISSIONER)
"""Pages of a thing that is one person's alone."""
HEAVIEST = 200_000
"""Bytes of a page besides what a browser keeps."""


def roles_of(route: Route) -> list[Role]:
    """Who may open a page, read straight from the grants; the door sends on whoever is in already."""
    if route.path == "/sign-in":
        return [Role.SIGNED_OUT]
    if route.path in OWN:
        return [OWN[route.path]]
    if isinstance(route.needs, Permission):
        return [role for role in sorted(GRANTS) if route.needs in GRANTS[role] and role is not Role.SIGNED_OUT]
    return sorted(Role) if route.needs is Open.PUBLIC else sorted(set(Role) - {Role.SIGNED_OUT})


def pairs(every: bool) -> list[tuple[Route, Role]]:
    """Each page with each of its roles; or with one, the next in turn."""
    if every:
        return [(route, role) for route in PAGES for role in roles_of(route)]
    turns = ((route, roles_of(route)) for route in PAGES)
    return [(route, SLOW.get(route.path, roles[turn % len(roles)])) for turn, (route, roles) in enumerate(turns)]


@dataclass
class Looked:
    """One role's browsers: one as people have it, one without script at 400%; and all that is wrong."""

    client: httpx2.Client
    page: Page
    small: Page
    wrong: list[str]

    def judge(self, address: str) -> None:
        """Look at one page in both browsers; a file that is no page is only fetched."""
        answer = self._once_worked_out(address)
        if answer.status_code != httpx2.codes.OK:
            self.wrong.append(f"{address}: answers {answer.status_code}")
        elif answer.headers["content-type"].startswith("text/html"):
            for page in (self.page, self.small):
                _show(page, address, answer)
            found = [*faults_of_wcag(self.page), *faults_when_small(self.small), *faults_at_the_keyboard(self.small)]
            if len(answer.content) > HEAVIEST:
                found.append(f"weighs {len(answer.content):,} bytes")
            if headings(self.page) != headings(self.small):
                found.append("says something else without script")
            self.wrong += [f"{address}: {one}" for one in found]

    def _once_worked_out(self, address: str) -> httpx2.Response:
        """The answer; a page that is worked out beside says when to look again."""
        end = time.monotonic() + 4 * WAIT
        answer = self.client.get(address)
        while "refresh" in answer.headers and time.monotonic() < end:
            time.sleep(0.5)
            answer = self.client.get(address)
        return answer


def _show(page: Page, address: str, answer: httpx2.Response) -> None:
    """Open a page; a paper that is to be kept as a file is shown as the browser shows the file."""
    if "attachment" in answer.headers.get("content-disposition", ""):
        page.goto(f"data:text/html;charset=utf-8;base64,{base64.b64encode(answer.content).decode()}")
    else:
        page.goto(address)


@pytest.fixture
def look(browser: Browser, served: Served) -> Iterator[Callable[[Role], Looked]]:
    """Two browsers of somebody of a role; whatever they complain of or ask elsewhere is wrong."""
    with ExitStack() as stack:

        def sit(role: Role) -> Looked:
            wrong: list[str] = []
            if role is Role.SIGNED_OUT:
                client = stack.enter_context(httpx2.Client(base_url=served.address, timeout=WAIT))
            else:
                client = stack.enter_context(desk_of(served, role.value)).client
            usual = browser.new_context(base_url=served.address)
            small = browser.new_context(
                base_url=served.address, java_script_enabled=False, viewport=ZOOMED, device_scale_factor=4
            )
            for context in (usual, small):
                stack.callback(context.close)
                _as_signed_in(context, client, served)
                context.on("console", lambda said: wrong.append(f"{said.location['url']}: {said.text}"))
                context.on("weberror", lambda error: wrong.append(str(error.error)))
                context.on("request", lambda asked: _note_outside(wrong, asked.url, served))
            return Looked(client, usual.new_page(), small.new_page(), wrong)

        yield sit


def _as_signed_in(context: BrowserContext, client: httpx2.Client, served: Served) -> None:
    cookies = [{"name": name, "value": value, "url": served.address} for name, value in client.cookies.items()]
    context.add_cookies(cookies)  # type: ignore[arg-type]


def _note_outside(wrong: list[str], url: str, served: Served) -> None:
    if not url.startswith((served.address, "data:", "about:")):
        wrong.append(f"asks {url}")


def test_every_page_has_an_example(things: dict[str, str]) -> None:
    missing = []
    for route in PAGES:
        try:
            assert all("{" not in address for address in addresses(route, things))
        except NoExample as gap:
            missing.append(str(gap))
    assert missing == []


@pytest.mark.parametrize("role", list(Role))
def test_every_page_is_for_everybody_who_may_open_it(
    role: Role, things: dict[str, str], look: Callable[[Role], Looked], scale: Callable[[int], int]
) -> None:
    every = pairs(every=scale(len(PAGES)) == len(PAGES))
    mine = [route for route, whose in every if whose is role]
    looked = look(role)
    for route in mine:
        for address in addresses(route, things):
            looked.judge(address)
    assert looked.wrong == []
