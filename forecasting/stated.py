"""The fostering return's figures of places, from the record's own count, and set beside what a return stated."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forecasting.places import HomePlaces, NotAvailable
from placements.models.contract import ProviderKind
from placements.models.recruitment import HouseholdKind, StatedPlaces

ADD_UP = ("approved", "filled", "vacant", "not_available")
OVER = "over"


@dataclass(frozen=True)
class Figure:
    """A figure of one kind of household: places, and the homes it is made of, each with its part."""

    kind: HouseholdKind
    figure: str
    places: int
    homes: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Beside:
    """A figure as stated for a day, and as the record counts it today; None where it does not count such a figure."""

    kind: HouseholdKind
    figure: str
    as_of: dt.date
    source: str
    stated: int
    counted: int | None

    @property
    def difference(self) -> int | None:
        """How many more the record counts."""
        return None if self.counted is None else self.counted - self.stated


def return_figures(homes: Iterable[HomePlaces], why: Mapping[str, str] | None = None) -> tuple[Figure, ...]:
    """The figures of the authority's own households by kind: approved = filled + vacant + not available, and reasons.

    A child beyond the approved number fills no approved place and is counted as `over`. `why` says by home why it is on
    hold, for those who may know; without it the reason is "on hold".
    """
    made: dict[tuple[HouseholdKind, str], list[tuple[str, int]]] = defaultdict(list)
    for one in homes:
        if one.household is None or one.provider_kind != ProviderKind.OWN.value:
            continue
        for figure, number in _parts(one, why or {}).items():
            made[one.household, figure].append((one.ref, number))
    return tuple(_figures(made))


def beside(stated: Sequence[StatedPlaces], figures: Iterable[Figure]) -> tuple[Beside, ...]:
    """Every stated figure beside the record's own."""
    counted = {(one.kind, one.figure): one.places for one in figures}
    kinds = {kind for kind, _ in counted}
    return tuple(
        Beside(
            one.kind, one.figure, one.as_of, one.source, one.places,
            counted.get((one.kind, one.figure), 0 if one.kind in kinds else None),
        )
        for one in stated
    )  # fmt: skip


def _parts(one: HomePlaces, why: Mapping[str, str]) -> dict[str, int]:
    reasons: dict[str, int] = defaultdict(int)
    for reason, number in one.not_available.items():
        reasons[why.get(one.ref, reason.value) if reason is NotAvailable.ON_HOLD else reason.value] += number
    return {
        "approved": one.approved,
        "filled": one.filled - one.over,
        "vacant": one.vacant,
        "not_available": sum(reasons.values()),
        **reasons,
        OVER: one.over,
    }


def _figures(made: Mapping[tuple[HouseholdKind, str], Sequence[tuple[str, int]]]) -> Iterable[Figure]:
    order = {kind: number for number, kind in enumerate(HouseholdKind)}
    first = {figure: number for number, figure in enumerate(ADD_UP)}
    for kind, figure in sorted(made, key=lambda key: (order[key[0]], first.get(key[1], len(first)), key[1])):
        homes = tuple((ref, number) for ref, number in made[kind, figure] if number)
        places = sum(number for _, number in homes)
        if places or figure in first:
            yield Figure(kind, figure, places, homes)
