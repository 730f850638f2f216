"""Lists that others publish: Annex A, schools, postcodes; and the findings as a file."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.importing.error_file import write_findings
from placements.importing.importers import importer_named
from placements.importing.wording import plain
from placements.models.base import Answer
from placements.models.child import Child, ChildAnswer, Topic
from placements.models.placement import Residence
from placements.models.reference import Postcode, School
from tests.placements.importing.sheets.books import csv_file, load, rules, taken, workbook

ANNEX_A = {
    "Child Unique ID": 1000001,
    "Gender": "b) Female",
    "Ethnicity": "a) WBRI",
    "Date of Birth": dt.date(2011, 2, 13),
    "Age": 15.3,
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))": "b) No",
    "Does the Child have a Disability": "b) No",
    "Start date of current legal status": dt.date(2020, 7, 12),
    "Child's Legal Status": "C2: FCO",
    "Date Ceased to be Looked After": None,
    "Reason Ceased to be Looked After": None,
    "Start Date of Most Recent Placement": dt.date(2024, 11, 2),
    "Placement Type": "f) U6: Foster placement - not FFA",
    "Placement Provider": "e) PR4 - Private provision",
    "Placement postcode": "YO1 7PR",
    "URN of Placement": "SC123456",
    "Allocated Worker": "Willa Invented",
}


@pytest.fixture
def engine(sqlite_engine: sa.Engine) -> sa.Engine:
    """Reading is the same on every engine."""
    return sqlite_engine


def annex_a(path: Path, *changes: dict[str, object]) -> Path:
    rows = [list(ANNEX_A), *(list((ANNEX_A | change).values()) for change in changes)]
    return workbook(path, {"List 7": [["Something else"], ["x"]], "List 8": rows})


def test_annex_a_says_who_lives_where_by_type_provider_and_postcode(engine: sa.Engine, tmp_path: Path) -> None:
    changes: list[dict[str, object]] = [{}, {"Child Unique ID": 1000002, "Does the Child have a Disability": "a) Yes"}]
    result = taken(engine, "annex-a", annex_a(tmp_path / "a.xlsx", *changes))
    assert rules(result) == ["column-unused", "column-unused", "sheet-unused"]
    with Session(engine) as session:
        child = session.scalars(sa.select(Child).where(Child.ref == "1000001")).one()
        assert (child.sex, child.ethnicity, child.legal_status) == ("F", "WBRI", "C2")
        stay = session.scalars(sa.select(Residence).where(Residence.child_id == child.id)).one()
        assert (stay.place, stay.place_provider, stay.postcode, stay.author) == (
            "U6",
            "PR4",
            "YO17PR",
            "Willa Invented",
        )
        answers = session.scalars(
            sa.select(ChildAnswer.answer).filter_by(topic=Topic.DISABILITY).order_by(ChildAnswer.id)
        )
        assert list(answers) == [Answer.NONE, Answer.UNKNOWN], "yes without the kind is not known, never guessed"


def test_annex_a_again_with_another_placement_is_a_move_and_a_ceased_child_has_left(
    engine: sa.Engine, tmp_path: Path
) -> None:
    two: dict[str, object] = {"Child Unique ID": 1000002}
    taken(engine, "annex-a", annex_a(tmp_path / "a.xlsx", {}, two), as_at=dt.date(2026, 6, 4))
    moved: dict[str, object] = {"Placement Type": "K2", "Start Date of Most Recent Placement": dt.date(2026, 6, 5)}
    ceased = two | {"Date Ceased to be Looked After": dt.date(2026, 6, 3)}
    told = taken(engine, "annex-a", annex_a(tmp_path / "a.xlsx", moved, ceased)).extra["differences"]
    assert [(change["child"], change["from"], change["to"]) for change in told["moved"]] == [("1000001", "U6", "K2")]
    assert [(left["child"], left["on"]) for left in told["left"]] == [("1000002", "2026-06-03")]


def test_annex_a_finds_a_known_home_by_its_urn(engine: sa.Engine, tmp_path: Path) -> None:
    homes = [["home", "kind", "urn", "places"], ["K1", "childrens_home", "SC123456", 2]]
    taken(engine, "homes", csv_file(tmp_path / "h.csv", homes))
    told = taken(engine, "annex-a", annex_a(tmp_path / "a.xlsx", {})).extra["differences"]
    assert [change["to"] for change in told["new"]] == ["K1"]


def test_every_column_of_annex_a_is_known_by_its_own_heading() -> None:
    known = {plain(name) for column in importer_named("annex-a").noun.sheets[0].columns for name in column.also}
    assert {plain(heading) for heading in ANNEX_A} - {"age", "reason ceased to be looked after"} == known


def test_schools_are_read_with_the_headings_of_the_national_list(engine: sa.Engine, tmp_path: Path) -> None:
    extra = [f"Column {number} (code)" for number in range(40)]
    headings = ["URN", "EstablishmentName", "PhaseOfEducation (name)", "EstablishmentStatus (name)", "Postcode", *extra]
    rows = [[121266, "St Invented's", "Nursery", "Open, but proposed to close", "YO24 4BD", *extra]]
    rows.append([121267, "Old Invented School", "Primary", "Closed", "", *extra])
    result = taken(engine, "schools", csv_file(tmp_path / "s.csv", [headings, *rows]))
    assert rules(result) == ["column-unused"], "the many columns that are not read are listed in one finding"
    with Session(engine) as session:
        held = session.execute(sa.select(School.urn, School.postcode, School.open).order_by(School.urn)).all()
        assert [tuple(row) for row in held] == [("121266", "YO244BD", True), ("121267", None, False)]


def test_postcodes_are_read_from_the_national_directory(engine: sa.Engine, tmp_path: Path) -> None:
    headings = ["pcd", "pcds", "dointr", "doterm", "oslaua", "oseast1m", "osnrth1m"]
    rows = [
        ["YO1 7PR", "YO1 7PR", "198001", "", "E06000014", "460330", "452180"],
        ["YO1 9ZZ", "YO1 9ZZ", "198001", "200512", "E06000014", "460400", "452200"],
        ["YO1 9XX", "YO1 9XX", "198001", "", "E06000014", "", ""],
    ]
    path = csv_file(tmp_path / "ONSPD.csv", [headings, *rows])
    for _ in range(2):
        result = load(engine, "postcodes", path)
        assert (result.read, result.accepted, result.rejected, result.refused) == (3, 2, 1, False)
        assert [(fault.rule, fault.row, fault.value) for fault in result.findings] == [
            ("postcode-without-position", 4, "YO1 9XX")
        ]
    with Session(engine) as session:
        held = session.execute(sa.select(Postcode.postcode, Postcode.easting).order_by(Postcode.postcode)).all()
        assert [tuple(row) for row in held] == [("YO17PR", 460330), ("YO19ZZ", 460400)]


def test_a_postcode_file_that_is_none_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("pcds,café\n".encode("latin-1"))
    (tmp_path / "empty.csv").touch()
    csv_file(tmp_path / "other.csv", [["a", "b"], [1, 2]])
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(200_000_000)
    for name in ("latin", "empty", "other", "large"):
        result = load(engine, "postcodes", tmp_path / f"{name}.csv")
        assert (result.refused, result.read) == (True, 0)
        assert rules(result) == ["postcodes-file"]


def test_findings_are_written_as_a_file_that_runs_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [
        ["provider", "name", "kind"],
        ["P1", "=HYPERLINK()", "ifa"],
        ["P2", "Fair", "@SUM(A1)"],
        ["P3", "Fair", "-1+2"],
    ]
    result = load(engine, "providers", csv_file(tmp_path / "p.csv", rows))
    write_findings(result, tmp_path / "findings.csv")
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert list(written[0]) == ["file", "row", "column", "rule", "level", "value", "message"]
    assert [(line["row"], line["column"], line["value"]) for line in written] == [
        ("2", "name", "'=HYPERLINK()"),
        ("3", "kind", "'@SUM(A1)"),
        ("4", "kind", "'-1+2"),
    ]
    assert not any(value.startswith(("=", "+", "-", "@")) for line in written for value in line.values())
