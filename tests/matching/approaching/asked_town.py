"""The tiny town with two agencies on two tiers, and every protected field of a child holding a name of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.base import Answer, Known
from placements.models.child import (
    Child,
    ChildAnswer,
    ChildTrait,
    Constraint,
    ConstraintKind,
    Contact,
    Need,
    PastStay,
    PersonOfConcern,
    Risk,
    RiskKind,
    RiskLevel,
    RiskTo,
    Topic,
)
from placements.models.contract import Contract, ContractKind, Provider, ProviderKind
from placements.models.home import Home
from placements.models.household import LivingAs, Person
from placements.models.placement import Residence
from placements.models.reference import School
from placements.models.referral import KinConsidered, Referral
from tests.matching.town import SAID, settle
from tests.worlds import YORK

CANARIES = {
    "child": "Zebedee",
    "sibling": "Quillon",
    "contact": "Ottoline",
    "kin": "Peregrine",
    "concern": "Mortimer",
    "carer": "Hephzibah",
    "home": "Thistledown Cottage",
    "school": "Wuthering Priory School",
    "author": "Lavinia",
    "decided_by": "Barnaby",
    "evidence": "Clementine",
    "reason": "Algernon",
    "postcode": "YO1 1AA",
    "child_ref": "C-1",
    "id903": "INVENTED00001",
    "dob": "2017-01-15",
    "home_ref": "H-1",
    "referral_ref": "R-1",
}
"""What the record holds in every field that may not go out; none of it may stand in a paper."""

REFUSED = ("child", "sibling", "contact", "kin", "concern", "carer", "home", "school", "author", "postcode")
"""Of these, what is looked for in words that somebody wrote."""


def ask_around(engine: sa.Engine) -> None:
    """Write the town, a second agency on tier 2, a spot agency, and the canaries."""
    settle(engine)
    with Session(engine) as session, session.begin():
        _agency(session, "P-4", "Second Agency", 2)
        _agency(session, "P-5", "Spot Agency", None)
        _canaries(session)


def _agency(session: Session, ref: str, name: str, tier: int | None) -> None:
    agency = Provider(
        ref=ref, name=name, kind=ProviderKind.IFA, registered=Known.YES, areas=[YORK], age_min=0, age_max=17
    )
    session.add(agency)
    session.flush()
    if tier is not None:
        kind, since = ContractKind.FRAMEWORK, dt.date(2025, 4, 1)
        session.add(Contract(ref=f"F-{tier}", provider_id=agency.id, kind=kind, starts_on=since, tier=tier, **SAID))


def _canaries(session: Session) -> None:
    found = {child.ref: child for child in session.scalars(sa.select(Child))}
    child, sibling = found["C-1"], found["C-2"]
    child.name, sibling.name, child.id903 = CANARIES["child"], CANARIES["sibling"], CANARIES["id903"]
    home = session.scalars(sa.select(Home).where(Home.ref == "H-1")).one()
    home.name = CANARIES["home"]
    session.scalars(sa.select(School)).one().name = CANARIES["school"]
    referral = session.scalars(sa.select(Referral).where(Referral.ref == "R-1")).one()
    referral.author, referral.pen_picture = CANARIES["author"], "Two brothers who like football."
    about: dict[str, Any] = {"child_id": child.id, **SAID}
    reason: dict[str, Any] = {"reason": CANARIES["reason"], "decided_by": CANARIES["decided_by"]}
    session.add_all(
        [
            Contact(
                person=CANARIES["contact"], times_month=4, place_postcode="YO1 1AB", court_ordered=Known.YES, **about
            ),
            PersonOfConcern(person=CANARIES["concern"], **about),
            PastStay(home="H-1", **about),
            Person(home_id=home.id, living_as=LivingAs.CARER, name=CANARIES["carer"], **SAID),
            Residence(child_id=child.id, starts_on=dt.date(2026, 1, 1), home_id=home.id, **SAID),
            KinConsidered(
                referral_id=referral.id, person=CANARIES["kin"], outcome="ruled_out", reason=CANARIES["reason"], **SAID
            ),
            Constraint(kind=ConstraintKind.NOT_WITH, not_with_id=found["C-3"].id, value="C-3", **reason, **about),
            Constraint(kind=ConstraintKind.MAX_CHILDREN, value="2", **reason, **about),
            Risk(kind=RiskKind.MISSING, risk_to=RiskTo.CHILD, level=RiskLevel.PRESENT, **about),
            ChildTrait(topic=Topic.LANGUAGE, code="Sorani", **about),
        ]
    )
    for need in session.scalars(sa.select(Need).where(Need.child_id == child.id)):
        need.evidence = CANARIES["evidence"]
    for answer in session.scalars(sa.select(ChildAnswer).where(ChildAnswer.child_id == child.id)):
        answer.answer = Answer.UNKNOWN if answer.topic is Topic.DISABILITY else Answer.GIVEN
        answer.words = "To keep the same bed." if answer.topic is Topic.WISHES else answer.words


def write(engine: sa.Engine, pen_picture: str | None, **facts: Any) -> None:
    """Give the referral other words, or other facts."""
    with Session(engine) as session, session.begin():
        referral = session.scalars(sa.select(Referral).where(Referral.ref == "R-1")).one()
        referral.pen_picture = pen_picture
        for name, value in facts.items():
            setattr(referral, name, value)
