"""A world kept between searches: the same answers, for nobody who could not have read it, and never for long."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.service import search, world_of
from matching.snapshot import World
from placements.audit_chain import Event
from placements.errors import NotFound, NotPermitted
from placements.models.home import Bed, Home
from placements.models.placement import Occupancy, OccupancyKind
from placements.models.referral import Referral
from placements.permissions import Permission, Role, Viewer
from placements.repository.audit import LOOKS, desk_version
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
from tests.matching.test_search import NOW, OFFICER, found, shown, town
from tests.matching.town import SAID, change
from tests.worlds import TODAY

__all__ = ["town"]


def kept(town: sa.Engine) -> World:
    """The town as read once."""
    with records_for(town, OFFICER) as records:
        return world_of(records, TODAY, NOW)


def test_a_search_of_a_kept_world_answers_as_a_search_of_the_record(town: sa.Engine) -> None:
    world = kept(town)
    with records_for(town, OFFICER) as records:
        for ref in ("R-1", "R-2"):
            assert shown(search(records, ref, world=world)) == shown(found(town, ref))


def test_whoever_may_not_read_the_record_is_shown_no_kept_world(town: sa.Engine) -> None:
    world = kept(town)
    for role in (Role.BOARD_MEMBER, Role.FINANCE, Role.AUDITOR):
        with records_for(town, Viewer("Nobody", role)) as records, pytest.raises(NotPermitted):
            search(records, "R-1", world=world)


def test_a_referral_that_is_not_in_the_kept_world_is_read_from_the_record(town: sa.Engine) -> None:
    world = kept(town)
    change(town, lambda session: session.execute(sa.update(Referral).where(Referral.ref == "R-2").values(ref="R-9")))
    with records_for(town, OFFICER) as records:
        assert search(records, "R-9", today=TODAY, world=world).request.ref == "R-9"
        with pytest.raises(NotFound):
            search(records, "R-77", today=TODAY, world=world)


def test_a_world_is_kept_no_longer_than_its_first_hold(town: sa.Engine) -> None:
    assert kept(town).until is None
    ends = NOW + dt.timedelta(hours=2)

    def hold(session: Session) -> None:
        bed = session.scalars(sa.select(Bed).join(Home).where(Home.ref == "H-1")).first()
        assert bed is not None
        for lapses_at in (ends, NOW - dt.timedelta(hours=1)):
            session.add(Occupancy(bed_id=bed.id, kind=OccupancyKind.HOLD, starts_on=TODAY, lapses_at=lapses_at, **SAID))
            bed = session.scalars(sa.select(Bed).join(Home).where(Home.ref == "H-3")).one()

    change(town, hold)
    assert kept(town).until == ends


def test_whatever_is_no_mere_look_makes_the_world_be_read_again(town: sa.Engine) -> None:
    before = 0
    for event in Event:
        with UnitOfWork(town, Viewer("Pat Invented", Role.ADMINISTRATOR), Permission.SEE_REFERENCE) as work:
            work.record(event, "a test")
            work.commit()
        with records_for(town, OFFICER) as records:
            after = desk_version(records)
        assert (after > before) is (event not in LOOKS), event
        before = after
