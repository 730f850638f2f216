"""The rules of beds and rooms, read a second time by trying everything: see `tests.oracles.rules`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from matching.child_facts import ChildFacts
from matching.home_facts import BedFacts, HomeFacts, Resident
from matching.situation import Context, Request
from tests.oracles.rules_words import ASK, NEED, OUT, WARN

Found = Iterator[tuple[str, str]]
Mate = tuple[ChildFacts, ChildFacts | None]


def read_beds(
    children: Sequence[ChildFacts],
    home: HomeFacts,
    request: Request,
    context: Context,
    first: dt.date,
    there: Sequence[Resident],
    last: dt.date,
) -> Found:
    """Whether everybody can sleep somewhere, and what sharing a room would take."""
    sleepers = _sleepers(children, request, first)
    nowhere = sum(1 for one in there if one.bed_id is None)
    whole = [bed for bed in home.beds if not any(one.bed_id == bed.id for one in there)]
    at_first = [
        bed
        for bed in home.beds
        if bed not in whole and not any(one.bed_id == bed.id and one.starts_on <= first for one in there)
    ]
    wanted = len(sleepers) + nowhere
    borrowed: list[BedFacts] = []
    if len(whole) < wanted and request.duration.value == "unknown":
        borrowed = at_first[: wanted - len(whole)]
    beds = whole + borrowed
    young = sum(1 for one in there if one.kind == "staying_put")
    if not home.beds:
        yield "bed-free", ASK
        return
    if len(beds) < wanted:
        yield "staying-put-room" if wanted - len(beds) <= young else "bed-free", OUT
        return
    roomless = sum(1 for one in home.people if one.living_as == "staying_put") - young
    if roomless > 0 and roomless > len(whole) - nowhere - len(sleepers):
        yield "staying-put-room", ASK
    night = Night(home, context, first, there, nowhere)
    yield from _sleep(sleepers, beds, night, later=bool(borrowed))


def _sleepers(children: Sequence[ChildFacts], request: Request, first: dt.date) -> list[ChildFacts]:
    if not request.parent_and_child or len(children) == 1:
        return list(children)
    two_years_ago = first.replace(year=first.year - 2)
    grown = [child for child in children if child.dob is None or child.dob <= two_years_ago]
    return grown or [children[0]]


def _room(bed: BedFacts) -> object:
    return bed.room or ("alone", bed.id)


@dataclass(frozen=True)
class Night:
    """The home and everybody in it, `nowhere` of them without a bed that anybody named."""

    home: HomeFacts
    context: Context
    first: dt.date
    there: Sequence[Resident]
    nowhere: int

    def fresh(self, bed: BedFacts) -> bool:
        """Whether the vacancy was confirmed within a week."""
        return bed.confirmed_on is not None and (self.context.today - bed.confirmed_on).days <= 7

    def stale(self, sleepers: int, chosen: Sequence[BedFacts]) -> int:
        """Beds wanting a confirmation."""
        return max(0, sleepers + self.nowhere - sum(1 for bed in chosen if self.fresh(bed)))


def _sleep(sleepers: Sequence[ChildFacts], beds: Sequence[BedFacts], night: Night, *, later: bool) -> Found:
    home, there, context = night.home, night.there, night.context
    own: dict[object, BedFacts] = {}
    for bed in sorted(beds, key=lambda bed: not night.fresh(bed)):
        if not _mates_in(bed, home, there):
            own.setdefault(_room(bed), bed)
    if len(own) >= len(sleepers) + night.nowhere:
        if later or home.perhaps_there or night.stale(len(sleepers), list(own.values())):
            yield "bed-free", ASK
        return
    best: tuple[int, ...] | None = None
    mates_then: list[Mate] = []
    for chosen in permutations(beds, len(sleepers)):
        mates = list(_mates(sleepers, chosen, home, there))
        worst = max((_allowed(mate, bed, context) for mate, one in mates for bed in _same_room(one, home)), default=0)
        pairs = [mate for mate, _ in mates]
        strangers = sum(1 for mate in pairs if _strange(mate, context))
        mixed = sum(1 for a, b in pairs if b is not None and {a.sex.value, b.sex.value} == {"F", "M"})
        oldest = max((_years(one.dob, night.first) or 0 for mate in pairs for one in mate if one), default=0)
        key = (worst, strangers, mixed, night.stale(len(sleepers), chosen), len(mates), oldest)
        if worst < 3 and (best is None or key < best):
            best, mates_then = key, [mate for mate, _ in mates]
    if best is None:
        yield "bed-free", OUT
        return
    if best[0] == 2 or later or best[3] or home.perhaps_there:
        yield "bed-free", ASK
    yield from _sharing(mates_then, context, night.first)


def _same_room(bed: BedFacts, home: HomeFacts) -> list[BedFacts]:
    return [other for other in home.beds if _room(other) == _room(bed)]


def _mates_in(bed: BedFacts, home: HomeFacts, there: Sequence[Resident]) -> list[ChildFacts | None]:
    beside = [other.id for other in home.beds if other.id != bed.id and _room(other) == _room(bed)]
    return [one.child for one in there if one.bed_id in beside]


def _mates(
    sleepers: Sequence[ChildFacts], chosen: Sequence[BedFacts], home: HomeFacts, there: Sequence[Resident]
) -> Iterator[tuple[Mate, BedFacts]]:
    for number, (child, bed) in enumerate(zip(sleepers, chosen, strict=True)):
        for mate in _mates_in(bed, home, there):
            yield (child, mate), bed
        for other, theirs in zip(sleepers[:number], chosen[:number], strict=True):
            if _room(theirs) == _room(bed):
                yield (child, other), bed


def _allowed(mate: Mate, bed: BedFacts, context: Context) -> int:
    """0 or 1 may, 2 perhaps, 3 may not."""
    child, other = mate
    for one in mate:
        if one is not None and any(fact.kind == "no_shared_room" for fact in one.constraints):
            return 3
    if bed.sharing == "no":
        return 3
    if bed.sharing == "unknown" or other is None:
        return 2
    if bed.sharing == "siblings":
        family = context.relations.are_siblings(child.ref, other.ref)
        return 2 if family is None else 1 if family else 3
    if bed.sharing == "same_sex":
        return 2 if "U" in (child.sex, other.sex) else 1 if child.sex == other.sex else 3
    return 1


def _strange(mate: Mate, context: Context) -> bool:
    child, other = mate
    return other is None or context.relations.are_siblings(child.ref, other.ref) is False


def _sharing(mates: Sequence[Mate], context: Context, first: dt.date) -> Found:
    for child, other in mates:
        ages = [_years(one.dob, first) for one in (child, other) if one is not None]
        if any(age is not None and age > 3 for age in ages):
            yield "bed-share-3", NEED
        if _strange((child, other), context):
            yield "bed-unrelated", WARN
        mixed = other is not None and {child.sex.value, other.sex.value} == {"F", "M"}
        if mixed and max(age or 0 for age in ages) >= 10:
            yield "bed-opposite-10", WARN


def _years(dob: dt.date | None, on: dt.date) -> int | None:
    if dob is None:
        return None
    return max(0, on.year - dob.year - ((on.month, on.day) < (dob.month, dob.day)))
