"""What has no other page: what happened and is never suggested, an end, what a referral lacks, agreements by a day."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.placement import Occupancy
from placements.models.sign_off import SignOff, SignOffState
from placements.permissions import Role
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk, said, value_of
from tests.api.pages.test_night import decided, offered, ready
from tests.api.pages.test_objects import _day
from tests.api.town import TODAY
from tests.api.visitors import Clock

FLAT = {
    "children": "C-3",
    "kind": "unregistered",
    "place": "A rented flat with two workers",
    "reason": "No home had been found by ten at night.",
    "tell": "Ofsted",
} | _day("from", 5, 6)


def test_what_happened_is_recorded_by_a_senior_and_read_by_the_director(at: At) -> None:
    manager, director = at(Role.TEAM_MANAGER), at(Role.DIRECTOR)
    assert value_of(manager.open("/happened/new?child=C-3"), "children") == "C-3"
    lost = manager.refused("/happened/new", **(FLAT | {"place": ""}))
    assert "Say where" in lost
    assert "No home had been found by ten at night." in lost
    done = manager.goes_on("/happened/new", **FLAT)
    assert "The director’s list holds it" in manager.open(done)
    number = done.partition("=")[2]
    assert manager.client.get(f"/decisions/{number}").status_code == 404
    assert manager.client.get("/restricted").status_code == 403
    page = said(director.open("/restricted"))
    assert "A place that is not registered: C-3 It lasts" in page
    assert "Tell Ofsted." in page
    assert director.goes_on("/happened/new", **FLAT).startswith("/decisions/"), "the director sees it at once"
    assert at(Role.SOCIAL_WORKER).send("/happened/new", **FLAT).status_code == 403


def test_a_stay_is_ended_on_the_childs_page_and_frees_the_bed(duty: Desk, town: sa.Engine) -> None:
    offer = ready(duty)
    duty.goes_on(f"{offer}/decide", **decided(duty, offer))
    child = "/children/N-260605-1"
    assert "lives there no longer" in duty.open(child)
    assert "Say why it ended" in duty.refused(f"{child}/ended", **_day("ended", 8, 6))
    assert duty.goes_on(f"{child}/ended", because="Her aunt took her.", **_day("ended", 8, 6)) == child
    with Session(town) as session:
        assert (
            str(session.scalars(sa.select(Occupancy.ends_on).where(Occupancy.decision_id == 1)).one()) == "2026-06-08"
        )


def test_who_gets_what_is_missing_stands_by_day_until_it_is_found(duty: Desk) -> None:
    place = "/placement-team/R-2/gaps"
    assert "Say what is missing" in duty.refused(place, who="Sam", **_day("when", 9, 6))
    assert duty.goes_on(place, what="His allergies.", who="Sam Invented", **_day("when", 9, 6)) == place
    assert "His allergies. Sam Invented gets it by 9 June 2026" in said(duty.open(place))
    assert duty.send("/placement-team/R-1/gaps/1").status_code == 404, "another referral's"
    duty.goes_on(f"{place}/1")
    assert "His allergies" not in duty.open(place)


def test_an_agreement_has_a_day_stands_in_the_tray_and_is_asked_for_again_once_late(
    at: At, duty: Desk, town: sa.Engine, clock: Clock
) -> None:
    _, offer = offered(duty)
    number = int(offer.rpartition("/")[2])
    with Session(town) as session, session.begin():
        session.add(
            SignOff(
                offer_id=number,
                rule="out-adjoining",
                who="nominated officer",
                because="It lies next door.",
                state=SignOffState.ASKED,
                asked_at=clock(),
                due_on=TODAY,
            )
        )
    page = said(at(Role.NOMINATED_OFFICER).open("/agreements"))
    assert "Yours to give" in page
    assert "5 June 2026 Today" in page
    assert "Nobody waits" in duty.open("/agreements?who=iro")
    duty.goes_on(f"/agreements/{number}/chase", rule="out-adjoining")
    assert "again 5 June 2026" in said(duty.open("/agreements"))
    assert duty.send(f"/agreements/{number}/chase", rule="nothing").status_code == 422
