"""Whom to try besides the first: not all for one reason, three to five, and a chance that is said to be rough."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.alternatives import FEWEST, MOST, Alternatives, Chances, alternatives, shrunken
from matching.approach import Approach, ProviderFacts
from matching.costs import Cost
from matching.home_facts import HomeFacts
from placements.codes import Setting
from placements.models.contract import ProviderKind
from placements.repository.approaches import ReplyHistory
from placements.repository.places import Position
from tests.matching.asked import searched
from tests.worlds import NORTH_YORKSHIRE, YORK, a_bed, a_child, a_home, a_request


def somewhere(number: int) -> Position:
    """A place of its own in York."""
    return Position(53.90 + number / 50, -1.08, YORK)


def own(number: int, **facts: Any) -> HomeFacts:
    """A household of the authority in a place of its own."""
    return replace(a_home(f"H-{number}", position=somewhere(number)), **facts)


def tried(*homes: HomeFacts, approaches: Sequence[Approach] = ()) -> Alternatives:
    """Whom to try for one child among these homes."""
    return alternatives(searched(a_request(a_child()), *homes).options, approaches)


def asked(ref: str) -> Approach:
    """A provider to approach."""
    provider = ProviderFacts(ref, f"Invented {ref}", ProviderKind.IFA)
    return Approach(provider, Setting.MAINSTREAM_FOSTERING, (), (), Cost(None, "not known"))


def test_the_best_home_comes_first_and_no_more_than_five_are_named() -> None:
    found = tried(*(own(number) for number in range(9)))
    first = searched(a_request(a_child()), *(own(number) for number in range(9))).options[0]
    assert found.in_turn[0].home == first.home
    assert len(found.in_turn) == MOST


def test_a_second_home_of_one_agency_gives_way_to_a_home_of_another() -> None:
    agency: dict[str, Any] = {"provider_kind": ProviderKind.IFA, "la_code": YORK}
    homes = [own(n, provider_ref="P-1", **agency) for n in (1, 2, 3)]
    homes.append(own(8, provider_ref="P-2", la_code=NORTH_YORKSHIRE, provider_kind=ProviderKind.IFA))
    refs = [one.home for one in tried(*homes).in_turn]
    assert refs.index("H-8") == 1


def test_two_homes_in_one_road_are_said_to_share_it() -> None:
    found = tried(own(1), own(2, position=somewhere(1)))
    assert found.in_turn[1].shares == ("the same road or the next",)


def test_where_few_homes_are_known_the_providers_to_approach_fill_up() -> None:
    found = tried(own(1), approaches=[asked("P-7"), asked("P-8")])
    assert [one.home or one.provider for one in found.in_turn] == ["H-1", "P-7", "P-8"]
    assert len(found.in_turn) == FEWEST


def test_a_provider_that_often_offered_is_likelier_and_one_that_never_did_is_not_blamed_for_long() -> None:
    never, often = (
        replace(asked("P-1"), provider=replace(asked("P-1").provider, history=ReplyHistory(20, 20, offered, 5.0)))
        for offered in (0, 10)
    )
    silent, generous = tried(approaches=[never]), tried(approaches=[often])
    start = tried(approaches=[asked("P-1")]).in_turn[0].chance
    assert 0 < silent.in_turn[0].chance < start < generous.in_turn[0].chance < 0.5


def test_nobody_to_try_is_no_chance() -> None:
    assert tried().chance_of_a_home == 0


def test_whoever_was_not_asked_is_less_likely_than_whoever_said_yes() -> None:
    how = Chances()
    sure, unasked, stale = tried(own(1)), tried(own(1, willing=())), tried(own(1, beds=(a_bed(confirmed_on=None),)))
    assert sure.in_turn[0].chance == how.yes
    assert unasked.in_turn[0].chance == how.not_asked
    assert stale.in_turn[0].chance == pytest.approx(how.yes * how.unconfirmed)


@given(st.lists(st.integers(1, 8), max_size=8, unique=True))
def test_the_chance_of_a_home_is_that_not_everybody_says_no(numbers: list[int]) -> None:
    found = tried(*(own(number) for number in numbers))
    nobody = 1.0
    for one in found.in_turn:
        nobody *= 1 - one.chance
    assert math.isclose(found.chance_of_a_home, 1 - nobody)
    assert "rough" in str(found.as_json()["chance_is"])


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_record_of_answers_moves_the_start_towards_itself(yes: int, no: int) -> None:
    start, share = 0.15, yes / max(1, yes + no)
    moved = shrunken(start, yes, yes + no, 10)
    assert min(start, share) - 1e-12 <= moved <= max(start, share) + 1e-12
    assert shrunken(start, 0, 0, 10) == pytest.approx(start)
