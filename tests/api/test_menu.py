"""The menu is short: a few pages in a row, more of them in groups."""

from __future__ import annotations

import pytest

from api.menu import FEW, menu_of, sections
from api.routes import ROUTES
from api.routing import Audience, Group, Open, Route
from placements.permissions import GRANTS, Permission, Role

MOST_ENTRIES = len(Group)
PEOPLE = [role for role in Role if role is not Role.SIGNED_OUT]


def pages_of(role: Role) -> list[Route]:
    return [route for route in ROUTES if route.menu and route.needs in GRANTS[role]]


def page_at(path: str, group: Group) -> Route:
    return Route("GET", path, page_at, Permission.SEE_HOMES, Audience.PERSON, menu=path[1:], group=group)


MANY = [*(page_at(f"/h{n}", Group.HOMES) for n in range(FEW)), page_at("/board", Group.BOARD)]


def test_every_page_for_people_stands_in_a_group() -> None:
    apart = {"/", "/sign-in", "/sign-out", "/your-password"}
    without = {
        route.path
        for route in ROUTES
        if route.audience is Audience.PERSON and route.needs is not Open.PUBLIC and route.group is None
    }
    assert without <= apart


@pytest.mark.parametrize("role", PEOPLE)
def test_no_role_has_more_entries_at_the_top_than_there_are_groups(role: Role) -> None:
    items = menu_of(pages_of(role), "/", None).items
    assert 1 <= len(items) <= MOST_ENTRIES


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_of_a_role_is_at_most_two_steps_away(role: Role) -> None:
    pages = pages_of(role)
    reached: set[str] = set()
    for item in menu_of(pages, "/", None).items:
        group = next(page.group for page in pages if page.path == item.href)
        reached |= {item.href} | {one.href for one in menu_of(pages, item.href, group).section}
    assert reached == {page.path for page in pages}


def test_few_pages_stand_in_a_row_by_their_own_names() -> None:
    menu = menu_of(MANY[:FEW], "/h1/7", Group.HOMES)
    assert [item.text for item in menu.items] == ["h0", "h1", "h2", "h3", "h4"]
    assert [item.text for item in menu.items if item.active] == ["h1"]
    assert menu.section == ()


def test_many_pages_stand_in_groups_with_the_present_one_opened() -> None:
    menu = menu_of(MANY, "/h1", Group.HOMES)
    assert [(item.text, item.href, item.active) for item in menu.items] == [
        ("Homes", "/h0", True),
        ("board", "/board", False),
    ]
    assert menu.title == "Homes"
    assert [item.href for item in menu.section if item.current] == ["/h1"]


def test_a_page_without_an_entry_keeps_its_group_open() -> None:
    menu = menu_of(MANY, "/elsewhere", Group.HOMES)
    assert [item.active for item in menu.items] == [True, False]
    assert len(menu.section) == FEW


def test_groups_keep_the_order_of_their_list_and_pages_that_of_the_table() -> None:
    found = sections([page_at("/b", Group.BOARD), page_at("/h2", Group.HOMES), page_at("/h1", Group.HOMES)])
    assert [(one.group, [page.path for page in one.pages]) for one in found] == [
        (Group.HOMES, ["/h2", "/h1"]),
        (Group.BOARD, ["/b"]),
    ]
