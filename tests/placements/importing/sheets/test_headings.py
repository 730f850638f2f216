"""Headings are found under titles and over merged cells, read by what people call them, and remembered."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.errors import Refused
from placements.importing.catalogue import NOUNS
from placements.importing.headings import find_headings
from placements.importing.mapping import names_of, read_columns
from placements.importing.nouns import Sheet
from placements.importing.pages import Cell, Line, Page
from placements.models.audit import AuditRow
from placements.models.contract import Provider
from placements.models.loading import ColumnMapping
from tests.placements.importing.sheets.books import csv_file, errors, load, rules, taken, workbook

HOUSEHOLDS = NOUNS["carers"].sheets[0]
KNOWN = {name for column in HOUSEHOLDS.columns for name in names_of(column)}


@pytest.fixture
def engine(sqlite_engine: sa.Engine) -> sa.Engine:
    """Reading is the same on every engine."""
    return sqlite_engine


def page(*lines: tuple[Cell, ...]) -> Page:
    """A page of these lines, without the blank ones."""
    return Page("x", tuple(Line(number, line) for number, line in enumerate(lines, start=1) if any(line)))


def read(*lines: tuple[Cell, ...]) -> dict[str, str]:
    """Our columns with the headings read as them."""
    headed = find_headings(page(*lines), KNOWN.__contains__)
    assert headed is not None
    return read_columns(HOUSEHOLDS, headed.headings, {}, {}).shown


def test_titles_and_blank_lines_above_the_headings_are_passed_over() -> None:
    shown = read(
        ("Carers of an invented council",), (), ("As at", "5 June 2026"), ("Carer ID", "Carer name"), ("H1", "Ann")
    )
    assert shown == {"household": "Carer ID", "carers": "Carer name"}


def test_a_merged_heading_is_joined_with_those_below_it() -> None:
    upper: tuple[Cell, ...] = ("Carer ID", "Age", None, "Approved", None)
    shown = read(upper, (None, "from", "to", "from", "to"), ("H1", 0, 5, "01/02/2020", None))
    assert shown == {
        "household": "Carer ID",
        "age_min": "Age from",
        "age_max": "Age to",
        "approved_from": "Approved from",
        "approved_to": "Approved to",
    }


def test_a_line_of_groups_over_whole_headings_is_not_joined() -> None:
    shown = read(("Who", None, "Terms"), ("Carer ID", "Carer name", "Approved for"), ("H1", "Ann", 2))
    assert shown == {"household": "Carer ID", "carers": "Carer name", "number": "Approved for"}


@pytest.mark.parametrize("sheet", [sheet for noun in NOUNS.values() for sheet in noun.sheets], ids=lambda one: one.name)
def test_every_name_of_a_column_is_that_column_alone(sheet: Sheet) -> None:
    names = [name for column in sheet.columns for name in names_of(column)]
    assert len(names) == len(set(names))


def test_a_heading_that_is_clearly_most_like_a_column_is_read_as_it_and_listed(
    engine: sa.Engine, tmp_path: Path
) -> None:
    path = csv_file(
        tmp_path / "like.csv", [["provider", "name", "kind", "registred"], ["P1", "Fairways", "ifa", "yes"]]
    )
    result = taken(engine, "providers", path)
    assert rules(result) == ["column-likened"]
    assert result.findings[0].column == "registred"
    assert taken(engine, "providers", path).findings == (), "once learnt, it is not asked about again"


def test_a_column_that_is_not_read_is_listed(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "more.csv", [["provider", "name", "kind", "colour"], ["P1", "Fairways", "ifa", "red"]])
    [fault] = taken(engine, "providers", path).findings
    assert (fault.rule, fault.column, fault.row) == ("column-unused", "colour", 1)


def test_a_person_gives_the_mapping_once_and_it_is_remembered(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["Reference", "Designation", "Sort", "Colour"], ["P1", "Fairways", "ifa", "red"]]
    path = csv_file(tmp_path / "theirs.csv", rows)
    assert load(engine, "providers", path).refused
    mapping = {"reference": "provider", "Designation": "name", "Sort": "kind", "Colour": None}
    assert taken(engine, "providers", path, mapping=mapping).findings == ()
    assert taken(engine, "providers", csv_file(tmp_path / "next.csv", rows)).findings == ()
    with Session(engine) as session:
        assert session.scalars(sa.select(Provider.name)).all() == ["Fairways"]
        [kept] = session.scalars(sa.select(ColumnMapping))
        assert kept.columns == {"reference": "provider", "designation": "name", "sort": "kind", "colour": None}
        events = session.scalars(sa.select(AuditRow.event)).all()
        assert events.count(Event.MAPPING_SAVED) == 1


def test_a_person_may_say_which_of_two_headings_is_meant(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["provider", "Provider ID", "name", "kind"], ["P1", "77", "Fairways", "ifa"]]
    path = csv_file(tmp_path / "two.csv", rows)
    assert "column-twice" in [rule for rule, _, _ in errors(load(engine, "providers", path))]
    taken(engine, "providers", path, mapping={"Provider ID": None})
    with Session(engine) as session:
        assert session.scalars(sa.select(Provider.ref)).all() == ["P1"]


def test_a_mapping_to_a_column_that_there_is_not_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "x.csv", [["provider", "name", "kind"]])
    with pytest.raises(Refused, match="colour"):
        load(engine, "providers", path, mapping={"name": "colour"})


def test_a_mapping_of_a_heading_that_there_is_not_is_a_finding(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "x.csv", [["provider", "name", "kind"], ["P1", "Fairways", "ifa"]])
    result = load(engine, "providers", path, mapping={"Title": "name"})
    assert result.refused
    assert "mapping-wrong" in rules(result)


def test_headings_that_stand_again_notes_and_totals_are_listed_and_not_read(engine: sa.Engine, tmp_path: Path) -> None:
    headings = ["provider", "name", "kind"]
    rows = [
        headings,
        ["P1", "Fairways", "ifa"],
        [],
        headings,
        ["P2", "Beckside", "ifa"],
        ["Total", "2"],
        ["Source: invented list"],
    ]
    result = taken(engine, "providers", csv_file(tmp_path / "notes.csv", rows))
    assert [(fault.rule, fault.row) for fault in result.findings] == [
        ("row-headings-again", 4),
        ("row-note", 6),
        ("row-note", 7),
    ]
    assert result.read == 2


def test_lines_above_the_headings_that_look_like_rows_are_listed(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["P0", "Early", "ifa"], ["provider", "name", "kind"], ["P1", "Fairways", "ifa"]]
    assert rules(taken(engine, "providers", csv_file(tmp_path / "above.csv", rows))) == ["row-above-headings"]


def test_every_row_keeps_its_number_in_the_sheet(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [["Agencies"], [], ["provider", "name", "kind"], [], ["P1", "Fairways", "nonsense"]]
    for path in (csv_file(tmp_path / "n.csv", rows), workbook(tmp_path / "n.xlsx", {"providers": rows})):
        assert [row for _, row, _ in errors(load(engine, "providers", path))] == [5]


def test_a_workbook_of_one_sheet_by_another_name_is_read(engine: sa.Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path / "s.xlsx", {"Sheet1": [["provider", "name", "kind"], ["P1", "Fairways", "ifa"]]})
    assert taken(engine, "providers", path).read == 1


def test_the_first_sheet_is_found_by_its_headings_among_others(engine: sa.Engine, tmp_path: Path) -> None:
    sheets = {
        "Front": [["Agencies of an invented council"]],
        "Data": [["provider", "name", "kind"], ["P1", "Fair", "ifa"]],
    }
    result = taken(engine, "providers", workbook(tmp_path / "s.xlsx", sheets))
    assert rules(result) == ["sheet-unused"]


def test_merged_cells_of_a_real_workbook_are_joined(engine: sa.Engine, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "merged.xlsx",
        {"households": [["Carer ID", "Age", None, "Bedrooms"], [None, "from", "to", None], ["H1", 0, 5, 1]]},
    )
    book = openpyxl.load_workbook(path)
    book["households"].merge_cells("B1:C1")
    book["households"].merge_cells("A1:A2")
    book.save(path)
    assert taken(engine, "carers", path).findings == ()
