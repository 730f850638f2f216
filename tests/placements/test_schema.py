"""The migrations make exactly the tables that the models describe, on both engines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from placements.database import open_engine, upgrade
from placements.errors import Refused
from placements.models import Base
from placements.models.reference import Setting
from placements.models.referral import Referral, ReferralKind, Urgency


def test_the_newest_schema_is_what_the_models_say(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    upgrade(engine)
    with Session(engine) as session:
        session.add(Setting(name="kept", value="yes"))
        session.commit()
    upgrade(engine)
    with Session(engine) as session:
        assert session.get_one(Setting, "kept").value == "yes"
    engine.dispose()


def test_every_relationship_must_be_asked_for(engine: sa.Engine) -> None:
    """Nothing is fetched by accident: a relationship that was not asked for raises instead of querying."""
    lazies = {
        f"{mapper.class_.__name__}.{relation.key}": relation.lazy
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
    }
    assert lazies
    assert set(lazies.values()) == {"raise"}


def test_a_moment_without_a_time_zone_is_refused(engine: sa.Engine) -> None:
    naive = dt.datetime(2026, 6, 5, 22, 0)  # noqa: DTZ001  (the mistake under test)
    referral = Referral(
        ref="R-1",
        kind=ReferralKind.NEW,
        needed_by=naive,
        urgency=Urgency.TONIGHT,
        as_of=naive.date(),
        source="test",
    )
    with Session(engine) as session:
        session.add(referral)
        with pytest.raises(StatementError, match="no time zone"):
            session.flush()


def test_an_unreadable_database_address_says_what_would_do() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        open_engine("homeward")


def test_a_database_may_be_named_by_its_file(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "trial.db"))
    assert engine.url.database == str(tmp_path / "trial.db")
    engine.dispose()
