"""Levers answer while they are moved, with and without script, and are kept as a scenario."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import WAIT, Visit
from tests.journeys.judging import judge


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
