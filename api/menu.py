"""The menu: what a person's role may open, in few groups with the pages of the present one under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from api.routing import Group, Route

FEW = 5
"""Up to so many pages stand in a row; more are grouped."""


@dataclass(frozen=True)
class Item:
    """One entry: its words, where it leads, whether it is this very page or holds it."""

    text: str
    href: str
    current: bool
    active: bool


@dataclass(frozen=True)
class Section:
    """A group and those of its pages that a person may open."""

    group: Group
    pages: tuple[Route, ...]


@dataclass(frozen=True)
class Menu:
    """The row of entries at the top and, under it, the pages of the group that the present page belongs to."""

    items: tuple[Item, ...] = ()
    title: str = ""
    section: tuple[Item, ...] = ()


def sections(pages: Sequence[Route]) -> list[Section]:
    """The pages by group, groups in the order of their list and pages in that of the table of routes."""
    order = list(Group)
    grouped = sorted(pages, key=lambda page: order.index(page.group) if page.group else len(order))
    return [Section(group, tuple(found)) for group, found in groupby(grouped, key=attrgetter("group")) if group]


def menu_of(pages: Sequence[Route], here: str, group: Group | None) -> Menu:
    """The menu of a person who may open these pages, standing at an address whose route belongs to a group."""
    if len(pages) <= FEW:
        return Menu(tuple(_item(page, here) for page in pages))
    found = sections(pages)
    present = next((one for one in found if one.group is group and len(one.pages) > 1), None)
    return Menu(
        tuple(_of_section(one, here, group) for one in found),
        present.group.value if present else "",
        tuple(_item(page, here) for page in present.pages) if present else (),
    )


def _of_section(section: Section, here: str, group: Group | None) -> Item:
    """A group leads to its first page; a group of one page is called by the page's own name."""
    first = section.pages[0]
    text = first.menu if len(section.pages) == 1 else section.group.value
    return Item(text, first.path, here == first.path, section.group is group)


def _item(page: Route, here: str) -> Item:
    return Item(page.menu, page.path, here == page.path, here == page.path or here.startswith(f"{page.path}/"))
