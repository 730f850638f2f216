"""A carers' workbook and a current list as a council has them: they load, with the findings a person would expect."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.importing.load import import_noun
from placements.models.home import Bed, Home, HomeStatus
from placements.models.household import Approval, Term
from placements.models.placement import Occupancy, Standing
from tests.placements.importing.sheets.books import ADMIN, load, rules, taken, workbook


def carers(path: Path) -> Path:
    """Titles, merged headings, mixed dates, a carer twice, a note, a total and a column of somebody's own."""
    rows = [
        ["Invented Council: fostering households"],
        ["Printed 5 June 2026 for the duty team"],
        [],
        [
            "Carer ID",
            "Carer name",
            "Age",
            None,
            "Approved for",
            "Approval date",
            "Gender",
            "Vacancy",
            "Last confirmed",
            "Car",
        ],
        [None, None, "from", "to", None, None, None, None, None, None],
        [
            "F001",
            "Robert & Susan Moor",
            0,
            10,
            2,
            dt.datetime.combine(dt.date(2019, 3, 4), dt.time()),
            "either",
            1,
            "03/06/26",
            "yes",
        ],
        ["F002", "Ann Field", 5, 17, 1, "12th Jan 2021", "F", 0, 46174, "no"],
        [],
        ["F003", "Jo Beck", "unknown", None, "unknown", "2022-07-01", None, 1, "TBC", None],
        ["F002", "Ann Field", 5, 17, 1, "12/01/2021", "f", 0, "01/06/2026", "no"],
        ["F004", "Liz Hill", 11, 17, 1, "1 Sept 24", "m", None, None, None],
        ["Total", None, None, None, 4],
        ["Ring Marian if a carer is not on this list"],
    ]
    book = openpyxl.load_workbook(workbook(path, {"Carers June": rows, "Old": [["do not use"], ["x", "y"]]}))
    page = book["Carers June"]
    page.merge_cells("A1:J1")
    page.merge_cells("C4:D4")
    page.merge_cells("A4:A5")
    book.save(path)
    return path


def current_list(path: Path) -> Path:
    """A list with short forms of names, mixed dates, a double booking and placements that are not known homes."""
    rows = [
        ["Children looked after", None, None, "As at 05/06/2026"],
        [
            "Person ID",
            "Known as",
            "D.O.B",
            "Gender",
            "Carer",
            "Placement start",
            "Planned end",
            "Placement type",
            "Worker",
        ],
        [70001, "Ada", "14/02/2019", "Female", "Robert & Susan Moor", "03/01/26", None, "U6", "W. Invented"],
        [
            70002,
            "Ben",
            dt.date(2017, 9, 30),
            "Male",
            "Bob and Sue Moor",
            "3 Jan 2026",
            None,
            "f) U6: Foster placement",
            None,
        ],
        [70003, "Cass", "1 May 2012", "F", "F002", 46054, "31/08/2026", "U6", None],
        [70004, "Dan", "02/11/2010", "M", "FIELD, Ann", "04/06/2026", None, "U6", None],
        [70005, "Eve", "20/12/2009", "F", "Children's home in Hull", "01/02/2025", None, "K2", None],
        [],
        ["End of list"],
    ]
    return workbook(path, {"Export": rows})


def test_the_carers_are_held_as_a_person_would_read_them(engine: sa.Engine, tmp_path: Path) -> None:
    result = taken(engine, "carers", carers(tmp_path / "carers.xlsx"))
    assert sorted(rules(result)) == sorted(
        ["column-unused", "cell-unknown", "row-twice", "row-note", "row-note", "sheet-unused"]
    )
    [twice] = [fault for fault in result.findings if fault.rule == "row-twice"]
    assert (twice.row, twice.level.value) == (10, "W")
    assert "row 7" in twice.message
    with Session(engine) as session:
        assert session.scalars(sa.select(Home.ref).order_by(Home.ref)).all() == ["F001", "F002", "F003", "F004"]
        held = dict(session.execute(sa.select(Home.ref, Approval).join(Approval, Approval.home_id == Home.id)).all())
        moors, beck, hill = held["F001"], held["F003"], held["F004"]
        assert (moors.age_min, moors.age_max, moors.number, moors.sex_term) == (0, 10, 2, Term.NO_LIMIT)
        assert moors.starts_on == dt.date(2019, 3, 4)
        assert (beck.age_term, beck.number_term, beck.sex_term) == (Term.UNKNOWN, Term.UNKNOWN, Term.NO_LIMIT)
        assert (hill.starts_on, hill.sex) == (dt.date(2024, 9, 1), "M")
        dates = session.execute(sa.select(Home.ref, Bed.confirmed_on).join(Bed).order_by(Bed.id)).all()
        assert [(ref, str(day)) for ref, day in dates] == [
            ("F001", "2026-06-03"),
            ("F001", "None"),
            ("F002", "None"),
            ("F003", "None"),
            ("F004", "None"),
        ]
        assert set(session.scalars(sa.select(Home.status))) == {HomeStatus.UNKNOWN}


def test_the_list_places_who_is_sure_and_asks_about_the_rest(engine: sa.Engine, tmp_path: Path) -> None:
    taken(engine, "carers", carers(tmp_path / "carers.xlsx"))
    result = import_noun(engine, ADMIN, "position", current_list(tmp_path / "list.xlsx"))
    assert not result.refused
    assert (result.read, result.accepted) == (5, 5)
    assert result.extra["as_at"] == "2026-06-05"
    assert sorted(rules(result)) == ["bed-double-booked", "home-doubtful", "home-unknown", "row-note"]
    assert result.extra["doubtful_homes"] == [{"child": "70002", "home": "Bob and Sue Moor", "may_be": ["F001"]}]
    with Session(engine) as session:
        query = sa.select(Home.ref, Occupancy.standing).join(Bed, Bed.home_id == Home.id)
        query = query.join(Occupancy, Occupancy.bed_id == Bed.id).order_by(Occupancy.id)
        assert [(ref, standing) for ref, standing in session.execute(query)] == [
            ("F001", Standing.IN_FORCE),
            ("F002", Standing.IN_FORCE),
            ("F002", Standing.CONTESTED),
        ]


def test_a_carer_twice_with_other_facts_stops_the_load_and_names_both_rows(engine: sa.Engine, tmp_path: Path) -> None:
    path = carers(tmp_path / "carers.xlsx")
    book = openpyxl.load_workbook(path)
    book["Carers June"]["E10"] = 2
    book.save(path)
    result = load(engine, "carers", path)
    assert result.refused
    stopped = [fault for fault in result.findings if fault.level.value == "E"]
    assert [(fault.rule, fault.row) for fault in stopped] == [("row-twice", 7), ("row-twice", 10)]
    assert all("rows 7 and 10" in fault.message and "Approved for" in fault.message for fault in stopped)
