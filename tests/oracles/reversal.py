"""What a changed fact does to the answer, by searching everything again from the start: slow, and without shortcuts."""

from __future__ import annotations

from dataclasses import replace

from matching.situation import Request
from matching.snapshot import World
from matching.whatif import Change
from tests.matching.asked import answered


def first_home(world: World, request: Request, bundle: tuple[str, ...]) -> str | None:
    """The home that a full search puts first for these children."""
    return next((option.home for option in answered(world, request).options if option.children == bundle), None)


def first_home_after(change: Change, world: World, request: Request, bundle: tuple[str, ...]) -> str | None:
    """The same after one fact was changed, in a world made anew."""
    if change.home is not None:
        changed = change.home
        world = replace(world, homes=tuple(changed if home.ref == changed.ref else home for home in world.homes))
    return first_home(world, change.request or request, bundle)
