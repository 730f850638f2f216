"""Who is whose brother or sister, from recorded pairs alone."""

from __future__ import annotations

import datetime as dt

from matching.relations import RelationFact, Relations
from placements.models.child import Relation, Together
from tests.worlds import TODAY, siblings


def pairs(*given: tuple[str, str, Relation]) -> Relations:
    """Recorded pairs."""
    return Relations({frozenset((one, other)): RelationFact(relation) for one, other, relation in given})


def test_a_recorded_pair_is_known_in_either_order() -> None:
    relations = pairs(("A", "B", Relation.HALF), ("A", "C", Relation.PEER))
    assert relations.are_siblings("B", "A") is True
    assert relations.are_siblings("A", "C") is False
    assert relations.are_siblings("B", "C") is False


def test_a_third_pair_of_a_chain_is_likely_and_not_known() -> None:
    relations = pairs(("A", "B", Relation.HALF), ("B", "C", Relation.HALF))
    assert relations.are_siblings("A", "C") is None
    assert relations.all_siblings("ABC") is None
    assert relations.family_of("A") == frozenset("ABC")


def test_one_stranger_makes_them_not_all_siblings() -> None:
    relations = siblings("A", "B", "C")
    assert relations.all_siblings(["A", "B", "C"]) is True
    assert relations.all_siblings(["A", "B", "C", "D"]) is False
    assert relations.all_siblings(["A"]) is True


def test_foster_siblings_and_peers_are_no_siblings_in_law() -> None:
    relations = pairs(("A", "B", Relation.FOSTER), ("C", "D", Relation.ADOPTIVE), ("E", "F", Relation.STEP))
    assert [relations.are_siblings(*pair) for pair in ("AB", "CD", "EF")] == [False, True, True]
    assert relations.siblings_of("A") == frozenset()


def test_an_assessment_lapses_the_day_after_its_review_was_due() -> None:
    fact = RelationFact(Relation.FULL, Together.APART, None, TODAY)
    assert not fact.lapsed(TODAY)
    assert fact.lapsed(TODAY + dt.timedelta(days=1))
    assert not RelationFact(Relation.FULL, Together.APART).lapsed(TODAY)
