"""The homes of supply added up, by kind of home, whose they are, and where they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forecasting.places import HomePlaces, NotAvailable
from forecasting.usable import Usable, added
from matching.snapshot import World
from placements.geography import Locality
from placements.models.home import HomeKind

AGE_BANDS = ((0, 0), (1, 4), (5, 9), (10, 15), (16, 17))
"""Ages as the yearly statistics band them, both ends included."""


@dataclass(frozen=True)
class SupplyRow:
    """The places of one kind of home, provider and area, added up; usable_ahead None where no forecast was asked."""

    kind: HomeKind
    provider: str
    locality: Locality
    homes: int
    approved: int
    over: int
    filled: int
    others: int
    not_available: Mapping[NotAvailable, int]
    vacant: int
    confirmed: int
    usable: int
    perhaps_usable: int
    usable_ahead: int | None
    vacant_by_age: Mapping[str, int]


def rows_of(counted: Sequence[tuple[HomePlaces, Usable]], world: World) -> tuple[SupplyRow, ...]:
    """The homes by kind, provider and area, in the order of those lists."""
    groups: dict[tuple[HomeKind, str, Locality], list[tuple[HomePlaces, Usable]]] = {}
    for places, able in counted:
        groups.setdefault((places.kind, places.provider_kind, _locality(world, places.la_code)), []).append(
            (places, able)
        )
    order = {kind: number for number, kind in enumerate(HomeKind)}
    bands = {band: number for number, band in enumerate(Locality)}
    keys = sorted(groups, key=lambda key: (order[key[0]], key[1], bands[key[2]]))
    return tuple(_row(*key, groups[key]) for key in keys)


def _locality(world: World, la_code: str | None) -> Locality:
    return Locality.UNKNOWN if la_code is None else world.neighbours.locality(world.authority, la_code)


def _row(kind: HomeKind, provider: str, locality: Locality, counted: Sequence[tuple[HomePlaces, Usable]]) -> SupplyRow:
    places = [one for one, _ in counted]
    return SupplyRow(
        kind=kind,
        provider=provider,
        locality=locality,
        homes=len(places),
        approved=sum(one.approved for one in places),
        over=sum(one.over for one in places),
        filled=sum(one.filled for one in places),
        others=sum(one.others for one in places),
        not_available=lost_of(places),
        vacant=sum(one.vacant for one in places),
        confirmed=sum(one.confirmed for one in places),
        usable=sum(able.surely for _, able in counted),
        perhaps_usable=sum(able.perhaps for _, able in counted),
        usable_ahead=added([able for _, able in counted]),
        vacant_by_age={_band(low, high): sum(_vacant_at(one, low, high) for one in places) for low, high in AGE_BANDS},
    )


def lost_of(places: Iterable[HomePlaces]) -> dict[NotAvailable, int]:
    """Places not available, by reason, in the order of the reasons."""
    total: Counter[NotAvailable] = Counter()
    for one in places:
        total.update(one.not_available)
    return {reason: total[reason] for reason in NotAvailable if total[reason]}


def _band(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def _vacant_at(places: HomePlaces, low: int, high: int) -> int:
    """The vacant places open to some age of a band by the terms alone; a home open to several bands counts in each."""
    open_to_it = not places.ages or any(start <= high and low <= end for start, end in places.ages)
    return places.vacant if open_to_it else 0
