"""Brothers and sisters side by side: every way is tried, no home is shared, and the best of each shape is first."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.bundles import Together
from api.shapes.search import Option
from api.ways import MOST_CHILDREN, Way, ways_of
from tests.api.options_made_up import an_option

SHAPES = {1: 1, 2: 2, 3: 3, 4: 5, 5: 7, 6: 11}
"""How many shapes there are: the partitions of a number."""
BELL = {1: 1, 2: 2, 3: 5, 4: 15}
"""How many ways there are to part so many children."""
Homes = dict[tuple[str, ...], list[tuple[str, float]]]


def bundle(children: tuple[str, ...], homes: list[tuple[str, float]]) -> Together:
    options = [an_option(list(children), home, fit) for home, fit in homes]
    ordered = tuple(sorted(options, key=lambda one: -one.fit))
    return Together(children, children, " and ".join(children), ordered, (), (), ())


def parts_of(children: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [
        tuple(child for child, taken in zip(children, chosen, strict=True) if taken)
        for chosen in product((True, False), repeat=len(children))
        if any(chosen)
    ]


@pytest.mark.parametrize("number", SHAPES)
def test_every_shape_is_there_from_together_to_each_alone(number: int) -> None:
    children = tuple("abcdef"[:number])
    shapes = ways_of(children, [bundle(part, []) for part in parts_of(children)])
    assert len(shapes) == SHAPES[number]
    assert shapes[0][0].title == "Together"
    assert len(shapes[-1][0].parts) == number
    if number in BELL:
        assert sum(map(len, shapes)) == BELL[number]


def test_a_large_group_is_looked_at_together_and_apart_only() -> None:
    children = tuple("abcdefgh")
    assert len(children) > MOST_CHILDREN
    bundles = [bundle(children, []), *(bundle((child,), [("H-1", 50.0)]) for child in children)]
    together, apart = ways_of(children, bundles)
    assert together[0].housed == 0
    assert apart[0].housed == 1, "one home houses one of them"


@st.composite
def houses(draw: st.DrawFn) -> tuple[tuple[str, ...], Homes]:
    children = tuple("abc"[: draw(st.integers(1, 3))])
    home = st.tuples(st.sampled_from(["H-1", "H-2", "H-3"]), st.sampled_from([40.0, 60.0, 80.0]))
    lists = st.lists(home, max_size=3, unique_by=lambda one: one[0])
    return children, {part: draw(lists) for part in parts_of(children)}


@settings(max_examples=60)
@given(houses())
def test_no_two_parts_share_a_home_and_no_other_choice_houses_more(given: tuple[tuple[str, ...], Homes]) -> None:
    children, homes = given
    for shape in ways_of(children, [bundle(part, found) for part, found in homes.items()]):
        for way in shape:
            taken = [part.option.home for part in way.parts if part.option]
            assert len(set(taken)) == len(taken)
            assert (way.housed, way.fit or 0.0) >= naive(way, homes)
        assert shape == sorted(shape, key=lambda way: (-way.housed, way.approvals, -(way.fit or 0.0)))


def naive(way: Way, homes: Homes) -> tuple[int, float]:
    """The second reading: every choice of homes for the parts, judged by how many it houses and how well."""
    best = (0, 0.0)
    parts = [part.bundle.children for part in way.parts]
    for chosen in product(*([*homes[part], None] for part in parts)):
        taken = [one[0] for one in chosen if one]
        if len(set(taken)) != len(taken):
            continue
        housed = sum(len(part) for part, one in zip(parts, chosen, strict=True) if one)
        fit = sum(len(part) * one[1] for part, one in zip(parts, chosen, strict=True) if one)
        best = max(best, (housed, fit / housed if housed else 0.0))
    return best


def test_an_option_is_what_the_search_gives() -> None:
    assert isinstance(an_option(["a"], "H-1", 50.0), Option)
