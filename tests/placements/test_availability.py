"""What carers say of their places: a vacancy is confirmed, doubted, or away, and who said so is kept."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.availability import say_away, say_free
from placements.errors import NotFound, NotPermitted, Refused
from placements.models.home import Bed, Home, HomeHold, HomeKind, HomeStatus
from placements.models.placement import Occupancy, OccupancyKind
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

NOW = dt.datetime(2026, 6, 5, 18, 40, tzinfo=dt.UTC)
TODAY = NOW.date()
SUE = Viewer("Sue Invented", Role.SUPERVISING_SOCIAL_WORKER)


@pytest.fixture
def home(engine: sa.Engine) -> sa.Engine:
    """A home with three beds, one of them taken."""
    with Session(engine) as session:
        made = Home(ref="H-1", kind=HomeKind.FOSTERING, status=HomeStatus.UNKNOWN)
        session.add(made)
        session.flush()
        beds = [Bed(home_id=made.id, label=str(number)) for number in (1, 2, 3)]
        session.add_all(beds)
        session.flush()
        taken = Occupancy(
            bed_id=beds[0].id, kind=OccupancyKind.OTHER_AUTHORITY, starts_on=TODAY, as_of=TODAY, source="a test"
        )
        session.add(taken)
        session.commit()
    return engine


def say(engine: sa.Engine, places: int, who: Viewer = SUE, home: str = "H-1") -> None:
    with UnitOfWork(engine, who, Permission.SEE_REFERENCE, lambda: NOW) as work:
        say_free(work, home, places)
        work.commit()


def confirmed(engine: sa.Engine) -> list[dt.date | None]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(Bed.confirmed_on).order_by(Bed.id)))


def test_as_many_free_as_the_record_shows_confirms_each_of_them(home: sa.Engine) -> None:
    say(home, 2)
    assert confirmed(home) == [None, TODAY, TODAY]
    with Session(home) as session:
        row = session.scalars(sa.select(Home)).one()
        assert (row.status, row.said_free, row.said_free_on) == (HomeStatus.ACTIVE, 2, TODAY)
        assert session.scalars(sa.select(Bed.confirmed_by).where(Bed.id > 1)).first() == SUE.name


def test_fewer_free_than_the_record_shows_leaves_nothing_confirmed(home: sa.Engine) -> None:
    say(home, 2)
    say(home, 1)
    assert confirmed(home) == [None, None, None]


def test_away_is_a_hold_of_whole_days_with_its_end(home: sa.Engine) -> None:
    with UnitOfWork(home, SUE, Permission.SEE_REFERENCE, lambda: NOW) as work:
        say_away(work, "H-1", TODAY, TODAY + dt.timedelta(days=14), "A family wedding.")
        with pytest.raises(Refused, match="back after they leave"):
            say_away(work, "H-1", TODAY, TODAY)
        work.commit()
    with Session(home) as session:
        hold = session.scalars(sa.select(HomeHold)).one()
        assert (hold.starts_on, hold.ends_on, hold.author) == (TODAY, TODAY + dt.timedelta(days=14), SUE.name)


def test_what_cannot_be_is_refused(home: sa.Engine) -> None:
    with pytest.raises(Refused):
        say(home, 21)
    with pytest.raises(NotFound):
        say(home, 1, home="H-404")
    with pytest.raises(NotPermitted):
        say(home, 1, who=Viewer("Sol Invented", Role.SOCIAL_WORKER))
