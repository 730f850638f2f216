"""What the rules read is in the record: people of concern, earlier stays, orders, breaks, grades, doubtful homes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.duty_sheet import Tonight, home_tonight
from matching.home_facts import HomeFacts
from matching.policy import published_policy
from matching.situation import ShortBreak
from matching.snapshot import World, snapshot
from placements.models.base import Base, Known
from placements.models.child import Child, Ending, PastStay, PersonOfConcern
from placements.models.home import Home, Registration
from placements.models.household import Person
from placements.models.loading import HomeMatch, MatchState
from placements.models.placement import Residence
from placements.models.referral import Referral, ReferralKind
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from placements.repository.referrals import open_referrals
from tests.matching.town import SAID, change, settle
from tests.worlds import LEEDS, TODAY

OFFICER = Viewer("Olive Invented", Role.PLACEMENT_OFFICER)
LISTED = "J & P Smyth"


def town_with(engine: sa.Engine, do: Callable[[Session], object]) -> World:
    """The world of the tiny town after a change."""
    settle(engine)
    change(engine, do)
    with records_for(engine, OFFICER) as records:
        return snapshot(records, open_referrals(records), TODAY)


def child_id(session: Session, ref: str) -> int:
    """A child's number."""
    return session.scalars(sa.select(Child.id).where(Child.ref == ref)).one()


def home_id(session: Session, ref: str) -> int:
    """A home's number."""
    return session.scalars(sa.select(Home.id).where(Home.ref == ref)).one()


def home_in(world: World, ref: str) -> HomeFacts:
    """One home of a world."""
    return next(home for home in world.homes if home.ref == ref)


def test_where_a_child_must_not_be_and_where_the_child_has_been(engine: sa.Engine) -> None:
    def write(session: Session) -> None:
        child = session.get_one(Child, child_id(session, "C-3"))
        child.dol_order, child.dol_setting = Known.YES, "K-1"
        facts: dict[str, Any] = {"place_postcode": "LS1 1AA", "radius_metres": 3_000, "at_home": "H-2"}
        session.add(PersonOfConcern(child_id=child.id, person="Uncle", school_urn="990001", **facts, **SAID))
        session.add(PastStay(child_id=child.id, home="H-1", ended_on=TODAY, ending=Ending.BROKE_DOWN, **SAID))

    child = town_with(engine, write).children["C-3"]
    assert (child.dol_order, child.dol_setting) == (Known.YES, "K-1")
    [person], [stay] = child.people_of_concern, child.past_stays
    assert (person.radius_metres, person.at_home, person.school_urn) == (3_000, "H-2", "990001")
    assert person.place is not None
    assert person.place.la_code == LEEDS
    assert (stay.home, stay.ended_on, stay.ending) == ("H-1", TODAY, Ending.BROKE_DOWN)


def test_what_a_referral_says_of_notice_review_and_breaks(engine: sa.Engine) -> None:
    def write(session: Session) -> None:
        referral = session.scalars(sa.select(Referral).where(Referral.ref == "R-2")).one()
        referral.kind, referral.carer_ended = ReferralKind.SHORT_BREAK, Known.NO
        referral.review_held_on = TODAY
        referral.break_days, referral.break_days_in_year, referral.break_home = 5, 70, "H-1"

    request = next(one for one in town_with(engine, write).requests if one.ref == "R-2")
    assert (request.carer_ended, request.review_held_on) == (Known.NO, TODAY)
    assert request.short_break == ShortBreak(5, 70, "H-1")


def test_conditions_grades_and_the_schools_of_the_household(engine: sa.Engine) -> None:
    def write(session: Session) -> None:
        held = session.scalars(sa.select(Registration)).one()
        held.conditions, held.grade = "short breaks only", "Good"
        person = session.scalars(sa.select(Person).where(Person.home_id == home_id(session, "H-1"))).one()
        person.school_urn = "990001"

    world = town_with(engine, write)
    [registration] = home_in(world, "K-1").registrations
    assert (registration.conditions, registration.grade) == ("short breaks only", "Good")
    assert home_in(world, "H-1").people[0].school_urn == "990001"


def doubtful(session: Session, state: MatchState = MatchState.DOUBTFUL, ends_on: dt.date | None = None) -> None:
    """A list says that Cedar lives with somebody who may be H-1."""
    rows: list[Base] = [
        Residence(child_id=child_id(session, "C-3"), starts_on=TODAY, ends_on=ends_on, place_text=LISTED, **SAID),
        HomeMatch(
            list_text=LISTED,
            home_id=home_id(session, "H-1"),
            state=state,
            because="the names are alike",
            at=dt.datetime(2026, 6, 5, tzinfo=dt.UTC),
        ),
    ]
    session.add_all(rows)


def test_a_home_that_a_list_names_only_doubtfully_is_asked_about_before_it_is_offered(engine: sa.Engine) -> None:
    home = home_in(town_with(engine, doubtful), "H-1")
    assert home.perhaps_there == (LISTED,)
    line = home_tonight(home, TODAY, published_policy())
    assert line.tonight is Tonight.CONFIRM_FIRST
    assert LISTED in line.because


def test_a_doubt_that_was_settled_or_is_over_asks_nothing(engine: sa.Engine) -> None:
    def write(session: Session) -> None:
        doubtful(session, MatchState.REFUSED)

    assert home_in(town_with(engine, write), "H-1").perhaps_there == ()


def test_a_stay_that_is_over_raises_no_doubt(engine: sa.Engine) -> None:
    def write(session: Session) -> None:
        doubtful(session, ends_on=TODAY)

    assert home_in(town_with(engine, write), "H-1").perhaps_there == ()
