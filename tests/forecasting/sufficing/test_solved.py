"""What a change would bring is the same as solving every town from nothing, and comes in the same order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.recruiting.ranking import worth
from forecasting.sufficing.solved import Change, Solved
from tests.forecasting.sufficing.towns import Authority, an_authority
from tests.scale import scaled

SEEDS = st.integers(0, 10_000)


def changes(made: Authority, seed: int, number: int) -> list[Change]:
    """Places in one home, wider terms for some kinds, or both; some only from a month on."""
    random = np.random.default_rng([seed, 7])
    runs, homes, months = made.room.shape
    found = []
    for _ in range(number):
        places = np.tile(np.arange(months) >= random.integers(0, months), (runs, 1)) * random.integers(0, 4)
        kinds = np.flatnonzero(random.random(len(made.able)) < 0.3)
        home = int(random.integers(0, homes))
        found.append(Change(home, places.astype(np.int64), tuple(kinds.tolist()) if random.random() < 0.5 else ()))
    return found


@settings(max_examples=scaled(400), deadline=None)
@given(SEEDS)
def test_a_gain_is_what_solving_from_nothing_finds(seed: int) -> None:
    made = an_authority(seed)
    solved = Solved(made.demand, made.room, made.able, threads=1)
    assert (solved.short == solved.from_nothing()).all()
    for change in changes(made, seed, 6):
        assert (solved.gain(change) == solved.short - solved.from_nothing([change])).all()


@settings(max_examples=scaled(200), deadline=None)
@given(SEEDS)
def test_changes_made_one_after_the_other_add_up_to_all_made_at_once(seed: int) -> None:
    made = an_authority(seed)
    solved, fresh = (Solved(made.demand, made.room, made.able, threads=1) for _ in range(2))
    every = changes(made, seed, 4)
    before = solved.short
    gained = [solved.make(change) for change in every]
    assert (before - sum(gained) == solved.short).all()
    assert (solved.short == fresh.from_nothing(every)).all()


@settings(max_examples=scaled(200), deadline=None)
@given(SEEDS)
def test_a_place_never_raises_the_gap_and_wider_terms_never_do(seed: int) -> None:
    made = an_authority(seed)
    solved = Solved(made.demand, made.room, made.able, threads=1)
    for change in changes(made, seed, 6):
        assert (solved.gain(change) >= 0).all()
        assert (solved.gain(change) <= solved.short).all()


@settings(max_examples=scaled(200), deadline=None)
@given(SEEDS)
def test_what_one_change_brings_never_grows_by_another_place_elsewhere(seed: int) -> None:
    """Places stand on one side of the assignment: each makes the others' last bit worth less."""
    made = an_authority(seed)
    solved = Solved(made.demand, made.room, made.able, threads=1)
    one, other = (Change(change.home, change.places) for change in changes(made, seed, 2))
    before = solved.gain(one)
    solved.make(other)
    assert (solved.gain(one) <= before).all()


@pytest.mark.soak
def test_the_first_five_come_in_the_order_of_solving_from_nothing_on_two_hundred_authorities() -> None:
    agreed = tried = 0
    for seed in range(scaled(200)):
        made = an_authority(seed, runs=8, months=4, homes=12, kinds=10)
        solved = Solved(made.demand, made.room, made.able, threads=1)
        every = changes(made, seed, 20)
        quick = [worth(solved.gain(change)) for change in every]
        slow = [worth(solved.short - solved.from_nothing([change])) for change in every]
        tried += 1
        agreed += np.argsort(quick, kind="stable")[-5:].tolist() == np.argsort(slow, kind="stable")[-5:].tolist()
    assert agreed >= 0.95 * tried
