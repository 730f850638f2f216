"""The usual limit of three fostered children (Children Act 1989, Schedule 7)."""

from __future__ import annotations

from typing import Any

import pytest

from matching.child_facts import ChildFacts
from matching.home_facts import ExemptionFacts, HomeFacts, PersonFacts
from matching.relations import RelationFact, Relations
from matching.rules.rule import Effect
from placements.models.child import Relation
from placements.models.household import LivingAs
from tests.matching.rules.table import MET, Row, holds
from tests.worlds import (
    NORTH_YORKSHIRE,
    START,
    TODAY,
    YORK,
    a_bed,
    a_child,
    a_childrens_home,
    a_home,
    born,
    living_there,
    siblings,
)

OTHER = a_child("C-9", dob=born(8))


def full_house(*there: ChildFacts, **facts: Any) -> HomeFacts:
    """A household with these children placed and two beds left."""
    residents = tuple(living_there(child, number) for number, child in enumerate(there, start=10))
    beds = tuple(a_bed(number) for number in (1, 2, 3, 4, *range(10, 10 + len(there))))
    return a_home(residents=residents, beds=beds, **facts)


THREE = (a_child("C-7"), a_child("C-8"), OTHER)
EVERYBODY = frozenset({"C-1", "C-7", "C-8", "C-9"})
ONE_FAMILY = siblings("C-1", "C-7", "C-8", "C-9")
CHAIN = Relations(
    {
        frozenset(pair): RelationFact(Relation.HALF)
        for pair in (("C-1", "C-7"), ("C-7", "C-8"), ("C-8", "C-9"), ("C-7", "C-9"), ("C-1", "C-8"))
    }
)


@pytest.mark.parametrize(
    "row",
    [
        Row("third child", MET, home=full_house(*THREE[:2])),
        Row("fourth child", Effect.EXCLUDES, home=full_house(*THREE)),
        Row("fourth child, all siblings", MET, home=full_house(*THREE), relations=ONE_FAMILY),
        Row(
            "three siblings join one unrelated child",
            Effect.EXCLUDES,
            home=full_house(OTHER),
            others=(a_child("C-7"), a_child("C-8")),
            relations=siblings("C-1", "C-7", "C-8"),
        ),
        Row(
            "one pair of four has no recorded relation",
            Effect.NOT_KNOWN,
            home=full_house(*THREE),
            relations=CHAIN,
        ),
        Row(
            "exempted by the authority where the carers live",
            MET,
            home=full_house(*THREE, exemptions=(ExemptionFacts(YORK, EVERYBODY, TODAY),)),
        ),
        Row(
            "York exempts carers who live in North Yorkshire",
            Effect.EXCLUDES,
            home=full_house(*THREE, la_code=NORTH_YORKSHIRE, exemptions=(ExemptionFacts(YORK, EVERYBODY, TODAY),)),
        ),
        Row(
            "who gave the exemption is not recorded",
            Effect.NOT_KNOWN,
            home=full_house(*THREE, exemptions=(ExemptionFacts(None, EVERYBODY, TODAY),)),
        ),
        Row(
            "the exemption does not name this child",
            Effect.EXCLUDES,
            home=full_house(*THREE, exemptions=(ExemptionFacts(YORK, EVERYBODY - {"C-1"}, TODAY),)),
        ),
        Row(
            "the exemption is over",
            Effect.EXCLUDES,
            home=full_house(*THREE, exemptions=(ExemptionFacts(YORK, EVERYBODY, TODAY, START),)),
        ),
        Row(
            "the carers' own children do not count",
            MET,
            home=full_house(*THREE[:2], people=(PersonFacts(LivingAs.OWN_CHILD, born(9)),)),
        ),
        Row(
            "a child fostered privately counts",
            Effect.EXCLUDES,
            home=full_house(*THREE[:2], people=(PersonFacts(LivingAs.PRIVATE_FOSTERED, born(9)),)),
        ),
        Row("one of three turns 18 before", MET, home=full_house(*THREE[:2], a_child("C-6", dob=born(18)))),
        Row("a children's home has no such limit", MET, home=a_childrens_home(residents=full_house(*THREE).residents)),
    ],
    ids=str,
)
def test_no_more_than_three_are_fostered_unless_all_siblings_or_exempt(row: Row) -> None:
    holds("usual-limit", row)
