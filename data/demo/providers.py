"""Who provides homes to the invented authority: its own service, agencies, home groups, supported accommodation.

Every name says that it is invented. URNs come from a range that Ofsted has not reached: SC9 and five figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt

from data.demo.chance import Chance
from data.demo.ground import AUTHORITY, EAST_RIDING, LEEDS, NORTH_YORKSHIRE, Band, Ground, Spot
from data.demo.life import Kind
from data.demo.names import INVENTED, PLACES
from placements.models.contract import ProviderKind

OWN = "own"
OWN_URN = "SC900001"
_AGENCIES_OF_YORK = 8
_TAKES_NO_BABIES, _SUSPENDED = 7, 8
_GRADES = {"Outstanding": 0.15, "Good": 0.65, "Requires improvement to be good": 0.17, "Inadequate": 0.03}


@dataclass(frozen=True)
class Provider:
    """A provider with its framework standing; `code` is that of the return, `weight` how often it is used."""

    ref: str
    name: str
    kind: ProviderKind
    code: str
    urn: str
    spot: Spot
    areas: tuple[str, ...]
    ages: tuple[int, int]
    grade: str
    weight: float = 1.0
    lots: tuple[int, ...] = ()
    tier: int | None = None
    suspended: bool = False


@dataclass(frozen=True)
class Providers:
    """All of them, and those that take children of each kind of stay without being a known home."""

    every: tuple[Provider, ...]
    of_kind: Mapping[Kind, tuple[Provider, ...]]

    def pick(self, chance: Chance, kind: Kind) -> Provider:
        """One that takes children in this kind of home, the more used the likelier."""
        return chance.pick({provider: provider.weight for provider in self.of_kind[kind]})


def providers(land: Ground, scale: float, seed: int) -> Providers:
    """The providers of an authority of this size (1.0 is York's), the same from one run to the next."""
    chance = Chance(seed, "providers")
    agencies = [_agency(chance, land, number) for number in range(1, _number(_AGENCIES_OF_YORK, scale) + 1)]
    groups = [_group(chance, land, number) for number in range(1, _number(4, scale) + 1)]
    supported = [_supported(chance, land, number) for number in range(1, _number(3, scale) + 1)]
    neighbour = replace(
        _other(chance, land, "LA-1", "Council Fostering", "PR2", "SC900503"),
        weight=0.32 * sum(a.weight for a in agencies),
    )
    secure = _other(chance, land, "SEC-1", "Secure Centre", "PR2", "SC900501")
    family_centre = _other(chance, land, "FAM-1", "Family Centre", "PR4", "SC900502")
    return Providers(
        (_own(land, chance), *agencies, *groups, *supported, neighbour, secure, family_centre),
        {
            Kind.AGENCY: (*agencies, neighbour),
            Kind.HOME: tuple(groups),
            Kind.SUPPORTED: tuple(supported),
            Kind.SECURE: (secure,),
            Kind.OTHER: (family_centre,),
        },
    )


def _number(of_york: int, scale: float) -> int:
    """More providers in a larger place, but not in proportion."""
    return max(3, round(of_york * sqrt(scale)))


def _own(land: Ground, chance: Chance) -> Provider:
    name = f"The authority's own homes and carers {INVENTED}"
    return Provider(OWN, name, ProviderKind.OWN, "PR1", OWN_URN, land.home(chance), (AUTHORITY,), (0, 17), "Good")


def _name(number: int, what: str) -> str:
    """Places come round again with a number, so that no two providers share a name."""
    again = "" if number <= len(PLACES) else f" {number}"
    return f"{PLACES[(number - 1) % len(PLACES)]} {what}{again} {INVENTED}"


def _agency(chance: Chance, land: Ground, number: int) -> Provider:
    """An independent fostering agency on the framework.

    Every sixth is a charity; one takes no babies and one is suspended, so that those cases are seen.
    """
    band = chance.pick({Band.IN_AREA: 0.2, Band.OUTSIDE_NEAR: 0.3, Band.OUTSIDE_FAR: 0.5})
    voluntary = number % 6 == 0
    return Provider(
        ref=f"IFA-{number}",
        name=_name(number, "Foster Care" if voluntary else "Fostering"),
        kind=ProviderKind.IFA,
        code="PR5" if voluntary else "PR4",
        urn=f"SC9{1000 + number:05d}",
        spot=land.draw(chance, band, land.home(chance)),
        areas=tuple(
            sorted({AUTHORITY, NORTH_YORKSHIRE, *chance.some_of([EAST_RIDING, LEEDS, "E08000036"], number % 4)})
        ),
        ages=(5, 17) if number == _TAKES_NO_BABIES else (0, 17),
        grade=chance.pick(_GRADES),
        weight=0.2 if number == _SUSPENDED else 0.6 if voluntary else 1.0 + 2.0 / number,
        lots=tuple(sorted({1, *chance.some_of([2, 3, 4, 5], 1 + number % 3)})),
        tier=1 + (number - 1) % 3,
        suspended=number == _SUSPENDED,
    )


def _group(chance: Chance, land: Ground, number: int) -> Provider:
    spot = land.draw(chance, Band.OUTSIDE_FAR, land.home(chance))
    return Provider(
        ref=f"HOME-{number}",
        name=_name(number + 8, "Homes for Children"),
        kind=ProviderKind.HOME_GROUP,
        code="PR5" if number % 8 == 0 else "PR4",
        urn=f"SC9{3000 + number:05d}",
        spot=spot,
        areas=tuple(sorted({AUTHORITY, NORTH_YORKSHIRE, spot.la_code})),
        ages=(8, 17),
        grade=chance.pick(_GRADES),
    )


def _supported(chance: Chance, land: Ground, number: int) -> Provider:
    voluntary = number % 3 == 1
    return Provider(
        ref=f"SUP-{number}",
        name=_name(number + 13, "Supported Living"),
        kind=ProviderKind.SUPPORTED,
        code="PR5" if voluntary else "PR4",
        urn=f"SC9{4000 + number:05d}",
        spot=land.home(chance),
        areas=(AUTHORITY,),
        ages=(16, 17),
        grade="Not yet graded",
    )


def _other(chance: Chance, land: Ground, ref: str, what: str, code: str, urn: str) -> Provider:
    spot = land.draw(chance, Band.OUTSIDE_FAR, land.home(chance))
    kind = ProviderKind.OTHER_LA if code == "PR2" else ProviderKind.OTHER
    return Provider(ref, _name(20, what), kind, code, urn, spot, (spot.la_code,), (0, 17), "Good")
