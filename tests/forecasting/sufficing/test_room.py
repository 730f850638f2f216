"""Places to come: those who leave free theirs; what is lost stays lost; a home that is gone takes nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from forecasting.funnel_ahead import PlacesAhead
from forecasting.places import NotAvailable
from forecasting.scenario import BASE
from forecasting.sufficing.children import children_ahead
from forecasting.sufficing.households import changes_ahead
from forecasting.sufficing.room import (
    ALREADY,
    NEVER,
    Changes,
    HomeToCome,
    no_changes,
    room_ahead,
    staying_put,
    still_there,
    to_come,
)
from matching.child_facts import ConstraintFact
from matching.home_facts import HoldFacts, Resident
from placements.models.child import ConstraintKind
from placements.models.home import HomeStatus
from placements.models.household import Term
from placements.models.placement import OccupancyKind
from tests.forecasting.sufficing.test_lawful import world
from tests.forecasting.town import in_care, model, months, rates
from tests.worlds import LEEDS, TODAY, YORK, a_child, a_home, terms

WEEK_AGO = TODAY - dt.timedelta(days=7)
ENDS = [dt.date(2026, 6, 30), dt.date(2026, 7, 31), dt.date(2026, 8, 31)]
TWO = terms(number_term=Term.LIMIT, number=2)


def coming(**facts: Any) -> HomeToCome:
    home = a_home(approvals=(TWO,), **facts)
    return to_come(home, world(home), WEEK_AGO)


def living(kind: OccupancyKind = OccupancyKind.PLACEMENT, **facts: object) -> Resident:
    return Resident(kind, dt.date(2025, 1, 1), bed_id=1, **facts)  # type: ignore[arg-type]


def two(*, alone: bool = False) -> HomeToCome:
    return HomeToCome(approved=2, lost={}, others=0, alone=alone, opens_on=ALREADY)


def test_a_child_of_the_authority_takes_no_place_for_ever_and_another_authoritys_does() -> None:
    assert coming(residents=(living(child=a_child()),)).usable == 2
    assert coming(residents=(living(child=a_child(), la_code=LEEDS),)).usable == 1
    assert coming(residents=(living(OccupancyKind.OTHER_AUTHORITY),)).usable == 1


def test_a_young_adult_who_stays_put_keeps_the_place() -> None:
    found = coming(residents=(living(OccupancyKind.STAYING_PUT),))
    assert (found.usable, dict(found.lost)) == (1, {NotAvailable.STAYING_PUT: 1})


def test_a_hold_with_an_end_takes_the_months_before_it_and_one_without_takes_all() -> None:
    until = coming(holds=(HoldFacts(dt.date(2026, 1, 1), dt.date(2026, 7, 10)),))
    assert (until.usable, until.opens_on) == (2, dt.date(2026, 7, 10))
    assert coming(status=HomeStatus.ON_HOLD).opens_on == NEVER
    assert coming().opens_on == ALREADY
    taken = np.zeros((1, 2, 3), dtype=np.int64)
    room = room_ahead([until, coming(status=HomeStatus.LEAVING)], taken, no_changes(1, 2, 3), ENDS)
    assert room[0].tolist() == [[0, 2, 2], [0, 0, 0]]


def test_who_leaves_frees_a_place_and_who_must_be_alone_takes_the_whole_home() -> None:
    homes = [two(), two(alone=True)]
    taken = np.array([[[1, 1, 0], [1, 1, 0]]])
    assert room_ahead(homes, taken, no_changes(1, 2, 3), ENDS)[0].tolist() == [[1, 1, 2], [0, 0, 2]]


def test_a_child_placed_beyond_the_number_frees_no_place_on_leaving() -> None:
    taken = np.array([[[3, 2, 1]]])
    found = room_ahead([two()], taken, no_changes(1, 1, 3), ENDS)
    assert found[0].tolist() == [[0, 0, 1]]


def test_a_household_that_leaves_takes_its_places_along_and_a_new_one_brings_some() -> None:
    changes = Changes(np.array([[1]]), np.array([[[0, 0, 3]]]))
    found = room_ahead([two()], np.zeros((1, 1, 3), np.int64), changes, ENDS)
    assert found[0].tolist() == [[2, 0, 3]]


@pytest.mark.parametrize("seed", range(5))
def test_as_many_places_come_and_go_as_the_funnel_says_as_far_as_whole_households_allow(seed: int) -> None:
    random = np.random.default_rng(seed)
    homes = [a_home(f"H-{number}", la_code=YORK) for number in range(8)]
    places = random.integers(1, 4, size=8)
    gained, left = random.integers(0, 3, size=(2, 6, 12))
    ahead = PlacesAhead(months=(), households=gained, gained=gained, left=left)
    found = changes_ahead(ahead, homes, places, YORK, seed)
    assert (found.more[:, :, -1].sum(axis=1) <= gained.sum(axis=1)).all()
    assert (gained.sum(axis=1) - found.more[:, :, -1].sum(axis=1) < places.max()).all()
    for run in range(6):
        for month in range(12):
            assert places[found.gone[run] <= month].sum() <= left[run, : month + 1].sum()
    again = changes_ahead(ahead, homes, places, YORK, seed)
    assert (again.gone == found.gone).all()
    assert (again.more == found.more).all()


def test_a_resident_who_must_be_alone_is_noticed() -> None:
    only = a_child(constraints=(ConstraintFact(ConstraintKind.ALONE, "Marian Invented"),))
    assert coming(residents=(living(child=only),)).alone
    assert not coming(residents=(living(child=a_child()),)).alone


def test_who_turns_eighteen_with_foster_carers_and_stays_keeps_the_place_for_a_while() -> None:
    """Two of sixteen and seventeen, in care until 18; all stay, none stay, or those elsewhere stay nowhere here."""
    calendar = months(36)
    made = model(rates(leaving=0.0, moving=0.0), in_care("2008-08-15", "2009-12-01"), runs=300, calendar=calendar)
    children = children_ahead(made, calendar, BASE.levers_for(calendar), 1, threads=1)
    ends, here = calendar.month_ends, np.zeros(2, dtype=np.int64)
    everybody = staying_put(children, here, np.ones(300), ends, 1)[:, 0]
    first = ends.index(dt.date(2026, 8, 31))
    assert (everybody[:, :first] == 0).all()
    assert (everybody[:, first] == 1).all()
    assert everybody.max() == 2
    alone = everybody[:, first : ends.index(dt.date(2027, 12, 31))].mean(axis=0)
    assert alone[12] == pytest.approx(0.31 / 0.55, abs=0.08)
    assert not staying_put(children, here, np.zeros(300), ends, 1).any()
    assert not staying_put(children, here - 1, np.ones(300), ends, 1).any()
    assert not (everybody + still_there(children, here, 1)[:, 0] > 2).any()
