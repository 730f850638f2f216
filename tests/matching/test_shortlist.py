"""A shortlist never leaves out a pair that the rules keep, and no fit is more than its bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.candidates import Judge, Status
from matching.home_table import home_table
from matching.policy import published_policy
from matching.scoring import Scorer
from matching.shortlist import Shortlists, child_columns, home_columns, shortlists
from matching.situation import stay_of
from matching.weights import published_weights
from tests.matching.test_screens import Many, among_many
from tests.worlds import TODAY, a_child, a_home, a_request, living_there

ROUNDING = 0.01 * 8
POLICY, WEIGHTS = published_policy(), published_weights()


def listed(case: Many, most: int = 100) -> Shortlists:
    """The shortlists of the children of a case among its homes."""
    stay = stay_of(case.request, POLICY, TODAY)
    homes = home_columns(case.homes, home_table(case.homes), stay)
    return shortlists(child_columns(case.children, stay, POLICY), homes, POLICY, WEIGHTS, most)


def test_no_pair_that_the_rules_keep_is_left_out_and_no_fit_passes_its_bound(scale: Callable[[int], int]) -> None:
    left_out = 0
    for seed in range(scale(400)):
        case = among_many(seed)
        found = listed(case)
        judge = Judge(case.request, case.context, case.homes)
        scorer = Scorer(judge, WEIGHTS)
        for row, child in enumerate(case.children):
            bounds = dict(zip(found.homes[row].tolist(), found.bound[row].tolist(), strict=True))
            for number, home in enumerate(case.homes):
                verdict = judge.verdict((child,), home.ref)
                if number not in bounds:
                    left_out += 1
                    assert verdict.status is Status.EXCLUDED, (seed, child.ref, home.ref)
                else:
                    assert scorer.score(verdict).fit <= bounds[number] + ROUNDING, (seed, child.ref, home.ref)
    assert left_out


def test_the_best_come_first_and_the_others_are_counted() -> None:
    case = among_many(3)
    whole, short = listed(case), listed(case, 5)
    assert np.array_equal(whole.homes[:, :5], short.homes)
    assert (np.diff(whole.bound, axis=1) <= 0).all()
    assert np.array_equal(whole.possible, (whole.homes >= 0).sum(axis=1))


def test_a_home_whose_beds_are_all_taken_for_good_is_out() -> None:
    child = a_child()
    full = a_home("H-1", residents=(living_there(a_child("X-1"), 1), living_there(a_child("X-2"), 2)))
    half = a_home("H-2", residents=(living_there(a_child("X-3"), 1),))
    case = replace(among_many(0), children=(child,), homes=(full, half), request=a_request(child))
    assert listed(case, 2).homes.tolist() == [[1, -1]]


def test_children_without_homes_and_homes_without_children_give_empty_lists() -> None:
    case = among_many(0)
    assert listed(replace(case, homes=())).possible.tolist() == [0] * len(case.children)
    assert listed(replace(case, children=())).homes.shape == (0, 100)
