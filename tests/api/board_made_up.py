"""A board's picture from numbers chosen by hand, so that every figure of the page is known by heart."""

from __future__ import annotations

import datetime as dt

from fastapi import FastAPI

from api.board.gathered import Gathered, Places, Savings, Spent, Year
from api.house import HOUSE, House
from placements.indicators.row import Indicator, Part
from placements.repository.audit import data_version
from placements.repository.records import records_for
from tests.api.answers_made_up import forecast

NEWEST = dt.date(2026, 3, 31)
POUND = 100


def row(name: str, numerator: int, denominator: int, parts: dict[str, int] | None = None) -> Indicator:
    value = 100 * numerator / denominator
    made = tuple(Part(category, count) for category, count in (parts or {}).items())
    return Indicator(name, name, numerator, denominator, value, "per cent", "at 31 March 2026", None, made)


def year(end: dt.date, children: int, *, in_area: int = 123, moved: int = 30, unknown: int = 3) -> Year:
    """A year of so many children: three whose place is not known, two placed for adoption."""
    far = children - in_area - 60 - unknown
    where = {"in_area": in_area, "neighbouring": 60, "further": far, "unknown": unknown}
    homes = {"kinship_fostering": 90, "mainstream_fostering": 110, "with_parents": 14, "adoption": 2}
    homes["childrens_home"] = children - sum(homes.values())
    rows = [
        row("I01", children, 34_758),
        row("I09", in_area, children - unknown, where),
        row("I10", 50, children, {"over_20_miles": 50, "up_to_20_miles": children - 63, "unknown": 13}),
        row("I12", 200, children, homes),
        row("I13", 216, children),
        row("I14", 160, children, {"parents": 14, "own": 160, "agency": children - 174}),
        row("I20", moved, children),
        row("I22", 70, 106),
        row("I23", 40, 160, {"CREQB": 20, "CREQO": 20, "OTHER": 120}),
    ]
    return Year.of(end, rows)


def gathered_made_up(children: int = 240, **newest: int) -> Gathered:
    """Five years, the newest as given."""
    earlier = [year(dt.date(NEWEST.year - back, 3, 31), 250 + back) for back in (4, 3, 2, 1)]
    return Gathered(
        "York",
        demonstration=True,
        years=(*earlier, year(NEWEST, children, **newest)),
        forecast=forecast(),
        spent=Spent(
            "2026/27", 1_500 * 1_000_000, 1_510 * 1_000_000, 14 * 10**8, 16 * 10**8, 0.6, 240, 10**8, (10**7,) * 6
        ),
        places=Places(NEWEST, filled=75, free=30, not_available=25),
        savings=Savings(8, (10**6,) * 6, {"cashable": 13_100_000, "avoided": 21_000_000, "growth": None}),
    )


def keep_board(app: FastAPI, gathered: Gathered | None = None) -> None:
    """Let the pages find this picture instead of working one out."""
    house: House = app.state.house
    with records_for(house.engine, HOUSE) as records:
        version = data_version(records)
    made = gathered or gathered_made_up()
    house.answers.kept("board", version, lambda: made)
