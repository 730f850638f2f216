"""Which beds of the record a search takes to be free."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.answer import SearchAnswer
from matching.service import search
from placements.models.child import Child
from placements.models.home import Bed, Home
from placements.models.placement import Occupancy, OccupancyKind, Residence, Standing
from placements.models.referral import Referral
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.town import SAID, change, settle
from tests.worlds import TODAY

OFFICER = Viewer("Pat Invented", Role.PLACEMENT_OFFICER)
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def found(town: sa.Engine, ref: Any = "R-1", viewer: Viewer = OFFICER, today: dt.date = TODAY) -> SearchAnswer:
    """The answer to a search."""
    with records_for(town, viewer) as records:
        return search(records, ref, today=today)


def places(answer: SearchAnswer) -> list[tuple[tuple[str, ...], str, str]]:
    """Who, where and whether, in order."""
    return [(option.children, option.home, option.status.value) for option in answer.options]


def hold(session: Session, home: str, lapses_at: dt.datetime, referral: str | None) -> None:
    """Hold every bed of a home."""
    number = None
    if referral:
        number = session.scalars(sa.select(Referral.id).where(Referral.ref == referral)).one()
    for bed in session.scalars(sa.select(Bed).join(Home).where(Home.ref == home)):
        kind = OccupancyKind.HOLD
        session.add(
            Occupancy(bed_id=bed.id, kind=kind, starts_on=TODAY, lapses_at=lapses_at, referral_id=number, **SAID)
        )


@pytest.mark.parametrize(
    ("hours", "referral", "open_to"),
    [(2, "R-2", False), (2, None, False), (2, "R-1", True), (-2, "R-2", True)],
    ids=["held for another referral", "held for nobody named", "held for this referral", "the hold lapsed"],
)
def test_a_held_bed_is_free_only_to_whom_it_is_held_for(
    town: sa.Engine, hours: int, referral: str | None, open_to: bool
) -> None:
    change(town, lambda session: hold(session, "H-1", NOW + dt.timedelta(hours=hours), referral))
    homes = {option.home for option in found(town).options if len(option.children) == 2}
    assert ("H-1" in homes) is open_to


def test_a_double_booking_and_a_listed_child_without_a_bed_take_a_bed(town: sa.Engine) -> None:
    def crowd(session: Session) -> None:
        home = session.scalars(sa.select(Home).where(Home.ref == "H-1")).one()
        bed = session.scalars(sa.select(Bed).where(Bed.home_id == home.id)).first()
        assert bed is not None
        one, other = Child(ref="X-1"), Child(ref="X-2")
        session.add_all([one, other])
        session.flush()
        kind, twice = OccupancyKind.PLACEMENT, Standing.CONTESTED
        session.add(Occupancy(bed_id=bed.id, child_id=one.id, kind=kind, standing=twice, starts_on=TODAY, **SAID))
        session.add(Residence(child_id=other.id, starts_on=None, home_id=home.id, **SAID))

    change(town, crowd)
    answer = found(town)
    assert "H-1" not in {option.home for option in answer.options}
    reasons = {rule.rule.id for one in answer.excluded if one.verdict.home.ref == "H-1" for rule in one.rules}
    assert "bed-free" in reasons


def test_a_released_stay_counts_no_more_and_one_that_ended_neither(town: sa.Engine) -> None:
    def leave(session: Session) -> None:
        session.execute(sa.update(Occupancy).values(standing=Standing.RELEASED))
        session.execute(sa.update(Residence).values(ends_on=TODAY))

    change(town, leave)
    assert (("C-1", "C-2"), "H-2", "eligible") in places(found(town))


def test_a_vacancy_not_confirmed_for_a_week_is_not_known(town: sa.Engine) -> None:
    answer = found(town, today=TODAY + dt.timedelta(days=8))
    assert {option.status.value for option in answer.options} == {"unknown"}
    assert all(any(one.rule.id == "bed-free" for one in option.missing()) for option in answer.options)
