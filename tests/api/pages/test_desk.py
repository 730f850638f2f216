"""The other pages of the desk: what each shows, what each refuses, and that nothing typed is lost."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from api.app import create_app
from api.settings import Settings
from placements.models.audit import AuditRow
from placements.models.child import Need
from placements.models.home import Home
from placements.models.task import Task, TaskState
from placements.permissions import Role
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk, is_chosen, said, value_of
from tests.api.pages.test_night import offered, search_of
from tests.api.pages.test_objects import _day
from tests.api.town import TODAY
from tests.api.visitors import CHEAP, Clock, signed_in_as

NOTICE = {"child": "C-3", "by": "carer", "reason": "Nights are hard."} | _day("on", 5, 6) | _day("ends", 3, 7)


def test_referrals_stand_by_urgency_and_are_filtered_in_the_address(duty: Desk) -> None:
    every = said(duty.open("/placement-team"))
    assert every.index("Ash, 9 and Birch, 6") < every.index("Cedar, 15")
    assert "0 minutes left" in every
    assert "Ash" not in duty.open("/placement-team?urgency=planned")
    turned = said(duty.open("/placement-team?order=-children"))
    assert turned.index("Cedar, 15") < turned.index("Ash, 9 and Birch, 6")
    assert 'aria-sort="descending"' in duty.open("/placement-team?order=-children")
    assert "Nobody like that" in duty.open("/placement-team?urgency=within_72h")


def test_clocks_that_hold_whatever_the_home_are_said_once(duty: Desk) -> None:
    page = said(duty.open("/placement-team/R-2"))
    assert page.count("Placement plan by") == 1
    assert "Whatever the home" in page


def test_homes_left_out_are_counted_by_rule_and_filtered_in_the_address(duty: Desk) -> None:
    page = duty.open("/placement-team/R-1")
    rules = re.findall(r"rule=([\w-]+)#left-out", page)
    assert rules
    only = duty.open(f"/placement-team/R-1?rule={rules[0]}")
    assert only.count("<tr") <= page.count("<tr")
    assert "open" in re.findall(r'<details class="govuk-details" id="left-out"([^>]*)>', only)[0]


def test_an_order_that_is_none_is_no_page(duty: Desk) -> None:
    assert "Nearest school" in duty.open("/placement-team/R-2?order=school")
    duty.open("/placement-team/R-2?order=price", status=404)


def test_brothers_are_seen_together_and_apart_side_by_side(duty: Desk) -> None:
    page = said(duty.open("/placement-team/R-1/ways"))
    assert "Assessed to live together (5 June 2026)." in page
    assert page.index("Together 0 of 2 with a home known") < page.index("One and one 0 of 2")
    assert "to ask for Ash and Birch" in page


def test_homes_are_compared_side_by_side_and_one_alone_is_refused(duty: Desk) -> None:
    page = duty.open("/placement-team/R-1")
    search = search_of(page)["search"]
    ranks = re.findall(r'name="rank" value="(\d+)" form="compare"', page)[:2]
    answer = duty.client.post("/placement-team/R-1/compare", data={"csrf": duty.csrf, "search": search, "rank": ranks})
    assert answer.status_code == 303
    shown = said(duty.open(answer.headers["location"]))
    assert "2 homes for" in shown
    assert "Cost, beside" in shown
    alone = duty.send("/placement-team/R-1/compare", search=search, rank=ranks[0])
    assert alone.status_code == 422
    assert "Tick at least two homes" in alone.text


def test_a_home_of_another_referrals_search_cannot_be_asked(duty: Desk) -> None:
    picked = search_of(duty.open("/placement-team/R-1"))
    assert duty.send("/placement-team/R-2/offer", **picked).status_code == 404
    assert duty.send("/placement-team/R-1/offer", search=picked["search"], rank="999").status_code == 404


def test_names_are_letters_at_first_if_the_authority_chooses_and_asking_for_them_is_kept(
    town: sa.Engine, clock: Clock
) -> None:
    app = create_app(Settings(hide_names=True), town, clock=clock, hasher=CHEAP)
    desk = Desk(signed_in_as(app, Role.PLACEMENT_OFFICER))
    page = desk.open("/placement-team/R-1")
    assert "Home A" in page
    assert re.search(r"\bH-\d", said(page)) is None
    picked = search_of(page)
    why = f"/placement-team/R-1/why?search={picked['search']}&rank={picked['rank']}"
    assert re.search(r"\bH-\d", said(desk.open(why))) is None
    assert "H-1" in desk.open("/placement-team/R-1?names=shown")
    with Session(town) as session:
        events = session.scalars(sa.select(AuditRow.event).where(AuditRow.subject == "referral R-1")).all()
    assert "names_shown" in events
    assert desk.goes_on("/placement-team/R-1/offer", **picked).startswith("/offers/")


def asked_by_two(at: At) -> str:
    """A planned paper that the officer wrote and the manager let go: the reference on it."""
    officer = at(Role.PLACEMENT_OFFICER)
    form = officer.open("/placement-team/R-2/ask")
    assert "Lantern Fostering" in form
    assert "Cedar" not in form
    alone = officer.refused("/placement-team/R-2/ask", provider="P-IFA", channel="portal", pen="Loves maps.")
    assert "A second named person" in alone
    assert value_of(alone, "pen") == "Loves maps."
    assert is_chosen(alone, "channel", "portal")
    none = officer.refused("/placement-team/R-2/ask", channel="portal")
    assert "Tick at least one provider" in none
    words = {"provider": "P-IFA", "channel": "portal", "pen": "Loves maps."}
    assert officer.goes_on("/placement-team/R-2/ask", do="read", **words) == "/placement-team/R-2/ask"
    waiting = officer.open("/placement-team/R-2/ask")
    assert value_of(waiting, "pen") == "Loves maps.", "the form stands as it was asked about"
    assert "Waits to be read" in waiting
    manager = at(Role.TEAM_MANAGER)
    assert "What providers are told of R-2" in manager.open("/readings")
    assert "Loves maps." in manager.open("/readings/1")
    assert "Say what has to change" not in manager.refused("/readings/1", words="")
    assert "somebody else reads it" in officer.open("/readings/1")
    assert officer.send("/readings/1", answer="may-go").status_code == 403
    assert manager.goes_on("/readings/1", answer="may-go", words="Clear.") == "/readings"
    assert "May go" in officer.open("/placement-team/R-2/ask")
    changed = officer.refused("/placement-team/R-2/ask", do="release", **(words | {"pen": "Loves old maps."}))
    assert "A second named person" in changed, "one changed word is read again"
    where = officer.goes_on("/placement-team/R-2/ask", do="release", **words)
    assert where == "/offers?referral=R-2"
    board = officer.open(where)
    reference = re.search(r"HW-\w{4}-\w{4}", board)
    assert reference
    return reference[0]


def test_a_provider_is_asked_by_two_people_and_what_went_out_can_be_read_again(at: At) -> None:
    reference, officer = asked_by_two(at), at(Role.PLACEMENT_OFFICER)
    sent = officer.open(f"/approaches/{reference}")
    assert "Loves maps." in sent
    assert "read before by Team_Manager Example" in said(sent)
    assert "A home is needed tonight" not in sent, "two people read it, and it is planned"
    assert officer.client.get(f"/approaches/{reference}/paper.txt").text.count(reference) >= 1
    assert at(Role.SUPERVISING_SOCIAL_WORKER).client.get(f"/approaches/{reference}").status_code == 403
    officer.open("/approaches/HW-0000-0000", status=404)
    pasted = f"Reference: {reference}\nAnswer: no\nReason: no_space\n"
    assert "Nothing was logged" in officer.send("/replies", pasted=pasted.replace("no_space", "dunno")).text
    assert "1 reply logged" in said(officer.send("/replies", pasted=pasted).text)
    assert "Paste at least one reply" in officer.refused("/replies", pasted="")
    assert "No space" in said(officer.open("/offers?referral=R-2&state=all"))


def test_tonight_nobody_recognisable_goes_out(at: At) -> None:
    officer = at(Role.PLACEMENT_OFFICER)
    answer = officer.send("/placement-team/R-2/ask", do="again", pen="Cedar loves maps.")
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert value_of(answer.text, "pen") == "Cedar loves maps."
    assert "Release the papers" not in answer.text


def test_a_home_says_no_with_a_reason_or_is_taken_back(duty: Desk) -> None:
    _, offer = offered(duty)
    assert "Choose why they said no" in duty.refused(f"{offer}/declined", no_words="Full this week.")
    assert "Full this week." in duty.refused(f"{offer}/declined", no_words="Full this week.")
    duty.goes_on(f"{offer}/declined", no_reason="no_space", no_words="Full this week.")
    assert "Said no no space" in said(duty.open(offer))
    late = duty.refused(f"{offer}/withdrawn", back_words="Too late.")
    assert "An offer that is declined cannot become withdrawn" in late


def test_asked_and_no_answer_yet_has_a_clock(duty: Desk) -> None:
    _, offer = offered(duty)
    assert "Give whole hours" in duty.refused(f"{offer}/asked", hours="soon")
    duty.goes_on(f"{offer}/asked", hours="2")
    assert "2 hours left" in said(duty.open(offer))
    assert "2 hours left" in said(duty.open("/offers"))


def test_tasks_are_filtered_in_the_address_and_closed_with_words(duty: Desk, town: sa.Engine) -> None:
    duty.goes_on("/notices/new", **NOTICE)
    assert "Hold the stability meeting." in duty.open("/tasks")
    mine = said(duty.open("/tasks?who=team+manager"))
    assert "Hold the stability meeting." in mine
    assert "Start the search beside." not in mine
    assert "Hold the stability meeting." not in duty.open("/tasks?due=late")
    with Session(town) as session:
        number = session.scalars(sa.select(Task.id).where(Task.rule == "stability-meeting")).one()
    assert "Say what was done" in duty.refused(f"/tasks/{number}", back="/tasks?who=team+manager")
    assert (
        duty.goes_on(f"/tasks/{number}", back="https://elsewhere.example", do="done", **{f"words-{number}": "Held."})
        == "/tasks"
    )
    with Session(town) as session:
        assert session.get_one(Task, number).state is TaskState.DONE


def test_notice_starts_its_clocks_and_each_step_is_a_form(duty: Desk) -> None:
    wrong = duty.refused("/notices/new", **(NOTICE | {"ends-month": "5"}))
    assert "Notice ends after it is given" in wrong
    assert value_of(wrong, "reason") == "Nights are hard."
    place = duty.goes_on("/notices/new", **NOTICE)
    assert "due by 12 June 2026" in said(duty.open(place))
    assert "Give pounds a week" in duty.refused(
        f"{place}/tried", kind="costed_support", what="Night support", weekly=""
    )
    duty.goes_on(f"{place}/tried", kind="costed_support", what="Night support", weekly="70.00", **_day("starts", 5, 6))
    duty.goes_on(f"{place}/went", support="1", went_1="The carers slept.")
    duty.goes_on(f"{place}/met", met_words="Respite.", **_day("met", 5, 6))
    duty.goes_on(f"{place}/beside", referral="R-2")
    duty.goes_on(f"{place}/risk", risk="An allegation.")
    page = said(duty.open(place))
    for words in (
        "Night support, from 5 June 2026, £70 a week",
        "The carers slept.",
        "held 5 June 2026: Respite.",
        "R-2",
        "An allegation.",
    ):
        assert words in page
    assert duty.goes_on(f"{place}/take-back", back="They try again.") == "/notices"
    assert "No notice runs" in duty.open("/notices")


@pytest.mark.parametrize("role", [Role.SUPERVISING_SOCIAL_WORKER, Role.PLACEMENT_OFFICER])
def test_availability_is_one_tap(at: At, town: sa.Engine, role: Role) -> None:
    desk = at(role)
    assert desk.goes_on("/homes/H-1/availability", places="1") == "/homes/H-1/availability?done=1"
    assert "1 place free, confirmed today." in said(desk.open("/homes/H-1/availability?done=1"))
    with Session(town) as session:
        home = session.scalars(sa.select(Home).where(Home.ref == "H-1")).one()
        assert (home.said_free, home.said_free_on) == (1, TODAY)
    assert "Press the number" in desk.refused("/homes/H-1/availability", places="many")
    wrong = desk.refused("/homes/H-1/availability", away="yes", **_day("away-from", 9, 6), **_day("away-to", 8, 6))
    assert "back after they leave" in wrong
    assert value_of(wrong, "away-to-day") == "8"
    desk.goes_on("/homes/H-1/availability", away="yes", **_day("away-from", 9, 6), **_day("away-to", 20, 6))
    assert "until 20 June 2026 (reason restricted)" in said(desk.open("/homes/H-1"))


def test_a_supervising_worker_sees_homes_and_no_child(at: At, duty: Desk) -> None:
    supervising = at(Role.SUPERVISING_SOCIAL_WORKER)
    assert "H-1" in supervising.open("/homes")
    assert "H-2" not in supervising.open("/homes?free=yes")
    for path in ("/placement-team", "/children/C-1", "/offers", "/tasks", "/duty-sheet", "/notices"):
        assert supervising.client.get(path).status_code == 403


def test_every_look_at_a_child_is_written_down_and_shown(at: At) -> None:
    at(Role.IRO).open("/children/C-1")
    at(Role.SOCIAL_WORKER).open("/placement-team/R-1")
    page = said(at(Role.TEAM_MANAGER).open("/children/C-1"))
    looks = page[page.index("Who looked") :]
    assert "Team_Manager Example, team manager Looked" in looks
    assert "Social_Worker Example, social worker Searched, or looked at a search, referral R-1" in looks
    assert "Iro Example, independent reviewing officer Looked" in looks


def test_a_referral_is_copied_with_what_has_gone_stale(at: At, town: sa.Engine, clock: Clock, app: FastAPI) -> None:
    for _ in range(3):
        clock.move(days=30)
        signed_in_as(app, Role.SOCIAL_WORKER)
    clock.move(days=30)
    worker = Desk(signed_in_as(app, Role.SOCIAL_WORKER))
    form = worker.open("/referrals/new?copy=R-1")
    assert value_of(form, "children") == "C-1, C-2"
    assert "C-2, Need: emotional, last asked 5 June 2026" in said(form)
    assert "the one before has passed" in form
    late = worker.refused("/referrals/new", copied="R-1", children="C-1, C-2", kind="breakdown", urgency="planned")
    assert "Give the day and time" in late
    assert value_of(late, "children") == "C-1, C-2"
    needed = {"needed-day": "20", "needed-month": "10", "needed-year": "2026", "needed-time": "17:00"}
    told = {"copied": "R-1", "children": "C-1, C-2", "kind": "breakdown", "urgency": "planned"} | needed
    place = worker.goes_on("/referrals/new", still_true="C-2|need: emotional", **told)
    assert place == "/placement-team/R-261003-1"
    with Session(town) as session:
        assert session.scalars(sa.select(Need.as_of)).one() == clock().date()
    assert "Nothing: every need" in worker.open("/referrals/new?copy=R-1")


def test_a_page_names_nobody_by_the_name_they_sign_in_with(duty: Desk) -> None:
    _, offer = offered(duty)
    assert "Emergency_Duty Example, emergency duty" in said(duty.open(offer))


def test_a_form_of_another_site_changes_nothing(duty: Desk) -> None:
    for path in ("/tonight", "/holds/release", "/notices/new", "/replies", "/duty-sheet"):
        assert duty.client.post(path, data={"reason": "x"}).status_code == 403
        answer = duty.client.post(path, data={"csrf": duty.csrf}, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403
