"""Twenty people at their pages for `bench_pages`: who opens what, how long each waits, and what was answered."""

from __future__ import annotations

import http.client
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle
from urllib.parse import urlencode, urlsplit

from api.routes import ROUTES
from placements.permissions import Role

SEARCH, BOARD, LEVER, OTHER = "search", "board", "lever", "other"
AT_THE_BOARD = {Role.BOARD_MEMBER}
AT_THE_LEVERS = {Role.COMMISSIONER, Role.FINANCE}
SEARCHING = {Role.EMERGENCY_DUTY, Role.PLACEMENT_OFFICER, Role.TEAM_MANAGER}
LEVERS = ("entries", "unaccompanied", "recruitment", "step-down", "bring-home")
A_PAGE = re.compile(r'href="(/[^"#]*)')
FILE = re.compile(r"\.\w+(\?|$)")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
EACH_PAGE = 2
DEEP = 3
PATTERNS = [
    (re.compile(re.sub(r"\{\w+\}", "[^/.]+", route.path) + r"(\?.*)?"), route.path)
    for route in ROUTES
    if route.method == "GET"
]


@dataclass(frozen=True)
class Click:
    """What somebody asked for and how long they waited, in seconds; a lever's picture is two answers."""

    kind: str
    page: str
    seconds: float
    status: int
    bytes: int


def page_of(address: str) -> str:
    """The page's path as the table of routes has it."""
    return next((path for pattern, path in PATTERNS if pattern.fullmatch(address)), "")


@dataclass(frozen=True)
class Answer:
    """What came back; `waits` where the page is still worked out."""

    status: int
    text: str
    cookie: str
    waits: bool


@dataclass
class Visitor:
    """One person at one kept connection."""

    address: str
    cookie: str = ""
    _line: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path)

    def sign_in(self, name: str, password: str) -> None:
        """Come in through the door, as anybody does."""
        form = self.get("/sign-in")
        csrf = re.search(r'name="csrf" value="(\w+)"', form.text)
        assert csrf, form.text
        self.cookie = form.cookie
        inside = self._ask("POST", "/sign-in", urlencode({"csrf": csrf[1], "name": name, "password": password}))
        assert inside.status == HTTPStatus.SEE_OTHER, inside.status
        self.cookie = inside.cookie

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        try:
            return self._asked(method, path, body)
        except (http.client.RemoteDisconnected, ConnectionResetError):  # it was idle: a browser connects again, too
            self._line = None
            return self._asked(method, path, body)

    def _asked(self, method: str, path: str, body: str | None) -> Answer:
        if self._line is None:
            parts = urlsplit(self.address)
            self._line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        head = ({"Cookie": self.cookie} if self.cookie else {}) | (FORM if body else {})
        self._line.request(method, path, body, head)
        answer = self._line.getresponse()
        text = answer.read().decode(errors="replace")
        cookies = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or []]
        kept = "; ".join(one for one in cookies if not one.endswith(("=", '=""')))
        return Answer(answer.status, text, kept, "Refresh" in answer.headers)


def reached(visitor: Visitor) -> list[str]:
    """The pages that links lead to from the first, some of each kind; pages still worked out are waited for."""
    found, seen, edge = dict[str, list[str]](), set[str](), ["/"]
    for _ in range(DEEP):
        ahead: list[str] = []
        for address in edge:
            page = page_of(address)
            if address in seen or not page or FILE.search(address) or len(found.get(page, [])) >= EACH_PAGE:
                continue
            seen.add(address)
            answer = _once_worked_out(visitor, address)
            if answer.status == HTTPStatus.OK and "<main" in answer.text:
                found.setdefault(page, []).append(address)
                ahead += [one.replace("&amp;", "&") for one in A_PAGE.findall(answer.text)]
        edge = ahead
    return [address for some in found.values() for address in some]


def _once_worked_out(visitor: Visitor, address: str) -> Answer:
    answer = visitor.get(address)
    while answer.waits:
        time.sleep(1)
        answer = visitor.get(address)
    return answer


def clicks_of(role: Role, pages: Sequence[str], rng: random.Random) -> Iterator[tuple[str, list[str]]]:
    """What somebody of a role opens, one after another without end: the kind, and the addresses of one picture."""
    searches = [one for one in pages if page_of(one) == "/placement-team/{ref}"]
    others = [one for one in pages if one not in searches and page_of(one) not in {"/board", "/levers", "/sign-in"}]
    turns = cycle(rng.sample(others, len(others)))
    while True:
        if role in SEARCHING and searches and rng.random() < 0.6:
            yield SEARCH, [rng.choice(searches)]
        elif role in AT_THE_BOARD and rng.random() < 0.7:
            yield BOARD, ["/board"]
        elif role in AT_THE_LEVERS and rng.random() < 0.6:
            moved = urlencode({name: rng.randint(-40, 40) for name in rng.sample(LEVERS, 2)})
            yield LEVER, [f"/levers/answer?{moved}", f"/levers/chart.svg?{moved}"]
        else:
            yield OTHER, [next(turns)]


def clicked(visitor: Visitor, kind: str, addresses: Sequence[str]) -> Click:
    """One click, until the last byte of its picture is there."""
    started, size, status = time.perf_counter(), 0, 0
    for address in addresses:
        answer = visitor.get(address)
        status, size = answer.status, size + len(answer.text)
    return Click(kind, page_of(addresses[-1]), time.perf_counter() - started, status, size)


def together(people: Sequence[Callable[[], list[Click]]]) -> list[Click]:
    """Everybody at once."""
    with ThreadPoolExecutor(len(people)) as pool:
        return [click for done in pool.map(lambda person: person(), people) for click in done]


def spell(
    visitor: Visitor,
    clicks: Iterator[tuple[str, list[str]]],
    seconds: float,
    thinks: Callable[[], float] | None,
) -> list[Click]:
    """One person's clicks for so long; `thinks` gives the seconds before each, None for no time at all."""
    end = time.monotonic() + seconds
    done: list[Click] = []
    while True:
        if thinks is not None:
            time.sleep(min(thinks(), max(0.0, end - time.monotonic())))
        if time.monotonic() >= end:
            return done
        kind, addresses = next(clicks)
        done.append(clicked(visitor, kind, addresses))
