"""In area, neighbouring, further, or not known: an unlisted neighbour is "no" only where a list is whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from placements.geography import UNKNOWN_AUTHORITY, Locality, Neighbours

CODES = st.sampled_from(["A", "B", "C", "D", "E"])
NEIGHBOURS = st.builds(Neighbours.of, st.lists(st.tuples(CODES, CODES)), st.lists(CODES))
TOWN = Neighbours.of([("A", "B")], complete=["A"])


def test_an_authority_is_in_its_own_area() -> None:
    assert TOWN.locality("A", "A") is Locality.IN_AREA


def test_a_listed_authority_is_neighbouring_from_both_sides() -> None:
    assert TOWN.locality("A", "B") is TOWN.locality("B", "A") is Locality.NEIGHBOURING


def test_an_unlisted_authority_is_further_where_the_list_is_whole() -> None:
    assert TOWN.locality("A", "C") is Locality.FURTHER


def test_an_unlisted_authority_is_further_where_its_own_list_is_whole() -> None:
    assert TOWN.locality("C", "A") is Locality.FURTHER


def test_an_unlisted_authority_is_not_known_where_neither_list_is_whole() -> None:
    assert TOWN.locality("B", "C") is Locality.UNKNOWN
    assert TOWN.adjoins("B", "C") is None


def test_an_unknown_authority_has_an_unknown_locality_even_where_the_list_is_whole() -> None:
    assert TOWN.locality("A", UNKNOWN_AUTHORITY) is Locality.UNKNOWN


@given(NEIGHBOURS, CODES, CODES)
def test_adjoining_is_the_same_from_both_sides(neighbours: Neighbours, one: str, other: str) -> None:
    assert neighbours.adjoins(one, other) == neighbours.adjoins(other, one)


@given(NEIGHBOURS, CODES, st.lists(st.sampled_from(["A", "B", "C", "D", UNKNOWN_AUTHORITY])))
def test_localities_of_many_equal_the_locality_of_each(neighbours: Neighbours, own: str, codes: list[str]) -> None:
    found = neighbours.localities(own, np.array(codes, dtype="U9"))
    assert found.tolist() == [neighbours.locality(own, code).value for code in codes]
