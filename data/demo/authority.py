"""One invented authority, whole: its children and all that happened to them, its homes, its providers."""

from __future__ import annotations

from dataclasses import dataclass

from data.demo.addresses import Addresses, Homes
from data.demo.arrivals import arrivals
from data.demo.chance import Chance
from data.demo.coding import write_codes
from data.demo.episodes import episodes
from data.demo.establishments import establishments
from data.demo.ground import Ground, ground
from data.demo.households import Kinship, OwnFostering
from data.demo.life import Child, Day
from data.demo.parameters import ARRIVALS
from data.demo.people import people
from data.demo.providers import providers
from data.demo.returns import Told
from data.demo.short_breaks import short_breaks
from data.demo.span import Span
from data.demo.yearly import Facts


@dataclass(frozen=True)
class Authority:
    """The story from which every file is written; `children` were looked after, `told` adds those of short breaks."""

    span: Span
    scale: float
    seed: int
    land: Ground
    homes: Homes
    children: tuple[Child, ...]
    told: tuple[Told, ...]

    @property
    def today(self) -> Day:
        """The last day of the story."""
        return self.span.last.toordinal()

    @property
    def in_care(self) -> list[Child]:
        """Children looked after today, short breaks apart."""
        return [child for child in self.children if child.period_on(self.today) is not None]


def authority(children: int, years: int, seed: int) -> Authority:
    """Invent an authority with so many children in care on 31 March 2026 and so many yearly returns up to then."""
    span, land, scale = Span.of(years), ground(), children / ARRIVALS.stock
    until = span.last.toordinal()
    known = providers(land, scale, seed)
    registered = establishments(land, known, scale, seed)
    chance = Chance(seed, "households")
    homes = Homes(OwnFostering(land, chance), Kinship(land, chance), registered, known)
    everyone = [child for family in people(arrivals(span, children, seed), land, seed) for child in family]
    Addresses(land, homes, seed).give(everyone, until)
    told = []
    for child in everyone:
        own = Chance(seed, "told", child.code)
        write_codes(own, child, known, until)
        told.append(Told(child, episodes(own, land, child, until), Facts.of(own, child, until)))
    told.extend(short_breaks(land, registered, span, scale, seed))
    return Authority(span, scale, seed, land, homes, tuple(everyone), tuple(told))
