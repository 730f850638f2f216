"""One child or group of brothers and sisters in one home: what every rule is asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matching.beds import Arrangement, arrange, beds_needed_by
from matching.child_facts import ChildFacts, NeedFact
from matching.home_facts import HomeFacts
from matching.household import Companion, HomeDuring
from matching.once import once
from matching.situation import Context, Request, Stay
from matching.terms import TermSays, judge_terms
from matching.travel import Journey


@dataclass(frozen=True)
class Encounter:
    """Two children who would live together, seen from `one`, whose plan is asked, towards `other`."""

    one: ChildFacts
    other: Companion
    newcomer: bool


@dataclass(frozen=True)
class DecisionFacts:
    """A decision about to be confirmed: by whom, in which role and with what authority, when, why, having seen what."""

    decided_by: str = ""
    role: str = ""
    has_authority: bool = False
    at: dt.datetime | None = None
    reason: str = ""
    options_seen: int = 0
    contest_route: str = ""


@dataclass(frozen=True)
class DesignFacts:
    """What each factor of the score reads of a child and of a home, as `child.school` or `home.kind`."""

    reads: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Beyond:
    """What lies beyond children and home; None where it is not asked about."""

    found_in_area: bool | None = None
    decision: DecisionFacts | None = None
    design: DesignFacts | None = None


NOTHING_BEYOND = Beyond()


class Case:
    """Children, perhaps a home, and the search they stand in.

    Rules about a child are asked with one child and no home; rules of living together with one child and the home's
    other children, or with a whole group and no home; rules about a home with no child. A case without a home has
    neither `there` nor `home`. `beyond` holds what rules about a search, a decision or the program itself are asked.
    """

    def __init__(
        self,
        request: Request,
        context: Context,
        stay: Stay,
        children: tuple[ChildFacts, ...],
        there: HomeDuring | None,
        beyond: Beyond = NOTHING_BEYOND,
    ) -> None:
        self.request = request
        self.context = context
        self.stay = stay
        self.children = children
        self.beyond = beyond
        self.at_home = there is not None
        if there is not None:
            self.there = there
            self.home: HomeFacts = there.home

    @property
    def child(self) -> ChildFacts:
        """The only child of a case about one."""
        return self.children[0]

    @once
    def refs(self) -> frozenset[str]:
        """The references of the children who would come."""
        return frozenset(child.ref for child in self.children)

    @once
    def journey(self) -> Journey:
        """The journeys between the home and the one child's places."""
        return self.context.journeys.between(self.child, self.home)

    @once
    def skills(self) -> list[tuple[NeedFact, int | None]]:
        """How far the home can meet each need of the only child, 0 to 4; None where nobody wrote it down."""
        return [(need, self.there.skill_in(need.domain)) for need in self.child.needs]

    @property
    def sleepers(self) -> tuple[ChildFacts, ...]:
        """The children who need a bed each."""
        return beds_needed_by(self.children, self.request, self.stay)

    @once
    def arrangement(self) -> Arrangement:
        """The best way to give every child a bed, and what it would take."""
        return arrange(self.sleepers, self.there, self.context.relations)

    @once
    def terms(self) -> dict[str, TermSays]:
        """What the household's terms of approval say, by term."""
        return judge_terms(self.children, self.there, self.request)

    @once
    def encounters(self) -> tuple[Encounter, ...]:
        """Every pair who would live together, seen from both: with those in the home, or within the group itself.

        A pair is left out where nothing recorded of `one` could bear on it, and everything that could was answered.
        """
        pairs = self._with_household() if self.at_home else self._within_group()
        return tuple(pair for pair in pairs if not pair.one.easy_company or self._related(pair))

    def _related(self, pair: Encounter) -> bool:
        return pair.other.ref is not None and self.context.relations.of(pair.one.ref, pair.other.ref) is not None

    def _with_household(self) -> Iterator[Encounter]:
        for child in self.children:
            here = Companion("the newcomer", child.dob, child.sex, child)
            for companion in self.there.companions:
                yield Encounter(child, companion, newcomer=True)
                if companion.child is not None:
                    yield Encounter(companion.child, here, newcomer=False)

    def _within_group(self) -> Iterator[Encounter]:
        coming = [Companion(child.called, child.dob, child.sex, child, comes_too=True) for child in self.children]
        for child in self.children:
            for companion in coming:
                if companion.child is not child:
                    yield Encounter(child, companion, newcomer=True)
