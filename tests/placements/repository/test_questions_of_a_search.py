"""The questions a search asks of the record, each for a viewer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import InvalidRequestError

from placements.errors import NotFound, NotPermitted
from placements.models.placement import Occupancy, Standing
from placements.permissions import Role, Viewer
from placements.repository.children import child_with_facts, children_with_facts, sibling_relations
from placements.repository.homes import contracts, home_positions, homes_with_facts, providers
from placements.repository.occupancies import occupancies_from, position_day, residences_from
from placements.repository.places import positions_of
from placements.repository.records import Records, records_for
from placements.repository.referrals import find_referral, open_referrals, referral
from tests.matching.town import PLACES, change, settle
from tests.worlds import TODAY, YORK

OFFICER = Viewer("Pat Invented", Role.PLACEMENT_OFFICER)
NOBODY = Viewer("Olive Invented", Role.BOARD_MEMBER)


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def test_the_most_urgent_referral_comes_first_with_its_children_in_order(town: sa.Engine) -> None:
    with records_for(town, OFFICER) as records:
        found = open_referrals(records)
        names = {child.id: child.ref for child in children_with_facts(records, range(1, 9))}
    assert [one.ref for one in found] == ["R-1", "R-2"]
    assert [names[row.child_id] for row in found[0].children] == ["C-1", "C-2"]
    assert [kin.outcome for kin in found[0].kin] == ["ruled_out"]


def test_a_reference_that_is_not_held_is_none_or_not_found(town: sa.Engine) -> None:
    with records_for(town, OFFICER) as records:
        assert find_referral(records, "R-9") is None
        with pytest.raises(NotFound, match="R-9"):
            referral(records, "R-9")
        with pytest.raises(NotFound, match="C-9"):
            child_with_facts(records, "C-9")
        assert child_with_facts(records, "C-1").needs[0].essential


def test_a_stay_counts_until_the_day_it_ends_and_a_released_one_never(town: sa.Engine) -> None:
    def ends(day: dt.date) -> Callable[[Any], object]:
        return lambda session: session.execute(sa.update(Occupancy).values(ends_on=day))

    with records_for(town, OFFICER) as records:
        assert len(occupancies_from(records, TODAY)) == len(residences_from(records, TODAY)) == 1
    change(town, ends(TODAY + dt.timedelta(days=1)))
    with records_for(town, OFFICER) as records:
        assert len(occupancies_from(records, TODAY)) == 1
        assert occupancies_from(records, TODAY + dt.timedelta(days=1)) == []
    change(town, lambda session: session.execute(sa.update(Occupancy).values(standing=Standing.RELEASED)))
    with records_for(town, OFFICER) as records:
        assert occupancies_from(records, TODAY) == []
        assert position_day(records) == TODAY


def test_a_protected_postcode_cannot_be_read_by_who_may_not(town: sa.Engine) -> None:
    with records_for(town, OFFICER) as records:
        assert homes_with_facts(records)[0].postcode == "YO1 1AB"
    with records_for(town, Viewer("Sam Invented", Role.SOCIAL_WORKER)) as records:
        home = homes_with_facts(records)[0]
        assert home.ref == "H-1"
        with pytest.raises(InvalidRequestError):
            _ = home.postcode
        assert home_positions(records)[home.id].la_code == YORK


def test_a_postcode_that_is_not_held_has_no_position(town: sa.Engine) -> None:
    with records_for(town, OFFICER) as records:
        found = positions_of(records, ["yo1 1aa", "YO1 1AB", "ZZ99 9ZZ", "nonsense", None])
    assert set(found) == {"YO11AA", "YO11AB"}
    assert found["YO11AA"].la_code == PLACES["YO11AA"][2]
    assert 53.9 < found["YO11AA"].latitude < 54.0


QUESTIONS: list[Callable[[Records], object]] = [
    open_referrals,
    lambda records: referral(records, "R-1"),
    lambda records: find_referral(records, "R-1"),
    lambda records: children_with_facts(records, [1]),
    lambda records: child_with_facts(records, "C-1"),
    sibling_relations,
    homes_with_facts,
    home_positions,
    providers,
    contracts,
    lambda records: occupancies_from(records, TODAY),
    lambda records: residences_from(records, TODAY),
    position_day,
]


def test_a_board_member_may_ask_none_of_them(town: sa.Engine) -> None:
    for ask in QUESTIONS:
        with records_for(town, NOBODY) as records, pytest.raises(NotPermitted):
            ask(records)
        with records_for(town, OFFICER) as records:
            ask(records)
