"""Pages that come of a button: homes compared, and an offer refused."""

from __future__ import annotations

import re

from tests.journeys.conftest import Visit
from tests.journeys.judging import judge


def press(visit: Visit, button: str) -> None:
    """Press the first button of that name."""
    visit.page.get_by_role("button", name=re.compile(f"^{button}")).first.focus()
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")


def test_the_demonstration_holds_a_childs_no_and_a_home_kept_empty(scripted: Visit) -> None:
    scripted.sign_in("team_manager")
    scripted.open("/placement-team/R-106")
    assert scripted.page.get_by_text("The child said no").count() == 1
    scripted.open("/placement-team/R-104")
    assert scripted.page.get_by_text("Kept empty until").count() > 0


def test_homes_compared_and_an_offer_refused_have_no_fault(scripted: Visit) -> None:
    scripted.sign_in("team_manager")
    scripted.open("/placement-team/R-105?part=1")
    for box in scripted.page.locator("input[type=checkbox][name=rank]").all()[:2]:
        box.check()
    press(scripted, "Compare the homes ticked")
    judge(scripted, "compare")
    scripted.page.go_back()
    press(scripted, "Ask")
    press(scripted, "They said yes")
    judge(scripted, "an offer refused")
    scripted.complaints.clear()  # the browser notes the refusal, which is what was asked for
