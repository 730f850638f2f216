"""Carers' households: those of the authority's own fostering, and those of relatives and friends."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from data.demo.chance import Chance
from data.demo.ground import Ground, Spot
from data.demo.life import Child, Day, Kind, Stay
from data.demo.placing import BANDS

PLACES = {1: 0.38, 2: 0.25, 3: 0.37}
"""Households approved for one, two, three children (York 2018-19: 45, 30, 45)."""
AGES = {(0, 4): 0.16, (0, 10): 0.26, (4, 12): 0.16, (5, 17): 0.14, (8, 17): 0.16, (0, 17): 0.12}
"""Ages a household takes (design)."""
_TRIED = 12
_LEAVES_AFTER_IDLE_DAYS = 700
_RECRUITED_ALTHOUGH_ROOM = 0.04
_SAME_KIN_AGAIN = 0.85


@dataclass(slots=True)
class Household:
    """A household with the children who have lived there, in order of arrival; `places` is what it is approved for."""

    kind: Kind
    spot: Spot
    places: int
    ages: tuple[int, int]
    approved_from: Day
    bookings: list[tuple[Day, Day, Child]] = field(default_factory=list)
    ref: str = ""

    def there_on(self, day: Day) -> list[Child]:
        """The children placed there on the night of a day."""
        return [child for started, ended, child in self.bookings if started <= day < ended]

    def suits(self, age: int, day: Day, children: int) -> bool:
        """Whether the household takes this age and has room for so many children from this day on."""
        return self.ages[0] <= age <= self.ages[1] and self.room_from(day) >= children

    def held_from(self, day: Day) -> int:
        """Places held from this day on; stays are booked in order of their first day."""
        return sum(1 for _, ended, _ in self.bookings if ended > day)

    def room_from(self, day: Day) -> int:
        """Places nobody holds from this day on."""
        return self.places - self.held_from(day)

    @property
    def last_left(self) -> Day:
        """The day the last child leaves, as far as booked."""
        return max((ended for _, ended, _ in self.bookings), default=self.approved_from)


class OwnFostering:
    """The authority's own households: room is found in one of those that serve, or a new one is recruited."""

    def __init__(self, land: Ground, chance: Chance) -> None:
        self.every: list[Household] = []
        self._serving: list[Household] = []
        self._land, self._chance = land, chance

    def place(self, child: Child, stay: Stay, party: int, besides: Container[str]) -> Household:
        """Book a stay in a household at none of the postcodes besides, that takes the age and the whole party.

        Parties of more than three are parted: who finds no room with the others is placed alone.
        """
        wanted = min(party, max(PLACES))
        found = self._with_room(child.age(stay.started), stay.started, wanted, besides)
        if found is None or self._chance.happens(_RECRUITED_ALTHOUGH_ROOM):
            found = self._recruit(child, stay, wanted, besides)
        found.bookings.append((stay.started, stay.ended, child))
        return found

    def join(self, household: Household, child: Child, stay: Stay) -> bool:
        """Book a stay where a brother or sister is, if there is room."""
        if household.room_from(stay.started) < 1:
            return False
        household.bookings.append((stay.started, stay.ended, child))
        return True

    def _with_room(self, age: int, day: Day, wanted: int, besides: Container[str]) -> Household | None:
        for _ in range(min(_TRIED, len(self._serving))):
            place = self._chance.whole(0, len(self._serving) - 1)
            household = self._serving[place]
            if household.last_left < day - _LEAVES_AFTER_IDLE_DAYS:
                self._serving[place] = self._serving[-1]
                self._serving.pop()
            elif household.suits(age, day, wanted) and household.spot.postcode not in besides:
                return household
        return None

    def _recruit(self, child: Child, stay: Stay, wanted: int, besides: Container[str]) -> Household:
        age = child.age(stay.started)
        ages = self._chance.pick({ages: weight for ages, weight in AGES.items() if ages[0] <= age <= ages[1]})
        places = max(wanted, self._chance.pick(PLACES))
        spot = self._land.draw(self._chance, self._chance.pick(BANDS[Kind.OWN]), child.home, besides)
        new = Household(Kind.OWN, spot, places, ages, stay.started - self._chance.whole(40, 900))
        self.every.append(new)
        self._serving.append(new)
        return new


class Kinship:
    """Households of relatives and friends, each known to one family only."""

    def __init__(self, land: Ground, chance: Chance) -> None:
        self.every: list[Household] = []
        self._of_family: dict[int, Household] = {}
        self._land, self._chance = land, chance

    def place(self, child: Child, stay: Stay, beside: Household | None, besides: Container[str]) -> Household:
        """Book a stay with the relative a brother or sister goes to, with one known before, or with another."""
        known = beside or self._of_family.get(child.family)
        again = known is not None and known.spot.postcode not in besides
        if known is None or not again or (beside is None and not self._chance.happens(_SAME_KIN_AGAIN)):
            spot = self._land.draw(self._chance, self._chance.pick(BANDS[Kind.KIN]), child.home, besides)
            known = Household(Kind.KIN, spot, 0, (0, 17), stay.started)
            self.every.append(known)
            self._of_family[child.family] = known
        known.bookings.append((stay.started, stay.ended, child))
        known.places = max(known.places, known.held_from(stay.started))
        return known
