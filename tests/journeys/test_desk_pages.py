"""Every page of the desk x roles: no fault of WCAG 2.2 A or AA, nothing cut off at 320 pixels, nobody else asked."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import Visit
from tests.journeys.test_audiences import DESK_WIDTH, PHONE_WIDTH, WCAG

MANAGER = [
    "/",
    "/placement-team",
    "/placement-team/R-101",
    "/placement-team/R-104?rule=bed-free",
    "/placement-team/R-101/ways",
    "/placement-team/R-104/ask",
    "/tonight",
    "/referrals/new",
    "/referrals/new?copy=R-101",
    "/holds",
    "/offers?state=all",
    "/replies",
    "/tasks",
    "/duty-sheet",
    "/looks",
    "/homes?free=yes",
    "/homes/H-003",
    "/homes/H-003/availability",
    "/notices",
    "/notices/new",
    "/children/C-9001",
    "/children/C-9001/wishes",
]
ROLES = {
    "team_manager": MANAGER,
    "social_worker": ["/placement-team", "/placement-team/R-104", "/children/C-9001", "/tasks", "/homes/H-003"],
    "supervising_social_worker": ["/", "/homes", "/homes/H-003"],
    "iro": ["/placement-team", "/offers", "/tasks"],
    "director": ["/", "/tasks", "/looks"],
}


def judge(visit: Visit, path: str) -> None:
    """The page as it stands: axe at a desk, then nothing wider than a narrow telephone."""
    visit.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    found = Axe().run(visit.page, options={"runOnly": WCAG})
    assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    visit.page.set_viewport_size({"width": PHONE_WIDTH, "height": 640})
    assert visit.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE_WIDTH, path
    visit.page.set_viewport_size({"width": DESK_WIDTH, "height": 900})


@pytest.mark.parametrize("name", ROLES)
def test_no_page_of_the_desk_has_a_fault(scripted: Visit, name: str) -> None:
    scripted.sign_in(name)
    for path in ROLES[name]:
        scripted.open(path)
        judge(scripted, path)


def press(visit: Visit, button: str) -> None:
    """Press the first button of that name."""
    visit.page.get_by_role("button", name=re.compile(f"^{button}")).first.focus()
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")


def test_pages_that_come_of_a_search_have_no_fault(scripted: Visit) -> None:
    scripted.sign_in("team_manager")
    scripted.open("/placement-team/R-105?part=1")
    why = scripted.page.get_by_role("link", name=re.compile("^Why ")).first.get_attribute("href")
    assert why
    for box in scripted.page.locator("input[type=checkbox][name=rank]").all()[:2]:
        box.check()
    press(scripted, "Compare the homes ticked")
    judge(scripted, "compare")
    scripted.open(why)
    judge(scripted, why)
    press(scripted, "Ask")
    judge(scripted, "an offer")
    press(scripted, "They said yes")
    judge(scripted, "an offer refused")
    scripted.complaints.clear()  # the browser notes the refusal, which is what was asked for
    decide = scripted.page.get_by_role("button", name="Decide").get_attribute("href")
    assert decide
    scripted.open(decide)
    judge(scripted, decide)


def test_a_first_visit_is_small(scripted: Visit) -> None:
    sizes: dict[str, int] = {}
    scripted.page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    scripted.sign_in("team_manager")
    scripted.open("/placement-team/R-101")
    pages = {url: size for url, size in sizes.items() if "/assets/" not in url}
    assert max(pages.values()) < 200_000
