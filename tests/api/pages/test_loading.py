"""A data officer's pages: what would happen is read before anything changes, and a refusal loses nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.importing.matches import decide_home
from placements.importing.postcode_areas import HELD
from placements.models.audit import AuditRow
from placements.models.child import Child
from placements.models.contract import Provider
from placements.models.home import Home
from placements.models.loading import HomeMatch, IdMatch, Import, MatchState, SetAside
from placements.models.reference import Setting
from placements.permissions import Permission, Role
from placements.unit_of_work import UnitOfWork
from tests.api.pages.forms import Desk, said, value_of
from tests.api.visitors import ADMINISTRATOR, Clock
from tests.placements.importing.ssda903.towns import child, episode, write_return

At = Callable[[Role], Desk]
Files = list[tuple[str, str | bytes]]
GOOD = "provider,name,kind\nP1,Ashgrove,ifa\nP2,Birchway,home_group\n"
MIXED = "provider,name,kind\nP1,Ashgrove,ifa\nP2,=2+2,no such kind\n"


@pytest.fixture
def officer(at: At) -> Desk:
    """A commissioner, who may load data."""
    return at(Role.COMMISSIONER)


def give(desk: Desk, noun: str, files: Files, **fields: str) -> httpx2.Response:
    """Send files by the form of a list."""
    data = {name.replace("_", "-"): value for name, value in fields.items()} | {"csrf": desk.csrf}
    return desk.client.post(f"/loading/{noun}", data=data, files=[("files", one) for one in files])


def tried(desk: Desk, noun: str, files: Files, **fields: str) -> str:
    """Send files that can be read, and return the address of what they would do, once that is known."""
    answer = give(desk, noun, files, **fields)
    assert answer.status_code == 303, said(answer.text)
    at = str(answer.headers["location"])
    settled_at(desk, at)
    return at


def settled_at(desk: Desk, at: str) -> str:
    """The page of an upload once nothing is worked on any more."""
    while (answer := desk.client.get(at)).headers.get("refresh"):
        assert answer.status_code == 200
    return said(answer.text)


def returns(folder: Path, **files: Any) -> Files:
    """A small return as it is given: its files one by one."""
    written = write_return(folder / "2022", **files)
    return [(path.name, path.read_bytes()) for path in sorted(written.iterdir())]


def know_postcodes(engine: sa.Engine) -> None:
    """Say that the town's postcodes are all that there are in area YO."""
    with UnitOfWork(engine, ADMINISTRATOR, Permission.LOAD_DATA) as work:
        work.session.add(Setting(name=f"{HELD}YO", value="test"))
        work.record(Event.DATA_LOADED, "a test")
        work.commit()


def held(engine: sa.Engine, column: Any) -> list[Any]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(column).order_by(column)))


def test_what_would_happen_is_said_before_anything_changes(officer: Desk, town: sa.Engine) -> None:
    before = held(town, Provider.ref)
    page = said(officer.open(tried(officer, "providers", [("providers.csv", GOOD)])))
    assert "2 rows read. All of them would be kept." in page
    assert held(town, Provider.ref) == before
    assert held(town, Import.id) == []


def test_what_was_tried_is_loaded_by_a_named_person_and_known_by_its_digest(officer: Desk, town: sa.Engine) -> None:
    at = tried(officer, "providers", [("providers.csv", GOOD)])
    assert officer.goes_on(f"{at}/load") == at
    assert "2 rows of 2 were loaded." in settled_at(officer, at)
    assert {"P1", "P2"} <= set(held(town, Provider.ref))
    assert held(town, Import.digest) == [hashlib.sha256(GOOD.encode()).hexdigest()]
    assert (held(town, Import.by), held(town, Import.path)) == (["commissioner"], ["providers.csv"])


