"""At 19:40: six facts, a search, a bed held, a home asked, wishes recorded, a named person's decision."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from placements.models.audit import AuditRow
from placements.models.decision import Decision
from placements.models.placement import Occupancy, OccupancyKind, Standing
from placements.models.referral import Referral, ReferralStatus
from placements.permissions import Role
from tests.api.pages.conftest import At
from tests.api.pages.forms import TONIGHT, Desk, is_chosen, said, value_of
from tests.api.visitors import PASSWORD, Clock, signed_in_as


def search_of(page: str) -> dict[str, str]:
    """The search and the rank behind the first button of a search page."""
    found = re.search(
        r'name="search" value="(\d+)"><input type="hidden" name="rank" value="(\d+)"', page.replace("\n", "")
    )
    assert found, said(page)
    return {"search": found[1], "rank": found[2]}


def offered(duty: Desk) -> tuple[str, str]:
    """A child of tonight for whom a home is asked: the referral's page and the offer's."""
    place = duty.goes_on("/tonight", **TONIGHT)
    return place, duty.goes_on(f"{place}/offer", **search_of(duty.open(place)))


def ready(duty: Desk) -> str:
    """The page of an offer whose carers said yes, with the wishes recorded."""
    _, offer = offered(duty)
    duty.goes_on(f"{offer}/accepted", by="Hana Invented", **{"as": "carer"})
    child = re.search(r"/children/([^/?\"]+)/wishes", duty.open(f"{offer}/decide"))
    assert child
    for view in ("wishes", "parent_wishes"):
        duty.goes_on(
            f"/children/{child[1]}/wishes",
            view=view,
            back=offer,
            words="Near Grandma.",
            by="Dee",
            on_day="5",
            on_month="6",
            on_year="2026",
        )
    return offer


def decided(duty: Desk, offer: str, **fields: str) -> dict[str, str]:
    """What somebody types to decide, with whatever this home still wants to be said."""
    page = duty.open(f"{offer}/decide")
    extra = dict.fromkeys(
        re.findall(r'<textarea[^>]*name="((?:note|support)-[^"]+|unknown)"', page), "Seen to tonight."
    )
    if 'name="override"' in page:
        extra["override"] = "other"
    return (
        {"reason": "Near Grandma.", "weighed": "Ten minutes away.", "contest": "Tell your reviewing officer."}
        | extra
        | fields
    )


def test_six_facts_lead_to_a_search_with_whom_to_ring_first(duty: Desk, town: sa.Engine) -> None:
    place = duty.goes_on("/tonight", **TONIGHT)
    assert place == "/placement-team/R-260605-1"
    page = duty.open(place)
    assert "Homes for Wren" in page
    assert "H-1" in page
    assert "needed by 10:00pm on 5 June 2026" in said(page)
    with Session(town) as session:
        assert session.scalars(sa.select(AuditRow.event)).all()[-2:] == ["referral_written", "searched"]


def test_another_child_is_added_and_nothing_typed_is_lost(duty: Desk) -> None:
    answer = duty.send("/tonight", **TONIGHT, another="yes")
    assert answer.status_code == 200
    assert value_of(answer.text, "name1") == "Wren"
    assert is_chosen(answer.text, "sex1", "F")
    assert 'name="name2"' in answer.text
    assert "Are they brothers and sisters?" in answer.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"needed-time": "late"}, "Give the day and time"),
        ({"needed-day": "4"}, "has passed"),
        ({"dob1-month": "13"}, "Give the date of birth"),
        ({"dob1-year": "1990"}, "no child's date of birth"),
        ({"sex1": ""}, "Choose girl, boy or not known"),
        ({"risks1": ""}, "Say whether any risk is known"),
        ({"risks1": "some"}, "Tick the risks"),
        ({"kinds1": "fire"}, "Risks are ticked"),
        ({"postcode1": "nowhere"}, "not a postcode"),
        ({"near1": "YO1 1AA"}, "from whom"),
        ({"from1": "Somebody", "near1": "YO1 1AA"}, "both the postcode and the miles"),
    ],
)
def test_what_cannot_be_used_is_said_and_what_was_typed_is_kept(
    duty: Desk, town: sa.Engine, wrong: dict[str, str], words: str
) -> None:
    page = duty.refused("/tonight", **(TONIGHT | wrong))
    assert words in page
    assert value_of(page, "name1") == "Wren"
    assert "<title>Error: " in page
    with Session(town) as session:
        assert session.scalar(sa.select(sa.func.count(Referral.id))) == 2


def test_a_held_bed_is_nobody_elses_until_it_is_given_back(duty: Desk, at: At) -> None:
    place = duty.goes_on("/tonight", **TONIGHT)
    picked = search_of(duty.open(place))
    assert duty.goes_on(f"{place}/hold", **picked) == "/holds"
    assert "2 hours left" in said(duty.open("/holds"))
    assert "Bed held: 2 hours left" in said(duty.open(place))
    assert duty.goes_on("/holds/release", referral="R-260605-1", home="H-1") == "/holds"
    assert "No bed is held now" in duty.open("/holds")
    assert at(Role.SOCIAL_WORKER).send("/holds/release", referral="R-1", home="H-1").status_code == 403


def test_a_hold_lapses_by_itself(duty: Desk, clock: Clock) -> None:
    place = duty.goes_on("/tonight", **TONIGHT)
    duty.goes_on(f"{place}/hold", **search_of(duty.open(place)))
    clock.move(minutes=10)
    assert "1 hour 50 minutes left" in said(duty.open("/holds"))
    for _ in range(12):
        clock.move(minutes=10)
        duty.open("/holds")
    assert "No bed is held now" in duty.open("/holds")


def test_a_home_that_says_yes_waits_for_wishes_and_a_person(duty: Desk) -> None:
    _, offer = offered(duty)
    assert "To ask" in said(duty.open(offer))
    page = duty.refused(f"{offer}/accepted", by="", **{"as": "carer"})
    assert "Say who said yes" in page
    duty.goes_on(f"{offer}/accepted", by="Hana Invented", **{"as": "carer"})
    shown = said(duty.open(offer))
    assert "Said yes Hana Invented, carer" in shown
    assert "Not recorded: the child's view" in shown
    refused = duty.refused(f"{offer}/decide", **decided(duty, offer))
    assert "This cannot be decided yet" in refused
    assert value_of(refused, "weighed") == "Ten minutes away."


def test_yes_with_support_is_costed_and_somebody_arranges_it(duty: Desk) -> None:
    _, offer = offered(duty)
    yes = {"by": "Hana Invented", "as": "carer", "support": "Night support, three nights a week"}
    assert "what the support costs" in duty.refused(f"{offer}/accepted", **yes)
    duty.goes_on(f"{offer}/accepted", **yes, **{"support-cost": "70"})
    tasks = said(duty.open("/tasks"))
    assert "Arrange the support promised to the carers: Night support, three nights a week, £70.00 a week." in tasks
    assert "8 June 2026" in tasks, "the next working day after Friday"


def test_a_named_person_decides_and_everything_seen_is_kept(duty: Desk, town: sa.Engine) -> None:
    offer = ready(duty)
    missing = duty.refused(f"{offer}/decide", **decided(duty, offer, reason=""))
    assert "Say why this home" in missing
    place = duty.goes_on(f"{offer}/decide", **decided(duty, offer))
    page = said(duty.open(place))
    assert "Decided by Emergency_Duty Example, emergency duty" in page
    assert "Near Grandma." in page
    assert "Tell your reviewing officer." in page
    assert "Make the placement plan." in page
    with Session(town) as session:
        made = session.scalars(sa.select(Decision)).one()
        assert (made.decided_by, made.role) == ("emergency_duty", Role.EMERGENCY_DUTY)
        assert made.options_seen
        referral = session.scalars(sa.select(Referral).where(Referral.ref == "R-260605-1")).one()
        assert referral.status is ReferralStatus.PLACED
        stays = session.scalars(sa.select(Occupancy).where(Occupancy.kind == OccupancyKind.PLACEMENT)).all()
        assert [stay.standing for stay in stays] == [Standing.IN_FORCE]


def test_nobody_decides_whose_role_may_not(duty: Desk, at: At) -> None:
    offer = ready(duty)
    for role in (Role.PLACEMENT_OFFICER, Role.SOCIAL_WORKER, Role.IRO, Role.BOARD_MEMBER):
        assert at(role).client.get(f"{offer}/decide").status_code == 403
        assert at(role).send(f"{offer}/decide", reason="Because.").status_code == 403


def test_the_child_is_told_and_the_decision_may_be_questioned_and_answered(duty: Desk, at: At) -> None:
    offer = ready(duty)
    place = duty.goes_on(f"{offer}/decide", **decided(duty, offer))
    worker, iro, manager = at(Role.SOCIAL_WORKER), at(Role.IRO), at(Role.TEAM_MANAGER)
    early = worker.refused(f"{place}/told", told_by="Sol", told_on_day="4", told_on_month="6", told_on_year="2026")
    assert "told before it was decided" in early
    worker.goes_on(f"{place}/told", told_by="Sol", told_on_day="5", told_on_month="6", told_on_year="2026")
    assert "The child was told on 5 June 2026 by Sol" in said(duty.open(place))
    assert "Say what is questioned" in iro.refused(f"{place}/question", whose="child", about="")
    iro.goes_on(f"{place}/question", whose="child", about="Wren wanted to stay at her school.")
    assert "Wren wanted to stay at her school." in duty.open(place)
    assert manager.send("/questions/1/answer", do="answer", words_1="She does stay.").status_code == 303
    assert "Answered" in said(iro.open(place))
    assert iro.send("/questions/1/answer", do="close", words_1="Wren agrees.").status_code == 303
    assert iro.send("/questions/404/answer", do="close", words_404="x").status_code == 404


def test_how_it_goes_is_asked_after_28_days_in_one_screen(duty: Desk, app: FastAPI, clock: Clock) -> None:
    offer = ready(duty)
    place = duty.goes_on(f"{offer}/decide", **decided(duty, offer))
    assert "too early" in duty.refused(f"{place}/outcome", child="N-260605-1", after="28", how="settled")
    clock.move(days=28)
    assert duty.client.get(place).headers["location"].startswith("/sign-in")
    later = Desk(signed_in_as(app, Role.SOCIAL_WORKER))
    words = {"child-says": "I like the dog."}
    refused = later.refused(f"{place}/outcome", child="N-260605-1", after="28", how="ended", **words)
    assert "Give the day it ended" in refused
    assert value_of(refused, "child-says") == "I like the dog."
    later.goes_on(f"{place}/outcome", child="N-260605-1", after="28", how="settled", **words)
    assert "Wren after 28 days: settled" in said(later.open(place))
    assert "I like the dog." in later.open(place)


def test_what_was_typed_survives_signing_out(duty: Desk, clock: Clock, town: sa.Engine) -> None:
    clock.move(minutes=16)
    late = duty.send("/tonight", **TONIGHT)
    assert late.status_code == 401
    assert "Nothing is lost" in late.text
    assert value_of(late.text, "kept-name1") == "Wren"
    fields = {name: value_of(late.text, name) or "" for name in re.findall(r'name="(kept-[^"]+|next|csrf)"', late.text)}
    wrong = duty.client.post("/sign-in", data=fields | {"name": "emergency_duty", "password": "not this"})
    assert value_of(wrong.text, "kept-name1") == "Wren"
    back = duty.client.post("/sign-in", data=fields | {"name": "emergency_duty", "password": PASSWORD})
    assert "Send it now" in back.text
    assert 'action="/tonight"' in back.text
    again = {name: value_of(back.text, name) or "" for name in [*TONIGHT, "csrf"]}
    with Session(town) as session:
        assert session.scalar(sa.select(sa.func.count(Referral.id))) == 2, "nothing is sent by signing in"
    assert duty.client.post("/tonight", data=again).headers["location"] == "/placement-team/R-260605-1"


def test_what_another_site_sends_is_not_kept(duty: Desk, clock: Clock) -> None:
    clock.move(minutes=16)
    answer = duty.client.post("/tonight", data=TONIGHT, headers={"sec-fetch-site": "cross-site"})
    assert "Wren" not in answer.text
    assert answer.status_code == 303
