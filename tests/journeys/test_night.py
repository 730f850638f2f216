"""19:40, a child in the office: from six facts to a decision, with the keyboard alone, with and without script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.judging import judge

SIX_FACTS = {"name1": "Wren", "dob1-day": "9", "dob1-month": "5", "dob1-year": "2017", "postcode1": "YO24 3ND"}


def fill(page: Page, name: str, words: str) -> None:
    """Type into a box from the keyboard, in place of what stands there."""
    page.locator(f"[name='{name}']").first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose(page: Page, name: str, value: str) -> None:
    """Choose a radio from the keyboard."""
    page.locator(f"[name='{name}'][value='{value}']").focus()
    page.keyboard.press("Space")


def press(page: Page, button: str) -> None:
    """Press the first button of that name, or follow the link, from the keyboard."""
    page.get_by_role("button", name=re.compile(f"^{button}")).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def refused(visit: Visit) -> None:
    """The page says what is wrong and leads to it; the browser notes the refusal, which is what was asked for."""
    summary = visit.page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    target = summary.get_by_role("link").first.get_attribute("href")
    assert target
    expect(visit.page.locator(target).first).to_be_visible()
    visit.complaints.clear()


def six_facts(visit: Visit) -> None:
    """Type what is known of one child, after a first try with nothing."""
    press(visit.page, "A child in the office now")
    press(visit.page, "Search for 1 child")
    refused(visit)
    for name, words in SIX_FACTS.items():
        fill(visit.page, name, words)
    choose(visit.page, "sex1", "F")
    choose(visit.page, "risks1", "none")
    press(visit.page, "Search for 1 child")


def record_wishes(page: Page) -> None:
    """Follow each link to what nobody asked yet, and write it down."""
    missing = page.get_by_role("link", name=re.compile("^Record it"))
    while missing.count():
        missing.first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        fill(page, "words", "I want to be near Grandma.")
        press(page, "Record it")


def say_the_rest(page: Page) -> None:
    """Whatever the page still asks of whoever decides."""
    for box in page.locator("form#form textarea").all():
        if not box.input_value():
            box.focus()
            page.keyboard.type("Near Grandma, and she keeps her school.")
    if page.locator("[name=override]").count():
        page.locator("[name=override]").focus()
        page.keyboard.type("Other")


def test_from_six_facts_to_a_decision(visit: Visit) -> None:
    page = visit.page
    visit.sign_in("emergency_duty")
    visit.open("/placement-team")
    six_facts(visit)
    expect(page.get_by_role("heading", level=1)).to_have_text("Homes for Wren")
    place = page.url
    press(page, "Hold 2 hours")
    expect(page.locator("tbody")).to_contain_text("1 hour 59 minutes left")
    page.goto(place)
    expect(page.locator(".app-option").first).to_contain_text("Bed held")
    press(page, "Ask")
    fill(page, "by", "Hana Invented")
    press(page, "They said yes")
    expect(page.locator(".govuk-body-l").first).to_contain_text("Said yes")
    press(page, "Decide")
    record_wishes(page)
    fill(page, "weighed", "Ten minutes from Grandma.")
    press(page, "Record the decision")
    refused(visit)
    assert page.locator("[name=weighed]").input_value() == "Ten minutes from Grandma."
    say_the_rest(page)
    press(page, "Record the decision")
    expect(page.locator(".govuk-body-l").first).to_contain_text("Emergency Duty Invented")
    expect(page.get_by_role("heading", name="How the child can question it")).to_be_visible()
    expect(page.locator("tbody").first).to_contain_text("Make the placement plan.")
    if visit.scripted:
        judge(visit, "a decision")


def test_a_carers_places_are_confirmed_on_a_phone_with_one_tap(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 640})
    visit.sign_in("supervising_social_worker")
    visit.open("/homes/H-003/availability")
    press(visit.page, "1 places free today")
    expect(visit.page.get_by_role("status")).to_contain_text("1 place free, confirmed today.")


def test_the_duty_sheet_fits_two_sides_and_holds_no_address(scripted: Visit) -> None:
    scripted.sign_in("emergency_duty")
    scripted.open("/duty-sheet")
    pages = scripted.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pages)) <= 2
    assert re.search(r"\bYO\d", scripted.page.locator("main").inner_text()) is None
