"""Supply: the places there are, how many are filled, why others are not available, and which could be used tonight."""

from __future__ import annotations

import datetime as dt

from api.shapes.shape import Shape
from forecasting.places import HomePlaces, NotAvailable
from forecasting.supply import Supply as Counted
from forecasting.supply import SupplyRow, Usable
from placements.geography import Locality
from placements.models.home import HomeKind

COUNTED = ("approved", "over", "filled", "others", "not_available", "vacant", "confirmed")


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
    told = {name: getattr(row, name) for name in (*COUNTED, "kind", "provider", "homes", "usable", "perhaps_usable")}
    return KindOfHome(**told, place=row.locality, vacant_by_age=dict(row.vacant_by_age))


def _home(places: HomePlaces, able: Usable) -> OneHome:
    return OneHome(
        **{name: getattr(places, name) for name in (*COUNTED, "assumed", "confirmed_on")},
        home=places.home.ref,
        kind=places.home.kind,
        provider=places.home.provider_kind.value,
        usable=able.surely,
        perhaps_usable=able.perhaps,
    )
