"""What holds in every invented life, whatever the seed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.demo.authority import Authority, authority
from data.demo.life import Kind, Period, Stay
from placements.codes import ExitRoute
from tests.scale import scaled


def periods(made: Authority) -> list[Period]:
    return [period for child in made.children for period in child.periods if period.started <= made.today]


@pytest.mark.soak
@given(st.integers(0, 10_000))
@settings(max_examples=scaled(200))
def test_every_life_holds_together(seed: int) -> None:
    made = authority(60, 3, seed)
    for period in periods(made):
        stays_leave_no_day_out(period)
        nobody_is_with_parents_by_agreement(period)
        an_adoption_ends_with_adopters(period)
        a_move_is_to_another_address(period, made)
    no_household_ever_holds_more_than_its_places(made)
    no_registered_home_holds_more_than_its_places_today(made)


def stays_leave_no_day_out(period: Period) -> None:
    assert period.stays[0].started == period.started
    assert period.stays[-1].ended == period.left
    assert all(stay.started < stay.ended for stay in period.stays)
    for before, after in pairwise(period.stays):
        assert before.ended == after.started
        assert before.reason
        assert (before.reason == "PLACE") == after.same_carer
    assert period.stays[-1].reason == ""


def nobody_is_with_parents_by_agreement(period: Period) -> None:
    for stay in period.stays:
        if stay.kind is Kind.PARENTS:
            assert period.legal_on(stay.started) in ("C1", "C2")


def an_adoption_ends_with_adopters(period: Period) -> None:
    last = period.stays[-1].kind
    assert (last is Kind.ADOPTION) == (period.route is ExitRoute.ADOPTION)


def a_move_is_to_another_address(period: Period, made: Authority) -> None:
    """What a return calls a move changes the place; a change of status alone does not."""

    def told(stay: Stay) -> tuple[str, str, str]:
        assert stay.address is not None
        return stay.place, stay.provider, stay.address.spot.postcode

    for before, after in pairwise(stay for stay in period.stays if stay.started <= made.today):
        assert told(before) != told(after)
        assert not after.same_carer or told(before)[2] == told(after)[2]


def no_household_ever_holds_more_than_its_places(made: Authority) -> None:
    for household in made.homes.own.every:
        days = {started for started, _, _ in household.bookings}
        assert max(len(household.there_on(day)) for day in days) <= household.places


def no_registered_home_holds_more_than_its_places_today(made: Authority) -> None:
    for home in made.homes.establishments:
        there = Counter(code for started, ended, code in home.bookings if started <= made.today < ended)
        assert sum(there.values()) <= home.pattern.places
        assert not home.pattern.short_breaks or not there