def test_nothing_is_loaded_twice_by_pressing_twice(officer: Desk, town: sa.Engine) -> None:
    at = tried(officer, "providers", [("providers.csv", GOOD)])
    officer.goes_on(f"{at}/load")
    settled_at(officer, at)
    officer.send(f"{at}/load")
    assert len(held(town, Import.id)) == 1


def test_errors_stand_with_row_value_and_what_to_do_and_the_rest_is_loaded_only_by_word(
    officer: Desk, town: sa.Engine
) -> None:
    at = tried(officer, "providers", [("providers.csv", MIXED)])
    page = said(officer.open(at))
    assert "1 row would be left out, with 1 provider" in page
    assert "providers.csv, row 3 no such kind To put right" in page
    assert "Tick this to load the rest" in said(officer.refused(f"{at}/load"))
    assert held(town, Import.id) == []
    officer.goes_on(f"{at}/load", aside="yes")
    assert "1 row of 2 were loaded" in settled_at(officer, at).replace("was loaded", "were loaded")
    assert held(town, Import.set_aside_by) == ["Commissioner Example"]


def test_findings_are_taken_away_as_files_in_which_nothing_runs(officer: Desk) -> None:
    at = tried(officer, "providers", [("providers.csv", "provider,name,kind\nP2,Birch,=2+2\n")])
    text = officer.client.get(f"{at}/findings.csv").content.decode("utf-8-sig")
    [row] = [row for row in csv.DictReader(io.StringIO(text)) if row["level"] == "E"]
    assert (row["file"], row["row"], row["column"], row["value"]) == ("providers.csv", "2", "kind", "'=2+2")
    book = openpyxl.load_workbook(io.BytesIO(officer.client.get(f"{at}/findings.xlsx").content))
    cells = [cell for cells in book[book.sheetnames[-1]].iter_rows() for cell in cells]
    assert [cell.data_type for cell in cells if cell.value == "=2+2"] == ["s"]
    assert officer.client.get(f"{at}/findings.pdf").status_code == 404


def test_a_heading_is_settled_once_and_remembered(officer: Desk, town: sa.Engine) -> None:
    theirs = GOOD.replace("kind", "sort of agency")
    at = tried(officer, "providers", [("a.csv", theirs)])
    assert "Nothing can be loaded" in said(officer.open(at))
    officer.goes_on(f"{at}/settle", heading_of="sort of agency", heading_1="kind")
    assert "All of them would be kept" in settled_at(officer, at)
    officer.goes_on(f"{at}/load")
    settled_at(officer, at)
    again = tried(officer, "providers", [("b.csv", theirs)])
    assert "All of them would be kept" in said(officer.open(again))
    assert "P1" in held(town, Provider.ref)


def test_a_return_is_loaded_with_the_children_left_out_who_cannot_be_right(
    officer: Desk, town: sa.Engine, tmp_path: Path
) -> None:
    know_postcodes(town)
    files = returns(tmp_path, header=[child(), child(CHILD="2")], episodes=[episode(), episode(CHILD="2", PLACE="X9")])
    at = tried(officer, "ssda903", files)
    page = said(officer.open(at))
    assert "2 rows would be left out, with 1 child" in page
    assert "New: the return of 2021/22." in page
    officer.goes_on(f"{at}/load", aside="yes")
    assert "until they are put right" in settled_at(officer, at)
    assert held(town, SetAside.child) == ["2"]
    again = said(officer.open(tried(officer, "ssda903", files)))
    assert "The return of 2021/22 is held already and would be replaced." in again


def test_the_year_of_a_return_is_stated_where_its_dates_mislead(officer: Desk, tmp_path: Path) -> None:
    files = returns(tmp_path, header=[child()], episodes=[episode(DECOM="01/06/1990", DEC="")])
    at = tried(officer, "ssda903", files)
    page = officer.open(at)
    assert "Say which year it is" in page
    path = value_of(page, "year-of")
    officer.goes_on(f"{at}/settle", year_of=path, year_1="2021/22")
    assert "Say which year it is" not in settled_at(officer, at)


