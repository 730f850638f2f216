"""Every stay gets its address: a known home with room, an agency's household, a relative's, or the family's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from data.demo.chance import Chance
from data.demo.establishments import Establishment
from data.demo.ground import Band, Ground
from data.demo.households import Household, Kinship, OwnFostering
from data.demo.life import Address, Child, Day, Kind, Stay
from data.demo.placing import BANDS
from data.demo.providers import OWN, OWN_URN, Providers
from placements.models.home import HomeKind

_KNOWN_HOME = {Kind.HOME: (HomeKind.CHILDRENS_HOME, 0.62), Kind.SUPPORTED: (HomeKind.SUPPORTED, 0.85)}
"""Of stays in homes and supported accommodation, those sought in a home the authority knows (design)."""
_WITH_PARENTS_AT_HOME = 0.6
_HOMES_TRIED = 30


@dataclass(frozen=True)
class Homes:
    """All there is to live in."""

    own: OwnFostering
    kin: Kinship
    establishments: list[Establishment]
    providers: Providers


@dataclass(frozen=True)
class _Arrival:
    """A stay about to begin, in the order in which stays begin."""

    child: Child
    stay: Stay
    before: Stay | None
    party: int

    @property
    def besides(self) -> frozenset[str]:
        """Postcodes where the child cannot be placed: the family's, and that of the home just left."""
        left = self.before.address if self.before is not None else None
        return frozenset({self.child.home.postcode, left.spot.postcode if left else ""})


class Addresses:
    """Gives out addresses day by day, so that no known home ever holds more children than it has places for."""

    def __init__(self, land: Ground, homes: Homes, seed: int) -> None:
        self._land, self._homes = land, homes
        self._chance = Chance(seed, "addresses")
        self._household_of: dict[int, Household] = {}
        self._of_kind = {
            kind: [home for home in homes.establishments if home.pattern.kind is kind]
            for kind, _ in _KNOWN_HOME.values()
        }

    def give(self, children: Iterable[Child], until: Day) -> None:
        """Give every stay that begins by a day its address."""
        for arrival in _in_order(children, until):
            arrival.stay.address = self._address(arrival)

    def _address(self, arrival: _Arrival) -> Address:
        child, stay, before = arrival.child, arrival.stay, arrival.before
        if stay.same_carer and before is not None and before.address is not None:
            household = self._household_of.get(id(before))
            if household is not None:
                household.bookings.append((stay.started, stay.ended, child))
                self._household_of[id(stay)] = household
            stay.provider = before.provider
            return before.address
        if stay.kind in (Kind.OWN, Kind.KIN):
            return self._with_carers(arrival)
        if stay.joins is not None and stay.joins.address is not None:
            stay.provider = stay.joins.provider
            return stay.joins.address
        if stay.kind in _KNOWN_HOME:
            return self._in_a_home(arrival)
        return self._elsewhere(arrival)

    def _with_carers(self, arrival: _Arrival) -> Address:
        child, stay = arrival.child, arrival.stay
        beside = self._household_of.get(id(stay.joins)) if stay.joins is not None else None
        if beside is not None and beside.spot.postcode in arrival.besides:
            beside = None  # a move is to other carers, even for one who was parted from the rest
        if stay.kind is Kind.KIN:
            household = self._homes.kin.place(child, stay, beside, arrival.besides)
        elif beside is not None and self._homes.own.join(beside, child, stay):
            household = beside
        else:
            household = self._homes.own.place(child, stay, arrival.party, arrival.besides)
        self._household_of[id(stay)] = household
        stay.provider = "PR1"
        return Address(household.spot, OWN_URN, provider_ref=OWN)

    def _in_a_home(self, arrival: _Arrival) -> Address:
        child, stay = arrival.child, arrival.stay
        kind, share = _KNOWN_HOME[stay.kind]
        if self._chance.happens(share):
            tried = self._chance.some_of(self._of_kind[kind], _HOMES_TRIED)
            home = next((home for home in tried if _takes(home, arrival)), None)
            if home is not None:
                home.bookings.append((stay.started, stay.ended, child.code))
                stay.provider = home.provider.code
                return Address(home.spot, home.urn, home.ref, provider_ref=home.provider.ref)
        return self._with_provider(arrival, Band.OUTSIDE_FAR)

    def _elsewhere(self, arrival: _Arrival) -> Address:
        child, kind = arrival.child, arrival.stay.kind
        band = self._chance.pick(BANDS[kind])
        if kind in (Kind.AGENCY, Kind.SECURE):
            return self._with_provider(arrival, band)
        if kind is Kind.PARENTS and self._chance.happens(_WITH_PARENTS_AT_HOME):
            return Address(child.home, home="With parents")
        return Address(self._land.draw(self._chance, band, child.home, arrival.besides))

    def _with_provider(self, arrival: _Arrival, band: Band) -> Address:
        """With a provider whose homes are not known, at an address of its own."""
        provider = self._homes.providers.pick(self._chance, arrival.stay.kind)
        arrival.stay.provider = provider.code
        spot = self._land.draw(self._chance, band, arrival.child.home, arrival.besides)
        return Address(spot, provider.urn, provider.name, provider_ref=provider.ref)


def _takes(home: Establishment, arrival: _Arrival) -> bool:
    (lowest, highest), day = home.pattern.ages, arrival.stay.started
    suits = not home.pattern.short_breaks and lowest <= arrival.child.age(day) <= highest
    return suits and home.spot.postcode not in arrival.besides and home.free(day) > 0


def _in_order(children: Iterable[Child], until: Day) -> list[_Arrival]:
    """Stays by their first day."""
    stays = [
        (child, stay, before)
        for child in children
        for period in child.periods
        for before, stay in zip([None, *period.stays], period.stays, strict=False)
        if stay.started <= until
    ]
    party = Counter(id(stay.joins) for _, stay, _ in stays if stay.joins is not None)
    arrivals = [_Arrival(child, stay, before, 1 + party[id(stay)]) for child, stay, before in stays]
    return sorted(arrivals, key=_turn)


def _turn(arrival: _Arrival) -> tuple[Day, int]:
    """Who stays with the same carers holds the place before anybody else looks for one on that day."""
    stay = arrival.stay
    return stay.started, 0 if stay.same_carer else 2 if stay.joins is not None else 1
