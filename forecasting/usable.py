"""Which vacant places a child could lawfully take: children of open referrals today, and kinds of children to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forecasting.places import HomePlaces
from matching.bundles import bundles
from matching.candidates import LAWFUL, Judge, Status
from matching.home_facts import HomeFacts
from matching.home_table import HomeTable, home_table
from matching.policy import Policy
from matching.situation import Request
from matching.snapshot import World
from matching.travel import StraightLine
from placements.models.referral import Suitability

_STRIDE = 37


@dataclass(frozen=True)
class Usable:
    """Of a home's vacant places, how many a child of an open referral could take, surely and perhaps.

    `ahead`: how many of them any child could take, of those who wait or of the kinds that a forecast knows; None where
    no forecast was asked.
    """

    surely: int
    perhaps: int
    ahead: int | None = None


def usable(world: World, policy: Policy, homes: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """By home of these, how many children of open referrals the rules would let in at most, surely and perhaps.

    Of each referral the largest set of its children counts that the home could take together; referrals are added, so
    it is the most that could be used, not what a plan would use.
    """
    asked = tuple(home for home in world.homes if home.ref in homes)
    table = home_table(asked)
    surely: Counter[str] = Counter()
    perhaps: Counter[str] = Counter()
    for request in world.requests:
        for home, (most, maybe) in _most_by_home(world, request, policy, asked, table).items():
            surely[home] += most
            perhaps[home] += maybe
    return {home: (surely[home], perhaps[home]) for home in surely.keys() | perhaps.keys()}


def open_to(world: World, expected: Sequence[Request], policy: Policy, homes: Collection[str]) -> frozenset[str]:
    """Which of these homes at least one of the expected requests' children could lawfully live in.

    A home is asked about no further child once one fits; requests far apart in the list come one after another, so that
    most homes are answered by the first few.
    """
    left = [home for home in world.homes if home.ref in homes]
    found: set[str] = set()
    for request in _spread_out(expected):
        asked = [home for home in left if request.suitability(home.kind) is not Suitability.UNSUITABLE]
        if not asked:
            continue
        fits = _most_by_home(world, request, policy, asked, home_table(asked))
        found |= {home for home, (most, _) in fits.items() if most}
        left = [home for home in left if home.ref not in found]
    return frozenset(found)


def _spread_out(expected: Sequence[Request]) -> Iterator[Request]:
    """Every request once, in strides through the list."""
    for start in range(_STRIDE):
        yield from expected[start::_STRIDE]


def _most_by_home(
    world: World, request: Request, policy: Policy, homes: Sequence[HomeFacts], table: HomeTable
) -> dict[str, tuple[int, int]]:
    context = world.context(request.children, policy, StraightLine(policy.travel), homes)
    judge = Judge(request, context, homes, table=table)
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


def usable_of(places: HomePlaces, able: Mapping[str, tuple[int, int]], expected: frozenset[str] | None) -> Usable:
    """What could be used of one home's vacant places; where any expected child fits, more will come for the rest."""
    surely, perhaps = able.get(places.ref, (0, 0))
    sure = min(places.vacant, surely)
    ahead = None if expected is None else places.vacant if places.ref in expected else sure
    return Usable(sure, min(places.vacant, perhaps) - sure, ahead)


def added(found: Sequence[Usable]) -> int | None:
    """The places usable by anybody, added up; None where no forecast was asked."""
    ahead = [one.ahead for one in found]
    return sum(one for one in ahead if one is not None) if ahead and None not in ahead else None
