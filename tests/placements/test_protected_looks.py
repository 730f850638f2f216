"""Breaking the glass: a postcode is shown for a reason, the look is kept, and somebody else reviews it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from placements.errors import Conflict, NotFound, NotPermitted, Refused
from placements.models.audit import AuditRow
from placements.models.home import Home, HomeKind
from placements.models.protected_look import ProtectedLook
from placements.permissions import Permission, Role, Viewer
from placements.protected_looks import postcodes_for, review_look
from placements.repository.looks import looks_to_review, reviewed_looks
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork

NOW = dt.datetime(2026, 6, 5, 18, 40, tzinfo=dt.UTC)
DEE = Viewer("Dee Invented", Role.EMERGENCY_DUTY)
MAX, MIA = Viewer("Max Invented", Role.TEAM_MANAGER), Viewer("Mia Invented", Role.TEAM_MANAGER)
WHY = "Driving two children there tonight."


@pytest.fixture
def homes(engine: sa.Engine) -> sa.Engine:
    with Session(engine) as session:
        session.add_all(
            [Home(ref="H-1", kind=HomeKind.FOSTERING, postcode="YO1 9ZZ"), Home(ref="H-2", kind=HomeKind.FOSTERING)]
        )
        session.commit()
    return engine


def ask(
    engine: sa.Engine, who: Viewer = DEE, reason: str = WHY, homes: tuple[str, ...] = ("H-1", "H-2")
) -> dict[str, str]:
    with UnitOfWork(engine, who, Permission.SEE_REFERENCE, lambda: NOW) as work:
        found = postcodes_for(work, homes, page="home", reason=reason)
        work.commit()
    return found


def review(engine: sa.Engine, who: Viewer, *, words: str = "As it should be.") -> None:
    with UnitOfWork(engine, who, Permission.SEE_REFERENCE, lambda: NOW) as work:
        review_look(work, 1, in_order=True, words=words)
        work.commit()


def test_a_reason_opens_the_glass_and_both_are_kept(homes: sa.Engine) -> None:
    assert ask(homes) == {"H-1": "YO1 9ZZ"}
    with records_for(homes, MAX) as records:
        [look] = looks_to_review(records)
    assert (look.by, look.reason, look.homes) == (DEE.name, WHY, ["H-1", "H-2"])
    assert look.review_by == dt.date(2026, 6, 9)
    with Session(homes) as session:
        assert session.scalars(sa.select(AuditRow.event)).all() == ["address_shown"]
        assert "YO1 9ZZ" not in str(session.scalars(sa.select(AuditRow.detail)).all())


@pytest.mark.parametrize("reason", ["", "   ", "because"])
def test_without_a_reason_nothing_is_shown_and_nothing_kept(homes: sa.Engine, reason: str) -> None:
    with pytest.raises(Refused):
        ask(homes, reason=reason)
    with records_for(homes, MAX) as records:
        assert list(looks_to_review(records)) == []


def test_who_may_not_see_postcodes_may_not_ask(homes: sa.Engine) -> None:
    with pytest.raises(NotPermitted):
        ask(homes, who=Viewer("Sol Invented", Role.SOCIAL_WORKER))
    with pytest.raises(NotFound):
        ask(homes, homes=("H-404",))


def test_a_look_is_reviewed_once_and_never_by_whoever_looked(homes: sa.Engine) -> None:
    ask(homes, who=MAX)
    with pytest.raises(NotPermitted, match="their own look"):
        review(homes, MAX)
    review(homes, MIA)
    with pytest.raises(Conflict):
        review(homes, Viewer("Nia Invented", Role.NOMINATED_OFFICER))
    with records_for(homes, MAX) as records:
        assert list(looks_to_review(records)) == []
        assert [look.reviewed_by for look in reviewed_looks(records)] == [MIA.name]


def test_the_database_itself_refuses_a_review_by_whoever_looked(homes: sa.Engine) -> None:
    ask(homes)
    with Session(homes) as session:
        look = session.scalars(sa.select(ProtectedLook)).one()
        look.reviewed_at, look.reviewed_by, look.review_words = NOW, DEE.name.upper(), "Fine."
        with pytest.raises(IntegrityError):
            session.commit()