def test_a_position_says_who_is_new_and_is_of_the_day_that_was_given(officer: Desk) -> None:
    listed = "child,first name,home\nC1,Ada,H-1\nC2,Bea,somewhere new\n"
    wrong = give(officer, "position", [("list.csv", listed)], on_day="31", on_month="2", on_year="2026")
    assert wrong.status_code == 422
    assert "Give the day the list is true for" in said(wrong.text)
    assert value_of(wrong.text, "on-month") == "2"
    page = said(
        officer.open(tried(officer, "position", [("list.csv", listed)], on_day="5", on_month="6", on_year="2026"))
    )
    assert "2 children new" in page
    assert "The list is taken as of 5 June 2026." in page


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], "Choose a file"),
        ([("a.csv", "")], "The file is empty"),
        ([("a.csv", GOOD), ("b.csv", GOOD)], "Choose one file"),
    ],
)
def test_a_form_without_a_usable_file_says_so_beside_it(officer: Desk, files: Files, message: str) -> None:
    answer = give(officer, "providers", files)
    assert answer.status_code == 422
    assert said(answer.text).count(message) == 2


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"a,\xff\xfe\n", b"\0\0"])
def test_a_file_that_cannot_be_read_is_said_to_be_so(officer: Desk, town: sa.Engine, content: bytes) -> None:
    at = tried(officer, "providers", [("a.xlsx", content)])
    assert "Nothing can be loaded: 1 finding must be put right" in said(officer.open(at))
    assert officer.send(f"{at}/load").status_code in {303, 422}
    settled_at(officer, at)
    assert held(town, Import.id) == []


