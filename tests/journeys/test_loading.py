"""A return loaded by page, from what is wrong with it to a recruitment brief: by keyboard, with and without script."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from api.demonstration import DEMONSTRATOR, LISTS, open_accounts
from api.initialise import YORK, initialise
from api.settings import Settings
from data.demo import generate
from placements.database import open_engine
from placements.importing.load import import_noun
from tests.journeys.conftest import WAIT, Served, Visit, serving, visiting
from tests.journeys.judging import judge
from tests.journeys.test_audiences import follow
from tests.journeys.test_night import fill, press, refused

CHILDREN, YEARS, SEED = 20, 2, 1
WRONG = "X9"
LONGEST = 4_000 * WAIT
"""Milliseconds within which a forecast of a small council is made for the first time on a busy machine."""


@dataclass(frozen=True)
class Council:
    """A small council without any return yet, and its returns: as they were sent first, and put right."""

    served: Served
    sent: Path
    put_right: Path


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    folder = tmp_path_factory.mktemp("council")
    files = folder / "files"
    generate(files, CHILDREN, YEARS, SEED)
    engine = open_engine(f"sqlite:///{folder / 'record.db'}")
    initialise(engine, DEMONSTRATOR, YORK)
    for noun in (*LISTS, "children", "position", "referrals"):
        import_noun(engine, DEMONSTRATOR, noun, files / f"{noun}.xlsx")
    passwords = {name: password for name, (_, _, password) in open_accounts(engine).items()}
    put_right = zipped(files / "returns", folder / "returns put right.zip")
    spoil(files / "returns")
    sent = zipped(files / "returns", folder / "returns.zip")
    with serving(create_app(Settings(), engine)) as address:
        yield Council(Served(address, passwords, engine), sent, put_right)
    engine.dispose()


def zipped(folder: Path, path: Path) -> Path:
    """A folder as a zip."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*.csv")):
            archive.write(file, file.relative_to(folder))
    return path


def spoil(folder: Path) -> None:
    """Write a placement type that does not exist into one episode of the newest return."""
    path = max(folder.iterdir()) / "episodes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[3][rows[0].index("PLACE")] = WRONG
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture(params=["with script", "without script"])
def officer(request: pytest.FixtureRequest, browser: Browser, council: Council) -> Iterator[Visit]:
    """A commissioner signed in, with script and without."""
    scripted = request.param == "with script"
    context = browser.new_context(java_script_enabled=scripted)
    for visit in visiting(context, council.served, scripted=scripted):
        visit.page.set_default_navigation_timeout(LONGEST)
        visit.sign_in("commissioner")
        yield visit


def choose_file(page: Page, path: Path) -> None:
    """Choose a file: the box takes the focus; the window in which files are chosen is the browser's own."""
    page.locator("#files").focus()
    expect(page.locator("#files")).to_be_focused()
    page.locator("#files").set_input_files(path)


def take_away(page: Page, name: str) -> bytes:
    """Take a file away from the keyboard."""
    page.get_by_role("link", name=name, exact=True).focus()
    with page.expect_download(timeout=LONGEST) as taken:
        page.keyboard.press("Enter")
    return Path(taken.value.path()).read_bytes()


def look(officer: Visit, path: str) -> None:
    """Judge the page as it stands; what judges it needs script."""
    if officer.scripted:
        judge(officer, path)


def once_there(page: Page, heading: str) -> None:
    """Wait for a page that is worked out beside; it looks again by itself."""
    expect(page.get_by_role("heading", name=heading).first).to_be_visible(timeout=LONGEST)


def test_a_return_is_loaded_by_page_and_leads_to_a_recruitment_brief(officer: Visit, council: Council) -> None:
    page, spoilt = officer.page, officer.scripted
    follow(page, "Load a list")
    look(officer, "lists")
    follow(page, "SSDA903 return")
    press(page, "See what would happen")
    refused(officer)
    choose_file(page, council.sent if spoilt else council.put_right)
    press(page, "See what would happen")
    expect(page.get_by_role("button", name="Load ")).to_be_visible(timeout=LONGEST)
    if spoilt:
        read_what_is_wrong(officer)
    page.get_by_role("button", name="Load ").press("Enter")
    expect(page.get_by_text("were loaded.").first).to_be_visible(timeout=LONGEST)
    look(officer, "loaded")
    follow(page, "What comes next")
    once_there(page, "Children by kind of home")
    set_aside = page.get_by_text("1 child whose records could not be accepted")
    expect(set_aside).to_have_count(1 if spoilt else 0)
    page.go_back()
    follow(page, "Which needs the area cannot meet")
    once_there(page, "Children without a home in the area")
    page.go_back()
    assert "What it takes" in take_away(page, "the brief for recruiting carers").decode()
    officer.open("/loads")
    look(officer, "what was loaded")
    assert page.get_by_text("replaced", exact=True).count() == (0 if spoilt else 1)


def read_what_is_wrong(officer: Visit) -> None:
    """Read the finding, take it away, and say that the rest is to be loaded."""
    page = officer.page
    look(officer, "what would happen")
    row = page.locator("tr", has_text=WRONG).filter(has_text="To put right")
    expect(row).to_contain_text("row 4")
    expect(row).to_contain_text("is not a code")
    found = list(csv.DictReader(io.StringIO(take_away(page, "CSV").decode("utf-8-sig"))))
    assert {one["row"] for one in found if one["value"] == WRONG} == {"4"}
    assert zipfile.is_zipfile(io.BytesIO(take_away(page, "Excel")))
    press(page, "Load ")
    refused(officer)
    page.locator("#aside").focus()
    page.keyboard.press("Space")


def test_a_doubt_is_decided_by_a_person_and_taken_back(officer: Visit) -> None:
    page = officer.page
    follow(page, "Same or not")
    fill(page, "words", "the house by the river")
    fill(page, "home", "H-001")
    press(page, "Write it down")
    refused(officer)
    fill(page, "reason", "The team calls it so")
    press(page, "Write it down")
    expect(page.get_by_role("status")).to_contain_text("Written down")
    look(officer, "decided")
    page.get_by_role("link", name="Take it back").first.press("Enter")
    look(officer, "taking back")
    fill(page, "undo-reason", "Another team calls another house so")
    press(page, "Take it back")
    follow(page, "the house by the river")
    look(officer, "to decide")
    page.locator("[name='same'][value='no']").focus()
    page.keyboard.press("Space")
    fill(page, "reason", "Asked again")
    press(page, "Write it down")
    expect(page.get_by_text("is not H-001")).to_be_visible()
