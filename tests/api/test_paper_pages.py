"""A paper as a page: the same words and figures as its files, and savings only for who may see them."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from fastapi import FastAPI

from api.house import HOUSE, House
from api.reports.bring_home import bring_home_paper
from api.reports.files import FORMS
from api.reports.paper import Paper
from api.reports.plain import as_text
from api.reports.supply import supply_paper
from api.shapes.bring_home import Amount, BringHome, MovesPrevented, Totals, Tracking
from api.shapes.forecast import Series
from api.shapes.supply import KindOfHome, NetPlaces, Recruitment, Supply
from placements.geography import Locality
from placements.models.home import HomeKind
from placements.permissions import GRANTS, Permission, Role
from placements.repository.audit import desk_version
from placements.repository.records import records_for
from tests.api.visitors import signed_in_as

DAY = dt.date(2026, 6, 5)
NOTHING = Series(mean=[0.0] * 36, **{name: [0.0] * 36 for name in ("p2_5", "p10", "p50", "p90", "p97_5")})
PLACES = KindOfHome(
    kind=HomeKind.FOSTERING,
    provider="own",
    place=Locality.IN_AREA,
    homes=3,
    approved=7,
    over=0,
    filled=4,
    others=1,
    not_available={},
    vacant=3,
    confirmed=2,
    usable=1,
    perhaps_usable=0,
    usable_ahead=2,
    vacant_by_age={},
)
SUPPLY = Supply(
    on=DAY,
    position_on=DAY,
    children_waiting=2,
    providers_to_ask=0,
    kinds=[PLACES],
    homes=[],
    agencies=[],
    blocks=[],
    recruitment=Recruitment(months=12, reached={}, left={}, lead={}, notes=["An invented note."]),
    places_ahead=NetPlaces(months=[DAY] * 36, gained=NOTHING, left=NOTHING, net=NOTHING),
    fostering_return=[],
    stated=[],
    notes=[],
)
TRACKING = Tracking(
    planned=0, returned=4, still_home=3, ended_by_plan=0, unplanned=1, given_up=0, due=2, still_at_52=1,
    by_the_returns=None,
)  # fmt: skip


def returns(*, money: bool) -> BringHome:
    """Nobody on the list, with or without the money."""
    amount = Amount(pence=2_200_000, low=1_000_000, high=3_000_000, because="after every deduction")
    totals = Totals(
        outside=9, inside=12, place_not_known=0, considered=0, not_considered=9, by_status={}, coming_home=0,
        if_all_agreed=0, tracking=TRACKING, savings={"cashable": amount} if money else None, cash=[] if money else None,
    )  # fmt: skip
    return BringHome(
        for_whom="For planners.", on=DAY, position_on=DAY, children=[], not_considered={}, reasons={},
        moves_prevented=MovesPrevented(waiting=0, kept_local=0, outside=0, nowhere=0, perhaps=0), unlock=None,
        recruit_next=None, recruiting_because="Not asked.", totals=totals, notes=[], seconds=0.0,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _kept(app: FastAPI) -> None:
    """Answers made up for each role, savings for those who may see them."""
    house: House = app.state.house
    with records_for(house.engine, HOUSE) as records:
        version = desk_version(records)
    for role in Role:
        house.answers.kept(("supply", house.today(), role), version, lambda: SUPPLY)
        money = Permission.SEE_SAVINGS in GRANTS[role]
        found = returns(money=money)
        house.answers.kept(("bring home", house.today(), role), version, lambda it=found: it)  # type: ignore[misc]


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(
    ("path", "paper"),
    [
        ("/homes-there-are", supply_paper(SUPPLY, "York")),
        ("/bring-home", bring_home_paper(returns(money=True), "York")),
    ],
)
def test_the_page_says_everything_the_paper_says(app: FastAPI, path: str, paper: Paper) -> None:
    shown = words_of(signed_in_as(app, Role.COMMISSIONER).get(path).text)
    for text in paper.texts():
        assert " ".join(text.split()) in shown or " ".join(text.replace(": ", " ", 1).split()) in shown


@pytest.mark.parametrize("form", [ending.removeprefix(".") for ending in FORMS])
def test_the_paper_is_taken_away_in_every_form_under_a_neutral_name(app: FastAPI, form: str) -> None:
    answer = signed_in_as(app, Role.COMMISSIONER).get(f"/homes-there-are.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="homes.{form}"'
    assert len(answer.content) > 500


@pytest.mark.parametrize("form", ["exe", "svg-1", "svg-0"])
def test_a_form_there_is_none_of_is_not_found(app: FastAPI, form: str) -> None:
    assert signed_in_as(app, Role.COMMISSIONER).get(f"/homes-there-are.{form}").status_code == 404


def test_savings_stand_on_the_page_of_who_may_see_them_and_of_nobody_else(app: FastAPI) -> None:
    for role in (Role.COMMISSIONER, Role.FINANCE):
        assert "£22,000" in signed_in_as(app, role).get("/bring-home").text
    for role in (Role.PLACEMENT_OFFICER, Role.TEAM_MANAGER, Role.DIRECTOR):
        page = signed_in_as(app, role).get("/bring-home")
        assert page.status_code == 200
        assert "£" not in page.text
        assert b"22,000" not in signed_in_as(app, role).get("/bring-home.txt").content


def test_a_paper_for_planners_says_so_in_every_form() -> None:
    for paper in (supply_paper(SUPPLY, "York"), bring_home_paper(returns(money=False), "York")):
        assert "Not for publication" in as_text(paper)
