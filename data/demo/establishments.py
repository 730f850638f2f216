"""Registered homes that the authority knows: children's homes and supported accommodation, in York's outline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from data.demo.chance import Chance
from data.demo.ground import Band, Ground, Spot
from data.demo.life import Day
from data.demo.names import INVENTED, PLACES
from data.demo.providers import OWN, Provider, Providers
from placements.models.home import HomeKind

BLOCK_CONTRACT = "BLOCK-1"


@dataclass(frozen=True)
class Pattern:
    """A home of York's outline (Ofsted list of 31 March 2025; the block of four beds from a council paper of 2013).

    A `staffed` home of supported accommodation has somebody there day and night, and says which needs it meets.
    """

    places: int
    kind: HomeKind
    provider: str
    ages: tuple[int, int]
    band: Band = Band.IN_AREA
    contract: str = ""
    short_breaks: bool = False
    step_free: bool = False
    supervision_cap: int = 8
    staffed: bool = False


_HOME, _SUPPORTED = HomeKind.CHILDRENS_HOME, HomeKind.SUPPORTED
PATTERNS = (
    Pattern(6, _HOME, OWN, (8, 17)),
    Pattern(8, _HOME, OWN, (5, 17), short_breaks=True, step_free=True),
    Pattern(2, _HOME, "HOME-1", (10, 17), supervision_cap=7),
    Pattern(3, _HOME, "HOME-2", (7, 14), supervision_cap=9),
    Pattern(4, _HOME, "HOME-3", (10, 17), contract=BLOCK_CONTRACT, supervision_cap=12),
    Pattern(4, _HOME, "HOME-1", (11, 17), band=Band.OUTSIDE_FAR),
    Pattern(5, _HOME, "HOME-2", (8, 17), band=Band.OUTSIDE_FAR, step_free=True),
    Pattern(6, _SUPPORTED, OWN, (16, 17), supervision_cap=18, staffed=True),
    Pattern(24, _SUPPORTED, "SUP-1", (16, 17)),
    Pattern(20, _SUPPORTED, "SUP-1", (16, 17), step_free=True, supervision_cap=60, staffed=True),
    Pattern(13, _SUPPORTED, "SUP-1", (16, 17)),
)


@dataclass(slots=True)
class Establishment:
    """A known registered home with the stays booked in it, as (first day, day of leaving, child's code)."""

    ref: str
    urn: str
    name: str
    pattern: Pattern
    provider: Provider
    spot: Spot
    registered_from: dt.date
    graded_on: dt.date
    bookings: list[tuple[Day, Day, str]] = field(default_factory=list)

    def free(self, day: Day) -> int:
        """Places free from this day on, as far as bookings up to now go; they come in order of time."""
        self.bookings = [booking for booking in self.bookings if booking[1] > day]
        return self.pattern.places - len(self.bookings)


def establishments(land: Ground, known: Providers, scale: float, seed: int) -> list[Establishment]:
    """York's homes, as many times over as the authority is larger; never fewer than once."""
    chance = Chance(seed, "establishments")
    by_ref = {provider.ref: provider for provider in known.every}
    homes: list[Establishment] = []
    for _ in range(max(1, round(scale))):
        for pattern in PATTERNS:
            homes.append(_establishment(chance, land, pattern, by_ref[pattern.provider], len(homes) + 1))
    return homes


def _establishment(chance: Chance, land: Ground, pattern: Pattern, provider: Provider, number: int) -> Establishment:
    what = "House" if pattern.kind is HomeKind.CHILDRENS_HOME else "Court"
    supported = pattern.kind is HomeKind.SUPPORTED
    since = dt.date(2023, 11, 1) if supported else dt.date(2004, 4, 1) + dt.timedelta(days=chance.whole(0, 2000))
    return Establishment(
        ref=f"R-{number:03d}",
        urn=f"SC9{20000 + number:05d}",
        name=f"{PLACES[(number * 5) % len(PLACES)]} {what} {number} {INVENTED}",
        pattern=pattern,
        provider=provider,
        spot=land.draw(chance, pattern.band, land.home(chance)),
        registered_from=since,
        graded_on=dt.date(2024, 9, 1) + dt.timedelta(days=chance.whole(0, 540)),
    )
