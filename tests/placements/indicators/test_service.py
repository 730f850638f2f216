"""The indicators of a record as it is stored, on both engines."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.audit_chain import Event
from placements.codes import CollectionYear
from placements.errors import NotPermitted, Refused
from placements.indicators.row import Indicator
from placements.indicators.service import indicators
from placements.models.base import Answer, Base
from placements.models.care import Episode, Return, UascSpell
from placements.models.child import (
    Child,
    ChildAnswer,
    Need,
    NeedDomain,
    Relation,
    Risk,
    RiskKind,
    RiskLevel,
    RiskTo,
    SiblingRelation,
    Together,
    Topic,
)
from placements.models.loading import Import, SetAside
from placements.models.reference import Adjoining, Authority, Population
from placements.models.return_home import FarBecause, FarByPlan
from placements.permissions import Permission, Role, Viewer
from placements.repository.planning import children_meant_far
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
from tests.placements.indicators.worlds import counted

ADMIN = Viewer("Ada Invented", Role.ADMINISTRATOR)
YORK, NORTH_YORKSHIRE = "E06000014", "E06000065"
SAID: dict[str, Any] = {"as_of": dt.date(2025, 6, 5), "source": "test"}
IN_YORK: dict[str, Any] = {
    "rne": "S",
    "ls": "C2",
    "cin": "N1",
    "place": "U6",
    "place_provider": "PR1",
    "reason_place_change": None,
    "home_post": "YO24 4AB",
    "pl_post": "YO10 4PB",
    "urn": None,
    "pl_la": YORK,
    "pl_location": "IN",
    "pl_distance_tenths": 30,
    "standing": True,
}
NOON = dt.datetime(2025, 6, 5, 12, 0, tzinfo=dt.UTC)


class Store:
    """Puts rows into a record."""

    def __init__(self, work: UnitOfWork) -> None:
        self.work = work
        self.load = self.add(
            Import(noun="ssda903", path="x", at=NOON, by="Ada", read_rows=0, accepted=0, rejected=0)
        ).id

    def add(self, row: Any) -> Any:
        self.work.session.add(row)
        self.work.session.flush()
        return row

    def year(self, start: int) -> int:
        """A return, by the year in which it starts."""
        label = CollectionYear(start).label
        row = Return(import_id=self.load, year=label, path="x", digest="x", loaded_at=NOON)
        found: int = self.add(row).id
        return found

    def child(self, number: int, **more: Any) -> int:
        """An invented child born in 2015."""
        born = dt.date(2015, 1, 15)
        found: int = self.add(Child(ref=f"C-{number}", id903=str(number), dob=born, invented=True, **more)).id
        return found

    def lives(self, child: int, told_by: int, decom: dt.date, dec: dt.date | None = None, **more: Any) -> None:
        """An episode of foster care in York as a return tells it."""
        days = {"decom": decom, "dec": dec, "rec": None if dec is None else "X1"}
        self.add(Episode(child_id=child, return_id=told_by, **(IN_YORK | days | more)))


def told(store: Store) -> None:
    """Two returns of York: two brothers, of whom one moves out of the area in the second year, and two others.

    One of the others leaves care in the second year; the return of that year forgets the other.
    """
    store.add(Authority(la_code=YORK, name="York", responsible=True, adjoining_complete=True))
    store.add(Authority(la_code=NORTH_YORKSHIRE, name="North Yorkshire"))
    store.add(Adjoining(la_code=YORK, adjoins=NORTH_YORKSHIRE))
    for mid_year in (2023, 2024):
        store.add(Population(la_code=YORK, mid_year=mid_year, children=30_000))
    first, second = store.year(2023), store.year(2024)
    start, move = dt.date(2023, 5, 1), dt.date(2024, 5, 1)
    away: dict[str, Any] = {
        "pl_la": NORTH_YORKSHIRE,
        "pl_location": "OUT",
        "pl_distance_tenths": 250,
        "pl_post": "HG1 1AA",
    }
    one, two = (store.child(number, supervision=3, school_urn="100001") for number in (1, 2))
    three = store.child(3, uasc="yes")
    for child in (one, two, three):
        store.lives(child, first, start, standing=False)
    store.lives(store.child(4), first, start)
    store.lives(one, second, start, move, reason_place_change="CREQB")
    store.lives(one, second, move, rne="P", **away)
    store.lives(two, second, start)
    store.lives(three, second, start, dt.date(2024, 6, 1), rec="E4A")
    store.add(UascSpell(child_id=three, return_id=second))
    recorded(store, one, two)


def recorded(store: Store, one: int, two: int) -> None:
    """What the case system says of two brothers: who should live together, what they need."""
    store.add(SiblingRelation(a_id=one, b_id=two, relation=Relation.FULL, assessed=Together.MUST, **SAID))
    for child in (one, two):
        for topic in (Topic.NEEDS, Topic.RISKS):
            store.add(ChildAnswer(child_id=child, topic=topic, answer=Answer.GIVEN, **SAID))
        store.add(Need(child_id=child, domain=NeedDomain.SLEEP_ENURESIS, level=2, **SAID))
    for child, level in ((one, RiskLevel.PRESENT_HIGH), (two, RiskLevel.PRESENT)):
        store.add(Risk(child_id=child, kind=RiskKind.FIRE, risk_to=RiskTo.OTHERS, level=level, **SAID))


def answered(engine: sa.Engine, as_at: dt.date | None = None, **more: Any) -> dict[str, Indicator]:
    with records_for(engine, ADMIN) as records:
        return {row.id: row for row in indicators(records, as_at, **more)}


@pytest.fixture
def york(engine: sa.Engine) -> sa.Engine:
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        told(Store(work))
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    return engine


def test_every_indicator_is_answered_from_the_newest_return(york: sa.Engine) -> None:
    rows = answered(york)
    assert list(rows) == [f"I{number:02d}" for number in range(1, 27)]
    assert rows["I01"].period == "at 31 March 2025"
    assert (rows["I01"].numerator, rows["I01"].denominator) == (2, 30_000)
    assert counted(rows["I01"].breakdown) == {"named_in_the_return": 2}
    assert (rows["I02"].numerator, rows["I03"].numerator) == (0, 2)
    assert (rows["I07"].numerator, rows["I07"].denominator) == (0, 2)
    assert counted(rows["I09"].breakdown) == {"in_area": 1, "neighbouring": 1}
    assert (rows["I10"].numerator, rows["I11"].numerator) == (1, 1)
    assert (rows["I23"].numerator, rows["I23"].denominator) == (1, 1)
    assert rows["I22"].because == "The return of 2022/23 is not held, and this needs it."


def test_a_child_whose_newest_rows_were_set_aside_still_counts_and_is_shown_apart(york: sa.Engine) -> None:
    with UnitOfWork(york, ADMIN, Permission.LOAD_DATA) as work:
        newest = work.session.scalars(sa.select(Import.id)).one()
        work.session.add(SetAside(import_id=newest, child="4", by="Ada Invented"))
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    row = answered(york)["I01"]
    assert (row.numerator, row.denominator) == (3, 30_000)
    assert counted(row.breakdown) == {"named_in_the_return": 2, "left_open_by_an_earlier_return": 1}


def test_needs_and_brothers_and_sisters_come_from_the_childrens_record(york: sa.Engine) -> None:
    rows = answered(york)
    assert counted(rows["I08"].breakdown) == {"band 3": 2}
    assert counted(rows["I25"].breakdown) == {"apart": 1}
    with records_for(york, ADMIN) as records:
        children = list(records.session.scalars(sa.select(Child.id).order_by(Child.ref)))
    school = answered(york, school_minutes={children[0]: 30.0})["I18"]
    assert (school.numerator, school.denominator) == (1, 1)
    assert counted(school.breakdown) == {"within": 1, "unknown": 1}


def test_as_at_a_day_only_returns_whose_year_had_ended_are_used(york: sa.Engine) -> None:
    rows = answered(york, dt.date(2024, 3, 31))
    assert rows == answered(york, dt.date(2025, 3, 30))
    assert rows["I01"].period == "at 31 March 2024"
    assert (rows["I01"].numerator, rows["I02"].numerator, rows["I03"].numerator) == (4, 4, 0)
    assert counted(rows["I09"].breakdown) == {"in_area": 4}
    assert rows["I06"].because == "The return of 2022/23 is not held, and this needs it."


def test_what_is_recorded_only_now_is_not_said_of_an_earlier_year(york: sa.Engine) -> None:
    rows = answered(york, dt.date(2024, 3, 31), school_minutes={1: 5.0})
    assert [rows[name].value for name in ("I08", "I18", "I25")] == [None, None, None]


def test_as_at_a_day_after_the_newest_return_is_the_newest_return(york: sa.Engine) -> None:
    assert answered(york, dt.date(2025, 6, 5)) == answered(york)


def test_before_any_return_every_value_is_missing_with_the_reason(york: sa.Engine) -> None:
    rows = answered(york, dt.date(2023, 1, 5))
    assert len(rows) == 26
    assert {row.value for row in rows.values()} == {None}
    assert {row.because for row in rows.values()} == {"No return held had ended by 5 January 2023."}


def test_an_empty_record_answers_nothing_and_says_why(engine: sa.Engine) -> None:
    rows = answered(engine)
    assert {(row.value, row.because) for row in rows.values()} == {(None, "No return is held.")}


def test_a_record_that_does_not_say_whose_it_is_is_refused(engine: sa.Engine) -> None:
    with UnitOfWork(engine, ADMIN, Permission.LOAD_DATA) as work:
        Store(work).year(2024)
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    with pytest.raises(Refused, match="whose record it is"):
        answered(engine)


def test_who_may_not_see_every_record_is_refused(york: sa.Engine) -> None:
    for role in (Role.BOARD_MEMBER, Role.PLACEMENT_OFFICER, Role.COMMISSIONER, Role.SIGNED_OUT):
        with records_for(york, Viewer("Vic Invented", role)) as records, pytest.raises(NotPermitted):
            indicators(records)


def test_the_record_is_only_read(york: sa.Engine) -> None:
    tables = Base.metadata.sorted_tables

    def sizes() -> list[int]:
        with york.connect() as connection:
            return [connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables]

    before = sizes()
    answered(york)
    assert sizes() == before


def test_a_decision_that_a_child_lives_far_away_counts_from_its_day_to_its_review(york: sa.Engine) -> None:
    with Session(york) as session, session.begin():
        child = session.scalars(sa.select(Child.id)).first()
        assert child is not None
        said: dict[str, Any] = {"words": "a reason", "decided_by": "Sam Invented", "role": "social_worker"}
        first, last = dt.date(2025, 1, 1), dt.date(2025, 6, 1)
        session.add(FarByPlan(child_id=child, because=FarBecause.SAFETY, decided_on=first, review_on=last, **said))
    with records_for(york, ADMIN) as records:
        days = [first - dt.timedelta(days=1), first, last - dt.timedelta(days=1), last]
        assert [children_meant_far(records, day) == {child} for day in days] == [False, True, True, False]
