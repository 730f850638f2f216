"""The page on sufficiency: its towns are worked out by the program, and its options are those of the commands."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.recruiting.action import ActionKind
from forecasting.sufficing.demand import Demand
from forecasting.sufficing.kinds import every_kind
from forecasting.sufficing.profiles import published_profiles
from forecasting.sufficing.solved import Change, Solved
from matching.child_facts import NeedFact
from tests.docs.console import ROOT
from tests.forecasting.sufficing.towns import Small, homes_of, with_groups

PAGE = (ROOT / "docs" / "explanation" / "sufficiency.md").read_text(encoding="utf-8")
YOUNG, OLDER = 0, 1
TOWN = Small((YOUNG, YOUNG, OLDER), (3, 0), ((1, 0), (0, 1)))


def short(town: Small) -> int:
    return homes_of(town).count(-1)


@pytest.mark.parametrize(
    ("said", "town"),
    [
        ("as it is", TOWN),
        ("a place more in A", TOWN.more(0)),
        ("a place in B", TOWN.more(1)),
    ],
)
def test_the_town_where_counting_places_says_enough_is_as_the_page_says(said: str, town: Small) -> None:
    places = sum(town.room)
    row = f"| {said} | {len(town.kinds)} | {places} | {max(0, len(town.kinds) - places)} | {short(town)} |"
    assert row in PAGE


def test_the_town_where_a_child_moves_on_is_as_the_page_says() -> None:
    town = Small((0, 1), (1, 1), ((1, 1), (0, 1)))
    names = ["ABC"[home] if home >= 0 else "none" for home in homes_of(town)]
    without_b = ["ABC"[home] if home >= 0 else "none" for home in homes_of(Small((0, 1), (1, 0), town.able))]
    assert f"| A and B | {names[0]} | {names[1]} |" in PAGE
    assert f"| A alone | {without_b[0]} | {without_b[1]} |" in PAGE


def test_the_town_with_brothers_is_as_the_page_says() -> None:
    """Two brothers and a girl; A has two places for anybody, C one for the girl alone."""
    able = ((1, 0), (1, 1))
    for rooms, said in (
        ((2, 1), "A with two places, C with one"),
        ((2, 0), "A with two places"),
        ((3, 0), "A with three"),
    ):
        homes, kept = with_groups(Small((0, 0, 1), rooms, able, (5, 5, -1), (3, 1)))
        together = "yes" if kept[0] else "no"
        assert f"| {said} | {homes.count(-1)} | {together} |" in PAGE


def test_what_each_change_brings_to_the_first_town_is_as_the_page_says() -> None:
    demand = Demand(np.array([0, 3]), np.array([[0], [0], [1]]), np.zeros((3, 1), np.int64), np.full(3, -1))
    solved = Solved(demand, np.array([[[3], [0]]]), np.array([[2, 0], [0, 2]], dtype=np.int8), threads=1)
    place = np.ones((1, 1), dtype=np.int64)
    for said, change in (
        ("a place more in A", Change(0, place)),
        ("a place in B", Change(1, place)),
        ("A approved for older children too", Change(0, 0 * place, (OLDER,))),
    ):
        brings = int(solved.gain(change).sum())
        assert brings == int((solved.short - solved.from_nothing([change])).sum())
        assert f"| {said} | {brings} |" in PAGE


def test_the_number_of_kinds_is_the_programs() -> None:
    assert f"Each of the {len(every_kind())} kinds" in PAGE


def test_every_kind_of_action_and_every_need_band_is_explained() -> None:
    assert [kind for kind in ActionKind if f"`{kind.value}`" not in PAGE] == []
    for profile in published_profiles():
        needs, supported = (_in_words(one) for one in (profile.needs, profile.supported))
        assert f"| {profile.band} | {profile.supervision} | {needs} | {supported} |" in PAGE


def _in_words(needs: tuple[NeedFact, ...]) -> str:
    return ", ".join(f"{need.domain.value.replace('_', ' ')} {need.level}" for need in needs) or "none"
