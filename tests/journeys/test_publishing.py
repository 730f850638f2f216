"""Figures frozen, signed by two people, published and read by anybody, in a real browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def press(visit: Visit, name: str) -> None:
    """Press a button with the keyboard."""
    visit.page.get_by_role("button", name=name).focus()
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")


def prepared(visit: Visit) -> str:
    """The commissioner freezes the figures and signs that they are right; the address of the release."""
    visit.sign_in("commissioner")
    visit.open("/releases")
    visit.page.get_by_label("What we ask the board to decide").fill("Agree ten more foster homes.")
    if visit.page.get_by_text("Released", exact=True).count():
        visit.page.get_by_label("If this corrects what is published").fill("Shown once more.")
    press(visit, "Freeze the figures")
    press(visit, "Sign: the figures are right")
    return visit.page.url.removeprefix(visit.served.address)


def test_figures_are_frozen_signed_by_two_published_and_read_by_anybody(visit: Visit) -> None:
    release = prepared(visit)
    expect(visit.page.get_by_text("It waits for one more signature")).to_be_visible()
    press(visit, "Sign out")
    visit.sign_in("director")
    visit.open(release)
    press(visit, "Sign: it may be published")
    press(visit, "Publish it now")
    press(visit, "Sign out")
    visit.open("/published")
    visit.page.get_by_role("link", name="Our children and their homes").first.focus()
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
    assert visit.page.locator(".app-figure__number").count() >= 6
    assert not {"1", "2", "3", "4", "5"} & set(visit.page.locator("table td").all_inner_texts())
    expect(visit.page.get_by_text("Agree ten more foster homes.")).to_be_visible()
    expect(visit.page.get_by_text("every person is invented")).to_be_visible()
    for chart in visit.page.locator("img.app-chart").all():
        assert chart.get_attribute("alt")
        assert chart.evaluate("image => image.complete && image.naturalWidth > 0")
