"""Supply: places approved, filled, not available and why, vacant, and how many a child who waits could lawfully use."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forecasting.places import HomePlaces, NotAvailable, places_of
from matching.bundles import bundles
from matching.candidates import Judge, Status
from matching.policy import Policy, published_policy
from matching.service import world_of
from matching.situation import Request
from matching.snapshot import World, day_of
from matching.travel import StraightLine
from placements.geography import Locality
from placements.models.home import HomeKind
from placements.models.household import Term
from placements.repository.records import Records

AGE_BANDS = ((0, 0), (1, 4), (5, 9), (10, 15), (16, 17))
"""Ages as the yearly statistics band them, both ends included."""
LAWFUL = frozenset({Status.ELIGIBLE, Status.NEEDS})


@dataclass(frozen=True)
class Usable:
    """Of a home's vacant places, how many a child of an open referral could lawfully take, and how many perhaps."""

    surely: int
    perhaps: int


@dataclass(frozen=True)
class SupplyRow:
    """The places of one kind of home, provider and area, added up."""

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
    vacant_by_age: Mapping[str, int]


@dataclass(frozen=True)
class Supply:
    """The homes known on a day: added up, and one by one in `homes` with what could be used of each."""

    on: dt.date
    waiting: int
    rows: tuple[SupplyRow, ...]
    homes: tuple[tuple[HomePlaces, Usable], ...]
    providers_to_ask: int


def supply(records: Records, *, today: dt.date | None = None, policy: Policy | None = None) -> Supply:
    """Count the places of every known home tonight, and ask the rules which of them an open referral could use.

    An agency known only as a provider has no places here: nobody knows its free households until it answers. Raises
    NotPermitted.
    """
    policy = policy or published_policy()
    on = today or day_of(records)
    world = world_of(records, on)
    stale_before = on - dt.timedelta(days=policy.vacancy_stale_after_days)
    places = [places_of(home, on, stale_before, world.authority) for home in world.homes]
    able = usable(world, policy)
    counted = tuple((one, _of(one, able)) for one in places)
    return Supply(
        on, sum(len(one.children) for one in world.requests), _rows(counted, world), counted, len(world.providers)
    )


def usable(world: World, policy: Policy) -> Mapping[str, tuple[int, int]]:
    """By home, how many children of open referrals the rules would let in at most, surely and perhaps.

    Of each referral the largest set of its children counts that the home could take together; referrals are added, so
    it is the most that could be used, not what a plan would use.
    """
    surely: Counter[str] = Counter()
    perhaps: Counter[str] = Counter()
    for request in world.requests:
        for home, (most, maybe) in _most_by_home(world, request, policy).items():
            surely[home] += most
            perhaps[home] += maybe
    return {home: (surely[home], perhaps[home]) for home in surely.keys() | perhaps.keys()}


def _most_by_home(world: World, request: Request, policy: Policy) -> dict[str, tuple[int, int]]:
    context = world.context(request.children, policy, StraightLine(policy.travel))
    judge = Judge(request, context, world.homes, table=world.table)
    most: dict[str, tuple[int, int]] = {}
    for verdict in judge.verdicts(bundles(request)):
        surely, perhaps = most.get(verdict.home.ref, (0, 0))
        size = len(verdict.children)
        if verdict.status in LAWFUL:
            surely = max(surely, size)
        if verdict.status is not Status.EXCLUDED:
            perhaps = max(perhaps, size)
        most[verdict.home.ref] = (surely, perhaps)
    return most


def _of(places: HomePlaces, able: Mapping[str, tuple[int, int]]) -> Usable:
    surely, perhaps = able.get(places.home.ref, (0, 0))
    sure = min(places.vacant, surely)
    return Usable(sure, min(places.vacant, perhaps) - sure)


def _rows(counted: Sequence[tuple[HomePlaces, Usable]], world: World) -> tuple[SupplyRow, ...]:
    """The homes by kind, provider and area, in the order of those lists."""
    groups: dict[tuple[HomeKind, str, Locality], list[tuple[HomePlaces, Usable]]] = {}
    for places, able in counted:
        home = places.home
        key = (home.kind, home.provider_kind.value, _locality(world, home.la_code))
        groups.setdefault(key, []).append((places, able))
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
        not_available=_added(one.not_available for one in places),
        vacant=sum(one.vacant for one in places),
        confirmed=sum(one.confirmed for one in places),
        usable=sum(able.surely for _, able in counted),
        perhaps_usable=sum(able.perhaps for _, able in counted),
        vacant_by_age={_band(low, high): sum(_vacant_at(one, low, high) for one in places) for low, high in AGE_BANDS},
    )


def _added(counts: Iterable[Mapping[NotAvailable, int]]) -> dict[NotAvailable, int]:
    total: Counter[NotAvailable] = Counter()
    for one in counts:
        total.update(one)
    return {reason: total[reason] for reason in NotAvailable if total[reason]}


def _band(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def _vacant_at(places: HomePlaces, low: int, high: int) -> int:
    """The vacant places open to some age of a band by the terms alone; a home open to several bands counts in each."""
    home = places.home
    limits = [
        (one.age_min or 0, 17 if one.age_max is None else one.age_max)
        for one in home.approvals
        if one.age_term is Term.LIMIT
    ] or [(one.age_min or 0, 17 if one.age_max is None else one.age_max) for one in home.registrations]
    open_to_it = not limits or any(start <= high and low <= end for start, end in limits)
    return places.vacant if open_to_it else 0
