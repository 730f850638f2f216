"""Who would sleep where: a bed for every child of a group, in rooms that may be shared or not."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from matching.child_facts import ChildFacts
from matching.home_facts import BedFacts
from matching.household import HomeDuring
from matching.relations import Relations
from matching.situation import Request, Stay
from placements.models.base import Sex
from placements.models.child import ConstraintKind
from placements.models.home import Sharing
from placements.models.placement import OccupancyKind


class Fit(enum.IntEnum):
    """How well an arrangement holds, best first."""

    OWN_ROOMS = 0
    SHARED = 1
    NOT_KNOWN = 2
    REFUSED = 3


@dataclass(frozen=True)
class Sharer:
    """A child who would share a room with another (None: a child nobody named)."""

    child: ChildFacts
    other: ChildFacts | None


@dataclass(frozen=True)
class Arrangement:
    """How the children would sleep.

    `short` beds are missing, of which `young_adults` are taken by Staying Put; `fit` says whether rooms must be shared
    and may be; `unconfirmed` beds of those needed have no vacancy confirmed lately; `later` beds of those needed are
    free on the first day but taken later, where nobody said for how long a home is needed.
    """

    short: int = 0
    young_adults: int = 0
    fit: Fit = Fit.OWN_ROOMS
    sharers: tuple[Sharer, ...] = ()
    unconfirmed: int = 0
    later: int = 0


COT_AGE = 2


def beds_needed_by(children: Sequence[ChildFacts], request: Request, stay: Stay) -> tuple[ChildFacts, ...]:
    """Who needs a bed: everybody, save that a baby who comes with a parent sleeps in a cot in the parent's room."""
    if not request.parent_and_child or len(children) == 1:
        return tuple(children)
    ages = [(child, child.age_on(stay.starts_on)) for child in children]
    return tuple(child for child, age in ages if age is None or age >= COT_AGE) or tuple(children[:1])


def arrange(children: Sequence[ChildFacts], there: HomeDuring, relations: Relations) -> Arrangement:
    """Find beds: own rooms first, then shared ones; raises nothing, an impossible group comes back short."""
    wanted = len(children)
    beds, later = list(there.free_beds), 0
    if len(beds) - there.unlocated < wanted and not there.stay.length_known:
        spare = _free_at_first(there)
        later = min(len(spare), wanted + there.unlocated - len(beds))
        beds += spare[:later]
    short = wanted + there.unlocated - len(beds)
    if short > 0:
        return Arrangement(short=short, young_adults=min(short, _young_adults(there)))
    beds.sort(key=lambda bed: not there.is_fresh(bed))
    own = [bed for bed in _one_a_room(beds) if not _roommates(bed, there)]
    if len(own) - there.unlocated >= wanted:
        return Arrangement(unconfirmed=_unconfirmed(own, wanted, there), later=later)
    return _share(children, beds, there, relations, later)


def _free_at_first(there: HomeDuring) -> list[BedFacts]:
    first = there.stay.starts_on
    taken = {one.bed_id for one in there.residents if one.starts_on <= first}
    free = {bed.id for bed in there.free_beds}
    return [bed for bed in there.home.beds if bed.id not in taken and bed.id not in free]


def _young_adults(there: HomeDuring) -> int:
    return sum(1 for one in there.residents if one.kind is OccupancyKind.STAYING_PUT)


def _unconfirmed(beds: Sequence[BedFacts], wanted: int, there: HomeDuring) -> int:
    fresh = sum(1 for bed in beds if there.is_fresh(bed))
    return max(0, wanted + there.unlocated - fresh)


def _one_a_room(beds: Sequence[BedFacts]) -> list[BedFacts]:
    rooms: dict[str, BedFacts] = {}
    for bed in beds:
        rooms.setdefault(_room(bed), bed)
    return list(rooms.values())


def _room(bed: BedFacts) -> str:
    return bed.room or f"bed {bed.id}"


def _said_of_room(bed: BedFacts, there: HomeDuring) -> set[Sharing]:
    """What is recorded of sharing the bed's room; where its beds disagree, all of it must be kept."""
    return {other.sharing for other in there.home.beds if _room(other) == _room(bed)}


def _roommates(bed: BedFacts, there: HomeDuring) -> list[ChildFacts | None]:
    beside = {other.id for other in there.home.beds if _room(other) == _room(bed) and other.id != bed.id}
    return [one.child for one in there.residents if one.bed_id in beside]


