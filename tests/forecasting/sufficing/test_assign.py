"""As many children as can be have a home, those who needed one first before others; a place more harms nobody."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forecasting.sufficing.towns import Small, homes_of, small_towns, with_groups
from tests.oracles.sufficiency import housed, most, most_together
from tests.scale import scaled


def a_place(town: Small, home: int) -> list[bool]:
    return [found >= 0 for found in homes_of(town.more(home))]


@settings(max_examples=scaled(4_000), deadline=None)
@given(small_towns())
def test_who_has_a_home_is_what_trying_every_way_says(town: Small) -> None:
    found = [home >= 0 for home in homes_of(town)]
    assert found == housed(town.kinds, town.room, town.able)
    assert sum(found) == most(town.kinds, town.room, town.able)


@settings(max_examples=scaled(4_000), deadline=None)
@given(small_towns())
def test_every_home_given_is_lawful_and_has_room(town: Small) -> None:
    homes = homes_of(town)
    assert all(town.able[kind][home] for kind, home in zip(town.kinds, homes, strict=True) if home >= 0)
    assert all(homes.count(home) <= places for home, places in enumerate(town.room))


@settings(max_examples=scaled(4_000), deadline=None)
@given(small_towns(), st.data())
def test_a_place_more_takes_no_childs_home(town: Small, data: st.DataObject) -> None:
    home = data.draw(st.integers(0, len(town.room) - 1))
    before = [found >= 0 for found in homes_of(town)]
    assert all(after or not had for had, after in zip(before, a_place(town, home), strict=True))


@settings(max_examples=scaled(2_000), deadline=None)
@given(small_towns())
def test_a_place_that_nobody_could_use_changes_nothing(town: Small) -> None:
    useless = Small(town.kinds, (*town.room, 3), tuple((*row, 0) for row in town.able))
    assert homes_of(useless) == homes_of(town)


def test_a_child_moves_on_so_that_another_has_a_home() -> None:
    assert homes_of(Small((0, 1), (1, 1), ((1, 1), (1, 0)))) == [1, 0]


def test_who_needed_a_home_first_has_it() -> None:
    assert homes_of(Small((0, 0), (1,), ((1,),))) == [0, -1]


@settings(max_examples=scaled(2_000), deadline=None)
@given(small_towns())
def test_keeping_groups_together_takes_no_childs_home(town: Small) -> None:
    before, (after, kept) = homes_of(town), with_groups(town)
    assert [home >= 0 for home in after] == [home >= 0 for home in before]
    assert all(town.able[kind][home] for kind, home in zip(town.kinds, after, strict=True) if home >= 0)
    assert all(after.count(home) <= places for home, places in enumerate(town.room))
    for family in {one for one, is_kept in zip(town.family, kept, strict=True) if is_kept}:
        homes = {home for home, one in zip(after, town.family, strict=True) if one == family}
        size = town.family.count(family)
        assert len(homes) == 1
        assert size <= town.together[homes.pop()]


@settings(max_examples=scaled(1_000), deadline=None)
@given(small_towns())
def test_no_more_groups_are_kept_than_could_be_and_one_alone_is_kept_if_it_can_be(town: Small) -> None:
    homes, kept = with_groups(town)
    with_home = [at for at, home in enumerate(homes) if home >= 0]
    kinds = [town.kinds[at] for at in with_home]
    groups = []
    for family in sorted({one for one in town.family if one >= 0}):
        members = [at for at, one in enumerate(town.family) if one == family]
        if len(members) > 1 and set(members) <= set(with_home):
            groups.append([with_home.index(at) for at in members])
    found = sum(1 for group in groups if kept[with_home[group[0]]])
    best = most_together(kinds, groups, town.room, town.able, town.together)
    assert found <= best
    assert found == best or len(groups) > 1


def test_a_group_of_two_is_kept_together_by_moving_another_child() -> None:
    town = Small((0, 1, 1), (2, 2), ((1, 1), (1, 0)), (-1, 7, 7), (2, 2))
    assert with_groups(town) == ([1, 0, 0], [0, 1, 1])


def test_a_group_is_parted_where_only_parting_gives_everybody_a_home() -> None:
    """Together in the first home they would leave no place to the child who can live nowhere else."""
    town = Small((0, 0, 1), (2, 1), ((1, 1), (1, 0)), (7, 7, -1), (2, 1))
    homes, kept = with_groups(town)
    assert sorted(homes) == [0, 0, 1]
    assert kept == [0, 0, 0]
