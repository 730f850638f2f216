"""The duty sheet: whom to ring, whose vacancy to confirm first, who takes nobody; never an address."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.duty_sheet import Tonight, duty_sheet, home_tonight
from matching.home_facts import ApprovalFacts, BedFacts, HoldFacts, HomeFacts, Resident
from matching.policy import published_policy
from placements.models.home import Bed, Home, HomeKind, HomeStatus
from placements.models.household import Basis, Term
from placements.models.placement import OccupancyKind
from placements.models.reference import Authority
from placements.permissions import Role, Viewer
from placements.repository.records import records_for

TODAY = dt.date(2026, 6, 5)
APPROVED = ApprovalFacts(Basis.REG27, age_term=Term.LIMIT, age_min=0, age_max=10, number_term=Term.LIMIT, number=2)
FREE = HomeFacts(
    "H-1", HomeKind.FOSTERING, beds=(BedFacts(1, "1", confirmed_on=TODAY),), approvals=(APPROVED,), name="Ash"
)


@pytest.mark.parametrize(
    ("home", "tonight", "because"),
    [
        (FREE, Tonight.RING, "vacancy confirmed on 5 June 2026"),
        (
            replace(FREE, beds=(BedFacts(1, "1", confirmed_on=dt.date(2026, 5, 28)),)),
            Tonight.CONFIRM_FIRST,
            "the vacancy was last confirmed on 28 May 2026",
        ),
        (replace(FREE, beds=(BedFacts(1, "1"),)), Tonight.CONFIRM_FIRST, "the vacancy was never confirmed"),
        (
            replace(FREE, beds=(BedFacts(1, "1"),), said_free=0, said_free_on=TODAY),
            Tonight.CONFIRM_FIRST,
            "their word on 5 June 2026 was no place free, and the record shows 1: ask which is right",
        ),
        (
            replace(FREE, beds=(*FREE.beds, BedFacts(2, "2")), said_free=1, said_free_on=TODAY),
            Tonight.RING,
            "1 of 2 vacancies confirmed on 5 June 2026",
        ),
        (replace(FREE, beds=()), Tonight.NOT_TONIGHT, "no bed is recorded: ask how many there are"),
        (
            replace(FREE, residents=(Resident(OccupancyKind.PLACEMENT, dt.date(2026, 1, 1), bed_id=1),)),
            Tonight.NOT_TONIGHT,
            "no bed free",
        ),
        (
            replace(FREE, holds=(HoldFacts(dt.date(2026, 6, 1), dt.date(2026, 6, 9)),)),
            Tonight.NOT_TONIGHT,
            "on hold since 1 June 2026 until 9 June 2026 (reason restricted)",
        ),
        (replace(FREE, status=HomeStatus.LEAVING), Tonight.NOT_TONIGHT, "not taking children: leaving"),
        (replace(FREE, available_from=dt.date(2026, 7, 1)), Tonight.NOT_TONIGHT, "free again only from 1 July 2026"),
        (replace(FREE, kind=HomeKind.KINSHIP), Tonight.NOT_TONIGHT, "for named children only"),
        (
            replace(FREE, status=HomeStatus.UNKNOWN),
            Tonight.CONFIRM_FIRST,
            "whether the home is taking children is not known",
        ),
    ],
)
def test_what_to_do_about_a_home_tonight_says_why(home: HomeFacts, tonight: Tonight, because: str) -> None:
    line = home_tonight(home, TODAY, published_policy())
    assert (line.tonight, line.because) == (tonight, because)


def test_a_child_who_leaves_today_leaves_the_bed_free_tonight() -> None:
    leaving = Resident(OccupancyKind.PLACEMENT, dt.date(2026, 1, 1), TODAY, bed_id=1)
    line = home_tonight(replace(FREE, residents=(leaving,)), TODAY, published_policy())
    assert (line.tonight, line.free_beds) == (Tonight.RING, 1)


def test_terms_that_are_not_known_are_said_to_be_not_known() -> None:
    line = home_tonight(
        replace(FREE, approvals=(replace(APPROVED, number_term=Term.UNKNOWN),)), TODAY, published_policy()
    )
    assert "number not known, aged 0 to 10" in line.terms
    assert home_tonight(replace(FREE, approvals=()), TODAY, published_policy()).terms == "no approval in force"


def test_the_sheet_holds_no_address(engine: sa.Engine) -> None:
    canary = "YO99 9ZZ"
    with Session(engine) as session:
        home = Home(ref="H-1", kind=HomeKind.FOSTERING, name="Ash", postcode=canary, status=HomeStatus.ACTIVE)
        session.add_all([Authority(la_code="E06000014", name="York", responsible=True), home])
        session.flush()
        session.add(Bed(home_id=home.id, label="1"))
        session.commit()
    with records_for(engine, Viewer("Olu Invented", Role.PLACEMENT_OFFICER)) as records:
        sheet = duty_sheet(records)
    assert [line.home for line in sheet.homes] == ["H-1"]
    assert canary not in str(sheet.as_json())
