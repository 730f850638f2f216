"""Which homes could take which children: judged once by the rules of matching, the homes as if empty.

A home is judged as it would be with a place free: nobody there, every bed confirmed, no hold. What its residents take
of it is counted in places, month by month; who gets on with whom is asked when there is a real child.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from forecasting.sufficing.kinds import Kind, child_of, origin_of, request_of
from forecasting.sufficing.profiles import Profile
from matching.candidates import Judge, Status, Verdict
from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from matching.policy import Policy
from matching.relations import RelationFact, Relations
from matching.rules.rule import Effect, Finding
from matching.situation import Context, Request
from matching.snapshot import World
from matching.travel import StraightLine, journeys
from placements.codes import Setting
from placements.models.base import Sex
from placements.models.child import Relation, Together
from placements.models.home import HomeStatus
from placements.models.referral import Suitability

Able = npt.NDArray[np.int8]
NEEDS_MET, STATEMENT = "needs-met", "home-statement"
UNSUITABLE = frozenset({(NEEDS_MET, Effect.RECORD), (STATEMENT, Effect.WARNING), (STATEMENT, Effect.RECORD)})
"""Lawful perhaps, but no home to plan on: an essential need beyond the skill there, or a child outside the statement of
purpose (ages, sex, needs), which only a person may look past, for one child."""
LARGEST_GROUP = 4
_YOUNGEST, _APART = (0, 2, 4, 6, 8, 10), 2


class Answer(enum.IntEnum):
    """Whether a home could take a child: no; perhaps, for a fact is missing; yes, with or without an approval."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True)
class NearMiss:
    """The children (positions) that a home could take if one rule did not stand in the way, and that rule."""

    home: int
    finding: Finding
    children: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Lawful:
    """What the rules say of every child in every home.

    able [child, home] is an `Answer`; together [home] the most brothers and sisters, up to LARGEST_GROUP, whom a home
    could take at once; near_misses where one curable rule stands in the way.
    """

    homes: tuple[HomeFacts, ...]
    able: Able
    together: npt.NDArray[np.int64]
    near_misses: tuple[NearMiss, ...]


class Bench:
    """The rules of one world, ready to judge children in any homes as if these were empty."""

    def __init__(self, world: World, policy: Policy, profiles: Sequence[Profile]) -> None:
        self.world, self.policy, self.profiles = world, policy, profiles
        self.origin = origin_of(world)
        self._around = world.context((), policy, StraightLine(policy.travel), ())

    def lawful(self, requests: Sequence[Request], homes: Sequence[HomeFacts]) -> Lawful:
        """Judge the first child of every request in every home."""
        emptied = tuple(as_if_empty(home, self.world) for home in homes)
        able = np.zeros((len(requests), len(homes)), dtype=np.int8)
        nearly: dict[tuple[int, str], list[tuple[int, Finding]]] = {}
        for number, request in enumerate(requests):
            for at, verdict in self._verdicts(request, request.children[:1], emptied):
                able[number, at] = _able(verdict)
                stands = _one_in_the_way(verdict)
                if stands is not None:
                    nearly.setdefault((at, stands.rule.id), []).append((number, stands))
        missed = [NearMiss(at, found[0][1], tuple(kind for kind, _ in found)) for (at, _), found in nearly.items()]
        return Lawful(tuple(homes), able, self._together(emptied), tuple(missed))

    def _together(self, emptied: Sequence[HomeFacts]) -> npt.NDArray[np.int64]:
        """[home] the most brothers and sisters of some ages, of ordinary needs, whom the rules would let in at once."""
        most = np.ones(len(emptied), dtype=np.int64)
        for size, youngest in product(range(2, LARGEST_GROUP + 1), _YOUNGEST):
            request = self._family(size, youngest)
            for at, verdict in self._verdicts(request, request.children, emptied):
                if verdict.status is not Status.EXCLUDED:
                    most[at] = size
        return most

    def _family(self, size: int, youngest: int) -> Request:
        ages = [youngest + _APART * at for at in range(size)]
        kinds = [Kind(Setting.MAINSTREAM_FOSTERING, age, Sex.FEMALE, 1) for age in ages]
        children = [child_of(kind, self.world.today, self.origin, self.profiles, kind.ref) for kind in kinds]
        return request_of(kinds[0], children, self.world.today, f"family-of-{size}")

    def _verdicts(
        self, request: Request, children: tuple[ChildFacts, ...], homes: Sequence[HomeFacts]
    ) -> Iterator[tuple[int, Verdict]]:
        asked = [
            (at, home) for at, home in enumerate(homes) if request.suitability(home.kind) is not Suitability.UNSUITABLE
        ]
        only = [home for _, home in asked]
        judge = Judge(request, self._context(request.children, only), only)
        for at, home in asked:
            yield at, judge.verdict(children, home.ref)

    def _context(self, children: Sequence[ChildFacts], homes: Sequence[HomeFacts]) -> Context:
        measured = journeys(children, homes, StraightLine(self.policy.travel))
        pairs = {
            frozenset((one.ref, other.ref)): RelationFact(Relation.FULL, Together.MUST, self.world.today)
            for one, other in combinations(children, 2)
        }
        return replace(self._around, relations=Relations(pairs), journeys=measured, looked_after={})


def as_if_empty(home: HomeFacts, world: World) -> HomeFacts:
    """The home with nobody placed there and nothing but its own standing to stop it; one that leaves stays leaving."""
    beds = tuple(replace(bed, confirmed_on=world.today) for bed in home.beds)
    status = HomeStatus.ACTIVE if home.status is HomeStatus.ON_HOLD else home.status
    bare = replace(home, residents=(), holds=(), kept_empty=(), perhaps_there=())
    return replace(bare, available_from=None, said_free=None, status=status, beds=beds)


def _able(verdict: Verdict) -> Answer:
    if verdict.status is Status.EXCLUDED or _unsuitable(verdict):
        return Answer.NO
    unsure = verdict.status is Status.UNKNOWN or any(one.rule.id in _NOT_KNOWN for one in verdict.having(Effect.GAP))
    return Answer.PERHAPS if unsure else Answer.YES


_NOT_KNOWN = frozenset({NEEDS_MET, STATEMENT})


def _unsuitable(verdict: Verdict) -> list[Finding]:
    return [one for one in verdict.findings if (one.rule.id, one.effect) in UNSUITABLE]


def _one_in_the_way(verdict: Verdict) -> Finding | None:
    """The only rule that keeps the home from taking the child, where it can be cured."""
    stands = [*verdict.having(Effect.EXCLUDES), *_unsuitable(verdict)]
    curable = all(one.rule.curable or one.rule.id == NEEDS_MET for one in stands)
    return stands[0] if len({one.rule.id for one in stands}) == 1 and curable else None
