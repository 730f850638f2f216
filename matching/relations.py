"""Who is whose brother or sister, and what was assessed about living together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from placements.models.child import Relation, Together

SIBLINGS = frozenset({Relation.FULL, Relation.HALF, Relation.STEP, Relation.ADOPTIVE})


@dataclass(frozen=True)
class RelationFact:
    """How two children are related and what was assessed; an assessment past its review date has lapsed."""

    relation: Relation
    assessed: Together = Together.NOT_ASSESSED
    assessed_on: dt.date | None = None
    review_on: dt.date | None = None

    def lapsed(self, today: dt.date) -> bool:
        """Whether the assessment should have been looked at again by now."""
        return self.review_on is not None and self.review_on < today


@dataclass(frozen=True, eq=False)
class Relations:
    """The recorded pairs, by the two references in either order."""

    pairs: Mapping[frozenset[str], RelationFact] = field(default_factory=dict)

    def of(self, one: str, other: str) -> RelationFact | None:
        """The recorded relation of two children, or None."""
        return self.pairs.get(frozenset((one, other)))

    def are_siblings(self, one: str, other: str) -> bool | None:
        """Whether two children are siblings; None where no pair is recorded but both have siblings in common.

        A chain of recorded siblings makes a third pair likely, never certain: the child of one parent's second family
        need not be the other's brother.
        """
        fact = self.of(one, other)
        if fact is not None:
            return fact.relation in SIBLINGS
        return None if other in self.family_of(one) else False

    def all_siblings(self, refs: Iterable[str]) -> bool | None:
        """Whether all these children are siblings of one another; False as soon as one pair is known not to be."""
        every = sorted(set(refs))
        pairs = [self.are_siblings(one, other) for i, one in enumerate(every) for other in every[i + 1 :]]
        if False in pairs:
            return False
        return None if None in pairs else True

    def family_of(self, ref: str) -> frozenset[str]:
        """The child and everybody reached from it by recorded sibling pairs."""
        reached, new = {ref}, {ref}
        while new:
            new = {sibling for member in new for sibling in self.siblings_of(member)} - reached
            reached |= new
        return frozenset(reached)

    def siblings_of(self, ref: str) -> frozenset[str]:
        """The children recorded as this child's siblings."""
        return self._neighbours.get(ref, frozenset())

    @cached_property
    def _neighbours(self) -> dict[str, frozenset[str]]:
        lists: dict[str, set[str]] = {}
        for pair, fact in self.pairs.items():
            if fact.relation in SIBLINGS:
                one, other = sorted(pair)
                lists.setdefault(one, set()).add(other)
                lists.setdefault(other, set()).add(one)
        return {ref: frozenset(others) for ref, others in lists.items()}
