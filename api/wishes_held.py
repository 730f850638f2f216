"""Wishes that are held against homes, each with what it is about in words."""

from __future__ import annotations

from api.words import plain
from placements.models.wish import Wish, WishAbout
from placements.repository.children import wishes_that_count
from placements.repository.records import Records
from placements.repository.reference import authority_names

ABOUT = {
    WishAbout.HOME: "The home {}",
    WishAbout.KIND: "Any {}",
    WishAbout.AREA: "Anywhere in {}",
    WishAbout.PETS: "A home with this animal: {}",
    WishAbout.SMOKING: "People who smoke",
    WishAbout.LIVING_WITH: "Living with the child {}",
}


def wishes_held(records: Records, ref: str) -> list[tuple[Wish, str]]:
    """The wishes of a child that count, in the order in which they were recorded, with what each is about."""
    areas = authority_names(records)
    return [
        (one, ABOUT[one.about].format(areas.get(one.value, plain(one.value))))
        for one in wishes_that_count(records, ref)
    ]
