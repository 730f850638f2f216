"""Planners' pages: no fault of WCAG 2.2 A or AA, fit 320 pixels, ask nobody else; a lever answers while it is moved."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WAIT, Visit
from tests.journeys.test_desk_pages import judge

PAPERS = ["/homes-there-are", "/bring-home", "/budget", "/data-quality"]
LONG = ["/enough-homes", "/unlock-and-recruit"]


def once_worked_out(visit: Visit, path: str) -> None:
    """Open a page that may still be worked out; it looks again by itself."""
    visit.open(path)
    expect(visit.page.get_by_role("link", name="Excel")).to_be_visible(timeout=4_000 * WAIT)


@pytest.mark.parametrize("path", [*PAPERS, *LONG, "/levers?entries=-20", "/scenarios"])
def test_no_page_of_the_planners_has_a_fault(scripted: Visit, path: str) -> None:
    scripted.sign_in("commissioner")
    if path in {"/budget", *LONG}:
        once_worked_out(scripted, path)
    else:
        scripted.open(path)
    judge(scripted, path)


def test_a_lever_answers_while_it_is_moved_and_by_its_button_without_script(visit: Visit) -> None:
    visit.sign_in("commissioner")
    visit.open("/levers")
    before = visit.page.locator("#sentence").inner_text()
    box = visit.page.get_by_label("Families whose children start to be in our care", exact=True).first
    box.focus()
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.type("-50")
    if not visit.scripted:
        with visit.page.expect_navigation():
            visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#sentence")).not_to_have_text(before, timeout=1_000 * WAIT)
    expect(visit.page.locator("#difference-2")).to_contain_text("fewer")
    assert "entries=-50" in visit.page.url


def test_levers_are_kept_as_a_scenario_that_stands_beside_the_base(scripted: Visit) -> None:
    scripted.sign_in("commissioner")
    scripted.open("/levers?entries=-20")
    scripted.page.get_by_label("Title").fill("Early help from April")
    with scripted.page.expect_navigation():
        scripted.page.get_by_role("button", name="Keep it").press("Enter")
    expect(scripted.page.get_by_role("heading", name="Early help from April")).to_be_visible()
    judge(scripted, "/scenarios")
