"""What neighbours, the region and England publish of our headlines: read as printed, the newest in place of the old."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from placements.deciding.people import Named
from placements.errors import NotPermitted, Refused
from placements.permissions import Permission, Role
from placements.publishing.others import Printed, keep_others, printed_by_others
from placements.repository.records import records_for
from placements.repository.releases import figures_of_others
from placements.unit_of_work import UnitOfWork
from tests.placements.publishing.test_register import CHRIS, DESK

HEADINGS = "geographic_level,region_name,la_name,new_la_code,time_period,cla_group,characteristic,percentage"
FILE = "\n".join(
    [
        HEADINGS,
        "National,,,,2025,Locality of placement,Placed inside the local authority boundary,55.4",
        "Regional,Somewhere,,,2025,Distance between home and placement,Placed more than 20 miles from home,18",
        "Regional,Elsewhere,,,2025,Distance between home and placement,Placed more than 20 miles from home,19",
        "Local authority,Somewhere,Next Door,E10000001,2025,Place providers,Own provision (by the LA),61",
        "Local authority,S,Next Door,E10000001,2025,CLA on 31 March,With 3 or more placements during the year,c",
        "Local authority,Somewhere,Far Off,E10000002,2025,Place providers,Own provision (by the LA),70",
        "Local authority,Somewhere,Next Door,E10000001,2025,Sex,Male,53",
    ]
)


def test_only_neighbours_the_own_region_and_england_are_read_and_what_they_hide_is_left_out() -> None:
    assert printed_by_others(FILE, {"E10000001"}, "Somewhere") == [
        Printed("England", "I09", 2025, 55),
        Printed("Somewhere", "I10", 2025, 18),
        Printed("Next Door", "I14", 2025, 61),
    ]


@pytest.mark.parametrize(("text", "says"), [("a,b\n1,2", "lacks columns"), (HEADINGS, "No neighbour")])
def test_a_file_without_such_figures_is_refused(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        printed_by_others(text, {"E10000001"}, "Somewhere")


def test_figures_are_kept_once_and_the_newer_stand_in_place_of_the_older(engine: sa.Engine) -> None:
    for percent in (61, 62):
        with UnitOfWork(engine, DESK, Permission.SEE_RELEASES) as work:
            keep_others(work, CHRIS, "the department", [Printed("Next Door", "I14", 2025, percent)])
            work.commit()
    with records_for(engine, DESK) as records:
        assert [(one.name, one.percent, one.source) for one in figures_of_others(records)] == [
            ("Next Door", 62, "the department")
        ]
    with UnitOfWork(engine, DESK, Permission.SEE_RELEASES) as work, pytest.raises(NotPermitted):
        keep_others(work, Named("Bo Invented", Role.BOARD_MEMBER), "the department", [])
