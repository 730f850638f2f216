from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from placements.disclosure import Figure, hide_parts, hide_share, hide_small

COUNTS = st.integers(min_value=0, max_value=400)


@given(COUNTS)
def test_one_to_five_are_hidden_and_every_other_count_is_shown(count: int) -> None:
    assert hide_small(count).hidden == (count in {1, 2, 3, 4, 5})
    assert str(hide_small(count)) == ("c" if count in {1, 2, 3, 4, 5} else str(count))


def test_zero_unknown_and_hidden_are_three_different_things() -> None:
    assert [str(hide_small(count)) for count in (0, None, 3)] == ["0", "not known", "c"]


@given(COUNTS, COUNTS)
def test_a_share_never_gives_a_small_number_back(numerator: int, rest: int) -> None:
    share = hide_share(numerator, numerator + rest)
    small = numerator in range(1, 6) or rest in range(1, 6)
    assert share.hidden == (small and numerator + rest > 0)
    assert (share.value is None) == (small or numerator + rest == 0)


def test_a_share_is_a_whole_per_cent() -> None:
    assert hide_share(123, 240) == Figure(51)
    assert hide_share(None, 240) == Figure(None)
    assert hide_share(7, 0) == Figure(None)


@settings(max_examples=40)
@given(st.dictionaries(st.text(max_size=3), COUNTS, min_size=1, max_size=6))
def test_no_hidden_part_is_the_whole_less_the_others(parts: dict[str, int]) -> None:
    shown = hide_parts(parts)
    hidden = [name for name, figure in shown.items() if figure.hidden]
    small = [name for name, count in parts.items() if count in range(1, 6)]
    assert set(small) <= set(hidden)
    if small and any(count > 5 for count in parts.values()):
        assert len(hidden) >= 2
        assert sum(parts[name] for name in hidden) > 5
    assert bool(hidden) == bool(small)
    assert all(figure.value == parts[name] for name, figure in shown.items() if not figure.hidden)


def test_no_parts_are_no_parts() -> None:
    assert hide_parts({}) == {}


def test_parts_that_nothing_can_protect_are_all_hidden_but_for_noughts() -> None:
    assert {name: str(figure) for name, figure in hide_parts({"a": 1, "b": 0}).items()} == {"a": "c", "b": "0"}
