"""A referral from what is known at night: it can be searched at once, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.errors import NotPermitted, Refused
from placements.models.base import Answer, Sex
from placements.models.child import (
    Child,
    ChildAnswer,
    PersonOfConcern,
    Risk,
    RiskKind,
    RiskTo,
    SiblingRelation,
    Together,
)
from placements.models.referral import Referral, ReferralChild, ReferralKind, Urgency
from placements.permissions import Permission, Role, Viewer
from placements.referring.tonight import ChildTonight, KeepFrom, Tonight, write_tonight
from placements.unit_of_work import UnitOfWork

NOW = dt.datetime(2026, 6, 5, 18, 40, tzinfo=dt.UTC)
TEN = dt.datetime(2026, 6, 5, 21, tzinfo=dt.UTC)
DUTY = Viewer("Dee Invented", Role.EMERGENCY_DUTY)
WREN = ChildTonight(dt.date(2017, 5, 9), Sex.FEMALE, "Wren", "YO1 1AA", ())
WILF = ChildTonight(dt.date(2019, 5, 9), Sex.MALE, "Wilf")


def written(engine: sa.Engine, children: Sequence[ChildTonight] = (WREN,), *, who: Viewer = DUTY, **how: object) -> str:
    given = Tonight(**({"needed_by": TEN, "children": children} | how))  # type: ignore[arg-type]
    with UnitOfWork(engine, who, Permission.SEE_REFERENCE, lambda: NOW) as work:
        ref = write_tonight(work, given).ref
        work.commit()
    return ref


def every(engine: sa.Engine, query: sa.Select[Any] | type[Any]) -> list[Any]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(query) if isinstance(query, type) else query))


def test_a_referral_for_tonight_is_open_and_names_its_children_in_order(engine: sa.Engine) -> None:
    ref = written(engine, (WREN, WILF))
    [referral] = every(engine, Referral)
    assert (referral.ref, referral.kind, referral.urgency) == (ref, ReferralKind.EMERGENCY, Urgency.TONIGHT)
    assert referral.needed_by == TEN
    names = {child.id: child.name for child in every(engine, Child)}
    assert [names[row.child_id] for row in every(engine, sa.select(ReferralChild).order_by(ReferralChild.id))] == [
        "Wren",
        "Wilf",
    ]


def test_two_referrals_of_one_evening_have_references_of_their_own(record: sa.Engine) -> None:
    assert [written(record), written(record)] == ["R-260605-1", "R-260605-2"]
    assert len({child.ref for child in every(record, Child)}) == 2


@pytest.mark.parametrize(
    ("risks", "answer", "kinds"),
    [
        (None, Answer.UNKNOWN, []),
        ((), Answer.NONE, []),
        ((RiskKind.FIRE, RiskKind.MISSING), Answer.GIVEN, [RiskKind.FIRE, RiskKind.MISSING]),
    ],
)
def test_not_known_and_none_are_two_answers(
    record: sa.Engine, risks: Sequence[RiskKind] | None, answer: Answer, kinds: list[RiskKind]
) -> None:
    written(record, [ChildTonight(None, risks=risks)])
    [said] = every(record, ChildAnswer)
    assert said.answer is answer
    assert [risk.kind for risk in every(record, sa.select(Risk).order_by(Risk.id))] == kinds


def test_a_fire_is_a_risk_to_others_and_going_missing_one_to_the_child(record: sa.Engine) -> None:
    written(record, [ChildTonight(None, risks=(RiskKind.FIRE, RiskKind.MISSING))])
    assert {risk.kind: risk.risk_to for risk in every(record, Risk)} == {
        RiskKind.FIRE: RiskTo.OTHERS,
        RiskKind.MISSING: RiskTo.CHILD,
    }


@pytest.mark.parametrize("assessed", [None, Together.MUST, Together.NOT_ASSESSED])
def test_nothing_is_said_of_brothers_and_sisters_unless_somebody_said_it(
    record: sa.Engine, assessed: Together | None
) -> None:
    written(record, (WREN, WILF, ChildTonight(None)), siblings=assessed)
    pairs = every(record, SiblingRelation)
    assert [pair.assessed for pair in pairs] == ([] if assessed is None else [assessed] * 3)
    assert all((pair.assessed_on is None) == (assessed is Together.NOT_ASSESSED) for pair in pairs)


def test_somebody_to_be_kept_from_has_a_place_and_metres_around_it(record: sa.Engine) -> None:
    written(record, [ChildTonight(None, keep_from=(KeepFrom("Mother's partner", "YO1 1AA", 2),))])
    [person] = every(record, PersonOfConcern)
    assert (person.place_postcode, person.radius_metres) == ("YO1 1AA", 3219)


@pytest.mark.parametrize(
    ("how", "wrong"),
    [
        ({"needed_by": NOW}, "has passed"),
        ({"children": ()}, "No child"),
        ({"children": (ChildTonight(NOW.date() + dt.timedelta(days=1)),)}, "no child's date of birth"),
        ({"children": (ChildTonight(dt.date(1999, 1, 1)),)}, "no child's date of birth"),
        ({"children": (ChildTonight(None, home_postcode="nowhere"),)}, "not a postcode"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    record: sa.Engine, how: dict[str, object], wrong: str
) -> None:
    with pytest.raises(Refused, match=wrong):
        written(record, **how)  # type: ignore[arg-type]
    assert every(record, Referral) == every(record, Child) == []


def test_only_those_who_write_referrals_may(record: sa.Engine) -> None:
    with pytest.raises(NotPermitted):
        written(record, who=Viewer("Ira Invented", Role.IRO))
