"""Where a child stands: what people said comes first; a naive reader of the answers agrees."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from forecasting.returning.standing import (
    Standing,
    by_answers,
    by_answers_of,
    counting_answers,
    standing_of,
    standing_of_child,
)
from forecasting.returning.working_list import Group
from placements.models.household import Term
from placements.models.return_home import AskedOf, Said
from tests.forecasting.returning.town import AGREED, asked, away, said
from tests.oracles.returns import stands
from tests.worlds import TODAY, a_child, a_home, terms


def test_a_naive_reader_of_every_set_of_answers_agrees() -> None:
    for answers in product([None, *Said], repeat=3):
        told = {of.value: one for of, one in zip(AskedOf, answers, strict=True) if one is not None}
        found = by_answers(away(answers=said(told)))
        expected = stands({of: answer.value for of, answer in told.items()})
        assert (found.value if found else "agreed") == expected


@pytest.mark.parametrize("missing", [of.value for of in AskedOf])
def test_nobody_is_more_than_not_yet_asked_until_all_three_were(missing: str) -> None:
    answers = {of: answer for of, answer in AGREED.items() if of != missing}
    children = [away("Ash", a_child("Ash"), answers=said(answers))]
    found = asked(children, [a_home("H-1")])
    [group] = found.listed.groups
    assert standing_of(group, found.homes["Ash"], {"Ash": "R-1"}, {"Ash": "a plan"}) is Standing.NOT_YET_ASKED


def test_a_no_is_revisited_on_the_day_agreed_and_not_before() -> None:
    answers = said(AGREED | {"child": Said.NO})
    answers[AskedOf.CHILD].revisit_on = TODAY
    assert by_answers(away(answers=answers)) is Standing.NOT_YET_ASKED
    assert AskedOf.CHILD not in counting_answers(away(answers=answers))
    before = away(answers=answers, on=TODAY - dt.timedelta(days=1))
    assert by_answers(before) is Standing.WANTS_TO_STAY


def test_of_brothers_and_sisters_the_one_least_for_it_decides_and_each_keeps_their_own_answer() -> None:
    agrees, stays = away("A"), away("B", answers=said(AGREED | {"child": Said.NO}))
    group = Group((agrees, stays))
    assert by_answers_of(group) is Standing.WANTS_TO_STAY
    assert standing_of_child(stays, Standing.WANTS_TO_STAY) is Standing.WANTS_TO_STAY
    assert standing_of_child(agrees, Standing.WANTS_TO_STAY) is Standing.NOT_WITHOUT_SIBLING
    assert standing_of_child(agrees, Standing.ONE_THING_AWAY) is Standing.ONE_THING_AWAY


def test_who_was_agreed_on_stands_by_plan_then_search_then_homes() -> None:
    found = asked([away("Ash", a_child("Ash"))], [a_home("H-1")])
    [group] = found.listed.groups
    homes = found.homes["Ash"]
    assert standing_of(group, homes, {"Ash": "R-1"}, {"Ash": "a plan"}) is Standing.PLANNED
    assert standing_of(group, homes, {"Ash": "R-1"}, {}) is Standing.SEARCH_OPEN
    assert standing_of(group, homes, {}, {}) is Standing.COULD_COME_HOME_NOW


def test_without_any_home_nobody_is_local_yet_and_a_household_to_recruit_is_named() -> None:
    found = asked([away("Ash", a_child("Ash"))], [])
    [group] = found.listed.groups
    homes = found.homes["Ash"]
    assert standing_of(group, homes, {}, {}) is Standing.NOBODY_LOCAL_YET
    assert homes.change is not None
    assert homes.change.words.startswith("Recruit a household")


def test_a_home_that_fails_on_one_thing_is_one_thing_away() -> None:
    for_younger = a_home("H-1", approvals=(terms(age_term=Term.LIMIT, age_min=0, age_max=10),))
    found = asked([away("Ash", a_child("Ash"))], [for_younger])
    [group] = found.listed.groups
    assert standing_of(group, found.homes["Ash"], {}, {}) is Standing.ONE_THING_AWAY
    [near] = found.homes["Ash"].near_misses
    assert near.finding.rule.id == "terms-age"
