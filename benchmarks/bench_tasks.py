"""Two tasks of a placement team by a scripted person in a real browser, beside the time each may take.

Six facts to the first name to ring, in a minute; twelve providers approached, each with a paper of its own that a
second person signed in and read, in ten minutes. Run it by itself with `python -m benchmarks.bench_tasks`; with
`--live` the person really takes that long.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from api.demonstration import DEMONSTRATOR, Size, build, open_accounts
from api.settings import Settings
from benchmarks.scripted_person import Person
from placements.database import open_engine
from placements.importing.load import import_noun

CHROMIUM = Path("/usr/bin/chromium")
YORK = Size(children=240, years=3, seed=1)
TO_RING, TO_APPROACH, TWELVE = 60.0, 600.0, 12
REFERRAL = "R-105"


@dataclass(frozen=True)
class Served:
    """Where the pages are, and who may sign in with what."""

    address: str
    passwords: dict[str, str]


def run(*, live: bool = False) -> dict[str, object]:
    """Both tasks once each, on a York; the person's seconds are of the model, the machine's of this machine."""
    if not CHROMIUM.exists():
        sys.exit("Chromium is not installed: apt-get install -y chromium fonts-liberation")
    with (
        tempfile.TemporaryDirectory(prefix="homeward-bench-") as place,
        served(Path(place)) as town,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        ring = six_facts(person(browser, town, "duty", live=live))
        ask = twelve_providers(
            person(browser, town, "placements", live=live), person(browser, town, "manager", live=live)
        )
        browser.close()
    rows = [
        row("six facts to the first name to ring", TO_RING, ring),
        row(f"{TWELVE} providers approached, a second person reading", TO_APPROACH, *ask),
    ]
    return {"name": "tasks", "rows": rows}


def row(what: str, goal: float, *people: Person) -> dict[str, object]:
    """One task beside its goal."""
    took = sum(one.seconds for one in people)
    waited = sum(one.waited for one in people)
    steps = sum(one.steps for one in people)
    return {
        "what": what,
        "unit": "seconds",
        "ours": round(took, 1),
        "peer": "the goal",
        "peer_value": goal,
        "ratio": round(goal / took, 1),
        "ratio_wanted": 1.0,
        "met": took <= goal,
        "note": f"{steps} steps of {len(people)} at 0.28 s a key, 1.2 s a thought; {waited:.1f} s waiting for pages",
    }


def six_facts(duty: Person) -> Person:
    """From the first page to the first home's name."""
    duty.follow("Who needs a home")
    duty.press("A child in the office now")
    duty.write("name1", "Wren")
    for box, words in (("day", "9"), ("month", "5"), ("year", "2017")):
        duty.write(f"dob1-{box}", words)
    duty.choose("sex1", "F")
    duty.choose("risks1", "none")
    duty.write("postcode1", "YO24 3ND")
    duty.press("Search for 1 child")
    duty.read(duty.page.locator(".app-option__title").first)
    return duty


def twelve_providers(officer: Person, manager: Person) -> tuple[Person, Person]:
    """The officer writes, the manager reads and lets go, the officer releases and sends each paper."""
    officer.follow("Who needs a home")
    officer.go(officer.page.locator(f"a[href='/placement-team/{REFERRAL}']").first)
    officer.press("Ask providers")
    officer.read(officer.page.get_by_role("region", name="The draft"))
    officer.press("Ask a colleague to read it")
    manager.follow("Papers to read")
    manager.follow(f"What providers are told of {REFERRAL}")
    manager.read(manager.page.get_by_role("region", name="The paper, word for word"))
    manager.choose("answer", "may-go")
    manager.press("Say so as")
    officer.follow("Papers to read")
    officer.follow(f"What providers are told of {REFERRAL}")
    officer.follow("Referral")
    officer.press("Release the papers as")
    board = officer.page.url
    for place in range(TWELVE):
        papers = officer.page.get_by_role("link", name=re.compile(r"^HW-\w{4}-\w{4}$"))
        officer.go(papers.nth(place))
        officer.copy_and_send()
        officer.page.goto(board)
    return officer, manager


def person(browser: Browser, town: Served, name: str, *, live: bool) -> Person:
    """Somebody at a browser of their own, signed in."""
    made = Person(browser.new_context().new_page(), town.address, live)
    made.sign_in(name, town.passwords[name])
    return made


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The demonstration the size of York with twelve more providers whose turn it is, behind a server."""
    engine = open_engine(f"sqlite:///{folder / 'record.db'}")
    build(engine, folder / "files", YORK, lambda _stage: None)
    _twelve_more(engine, folder)
    passwords = {name: password for name, (_, _, password) in open_accounts(engine).items()}
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(), engine), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Served(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", passwords)
    finally:
        server.should_exit = True
        thread.join()
        engine.dispose()


def _twelve_more(engine: sa.Engine, folder: Path) -> None:
    providers = ["provider,name,kind,areas,registered,age_min,age_max"]
    contracts = ["contract,provider,kind,from,lots,tier"]
    for number in range(1, TWELVE + 1):
        providers.append(f"B-{number},Benchwood Fostering {number} (invented),ifa,E06000014,yes,0,17")
        contracts.append(f"FB-{number},B-{number},framework,01/04/2025,1;2;3,1")
    for noun, lines in (("providers", providers), ("contracts", contracts)):
        (folder / f"{noun}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        import_noun(engine, DEMONSTRATOR, noun, folder / f"{noun}.csv")


if __name__ == "__main__":
    print(json.dumps(run(live="--live" in sys.argv), indent=1))