MOST_CHOICES = 20_000
"""Ways of giving out beds that are tried at most; only a group of six in a house of many shared rooms has more."""


def _share(
    children: Sequence[ChildFacts], beds: list[BedFacts], there: HomeDuring, relations: Relations, later: int
) -> Arrangement:
    """Try the ways of giving out the beds and keep the best: allowed, then siblings of one sex, then confirmed."""
    best = Arrangement(fit=Fit.REFUSED, later=later)
    best_key: tuple[int, ...] = (int(Fit.REFUSED),)
    for chosen in islice(_choices(len(children), beds), MOST_CHOICES):
        fit, sharers = _judge(children, chosen, there, relations)
        unconfirmed = _unconfirmed(chosen, len(children), there)
        key = (int(fit), *_unease(sharers, relations), unconfirmed, len(sharers), _oldest(sharers, there))
        if key < best_key:
            best, best_key = Arrangement(0, 0, fit, sharers, unconfirmed, later), key
    return best


def _unease(sharers: Sequence[Sharer], relations: Relations) -> tuple[int, int]:
    """How many would share with a stranger, and how many with a child of the other sex."""
    strangers = sum(
        1 for one in sharers if one.other is None or relations.are_siblings(one.child.ref, one.other.ref) is False
    )
    mixed = sum(1 for one in sharers if one.other is not None and {one.child.sex, one.other.sex} == _BOTH)
    return strangers, mixed


_BOTH = {Sex.FEMALE, Sex.MALE}


def _oldest(sharers: Sequence[Sharer], there: HomeDuring) -> int:
    """The age of the oldest who would share: the younger the better."""
    pairs = [child for one in sharers for child in (one.child, one.other) if child is not None]
    return max((child.age_on(there.stay.starts_on) or 0 for child in pairs), default=0)


def _choices(wanted: int, beds: list[BedFacts]) -> Iterator[tuple[BedFacts, ...]]:
    """Ways to give `wanted` children a bed each, in the order of the children; alike orders are tried once."""
    for taken in combinations(beds, wanted):
        yield from _orders(taken)


def _orders(beds: tuple[BedFacts, ...]) -> Iterator[tuple[BedFacts, ...]]:
    if not beds:
        yield ()
        return
    tried: set[str] = set()
    for position, bed in enumerate(beds):
        if _room(bed) in tried:
            continue
        tried.add(_room(bed))
        for rest in _orders(beds[:position] + beds[position + 1 :]):
            yield (bed, *rest)


def _judge(
    children: Sequence[ChildFacts], beds: Sequence[BedFacts], there: HomeDuring, relations: Relations
) -> tuple[Fit, tuple[Sharer, ...]]:
    worst, sharers = Fit.OWN_ROOMS, []
    for position, (child, bed) in enumerate(zip(children, beds, strict=True)):
        mates: list[ChildFacts | None] = list(_roommates(bed, there))
        mates += [mate for mate, other in zip(children, beds[:position], strict=False) if _room(other) == _room(bed)]
        for mate in mates:
            rules = (_may_share(child, mate, sharing, relations) for sharing in _said_of_room(bed, there))
            worst = max(worst, *rules)
            sharers.append(Sharer(child, mate))
    return worst, tuple(sharers)


def _may_share(child: ChildFacts, mate: ChildFacts | None, sharing: Sharing, relations: Relations) -> Fit:
    alone = (one is not None and one.constraint(ConstraintKind.NO_SHARED_ROOM) for one in (child, mate))
    if sharing is Sharing.NO or any(alone):
        return Fit.REFUSED
    if sharing is Sharing.UNKNOWN or mate is None:
        return Fit.NOT_KNOWN
    if sharing is Sharing.SIBLINGS:
        return _by_answer(relations.are_siblings(child.ref, mate.ref))
    if sharing is Sharing.SAME_SEX:
        known = Sex.UNKNOWN not in (child.sex, mate.sex)
        return _by_answer(child.sex is mate.sex if known else None)
    return Fit.SHARED


def _by_answer(answer: bool | None) -> Fit:
    if answer is None:
        return Fit.NOT_KNOWN
    return Fit.SHARED if answer else Fit.REFUSED
