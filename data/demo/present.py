"""The households that foster today: who is there, who is free, who is not available, and which bed is whose."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from string import ascii_uppercase

from data.demo.chance import Chance
from data.demo.ground import Band, Ground
from data.demo.households import AGES, PLACES, Household, Kinship, OwnFostering
from data.demo.life import Child, Day, Kind
from data.demo.roles import ROLES, Role

HOUSEHOLDS_OF_YORK, PLACES_OF_YORK = 66, 130
"""York 2025: 130 approved places; 130 over 1.96 places a household (2018-19 ratio) are 66 households."""
NOT_AVAILABLE = 0.17
_STAYING_PUT = 0.09
_MOST_PLACES = 3
_LETTERS = ascii_uppercase


class Confirmed(StrEnum):
    """When the carers last said that their vacancy is one."""

    LATELY = "lately"
    LONG_AGO = "long ago"
    NEVER = "never"


_IN_TURN = (Confirmed.LONG_AGO, Confirmed.LATELY, Confirmed.LATELY, Confirmed.NEVER, Confirmed.LATELY)


@dataclass(slots=True)
class Present:
    """A household of today; beds are numbered, free ones first, then the children's, then those staying put."""

    household: Household
    ref: str
    children: list[Child]
    role: Role | None = None
    staying_put: int = 0
    available: bool = True
    confirmed: Confirmed = Confirmed.LATELY
    beds: dict[str, str] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """Children the household is approved for."""
        return self.household.places

    @property
    def free(self) -> int:
        """Approved places nobody holds."""
        return max(0, self.places - len(self.children))

    @property
    def bed_count(self) -> int:
        """Beds for children placed and for young adults staying put."""
        return max(self.places, len(self.children)) + self.staying_put

    @property
    def rooms(self) -> list[tuple[str, str]]:
        """Each bed with its room: a room each, but in some larger homes the first two share one."""
        beds = [str(number) for number in range(1, self.bed_count + 1)]
        shared = self.role.shared_room if self.role else self.places == _MOST_PLACES and int(self.ref[-1]) % 2 == 0
        if not shared:
            return [(bed, _LETTERS[place % len(_LETTERS)]) for place, bed in enumerate(beds)]
        return [(bed, _LETTERS[max(0, place - 1)]) for place, bed in enumerate(beds)]

    def give_beds(self) -> None:
        """Give each child a bed of their own; the free beds come first in the list."""
        for place, child in enumerate(self.children):
            self.beds[child.code] = str(self.free + place + 1)


def present_own(own: OwnFostering, land: Ground, scale: float, today: Day, seed: int) -> list[Present]:
    """The authority's own households today, brought to York's number of households and of places."""
    chance = Chance(seed, "present")
    there = [(household, household.there_on(today)) for household in own.every]
    filled = [pair for pair in there if pair[1]]
    idle = sorted((pair for pair in there if not pair[1]), key=lambda pair: -pair[0].last_left)
    wanted = max(len(filled), round(HOUSEHOLDS_OF_YORK * scale))
    while len(filled) + len(idle) < wanted:
        idle.append((_new(chance, land, today), []))
    chosen = sorted(
        [*filled, *idle[: wanted - len(filled)]], key=lambda pair: (pair[0].approved_from, pair[0].spot.postcode)
    )
    homes = [Present(household, f"H-{n:03d}", children) for n, (household, children) in enumerate(chosen, start=1)]
    _give_roles(homes, land, chance)
    _limit(homes, chance)
    _bring_to(homes, round(PLACES_OF_YORK * scale), chance)
    _withdraw(homes, round(PLACES_OF_YORK * scale * NOT_AVAILABLE), chance)
    for home in homes:
        home.staying_put = int(home.role is None and chance.happens(_STAYING_PUT))
        home.give_beds()
    return homes


def present_kin(kin: Kinship, today: Day) -> list[Present]:
    """The households of relatives and friends in which a child lives today; each is approved for those children."""
    homes: list[Present] = []
    for household in kin.every:
        children = household.there_on(today)
        if children:
            household.places = len(children)
            homes.append(Present(household, f"K-{len(homes) + 1:03d}", children))
    for home in homes:
        home.give_beds()
    return homes


def _new(chance: Chance, land: Ground, today: Day) -> Household:
    """A household approved of late, or idle for long: nobody is placed there yet."""
    spot = land.draw(chance, chance.pick({Band.IN_AREA: 0.7, Band.OUTSIDE_NEAR: 0.3}), land.home(chance))
    return Household(Kind.OWN, spot, chance.whole(1, _MOST_PLACES), chance.pick(AGES), today - chance.whole(20, 900))


def _give_roles(homes: list[Present], land: Ground, chance: Chance) -> None:
    """Free households that show what a search can find: at most half of those that stand empty."""
    empty = [home for home in homes if not home.children]
    for role, home in zip(ROLES, empty[: (len(empty) + 1) // 2], strict=False):
        home.role, household = role, home.household
        household.places, household.ages = role.places, role.ages
        if role.in_area:
            household.spot = land.home(chance)


def _limit(homes: list[Present], chance: Chance) -> None:
    """Approve households for one, two or three children in York's shares, as far as the children there allow."""
    left = {limit: share * len(homes) for limit, share in PLACES.items()}
    for home in homes:
        if home.role is not None:
            left[home.places] -= 1
    plain = chance.some_of([home for home in homes if home.role is None], len(homes))
    for home in sorted(plain, key=lambda home: -len(home.children)):
        possible = {limit: max(0.0, rest) for limit, rest in left.items() if limit >= len(home.children)}
        limit = chance.pick(possible) if any(possible.values()) else max(1, len(home.children))
        home.household.places = limit
        left[limit] -= 1


def _bring_to(homes: list[Present], wanted: int, chance: Chance) -> None:
    """Change the number some households are approved for, until all together have the places wanted."""
    plain = chance.some_of([home for home in homes if home.role is None], len(homes))
    missing = wanted - sum(home.places for home in homes)
    for home in plain * _MOST_PLACES:
        if missing > 0 and home.places < _MOST_PLACES:
            home.household.places, missing = home.places + 1, missing - 1
        elif missing < 0 and home.places > max(1, len(home.children)):
            home.household.places, missing = home.places - 1, missing + 1


def _withdraw(homes: list[Present], places: int, chance: Chance) -> None:
    """Put households with free places on hold, until so many places are not available; of others, some are not sure."""
    for home in chance.some_of([home for home in homes if home.role is None and home.free], len(homes)):
        if home.free <= places:
            home.available, home.confirmed, places = False, Confirmed.NEVER, places - home.free
    plain = [home for home in homes if home.role is None and home.available and home.free]
    for place, home in enumerate(plain):
        home.confirmed = _IN_TURN[place % len(_IN_TURN)]
