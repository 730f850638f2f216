"""Names that are the same, names that may be, and names that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.importing.names import may_be_same, same_words

NAMES = st.lists(st.sampled_from(["Ann", "Robert", "Bob", "Susan", "Moor", "Field", "Zoë"]), min_size=1, max_size=4)


@given(NAMES, st.randoms())
def test_order_case_and_punctuation_make_no_difference(names: list[str], chance: object) -> None:
    turned = list(reversed(names))
    assert same_words(" and ".join(names), ", ".join(turned).upper())


@given(NAMES, NAMES)
def test_likeness_holds_both_ways(one: list[str], other: list[str]) -> None:
    here, there = " ".join(one), " ".join(other)
    assert (may_be_same(here, there) is None) == (may_be_same(there, here) is None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob Moor", "Robert Moor"),
        ("Liz and Tom Hill", "Elizabeth & Thomas Hill"),
        ("Kate Beck", "Catherine Beck"),
        ("Moore", "Moor and Field"),
        ("Sue", "Susan Field"),
        ("Jonathon Field", "Jonathan Field"),
    ],
)
def test_short_forms_and_small_slips_may_be_the_same(one: str, other: str) -> None:
    found = may_be_same(one, other)
    assert (found is not None) == (one not in {"Moore", "Sue"})


@pytest.mark.parametrize(("one", "other"), [("Ann Field", "Robert Moor"), ("", "Ann"), ("Ann Field", "Jo Field")])
def test_other_people_are_other_people(one: str, other: str) -> None:
    assert may_be_same(one, other) is None
