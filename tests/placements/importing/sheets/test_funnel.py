"""The recruitment funnel and the fostering return: held as typed, doubts said plainly, nothing mended or lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.contract import Contract, Provider, ProviderKind
from placements.models.recruitment import Applicant, Departure, FunnelCount, Stage, StatedPlaces, WhyLeft
from tests.placements.importing.sheets.books import csv_file, errors, load, rules, taken, workbook

MONTHS = ["month", "kind", "enquiries", "visits", "applications", "panels", "approved", "first_children", "places"]
APPLICANTS = ["applicant", "kind", "enquiry_on", "application_on", "approved_on", "withdrawn_on", "places", "skills"]
MAY, APRIL, MARCH = dt.date(2026, 5, 1), dt.date(2026, 4, 1), dt.date(2026, 3, 1)


def funnel(folder: Path, *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    return workbook(folder / "funnel.xlsx", {"funnel": [MONTHS, *rows], **sheets})


def every(engine: sa.Engine, model: type[Any]) -> list[Any]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(model).order_by(model.id)))


def test_a_funnel_is_held_as_typed_and_a_blank_is_not_nought(engine: sa.Engine, tmp_path: Path) -> None:
    path = funnel(
        tmp_path,
        [MAY, "mainstream", 12, 5, 2, 1, 1, 0, 2],
        [dt.date(2026, 4, 20), "mainstream", 9, None, 1, None, 0],
        applicants=[
            APPLICANTS,
            ["E-1", "mainstream", dt.date(2025, 6, 1), dt.date(2025, 9, 1), MAY, None, 2, "autism"],
        ],
        left=[["month", "kind", "reason", "households", "places"], [MARCH, "mainstream", "retired", 1, 3]],
    )
    assert taken(engine, "funnel", path).findings == ()
    counts = {(one.month, one.stage): (one.households, one.places) for one in every(engine, FunnelCount)}
    assert counts[MAY, Stage.APPROVED] == (1, 2)
    assert counts[APRIL, Stage.APPROVED] == (0, None)
    assert (APRIL, Stage.VISIT) not in counts
    [applicant], [departure] = every(engine, Applicant), every(engine, Departure)
    assert (applicant.approved_on, applicant.places, applicant.skills) == (MAY, 2, ["autism"])
    assert (departure.reason, departure.households, departure.places) == (WhyLeft.RETIRED, 1, 3)


def test_a_later_list_wins_month_by_month(engine: sa.Engine, tmp_path: Path) -> None:
    taken(engine, "funnel", funnel(tmp_path, [MAY, "mainstream", 12], [APRIL, "mainstream", 9]))
    taken(engine, "funnel", funnel(tmp_path, [dt.date(2026, 5, 31), "mainstream", 14]))
    assert {one.month: one.households for one in every(engine, FunnelCount)} == {MAY: 14, APRIL: 9}


def test_more_approved_than_applied_is_said_and_kept(engine: sa.Engine, tmp_path: Path) -> None:
    """York's own return of 2018-19: 130 enquiries, 10 applications, 30 approved (Ofsted, rounded)."""
    result = taken(engine, "funnel", funnel(tmp_path, [MAY, "mainstream", 130, None, 10, None, 30, None, 60]))
    assert rules(result) == ["funnel-more-than-before"]
    assert "30 approved" in result.findings[0].message
    assert "only 10 applications" in result.findings[0].message
    assert {one.stage: one.households for one in every(engine, FunnelCount)}[Stage.APPROVED] == 30


def test_a_month_to_come_is_refused_and_one_under_way_is_said(engine: sa.Engine, tmp_path: Path) -> None:
    assert rules(load(engine, "funnel", funnel(tmp_path, [dt.date(2026, 7, 1), "mainstream", 1]))) == [
        "funnel-month-ahead"
    ]
    assert rules(taken(engine, "funnel", funnel(tmp_path, [dt.date(2026, 6, 1), "mainstream", 1]))) == [
        "funnel-month-not-over"
    ]


