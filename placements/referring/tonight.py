"""A referral from what is known at night: each child's few facts, as they are; what is not known stays not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypedDict

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.errors import Refused
from placements.geography import normalise_postcode
from placements.models.base import Answer, Sex
from placements.models.child import (
    Child,
    ChildAnswer,
    PersonOfConcern,
    Relation,
    Risk,
    RiskKind,
    RiskLevel,
    RiskTo,
    SiblingRelation,
    Together,
    Topic,
)
from placements.models.placement import DECIDED_HERE
from placements.models.referral import Duration, Referral, ReferralChild, ReferralKind, Urgency
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from placements.working_days import day_in_england

OLDEST = 25
METRES_A_MILE = 1609.344
TO_OTHERS = frozenset({RiskKind.PHYSICAL, RiskKind.SEXUAL, RiskKind.FIRE, RiskKind.ANIMALS})
"""Risks that are from the child by their nature; every other is written down as a risk to the child."""


@dataclass(frozen=True)
class KeepFrom:
    """Somebody from whom the child is to be kept: who, and the postcode and miles around it where they may be met."""

    person: str
    postcode: str | None = None
    miles: float | None = None


@dataclass(frozen=True)
class ChildTonight:
    """What is known of one child; `risks` is None where nobody knows, and empty where somebody asked and none is."""

    dob: dt.date | None
    sex: Sex = Sex.UNKNOWN
    name: str | None = None
    home_postcode: str | None = None
    risks: Sequence[RiskKind] | None = None
    keep_from: Sequence[KeepFrom] = field(default_factory=tuple)


@dataclass(frozen=True)
class Tonight:
    """Children who need a home by a moment; `siblings` is the assessment of each pair, None where it is not known."""

    needed_by: dt.datetime
    children: Sequence[ChildTonight]
    siblings: Together | None = None
    words: str | None = None


class _Said(TypedDict):
    as_of: dt.date
    source: str
    author: str


def write_tonight(work: UnitOfWork, given: Tonight) -> Referral:
    """Write the referral and its children down, so that it can be searched, held for and decided on.

    Raises Refused for a moment that has passed, no child, a birth still to come or of somebody of 25 or more, and a
    postcode that is none.
    """
    work.viewer.must(Permission.WRITE_REFERRALS)
    _refuse_impossible(work, given)
    said = said_here(work)
    referral = Referral(
        ref=next_ref(work, Referral.ref, f"R-{said['as_of']:%y%m%d}"),
        kind=ReferralKind.EMERGENCY,
        needed_by=given.needed_by.astimezone(dt.UTC),
        urgency=Urgency.TONIGHT,
        duration=Duration.EMERGENCY,
        pen_picture=given.words or None,
        **said,
    )
    work.session.add(referral)
    work.session.flush()
    children = [_write_child(work, one, said) for one in given.children]
    work.session.add_all(ReferralChild(referral_id=referral.id, child_id=child.id) for child in children)
    _write_siblings(work, children, given.siblings, said)
    work.session.flush()
    work.record(
        Event.REFERRAL_WRITTEN, f"referral {referral.ref}", tonight=True, children=[child.ref for child in children]
    )
    return referral


def said_here(work: UnitOfWork) -> _Said:
    """Who says a fact that is typed here, and when."""
    return {"as_of": day_in_england(work.clock()), "source": DECIDED_HERE, "author": work.viewer.name}


def next_ref(work: UnitOfWork, column: sa.orm.InstrumentedAttribute[str], prefix: str) -> str:
    """The next reference that nothing holds yet: R-260605-1, R-260605-2 and so on."""
    held = set(work.session.scalars(sa.select(column).where(column.startswith(f"{prefix}-", autoescape=True))))
    number = 1
    while f"{prefix}-{number}" in held:
        number += 1
    return f"{prefix}-{number}"


def _refuse_impossible(work: UnitOfWork, given: Tonight) -> None:
    if given.needed_by <= work.clock():
        raise Refused(
            "The moment by which a home is needed has passed.",
            given=f"{given.needed_by:%d/%m/%Y %H:%M}",
            do_next="Give a moment still to come; tonight, an hour from now.",
        )
    if not given.children:
        raise Refused("No child is named.", do_next="Give at least one child.")
    today = day_in_england(work.clock())
    for child in given.children:
        _refuse_impossible_child(child, today)


def _refuse_impossible_child(child: ChildTonight, today: dt.date) -> None:
    if child.dob is not None and not dt.timedelta(0) <= today - child.dob < dt.timedelta(days=OLDEST * 365.25):
        raise Refused(
            "This is no child's date of birth.",
            given=f"{child.dob:%d/%m/%Y}",
            do_next=f"Give a day before today, of somebody under {OLDEST}; leave it blank where it is not known.",
        )
    for postcode in (child.home_postcode, *(one.postcode for one in child.keep_from)):
        if postcode and normalise_postcode(postcode) is None:
            raise Refused("This is not a postcode.", given=postcode, do_next="Write it as YO1 7HH, or leave it blank.")


def _write_child(work: UnitOfWork, given: ChildTonight, said: _Said) -> Child:
    child = Child(
        ref=next_ref(work, Child.ref, f"N-{said['as_of']:%y%m%d}"),
        name=given.name or None,
        dob=given.dob,
        sex=given.sex,
        home_postcode=given.home_postcode or None,
        as_of=said["as_of"],
        source=said["source"],
    )
    work.session.add(child)
    work.session.flush()
    answer = Answer.UNKNOWN if given.risks is None else Answer.GIVEN if given.risks else Answer.NONE
    work.session.add(ChildAnswer(child_id=child.id, topic=Topic.RISKS, answer=answer, **said))
    work.session.add_all(
        Risk(
            child_id=child.id,
            kind=kind,
            risk_to=RiskTo.OTHERS if kind in TO_OTHERS else RiskTo.CHILD,
            level=RiskLevel.PRESENT,
            **said,
        )
        for kind in dict.fromkeys(given.risks or ())
    )
    work.session.add_all(_concern(child, one, said) for one in given.keep_from)
    return child


def _concern(child: Child, given: KeepFrom, said: _Said) -> PersonOfConcern:
    near = given.postcode is not None and given.miles is not None
    return PersonOfConcern(
        child_id=child.id,
        person=given.person,
        place_postcode=given.postcode,
        radius_metres=round((given.miles or 0) * METRES_A_MILE) if near else None,
        **said,
    )


def _write_siblings(work: UnitOfWork, children: Sequence[Child], assessed: Together | None, said: _Said) -> None:
    """Every pair as brothers and sisters with the one assessment given; unless one is, nothing is said of them."""
    if assessed is None:
        return
    work.session.add_all(
        SiblingRelation(
            a_id=one.id,
            b_id=other.id,
            relation=Relation.FULL,
            assessed=assessed,
            assessed_on=said["as_of"] if assessed is not Together.NOT_ASSESSED else None,
            **said,
        )
        for one, other in combinations(sorted(children, key=lambda child: child.id), 2)
    )