def test_nothing_is_left_on_disk_and_no_path_from_outside_is_trusted(
    officer: Desk, town: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    for name in ("../../etc/providers.csv", "C:\\lists\\providers.csv", "/srv/providers.csv"):
        at = tried(officer, "providers", [(name, GOOD)])
        officer.goes_on(f"{at}/load")
        assert "loaded" in settled_at(officer, at)
    assert set(held(town, Import.path)) == {"providers.csv"}
    assert list(disk.iterdir()) == []


def test_more_than_the_limit_is_refused_before_it_is_read(officer: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.limits.MOST_UPLOAD", 1_000)
    answer = give(officer, "providers", [("a.csv", GOOD * 100)])
    assert answer.status_code in {413, 422}
    assert "More was sent than is read at once" in said(answer.text)


def test_an_upload_is_its_owners_alone_and_is_forgotten_in_time(officer: Desk, at: At, clock: Clock) -> None:
    here = tried(officer, "providers", [("providers.csv", GOOD)])
    assert at(Role.ADMINISTRATOR).client.get(here).status_code == 404
    for _ in range(3):
        clock.move(minutes=9)
        officer.open(here)
    clock.move(minutes=4)
    assert "no longer waits" in said(officer.open(here, 404))


def test_a_person_forgets_an_upload(officer: Desk) -> None:
    here = tried(officer, "providers", [("providers.csv", GOOD)])
    assert officer.goes_on(f"{here}/forget") == "/loading"
    officer.open(here, 404)


def test_a_trial_is_written_down_and_a_role_loads_only_what_it_may(officer: Desk, town: sa.Engine) -> None:
    tried(officer, "providers", [("providers.csv", GOOD)])
    assert Event.DATA_TRIED in held(town, AuditRow.event)
    assert "/loading/replies" not in officer.open("/loading")
    assert give(officer, "replies", [("a.csv", GOOD)]).status_code == 403
    assert officer.client.get("/loading/no-such-list").status_code == 422


def test_an_empty_workbook_of_a_list_can_be_had(officer: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(officer.client.get("/loading/carers/template.xlsx").content))
    assert "households" in book.sheetnames


def test_what_was_loaded_shows_who_when_which_file_and_what_is_open(officer: Desk, at: At) -> None:
    for _ in range(2):
        here = tried(officer, "providers", [("providers.csv", MIXED)])
        officer.goes_on(f"{here}/load", aside="yes")
        settled_at(officer, here)
    page = officer.open("/loads")
    assert said(page).count("replaced") == 1
    assert 'href="/same-or-not"' in officer.open("/data-quality")
    [newest, *_] = re.findall(r"/loads/(\d+)", page)
    auditor = at(Role.AUDITOR)
    one = said(auditor.open(f"/loads/{newest}"))
    assert hashlib.sha256(MIXED.encode()).hexdigest() in one
    assert "2 read, 1 kept, 1 left out" in one
    assert "no such kind" in auditor.client.get(f"/loads/{newest}/findings.csv").text


# --- same or not -----------------------------------------------------------------------------------------------------


@pytest.fixture
def doubts(town: sa.Engine) -> tuple[str, str]:
    """A child and a home in doubt: the addresses of both matches."""
    with UnitOfWork(town, ADMINISTRATOR, Permission.LOAD_DATA) as work:
        listed, other = Child(ref="C-77"), Child(ref="903Z", id903="903Z")
        work.session.add_all([listed, other])
        work.session.flush()
        home = work.session.scalars(sa.select(Home.id).order_by(Home.ref)).first()
        doubt: dict[str, Any] = {"state": MatchState.DOUBTFUL, "because": "both look alike", "at": Clock().now}
        of_child = IdMatch(list_ref="C-77", child_id=other.id, **doubt)
        of_home = HomeMatch(list_text="the Moors", home_id=home or 0, **doubt)
        work.session.add_all([of_child, of_home])
        work.session.flush()
        work.record(Event.DATA_LOADED, "a test")
        work.commit()
        return (f"/same-or-not/child/{of_child.id}", f"/same-or-not/home/{of_home.id}")


def test_a_doubt_is_decided_with_a_reason_and_taken_back(
    officer: Desk, town: sa.Engine, doubts: tuple[str, str]
) -> None:
    assert "2 matches wait" in said(officer.open("/same-or-not"))
    for address in doubts:
        wrong = said(officer.refused(address, same="yes"))
        assert "Say how you know" in wrong
        officer.goes_on(address, same="yes", reason="I asked the team")
    assert "No match waits" in said(officer.open("/same-or-not"))
    assert "903Z" not in held(town, Child.ref)
    assert "I asked the team" in officer.open(doubts[0])
    for address in doubts:
        officer.goes_on(f"{address}/undo", undo_reason="I was wrong")
    assert "2 matches wait" in said(officer.open("/same-or-not"))
    assert "903Z" in held(town, Child.ref)


def test_both_sides_stand_beside_each_other_and_no_address_on_either(officer: Desk, doubts: tuple[str, str]) -> None:
    assert "In the list In the returns" in said(officer.open(doubts[0]))
    page = officer.open(doubts[1])
    assert "the Moors" in page
    assert "YO1 " not in page


def test_words_in_which_nobody_saw_a_likeness_are_settled_too(officer: Desk, town: sa.Engine) -> None:
    with Session(town) as session:
        ref = session.scalars(sa.select(Home.ref).order_by(Home.ref)).first()
    wrong = officer.refused("/same-or-not", words="the bungalow", home="H-404", reason="the rota")
    assert value_of(wrong, "words") == "the bungalow"
    officer.goes_on("/same-or-not", words="the bungalow", home=ref, reason="the rota")
    assert "the bungalow" in officer.open("/same-or-not")


def test_what_was_decided_by_the_command_line_shows_too(officer: Desk, town: sa.Engine) -> None:
    with Session(town) as session:
        ref = session.scalars(sa.select(Home.ref).order_by(Home.ref)).first() or ""
    decide_home(town, ADMINISTRATOR, "the barn", ref, same=True)
    assert "none was given" in officer.open("/same-or-not")