def test_a_month_twice_is_for_a_person(engine: sa.Engine, tmp_path: Path) -> None:
    path = funnel(tmp_path, [MAY, "mainstream", 1], [dt.date(2026, 5, 2), "mainstream", 2])
    assert set(rules(load(engine, "funnel", path))) == {"row-twice"}


@pytest.mark.parametrize(
    "written", ["May-26", "May 2026", "may 26", "05/2026", "5.2026", "2026-05", "17/05/2026", "1 May 2026"]
)
def test_a_month_is_read_as_people_write_it(sqlite_engine: sa.Engine, tmp_path: Path, written: str) -> None:
    path = csv_file(tmp_path / "f.csv", [["month", "kind", "enquiries"], [written, "mainstream", 4]])
    taken(sqlite_engine, "funnel", path)
    assert [one.month for one in every(sqlite_engine, FunnelCount)] == [MAY]


@pytest.mark.parametrize("written", ["13/2026", "Spring 2026", "2026", "32/05/2026", "May"])
def test_what_is_no_month_is_not_guessed_at(sqlite_engine: sa.Engine, tmp_path: Path, written: str) -> None:
    path = csv_file(tmp_path / "f.csv", [["month", "kind", "enquiries"], [written, "mainstream", 4]])
    assert "cell-date" in rules(load(sqlite_engine, "funnel", path))


def test_an_application_before_the_enquiry_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    row = ["E-1", "mainstream", MAY, APRIL]
    result = load(engine, "funnel", funnel(tmp_path, [MAY, "mainstream", 1], applicants=[APPLICANTS, row]))
    assert rules(result) == ["cells-out-of-order"], errors(result)


def test_places_not_given_and_counts_that_differ_are_noted(engine: sa.Engine, tmp_path: Path) -> None:
    row = ["E-1", "mainstream", APRIL, APRIL, MAY]
    path = funnel(tmp_path, [MAY, "mainstream", 9, 9, 9, 9, 2], applicants=[APPLICANTS, row])
    assert rules(taken(engine, "funnel", path)) == ["funnel-places-unknown", "funnel-counts-differ"]


def test_a_return_that_does_not_add_up_is_kept_as_stated(engine: sa.Engine, tmp_path: Path) -> None:
    stated = [("approved", 130), ("filled", 75), ("Vacant", 30), ("not available", 20)]
    path = csv_file(tmp_path / "r.csv", [["kind", "figure", "places"], *(["mainstream", *one] for one in stated)])
    result = taken(engine, "fostering-return", path, as_at=MARCH)
    assert rules(result) == ["return-does-not-add-up"]
    held = {(one.as_of, one.figure): one.places for one in every(engine, StatedPlaces)}
    assert held == {
        (MARCH, "approved"): 130,
        (MARCH, "filled"): 75,
        (MARCH, "vacant"): 30,
        (MARCH, "not_available"): 20,
    }
    taken(
        engine,
        "fostering-return",
        csv_file(path, [["kind", "figure", "places"], ["mainstream", "vacant", 35]]),
        as_at=MARCH,
    )
    assert {one.figure: one.places for one in every(engine, StatedPlaces)}["vacant"] == 35


def test_a_block_without_dates_is_held_and_said(engine: sa.Engine, tmp_path: Path) -> None:
    with Session(engine) as session:
        session.add(
            Provider(ref="HOME-1", name="Harbour Homes (invented)", kind=ProviderKind.HOME_GROUP, invented=True)
        )
        session.commit()
    headings = ["contract", "provider", "kind", "from", "beds"]
    path = workbook(tmp_path / "c.xlsx", {"contracts": [headings, ["BLK-1", "HOME-1", "block", None, 4]]})
    assert rules(taken(engine, "contracts", path)) == ["contract-without-dates"]
    [block] = every(engine, Contract)
    assert (block.starts_on, block.beds) == (None, 4)
