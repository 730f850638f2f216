"""Children, homes and people who note which of their facts are read, and the facts that each factor reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from matching.candidates import Judge
from matching.case import DesignFacts
from matching.child_facts import ChildFacts
from matching.factors import FACTORS
from matching.home_facts import HomeFacts, PersonFacts
from placements.models.child import Topic
from placements.models.household import LivingAs
from tests.oracles.random_cases import Draw

Fact = TypeVar("Fact")
GROWN_UP = (LivingAs.CARER, LivingAs.ADULT, LivingAs.STAYING_PUT)


class Readings:
    """The facts read since it was last emptied, as `child.school` or `person.sex`."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def watched(self, case: Draw) -> Draw:
        """The same case, watched."""
        children = tuple(self._watch(child, "child", ChildFacts) for child in case.children)
        people = tuple(self._watch(one, _called(one), PersonFacts) for one in case.home.people)
        home = self._watch(replace(case.home, people=people), "home", HomeFacts)
        return replace(case, children=children, home=home, request=replace(case.request, children=children))

    def _watch(self, thing: Fact, name: str, kind: type[Any]) -> Fact:
        own = {field.name for field in fields(kind)}
        note = self.read.add

        class Watched(kind):  # type: ignore[misc]
            def __getattribute__(self, attribute: str) -> object:
                if attribute in own and attribute not in ("traits", "people"):
                    note(f"{name}.{attribute}")
                return super().__getattribute__(attribute)

            def codes(self, topic: Topic) -> frozenset[str]:
                note(f"{name}.{topic.value}")
                found: frozenset[str] = super().codes(topic)
                return found

        return Watched(**{field.name: getattr(thing, field.name) for field in fields(kind)})


def _called(person: PersonFacts) -> str:
    return "person" if person.living_as in GROWN_UP else "own_child"


def what_factors_read(cases: Callable[[int], Draw], number: int) -> DesignFacts:
    """What each factor of the score reads of children, homes and people, over many cases."""
    reads: dict[str, set[str]] = {factor.value: set() for factor in FACTORS}
    for seed in range(number):
        for factor, value in FACTORS.items():
            readings = Readings()
            case = readings.watched(cases(seed))
            judge = Judge(case.request, case.context, [case.home])
            asked = [judge.each_case(child, judge.there[case.home.ref]) for child in case.children]
            readings.read.clear()
            for one in asked:
                value(one)
            reads[factor.value] |= readings.read
    return DesignFacts({factor: frozenset(facts) for factor, facts in reads.items()})
