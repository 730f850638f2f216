"""What a placement officer, a commissioner and a board member do, in a real browser, with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit


def follow(page: Page, name: str) -> None:
    """Go through a link with the keyboard."""
    page.get_by_role("link", name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def open_part(page: Page, name: str) -> None:
    """Open a part of the page with the keyboard."""
    page.locator("summary", has_text=name).first.focus()
    page.keyboard.press("Enter")


def one_alone(page: Page) -> str:
    """The last part of a group: one of the sisters who are assessed to live apart."""
    parts = page.get_by_role("navigation", name="Together or apart").get_by_role("listitem").get_by_role("link")
    return parts.all_inner_texts()[-1]


def test_a_placement_officer_sees_whom_to_ring_first_and_why(visit: Visit) -> None:
    visit.sign_in("placements")
    follow(visit.page, "Who needs a home")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Who needs a home")
    assert visit.page.locator("tbody tr").count() >= 12
    tags = visit.page.locator("tbody td:nth-child(2) .govuk-tag").all_inner_texts()
    assert tags == sorted(tags, key=["Tonight", "Within 72 hours", "Planned"].index)
    visit.open("/placement-team/R-105")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Homes for")
    follow(visit.page, one_alone(visit.page))
    open_part(visit.page, "Left out")
    expect(visit.page.locator("td", has_text="Approved for").first).to_be_visible()
    visit.page.get_by_role("link", name=re.compile("^Why ")).first.focus()
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
    table = visit.page.locator("table", has_text="The parts of the fit add up")
    points = [float(text.split(" of ")[0]) for text in table.locator("td.govuk-table__cell--numeric").all_inner_texts()]
    fit = float(table.locator("caption").inner_text().rsplit(" ", 1)[1])
    assert sum(points) == pytest.approx(fit, abs=0.05)
    assert len(points) == 8


def test_brothers_are_looked_at_together_and_apart(visit: Visit) -> None:
    visit.sign_in("placements")
    visit.open("/placement-team/R-101")
    together = visit.page.get_by_role("navigation", name="Together or apart")
    assert together.get_by_role("listitem").count() == 7
    names = together.get_by_role("listitem").get_by_role("link").all_inner_texts()
    for name in names[:1] + names[-1:]:
        follow(visit.page, name)
        expect(visit.page.get_by_role("heading", level=2, name=re.compile(f"^{name}( together)?:"))).to_be_visible()


def test_signing_out_ends_access(visit: Visit) -> None:
    visit.sign_in("placements")
    visit.page.get_by_role("button", name="Sign out").focus()
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
    visit.open("/placement-team")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_commissioner_sees_three_years_with_their_range_and_cost(visit: Visit) -> None:
    visit.sign_in("commissioner")
    follow(visit.page, "What comes next")
    expect(visit.page.get_by_text("8 in 10 chance").first).to_be_visible()
    chart = visit.page.locator("img.app-chart")
    assert chart.get_attribute("alt")
    assert chart.evaluate("image => image.complete && image.naturalWidth > 0")
    total = visit.page.locator("tbody tr", has_text="All children").locator("td").all_inner_texts()
    assert len(total) == 3
    for cell in total:
        middle, low, high = map(int, re.findall(r"\d+", cell))
        assert low <= middle <= high
    expect(visit.page.get_by_role("heading", name="What it costs")).to_be_visible()
    expect(visit.page.get_by_role("heading", name="What the data are like")).to_be_visible()


def test_a_board_member_sees_six_numbers_and_no_small_one(visit: Visit) -> None:
    visit.sign_in("board")
    follow(visit.page, "Board")
    numbers = visit.page.locator(".app-figure__number").all_inner_texts()
    assert len(numbers) == 6
    bands = visit.page.locator("table td").all_inner_texts()
    assert bands
    assert not {"1", "2", "3", "4", "5"} & set(bands)
    expect(visit.page.get_by_text("c means that a number from 1 to 5")).to_be_visible()
    expect(visit.page.get_by_text("8 in 10 chance").first).to_be_visible()
    expect(visit.page.get_by_text("every person is invented")).to_be_visible()


def test_a_board_member_has_no_way_to_a_child(visit: Visit) -> None:
    visit.sign_in("board")
    assert visit.page.get_by_role("link", name="Who needs a home").count() == 0
    visit.open("/placement-team", status=403)
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Your role may not do this")
    visit.complaints.clear()  # the browser notes the refusal, which is what was asked for


def test_a_wrong_password_is_said_beside_the_form_and_kept_out_of_it(visit: Visit) -> None:
    visit.open("/")
    visit.page.get_by_label("Name").fill("placements")
    visit.page.locator("#password").fill("not the password")
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_text("There is a problem")).to_be_visible()
    assert visit.page.locator("#name").input_value() == "placements"
    assert visit.page.locator("#password").input_value() == ""
    visit.complaints.clear()  # the browser notes the refusal, which is what was asked for
