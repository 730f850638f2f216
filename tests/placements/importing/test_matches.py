"""What a person says of a doubtful match is kept with its reason, and can be taken back: nothing of either is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.database import open_engine
from placements.errors import NotFound
from placements.importing.matches import decide_child, decide_home, undo_child, undo_home
from placements.models.audit import AuditRow
from placements.models.base import Sex
from placements.models.care import PeriodOfCare
from placements.models.child import Child
from placements.models.home import Home, HomeKind
from placements.models.loading import HomeMatch, IdMatch, MatchState
from placements.permissions import Permission
from placements.repository.records import records_for
from placements.repository.sides import beside, matches
from placements.unit_of_work import UnitOfWork
from tests.placements.importing.sheets.books import ADMIN

NOON = dt.datetime(2026, 6, 5, 11, tzinfo=dt.UTC)
BORN = dt.date(2015, 6, 5)
DOUBTFUL: dict[str, Any] = {"state": MatchState.DOUBTFUL, "at": NOON}
Facts = dict[str, object]


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """Ada, in the list as C1 and perhaps in the returns as 903A; two homes, one of which a list may mean."""
    engine = open_engine(database_url)
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        listed = Child(ref="C1", name="Ada", dob=BORN, sex=Sex.FEMALE)
        held = Child(ref="903A", id903="903A", dob=BORN, sex=Sex.FEMALE, ethnicity="WBRI", home_postcode="YO1 7PR")
        homes = [Home(ref=ref, kind=HomeKind.FOSTERING, name="Moor") for ref in ("H1", "H2")]
        work.session.add_all([listed, held, *homes])
        work.session.flush()
        work.session.add_all(
            [
                PeriodOfCare(child_id=held.id, starts_on=dt.date(2024, 5, 1), ends_on=None, exit_reason=None),
                IdMatch(list_ref="C1", child_id=held.id, because="born on the same day", **DOUBTFUL),
                *(HomeMatch(list_text="the Moors", home_id=home.id, because="called so", **DOUBTFUL) for home in homes),
            ]
        )
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    yield engine
    engine.dispose()


def children(engine: sa.Engine) -> dict[str, Facts]:
    """Every child with its facts and how many times it was in care."""
    count = sa.select(sa.func.count(PeriodOfCare.id)).where(PeriodOfCare.child_id == Child.id).scalar_subquery()
    names = ("id903", "dob", "sex", "ethnicity", "home_postcode", "name")
    with Session(engine) as session:
        rows = session.execute(sa.select(Child, count).order_by(Child.ref)).all()
        return {child.ref: {name: getattr(child, name) for name in names} | {"times": n} for child, n in rows}


def states(engine: sa.Engine) -> dict[str, MatchState]:
    with records_for(engine, ADMIN) as records:
        found = [*matches(records, waiting=True), *matches(records, waiting=False)]
    return {f"{one.listed} {one.may_be}": one.state for one in found}


def test_what_was_joined_in_error_is_parted_with_nothing_lost_and_waits_again(engine: sa.Engine) -> None:
    before = children(engine)
    decide_child(engine, ADMIN, "C1", "903A", same=True, reason="The social worker knows both")
    joined = children(engine)
    assert list(joined) == ["C1"]
    assert (joined["C1"]["times"], joined["C1"]["ethnicity"]) == (1, "WBRI")
    undo_child(engine, ADMIN, "C1", "903A", reason="They are cousins")
    assert children(engine) == before
    assert states(engine)["C1 903A"] is MatchState.DOUBTFUL


def test_a_fact_learnt_since_stays_when_two_are_parted(engine: sa.Engine) -> None:
    decide_child(engine, ADMIN, "C1", "903A", same=True)
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        work.session.execute(sa.update(Child).where(Child.ref == "C1").values(ethnicity="WIRI"))
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    undo_child(engine, ADMIN, "C1", "903A")
    found = children(engine)
    assert (found["C1"]["ethnicity"], found["C1"]["home_postcode"]) == ("WIRI", None)
    assert found["903A"]["ethnicity"] == "WBRI"


def test_two_that_were_joined_may_be_said_to_be_two_after_all(engine: sa.Engine) -> None:
    decide_child(engine, ADMIN, "C1", "903A", same=True)
    decide_child(engine, ADMIN, "C1", "903A", same=False)
    assert set(children(engine)) == {"C1", "903A"}
    assert states(engine)["C1 903A"] is MatchState.REFUSED


def test_what_nobody_decided_cannot_be_taken_back(engine: sa.Engine) -> None:
    with pytest.raises(NotFound, match="Nothing was said"):
        undo_child(engine, ADMIN, "C1", "903A")
    with pytest.raises(NotFound, match="Nothing was said"):
        undo_home(engine, ADMIN, "the Moors", "H1")


def test_taking_back_what_a_home_is_takes_back_what_followed_from_it(engine: sa.Engine) -> None:
    decide_home(engine, ADMIN, "the Moors", "H1", same=True, reason="Their address")
    assert states(engine)["the Moors H1"] is MatchState.CONFIRMED
    assert states(engine)["the Moors H2"] is MatchState.REFUSED
    undo_home(engine, ADMIN, "the Moors", "H1")
    assert {states(engine)[f"the Moors {ref}"] for ref in ("H1", "H2")} == {MatchState.DOUBTFUL}


def test_reasons_are_kept_with_the_match_and_in_the_audit(engine: sa.Engine) -> None:
    decide_child(engine, ADMIN, "C1", "903A", same=False, reason="Other parents")
    undo_child(engine, ADMIN, "C1", "903A", reason="I misread")
    decide_child(engine, ADMIN, "C1", "903A", same=False, reason="Other parents, asked twice")
    with records_for(engine, ADMIN) as records:
        [match] = matches(records, waiting=False)
        told = records.session.execute(sa.select(AuditRow.event, AuditRow.detail).order_by(AuditRow.id)).all()[-3:]
    assert (match.reason, match.by) == ("Other parents, asked twice", ADMIN.name)
    assert [(event, detail["reason"]) for event, detail in told] == [
        ("match_decided", "Other parents"),
        ("match_undone", "I misread"),
        ("match_decided", "Other parents, asked twice"),
    ]


def test_both_sides_stand_beside_each_other(engine: sa.Engine) -> None:
    with records_for(engine, ADMIN) as records:
        child, *homes = matches(records, waiting=True)
        pair = beside(records, "child", child.id)
        home = beside(records, "home", homes[0].id)
        with pytest.raises(NotFound):
            beside(records, "school", 1)
    assert pair.listed_child is not None
    assert pair.held_child is not None
    assert (pair.listed_child.ref, pair.held_child.ref) == ("C1", "903A")
    assert (pair.listed_child.first_in_care, pair.held_child.first_in_care) == (None, dt.date(2024, 5, 1))
    assert home.held_home is not None
    assert home.held_home.ref == "H1"
