"""Supply: every approved place is filled, not available for a reason, or vacant; usable is by the rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from forecasting.places import HomePlaces, NotAvailable, places_of
from forecasting.stated import beside, return_figures
from forecasting.sufficing.kinds import requests_ahead
from forecasting.supply import supply
from forecasting.usable import open_to, usable, usable_of
from matching.candidates import Status
from matching.home_facts import (
    ApprovalFacts,
    BedFacts,
    HoldFacts,
    HomeFacts,
    KeptEmptyFacts,
    RegistrationFacts,
    Resident,
)
from matching.policy import published_policy
from matching.service import search, world_of
from placements.errors import NotPermitted
from placements.models.child import Child
from placements.models.home import HomeKind, HomeStatus
from placements.models.household import Basis, Term
from placements.models.placement import OccupancyKind
from placements.models.recruitment import HouseholdKind, StatedPlaces
from placements.permissions import GRANTS, Permission, Role, Viewer
from placements.repository.occupancies import position_day
from placements.repository.records import records_for
from placements.repository.referrals import open_referrals
from tests import worlds
from tests.matching.town import settle

TODAY = dt.date(2026, 6, 5)
WEEK_AGO = TODAY - dt.timedelta(days=7)
ADMIN = Viewer("Ada Invented", Role.ADMINISTRATOR)
YORK, LEEDS = "E06000014", "E08000035"
BEFORE = dt.date(2026, 1, 1)
KEPT = KeptEmptyFacts(BEFORE, TODAY + dt.timedelta(days=9), "Manager Invented", "for a child who comes home")


def a_home(beds: int = 2, number: int | None = 2, **facts: object) -> HomeFacts:
    term = Term.NO_LIMIT if number is None else Term.LIMIT
    approval = ApprovalFacts(Basis.REG27, age_term=Term.LIMIT, age_min=5, age_max=12, number_term=term, number=number)
    free = tuple(BedFacts(bed, str(bed), confirmed_on=TODAY) for bed in range(1, beds + 1))
    home = HomeFacts("H-1", HomeKind.FOSTERING, beds=free, approvals=(approval,), la_code=YORK)
    return replace(home, **facts)  # type: ignore[arg-type]


def living(bed: int | None, kind: OccupancyKind = OccupancyKind.PLACEMENT, **facts: object) -> Resident:
    return replace(Resident(kind, BEFORE, bed_id=bed), **facts)  # type: ignore[arg-type]


def places(home: HomeFacts) -> HomePlaces:
    return places_of(home, TODAY, WEEK_AGO, YORK)


def test_a_place_that_nobody_lives_in_is_vacant() -> None:
    found = places(a_home(residents=(living(1),)))
    assert (found.approved, found.filled, found.vacant, dict(found.not_available)) == (2, 1, 1, {})
    assert (found.confirmed, found.confirmed_on) == (1, TODAY)


@pytest.mark.parametrize(
    ("home", "reason", "number"),
    [
        (a_home(residents=(living(1, OccupancyKind.STAYING_PUT),)), NotAvailable.STAYING_PUT, 1),
        (a_home(residents=(living(1, OccupancyKind.HOLD, held_for="R-1"),)), NotAvailable.HELD, 1),
        (a_home(beds=1), NotAvailable.NO_BED, 1),
        (a_home(holds=(HoldFacts(BEFORE),)), NotAvailable.ON_HOLD, 2),
        (a_home(status=HomeStatus.LEAVING), NotAvailable.LEAVING, 2),
        (a_home(available_from=TODAY + dt.timedelta(days=1)), NotAvailable.NOT_FREE_YET, 2),
        (a_home(kept_empty=(KEPT,)), NotAvailable.KEPT_EMPTY, 2),
        (a_home(kind=HomeKind.KINSHIP), NotAvailable.NAMED_CHILDREN, 2),
        (a_home(said_free=1, said_free_on=TODAY), NotAvailable.SAID_FULL, 1),
    ],
)
def test_a_place_that_can_take_nobody_says_why(home: HomeFacts, reason: NotAvailable, number: int) -> None:
    found = places(home)
    assert dict(found.not_available) == {reason: number}
    assert found.vacant == found.approved - found.filled - number


def test_what_carers_said_long_ago_takes_no_place_away() -> None:
    assert places(a_home(said_free=0, said_free_on=BEFORE)).vacant == 2


def test_children_beyond_the_approved_number_are_counted_as_over() -> None:
    found = places(a_home(number=1, residents=(living(1), living(2))))
    assert (found.approved, found.over, found.filled, found.vacant) == (1, 1, 2, 0)


def test_other_authorities_children_fill_places_and_are_counted_apart() -> None:
    found = places(a_home(residents=(living(1, la_code=LEEDS), living(2, la_code=YORK))))
    assert (found.filled, found.others) == (2, 1)
    nameless = places(a_home(residents=(living(1, OccupancyKind.OTHER_AUTHORITY),)))
    assert (nameless.filled, nameless.others) == (1, 1)


def test_a_home_without_a_number_counts_its_beds_and_says_so() -> None:
    found = places(a_home(beds=3, number=None))
    assert (found.approved, found.assumed) == (3, True)
    registered = a_home(kind=HomeKind.CHILDRENS_HOME, registrations=(RegistrationFacts("active", places=4),))
    assert (places(registered).approved, places(registered).assumed) == (4, False)


def test_a_vacancy_confirmed_long_ago_is_vacant_and_not_confirmed() -> None:
    stale = tuple(BedFacts(bed, str(bed), confirmed_on=BEFORE) for bed in (1, 2))
    found = places(replace(a_home(), beds=stale))
    assert (found.vacant, found.confirmed, found.confirmed_on) == (2, 0, None)


@st.composite
def homes(draw: st.DrawFn) -> HomeFacts:
    beds = draw(st.integers(0, 5))
    kinds = st.sampled_from([OccupancyKind.PLACEMENT, OccupancyKind.STAYING_PUT, OccupancyKind.HOLD])
    residents = tuple(
        living(draw(st.one_of(st.none(), st.integers(1, max(1, beds)))), draw(kinds))
        for _ in range(draw(st.integers(0, 6)))
    )
    return a_home(
        beds=beds,
        number=draw(st.one_of(st.none(), st.integers(0, 4))),
        residents=residents,
        status=draw(st.sampled_from(HomeStatus)),
        kind=draw(st.sampled_from([HomeKind.FOSTERING, HomeKind.KINSHIP])),
        said_free=draw(st.one_of(st.none(), st.integers(0, 3))),
        said_free_on=draw(st.sampled_from([None, TODAY, BEFORE])),
    )


@given(homes())
def test_every_approved_place_is_filled_or_not_available_or_vacant(home: HomeFacts) -> None:
    found = places(home)
    lost = sum(found.not_available.values())
    assert found.approved + found.over == found.filled + lost + found.vacant
    assert min(found.vacant, found.over, *found.not_available.values(), 0) == 0
    assert 0 <= found.confirmed <= found.vacant
    assert found.vacant <= len(home.beds)


@given(homes())
def test_one_more_bed_and_place_never_makes_less_vacant(home: HomeFacts) -> None:
    more = replace(
        home,
        beds=(*home.beds, BedFacts(99, "99", confirmed_on=TODAY)),
        approvals=tuple(replace(one, number=None if one.number is None else one.number + 1) for one in home.approvals),
    )
    assert places(more).vacant >= places(home).vacant


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    settle(engine)
    return engine


def test_what_could_be_used_is_what_a_search_of_each_referral_finds(town: sa.Engine) -> None:
    with records_for(town, ADMIN) as records:
        found = supply(records, today=worlds.TODAY)
        most: dict[str, int] = {}
        for row in open_referrals(records):
            largest: dict[str, int] = {}
            for option in search(records, row.ref, today=worlds.TODAY).options:
                if option.verdict.status in {Status.ELIGIBLE, Status.NEEDS}:
                    ref = option.verdict.home.ref
                    largest[ref] = max(largest.get(ref, 0), len(option.verdict.children))
            for ref, size in largest.items():
                most[ref] = most.get(ref, 0) + size
    assert found.waiting == 3
    assert {places.ref: able.surely for places, able in found.homes} == {
        places.ref: min(places.vacant, most.get(places.ref, 0)) for places, _ in found.homes
    }
    assert any(able.surely for _, able in found.homes)


def test_the_rows_add_up_to_the_homes(town: sa.Engine) -> None:
    with records_for(town, ADMIN) as records:
        found = supply(records, today=worlds.TODAY)
    for name in ("approved", "filled", "over", "others", "vacant", "confirmed"):
        assert sum(getattr(row, name) for row in found.rows) == sum(getattr(one, name) for one, _ in found.homes)
    assert sum(row.homes for row in found.rows) == len(found.homes)
    assert sum(row.usable for row in found.rows) == sum(able.surely for _, able in found.homes)
    for row in found.rows:
        assert row.approved + row.over == row.filled + sum(row.not_available.values()) + row.vacant


def test_a_commissioner_is_told_counts_and_no_child(town: sa.Engine) -> None:
    with records_for(town, Viewer("Cy Invented", Role.COMMISSIONER)) as records:
        found = supply(records, today=worlds.TODAY, expected=lambda world: world.requests)
        with pytest.raises(NotPermitted):
            position_day(records)
    with records_for(town, ADMIN) as records:
        children = {child.ref for child in records.session.scalars(sa.select(Child))}
    said = repr(found)
    assert children
    assert not [ref for ref in children if repr(ref) in said]
    assert "ChildFacts" not in said


def test_nobody_else_is_told_anything(town: sa.Engine) -> None:
    for role in set(Role) - {role for role in Role if Permission.SEE_SUPPLY in GRANTS[role]}:
        with records_for(town, Viewer("Bo Invented", role)) as records, pytest.raises(NotPermitted):
            supply(records, today=worlds.TODAY)


def test_a_place_that_a_child_to_come_could_use_is_usable_ahead(town: sa.Engine) -> None:
    with records_for(town, ADMIN) as records:
        nobody = supply(records, today=worlds.TODAY, expected=lambda world: ())
        again = supply(records, today=worlds.TODAY, expected=lambda world: world.requests)
        unasked = supply(records, today=worlds.TODAY)
    assert [able.ahead for _, able in nobody.homes] == [able.surely for _, able in nobody.homes]
    for places_there, able in again.homes:
        assert able.ahead == (places_there.vacant if able.surely else 0)
    assert {able.ahead for _, able in unasked.homes} == {None}
    assert {row.usable_ahead for row in unasked.rows} == {None}
    for row in again.rows:
        assert row.usable <= (row.usable_ahead or 0) <= row.vacant


def test_a_position_a_month_old_is_said_and_the_rest_is_answered(town: sa.Engine) -> None:
    with records_for(town, ADMIN) as records:
        fresh = supply(records, today=worlds.TODAY)
        late = supply(records, today=worlds.TODAY + dt.timedelta(days=31))
    assert not [note for note in fresh.notes if "days old" in note]
    assert any("days old" in note and "homeward import position" in note for note in late.notes)
    assert sum(row.approved for row in late.rows) > 0


def test_the_return_s_figures_add_up_and_each_is_made_of_its_homes(town: sa.Engine) -> None:
    with records_for(town, ADMIN) as records:
        found = supply(records, today=worlds.TODAY)
    figures = return_figures(places for places, _ in found.homes)
    assert figures
    by_kind: dict[HouseholdKind, dict[str, int]] = {}
    for one in figures:
        by_kind.setdefault(one.kind, {})[one.figure] = one.places
        assert one.places == sum(number for _, number in one.homes)
    for of_kind in by_kind.values():
        assert of_kind["approved"] == of_kind["filled"] + of_kind["vacant"] + of_kind["not_available"]


@given(st.lists(homes(), max_size=6))
def test_whatever_the_homes_the_return_adds_up_to_them(several: list[HomeFacts]) -> None:
    counted = [places(replace(home, ref=f"H-{number}")) for number, home in enumerate(several)]
    figures = return_figures(counted, {"H-0": "illness"})
    totals: dict[HouseholdKind, dict[str, int]] = {}
    for one in figures:
        totals.setdefault(one.kind, {})[one.figure] = one.places
    for kind, of_kind in totals.items():
        reasons = set(of_kind) - {"approved", "filled", "vacant", "not_available", "over"}
        assert of_kind["approved"] == of_kind["filled"] + of_kind["vacant"] + of_kind["not_available"]
        assert of_kind["not_available"] == sum(of_kind[reason] for reason in reasons)
        assert of_kind["approved"] == sum(one.approved for one in counted if one.household is kind)


def test_a_stated_figure_stands_beside_the_count_and_an_unknown_kind_is_not_nought() -> None:
    figures = return_figures([places(a_home())])
    said = [
        StatedPlaces(kind=kind, figure=figure, places=5, as_of=BEFORE, source="invented")
        for kind in (HouseholdKind.MAINSTREAM, HouseholdKind.SHORT_BREAKS)
        for figure in ("approved", "illness")
    ]
    assert [(one.counted, one.difference) for one in beside(said, figures)] == [
        (2, -3), (0, -5), (None, None), (None, None)
    ]  # fmt: skip


def test_asking_few_homes_says_what_asking_every_home_says(town: sa.Engine) -> None:
    policy = published_policy()
    with records_for(town, ADMIN) as records:
        world = world_of(records, worlds.TODAY)
    everywhere, requests = [home.ref for home in world.homes], requests_ahead(world)
    one_by_one = {
        home.ref
        for home in world.homes
        if any(open_to(world, [request], policy, [home.ref]) for request in (*world.requests, *requests[::11]))
    }
    assert open_to(world, [*world.requests, *requests[::11]], policy, everywhere) == one_by_one
    able = usable(world, policy, everywhere)
    for home in everywhere:
        assert usable(world, policy, [home]).get(home, (0, 0)) == able.get(home, (0, 0))


@given(homes(), st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_a_place_added_never_makes_less_usable(home: HomeFacts, surely: int, perhaps: int, fits: bool) -> None:
    there, able = places(home), {"H-1": (surely, surely + perhaps)}
    more = replace(there, approved=there.approved + 1, vacant=there.vacant + 1)
    expected = frozenset({"H-1"} if fits else ())
    now, then = usable_of(there, able, expected), usable_of(more, able, expected)
    assert then.surely >= now.surely
    assert then.surely + then.perhaps >= now.surely + now.perhaps
    assert (then.ahead or 0) >= (now.ahead or 0)
    assert now.surely <= (now.ahead or 0) <= there.vacant
