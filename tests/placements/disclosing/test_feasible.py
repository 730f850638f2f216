"""The least and most of sums, beside every population written out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.disclosing.feasible import LIMIT, Equations, Unsettled, ranges

UNKNOWNS, MOST = 4, 4
ROWS = st.dictionaries(st.integers(0, UNKNOWNS - 1), st.sampled_from([-2, -1, 1, 1, 1, 3]), min_size=1)


def told(rows: list[tuple[dict[int, int], int, int]]) -> Equations:
    equations = Equations()
    for number in range(UNKNOWNS):
        equations.add({number: 1}, 0, MOST)
    for row, low, width in rows:
        equations.add(row, low, low + width)
    return equations


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(ROWS, st.integers(-4, 10), st.integers(0, 2)), max_size=4),
    sums=st.lists(ROWS, min_size=1, max_size=4),
)
def test_ranges_are_those_of_every_population_that_fits(
    rows: list[tuple[dict[int, int], int, int]], sums: list[dict[int, int]]
) -> None:
    def added(row: dict[int, int], world: tuple[int, ...]) -> int:
        return sum(by * world[number] for number, by in row.items())

    every = itertools.product(range(MOST + 1), repeat=UNKNOWNS)
    fitting = [world for world in every if all(low <= added(row, world) <= low + width for row, low, width in rows)]
    if not fitting:
        with pytest.raises(Unsettled):
            ranges(told(rows), UNKNOWNS, sums)
        return
    wanted = [(min(added(one, w) for w in fitting), max(added(one, w) for w in fitting)) for one in sums]
    assert ranges(told(rows), UNKNOWNS, sums) == wanted


def test_what_nothing_bounds_ends_at_the_limit_and_parts_add_up() -> None:
    equations = Equations()
    equations.add({0: 1, 1: 1}, 6, 6)
    equations.add({2: 1, 3: 1}, 4, 4)
    assert ranges(equations, 5, [{4: 1}, {0: 1, 2: 1}, {0: 1, 1: 1}]) == [(0, LIMIT), (0, 10), (6, 6)]


def test_rows_that_contradict_each_other_are_refused_though_nothing_is_asked_of_them() -> None:
    equations = Equations()
    equations.add({0: 1, 1: 1}, 3, 3)
    equations.add({0: 1, 1: 2}, 3, 3)
    equations.add({0: 2, 1: 1}, 3, 3)
    with pytest.raises(Unsettled):
        ranges(equations, 3, [{2: 1}])
