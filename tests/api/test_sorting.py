"""Tables sort by a key in the address, down with a minus, and stay as they are for a key that is not theirs."""

from __future__ import annotations

from api.sorting import ordered

KEYS = {"size": len}


def test_a_key_sorts_up_and_with_a_minus_down() -> None:
    assert ordered(["bb", "a", "ccc"], "size", KEYS) == ["a", "bb", "ccc"]
    assert ordered(["bb", "a", "ccc"], "-size", KEYS) == ["ccc", "bb", "a"]


def test_a_key_that_is_none_of_ours_changes_nothing() -> None:
    for order in ("", "-", "price", "--size"):
        assert ordered(["bb", "a"], order, KEYS) == ["bb", "a"]
