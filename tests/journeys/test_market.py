"""A commissioner tries a block of beds by keyboard, with and without script, and shares what was tried."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def test_a_block_is_tried_by_keyboard_and_the_address_says_what_was_tried(visit: Visit) -> None:
    visit.sign_in("commissioner")
    visit.open("/contracts")
    visit.page.get_by_label("Beds in the block").focus()
    for typed in ("3", "9000", "1000", "4000"):
        visit.page.keyboard.press("Control+a")
        visit.page.keyboard.type(typed)
        visit.page.keyboard.press("Tab")
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
    answer = visit.page.get_by_text("The block costs less once 3.0 of 3 beds are filled")
    expect(answer).to_be_visible()
    assert "beds=3&fixed=9000&besides=1000&spot=4000" in visit.page.url
    visit.page.goto(visit.page.url)
    expect(answer).to_be_visible()
