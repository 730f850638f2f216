"""The children and referrals of the invented year before, written into the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from data.demo.past import PastChild, PastReferral
from placements.audit_chain import Event
from placements.models.base import Answer, Known, Sex
from placements.models.child import (
    Child,
    ChildAnswer,
    Need,
    NeedDomain,
    Relation,
    SiblingRelation,
    Together,
    Topic,
)
from placements.models.funding import FundingRule
from placements.models.referral import (
    Duration,
    KinConsidered,
    Plan,
    Referral,
    ReferralChild,
    ReferralKind,
    Urgency,
)
from placements.permissions import Role
from placements.unit_of_work import UnitOfWork

SCHEME = "invented"
SCHEME_FROM = dt.date(2020, 4, 1)
NOON = dt.time(12)


def write_people(work: UnitOfWork, referrals: Sequence[PastReferral]) -> None:
    """Write every referral with its children, and an invented scheme of delegation for their costs."""
    postcodes = work.session.scalars(
        sa.select(Child.home_postcode).where(Child.home_postcode.is_not(None)).distinct().order_by(Child.home_postcode)
    ).all()
    for number, told in enumerate(referrals):
        _referral(work, told, str(postcodes[number % len(postcodes)]) if postcodes else None)
    said: dict[str, Any] = {"as_of": referrals[0].on, "source": "invented"}
    rule = FundingRule(scheme=SCHEME, role=Role.TEAM_MANAGER, starts_on=SCHEME_FROM, out_of_hours=True, **said)
    work.session.add(rule)
    work.record(Event.REFERRAL_WRITTEN, "demonstration: the year before", referrals=len(referrals))


def _referral(work: UnitOfWork, told: PastReferral, postcode: str | None) -> None:
    said: dict[str, Any] = {"as_of": told.on, "source": "invented"}
    needed = told.on + dt.timedelta(days=told.waited_days + 1)
    referral = Referral(
        ref=told.ref,
        kind=ReferralKind.NEW,
        needed_by=dt.datetime.combine(needed, NOON, dt.UTC),
        urgency=Urgency(told.urgency),
        duration=Duration.SHORT,
        plan=Plan.REUNIFY,
        team="Safeguarding",
        **said,
    )
    work.session.add(referral)
    work.session.flush()
    children = [_child(work, one, told, postcode, said) for one in told.children]
    work.session.add(KinConsidered(referral_id=referral.id, person="grandmother", outcome="ruled_out", **said))
    for child in children:
        work.session.add(ReferralChild(referral_id=referral.id, child_id=child.id))
        work.session.flush()
    if len(children) > 1:
        pair = sorted(child.id for child in children)
        work.session.add(
            SiblingRelation(
                a_id=pair[0], b_id=pair[1], relation=Relation.FULL, assessed=Together.MUST, assessed_on=told.on, **said
            )
        )


def _child(work: UnitOfWork, one: PastChild, told: PastReferral, postcode: str | None, said: dict[str, Any]) -> Child:
    child = Child(
        ref=one.ref,
        name=one.name,
        sex=Sex(one.sex),
        dob=told.on - dt.timedelta(days=one.age_days),
        ethnicity=one.ethnicity,
        home_postcode=postcode,
        legal_status="C2",
        legal_from=told.on,
        uasc=Known.NO,
        supervision=1,
        invented=True,
        **said,
    )
    work.session.add(child)
    work.session.flush()
    given = {Topic.WISHES: told.wish, Topic.PARENT_WISHES: "Near enough to visit."}
    for topic in Topic:
        words = given.get(topic)
        answer = Answer.GIVEN if words or (topic is Topic.NEEDS and one.needs) else Answer.NONE
        work.session.add(
            ChildAnswer(child_id=child.id, topic=topic, answer=answer, words=words, author="Sam Invented", **said)
        )
    for domain, level in one.needs:
        essential = level > 1
        work.session.add(Need(child_id=child.id, domain=NeedDomain(domain), level=level, essential=essential, **said))
    return child
