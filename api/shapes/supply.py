"""Supply: the places there are, how many are filled, why others are not available, and which could be used tonight."""

from __future__ import annotations

import datetime as dt

from api.shapes.shape import Shape
from forecasting.places import HomePlaces, NotAvailable
from forecasting.supply import Supply as Counted
from forecasting.supply import SupplyRow, Usable
from placements.geography import Locality
from placements.models.home import HomeKind


class Places(Shape):
    """Places counted: approved + over = filled + not available + vacant."""

    approved: int
    over: int
    filled: int
    others: int
    not_available: dict[NotAvailable, int]
    vacant: int
    confirmed: int
    usable: int
    perhaps_usable: int


class KindOfHome(Places):
    """The places of one kind of home, by whose they are and where they lie."""

    kind: HomeKind
    provider: str
    place: Locality
    homes: int
    vacant_by_age: dict[str, int]


class OneHome(Places):
    """The places of one home; `assumed` where its approval sets no number, so that its beds are counted instead."""

    home: str
    kind: HomeKind
    provider: str
    assumed: bool
    confirmed_on: dt.date | None


class Supply(Shape):
    """The homes known on a day; what agencies have free is not known until they answer."""

    on: dt.date
    children_waiting: int
    providers_to_ask: int
    kinds: list[KindOfHome]
    homes: list[OneHome]


def supply_shape(found: Counted) -> Supply:
    """The answer of `forecasting.supply` for a program."""
    return Supply(
        on=found.on,
        children_waiting=found.waiting,
        providers_to_ask=found.providers_to_ask,
        kinds=[_kind(row) for row in found.rows],
        homes=[_home(places, able) for places, able in found.homes],
    )


def _kind(row: SupplyRow) -> KindOfHome:
    return KindOfHome(
        kind=row.kind,
        provider=row.provider,
        place=row.locality,
        homes=row.homes,
        approved=row.approved,
        over=row.over,
        filled=row.filled,
        others=row.others,
        not_available=dict(row.not_available),
        vacant=row.vacant,
        confirmed=row.confirmed,
        usable=row.usable,
        perhaps_usable=row.perhaps_usable,
        vacant_by_age=dict(row.vacant_by_age),
    )


def _home(places: HomePlaces, able: Usable) -> OneHome:
    return OneHome(
        home=places.home.ref,
        kind=places.home.kind,
        provider=places.home.provider_kind.value,
        assumed=places.assumed,
        approved=places.approved,
        over=places.over,
        filled=places.filled,
        others=places.others,
        not_available=dict(places.not_available),
        vacant=places.vacant,
        confirmed=places.confirmed,
        usable=able.surely,
        perhaps_usable=able.perhaps,
        confirmed_on=places.confirmed_on,
    )
