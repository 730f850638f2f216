"""The whole answer from a record: who sees what, in which order, and what is said where something is missing."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.shapes.bringing_home import bring_home_shape
from forecasting.bring_home import bring_home
from forecasting.returning.answer import BringHome
from forecasting.returning.assumptions import Assumed, published_assumptions
from forecasting.returning.standing import Standing
from placements.deciding.people import Named
from placements.deciding.returns import plan_return
from placements.errors import NotPermitted
from placements.models.base import Base
from placements.models.care import Episode, Return
from placements.models.child import Child, SiblingRelation
from placements.models.contract import PriceLine
from placements.models.home import Home, HomeStatus
from placements.models.loading import Import
from placements.models.placement import Residence
from placements.models.referral import Referral, ReferralChild, ReferralStatus
from placements.models.return_home import Said
from placements.permissions import GRANTS, Permission, Role, Viewer
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
from tests.forecasting.returning.stored import ADMIN, COMMISSIONER, answers, only_children, write
from tests.matching.town import change
from tests.worlds import TODAY

TABLES = Base.metadata.sorted_tables
LOADED = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
SEE = sorted(role for role in Role if Permission.SEE_BRING_HOME in GRANTS[role])


def found(engine: sa.Engine, viewer: Viewer = ADMIN, **more: object) -> BringHome:
    with records_for(engine, viewer) as records:
        return bring_home(records, today=TODAY, **more)  # type: ignore[arg-type]


def stand(answer: BringHome) -> dict[str, str]:
    return {child.away.ref: child.standing.value for child in answer.children}


@pytest.fixture
def town(record: sa.Engine) -> sa.Engine:
    write(record)
    return record


def test_who_lives_outside_is_considered_or_counted_by_reason(engine: sa.Engine) -> None:
    write(engine)
    answer = found(engine)
    assert (answer.outside, answer.inside, answer.place_not_known) == (4, 1, 0)
    assert answer.not_considered == {"own_carers": 1}
    assert stand(answer) == dict.fromkeys(("C-11", "C-12", "C-14"), "not_yet_asked")
    assert answer.coming == ()
    assert answer.if_all_agreed == 3


def test_only_those_who_were_asked_and_agreed_are_given_a_home(town: sa.Engine) -> None:
    answers(town, "C-11")
    answers(town, "C-12", child=Said.NO)
    answer = found(town)
    assert stand(answer) == {"C-11": "could_come_home_now", "C-14": "not_yet_asked", "C-12": "wants_to_stay"}
    assert [(child.away.ref, child.home in {"H-1", "H-2"}) for child in answer.coming] == [("C-11", True)]


def test_a_settled_home_and_a_childs_no_are_never_scored_as_a_saving(town: sa.Engine) -> None:
    answers(town, "C-11")
    answers(town, "C-12", child=Said.NO)
    saved = {child.away.ref: child.saved for child in found(town, COMMISSIONER).children}
    assert "C-13" not in saved
    assert saved["C-12"] is not None
    assert saved["C-12"].cashable.pence is None
    assert "never scored" in saved["C-12"].cashable.because
    assert saved["C-14"] is not None
    assert "asked first" in saved["C-14"].cashable.because
    assert saved["C-11"] is not None
    assert saved["C-11"].net is not None
    assert saved["C-11"].net <= (saved["C-11"].gross or 0)


@pytest.mark.parametrize("role", [role for role in Role if role not in SEE])
def test_nobody_else_sees_the_list(town: sa.Engine, role: Role) -> None:
    with pytest.raises(NotPermitted):
        found(town, Viewer("Vic Invented", role))


@pytest.mark.parametrize("role", SEE)
def test_savings_are_absent_for_whoever_may_not_see_them(town: sa.Engine, role: Role) -> None:
    answers(town, "C-11")
    viewer = Viewer("Vic Invented", role)
    document = bring_home_shape(found(town, viewer), sees_needs=False).model_dump(mode="json", exclude_unset=True)
    children = {child["child"]: child for child in document["children"]}
    may = viewer.may(Permission.SEE_SAVINGS)
    assert may is (role in {Role.COMMISSIONER, Role.FINANCE, Role.ADMINISTRATOR})
    assert all(("savings" in child) is may for child in children.values())
    assert ("savings" in document["totals"], "cash" in document["totals"]) == (may, may)
    assert ("deductions" in json.dumps(document)) is may


def test_everybody_who_sees_the_list_sees_the_same_list_and_plan(town: sa.Engine) -> None:
    for child in ("C-11", "C-12", "C-14"):
        answers(town, child)
    told = [
        [(child.away.ref, child.standing, child.home) for child in found(town, Viewer("Vic Invented", role)).children]
        for role in SEE
    ]
    assert all(one == told[0] for one in told)
    assert sum(home is not None for _, _, home in told[0]) == 3


def test_the_answer_names_no_child_and_no_need(town: sa.Engine) -> None:
    document = bring_home_shape(found(town, COMMISSIONER), sees_needs=False).model_dump_json()
    assert not any(name in document for name in ("Hazel", "Linden", "Maple", "Oak", "LS1", "YO1"))


def test_neither_rates_nor_prices_order_the_list_or_the_plan(town: sa.Engine) -> None:
    for child in ("C-11", "C-12", "C-14"):
        answers(town, child)
    before = [(child.away.ref, child.home) for child in found(town).children]
    worst = {
        name: Assumed(one.low, one.high, one.high, "test") for name, one in published_assumptions().figures.items()
    }
    worst |= {
        name: published_assumptions()[name] for name in ("review_working_days", "introduction_days", "notice_days")
    }
    worst["lost_on_return"] = Assumed(Fraction(), Fraction(1), Fraction(1), "test")
    again = found(town, assumed=replace(published_assumptions(), figures=worst))
    assert [(child.away.ref, child.home) for child in again.children] == before
    change(town, lambda session: session.execute(sa.update(PriceLine).values(amount_pence=1)))
    assert [(child.away.ref, child.home) for child in found(town).children] == before


def test_the_list_is_ordered_by_standing_then_distance_then_reference(town: sa.Engine) -> None:
    answers(town, "C-14")
    order = [(child.standing, -(child.away.miles or 0), child.away.ref) for child in found(town).children]
    assert [ref for _, _, ref in order] == ["C-14", "C-11", "C-12"]


def test_a_return_that_a_person_planned_is_held_to_the_home_they_chose(town: sa.Engine) -> None:
    answers(town, "C-11")
    manager = Named("Marian Invented", Role.TEAM_MANAGER)
    clock = dt.datetime.combine(TODAY, dt.time(10), dt.UTC)
    with UnitOfWork(town, Viewer(manager.name, manager.role), Permission.SEE_REFERENCE, lambda: clock) as work:
        plan_return(work, "C-11", TODAY + dt.timedelta(days=50), "All agree.", manager, home="H-2")
        work.commit()
    [child] = [one for one in found(town).children if one.away.ref == "C-11"]
    assert (child.standing, child.home, child.planned_home) == (Standing.PLANNED, "H-2", "H-2")
    assert child.saved is not None
    assert child.saved.cashable.starts == TODAY + dt.timedelta(days=50) > (child.homes.earliest.on or TODAY)


@pytest.mark.parametrize("asked", [True, False])
def test_a_child_who_waits_in_a_referral_is_planned_for_once_and_there(town: sa.Engine, asked: bool) -> None:
    def refer(session: Session) -> None:
        row = session.scalars(sa.select(Referral).where(Referral.ref == "R-2")).one()
        row.status = ReferralStatus.OPEN
        child = session.scalars(sa.select(Child.id).where(Child.ref == "C-11")).one()
        session.add(ReferralChild(referral_id=row.id, child_id=child))

    change(town, refer)
    if asked:
        answers(town, "C-11")
    answer = found(town)
    assert stand(answer)["C-11"] == ("search_open" if asked else "not_yet_asked")
    assert answer.coming == ()
    assert answer.moves_prevented.waiting == 2
    assert answer.if_all_agreed <= 2
    assert "C-11" not in {child.ref for request in answer.to_recruit_for for child in request.children}


# --- what is missing --------------------------------------------------------------------------------------------------


def said(answer: BringHome) -> str:
    return " ".join(answer.notes)


def test_without_carers_the_list_stands_and_says_where_to_load_them(town: sa.Engine) -> None:
    answers(town, "C-11")
    change(town, lambda session: session.execute(sa.update(Home).values(status=HomeStatus.CLOSED)))
    answer = found(town)
    assert answer.coming == ()
    assert len(answer.children) == 3


def test_with_no_home_at_all_it_says_so(record: sa.Engine) -> None:
    only_children(record)
    answer = found(record)
    assert "homeward import carers" in said(answer)
    assert "homeward import prices" in said(answer)
    assert "brothers and sisters" in said(answer).lower()
    assert len(answer.children) == 1


def test_an_old_position_is_used_and_said_to_be_old(town: sa.Engine) -> None:
    old = TODAY - dt.timedelta(days=31)
    change(town, lambda session: session.execute(sa.update(Residence).values(as_of=old)))
    answer = found(town)
    assert "31 days old" in said(answer)
    assert len(answer.children) == 3


def test_without_a_position_or_a_return_it_says_what_to_load(town: sa.Engine) -> None:
    change(town, lambda session: session.execute(sa.delete(Residence)))
    answer = found(town)
    assert "homeward import position" in said(answer)
    assert (answer.outside, answer.children) == (0, ())


def test_without_a_position_the_newest_return_stands_in_and_settles_nobody(record: sa.Engine) -> None:
    """Where children live is as the return says; since when is not in it, so nobody is set aside for being settled."""
    only_children(record)
    with Session(record) as session, session.begin():
        session.execute(sa.delete(Residence))
        child = session.scalars(sa.select(Child)).one()
        loaded = Import(noun="ssda903", path="x", at=LOADED, by="t", read_rows=0, accepted=0, rejected=0)
        session.add(loaded)
        session.flush()
        told = Return(import_id=loaded.id, year="2025/26", path="x", digest="x", loaded_at=LOADED)
        session.add(told)
        session.flush()
        session.add(
            Episode(
                child_id=child.id,
                return_id=told.id,
                decom=dt.date(2019, 5, 1),
                rne="S",
                ls="C2",
                cin="N1",
                place="U6",
                place_provider="PR4",
                dec=None,
                rec=None,
                reason_place_change=None,
                home_post="YO1 1AA",
                pl_post="LS1 1AA",
                urn=None,
                pl_la="E08000035",
                pl_location="OUT",
                pl_distance_tenths=240,
                standing=True,
            )
        )
    answer = found(record)
    assert "as in the return of 31/03/2026" in said(answer)
    [listed] = answer.children
    assert (listed.away.ref, answer.outside) == ("C-11", 1)
    assert listed.missing == ("since when the child has lived there",)


def test_asking_changes_nothing(town: sa.Engine) -> None:
    def rows() -> list[int]:
        with town.connect() as connection:
            return [connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in TABLES]

    answers(town, "C-11")
    before = rows()
    found(town)
    assert rows() == before


def test_without_prices_everything_but_the_money_is_answered(town: sa.Engine) -> None:
    answers(town, "C-11")
    change(town, lambda session: session.execute(sa.delete(PriceLine)))
    answer = found(town)
    [child] = answer.coming
    assert "homeward import prices" in said(answer)
    assert child.saved is not None
    assert child.saved.cashable.pence is None


def test_without_sibling_assessments_nobody_is_set_aside(town: sa.Engine) -> None:
    def nobody_related(session: Session) -> None:
        session.execute(sa.delete(SiblingRelation))

    change(town, nobody_related)
    answer = found(town)
    assert "nor how they were assessed" in said(answer)
    assert len(answer.children) == 3
