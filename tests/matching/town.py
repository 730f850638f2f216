"""The tiny town of `tests.worlds` written into a database: a few homes, a few children, a few referrals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.base import Answer, Base, Known, Sex
from placements.models.child import (
    Child,
    ChildAnswer,
    Constraint,
    ConstraintKind,
    Need,
    NeedDomain,
    Relation,
    SiblingRelation,
    Together,
    Topic,
)
from placements.models.contract import (
    Contract,
    ContractKind,
    PriceComponent,
    PriceLine,
    PriceUnit,
    Provider,
    ProviderKind,
)
from placements.models.home import Bed, Home, HomeKind, HomeStatus, Registration, Sharing
from placements.models.household import Approval, Basis, LivingAs, Person, Skill, Term, Willing, Willingness
from placements.models.placement import Occupancy, OccupancyKind, Residence
from placements.models.reference import Adjoining, Authority, Postcode, School
from placements.models.referral import (
    Duration,
    KinConsidered,
    Plan,
    Referral,
    ReferralChild,
    ReferralKind,
    Urgency,
)
from tests.worlds import EAST_RIDING, LEEDS, NAMES, NEEDED_BY, NORTH_YORKSHIRE, TODAY, YORK, born

SAID: dict[str, Any] = {"as_of": TODAY, "source": "test"}
PLACES = {
    "YO11AA": (460_000, 452_000, YORK),
    "YO11AB": (460_500, 452_500, YORK),
    "YO62AA": (461_000, 468_000, NORTH_YORKSHIRE),
    "LS11AA": (430_000, 433_500, LEEDS),
}


def settle(engine: sa.Engine) -> None:
    """Write the town: York with North Yorkshire beside it; six homes; Ash and Birch, Cedar, and Rowan placed in H-2."""
    with Session(engine) as session, session.begin():
        _ground(session)
        _homes(session)
        _children(session)
        _referrals(session)


def _ground(session: Session) -> None:
    for la_code, name in NAMES.items():
        session.add(Authority(la_code=la_code, name=name, responsible=la_code == YORK, adjoining_complete=True))
    for other in (NORTH_YORKSHIRE, EAST_RIDING):
        session.add_all([Adjoining(la_code=YORK, adjoins=other), Adjoining(la_code=other, adjoins=YORK)])
    for postcode, (easting, northing, la_code) in PLACES.items():
        session.add(Postcode(postcode=postcode, easting=easting, northing=northing, la_code=la_code))
    session.add(School(urn="990001", name="Invented School", postcode="YO1 1AB", open=True))


def _household(session: Session, ref: str, postcode: str, beds: int, **terms: Any) -> Home:
    home = Home(
        ref=ref,
        kind=HomeKind.FOSTERING,
        postcode=postcode,
        status=HomeStatus.ACTIVE,
        pets=Known.NO,
        smokers=Known.NO,
        step_free=Known.NO,
        supervision_cap=8,
        invented=True,
    )
    session.add(home)
    session.flush()
    limits: dict[str, Any] = {
        "age_term": Term.NO_LIMIT,
        "number_term": Term.NO_LIMIT,
        "sex_term": Term.NO_LIMIT,
        "types_term": Term.NO_LIMIT,
    }
    facts: list[Base] = [
        Approval(home_id=home.id, basis=Basis.REG27, starts_on=dt.date(2020, 1, 1), **(limits | terms), **SAID),
        Willingness(home_id=home.id, about="age", value="0-17", answer=Willing.YES, **SAID),
        Willingness(home_id=home.id, about="siblings", value="3", answer=Willing.YES, **SAID),
        Skill(home_id=home.id, domain=NeedDomain.EMOTIONAL, level=3, **SAID),
        Person(home_id=home.id, living_as=LivingAs.CARER, dob=born(40), sex=Sex.FEMALE, **SAID),
    ]
    facts += [_bed(home, number) for number in range(1, beds + 1)]
    session.add_all(facts)
    session.flush()
    return home


def _bed(home: Home, number: int) -> Bed:
    return Bed(home_id=home.id, label=str(number), sharing=Sharing.NO, confirmed_on=TODAY - dt.timedelta(days=1))


def _homes(session: Session) -> None:
    _household(session, "H-1", "YO1 1AB", 2)
    _household(session, "H-2", "YO1 1AA", 2)
    _household(session, "H-3", "YO6 2AA", 1)
    _household(session, "H-4", "YO1 1AA", 2, age_term=Term.LIMIT, age_min=0, age_max=5)
    group = Provider(ref="P-1", name="Invented Homes", kind=ProviderKind.HOME_GROUP, registered=Known.YES)
    agency = Provider(
        ref="P-2",
        name="Invented Agency",
        kind=ProviderKind.IFA,
        registered=Known.YES,
        areas=[YORK],
        age_min=0,
        age_max=17,
    )
    gone = Provider(ref="P-3", name="Invented Elsewhere", kind=ProviderKind.IFA, suspended=True)
    session.add_all([group, agency, gone])
    session.flush()
    session.add(
        Contract(
            ref="F-1",
            provider_id=agency.id,
            kind=ContractKind.FRAMEWORK,
            starts_on=dt.date(2025, 4, 1),
            lots=["1"],
            tier=1,
            **SAID,
        )
    )
    home = Home(
        ref="K-1", kind=HomeKind.CHILDRENS_HOME, provider_id=group.id, postcode="LS1 1AA", status=HomeStatus.ACTIVE
    )
    session.add(home)
    session.flush()
    session.add_all([_bed(home, 1), Registration(home_id=home.id, status="active", age_min=8, age_max=17, **SAID)])
    for kind, pence in ((ProviderKind.OWN, 45_000), (ProviderKind.HOME_GROUP, 520_000)):
        setting = "mainstream_fostering" if kind is ProviderKind.OWN else "childrens_home"
        session.add(
            PriceLine(
                ref=f"L-{kind}",
                setting=setting,
                component=PriceComponent.BASE,
                unit=PriceUnit.CHILD_WEEK,
                amount_pence=pence,
                starts_on=dt.date(2025, 4, 1),
                provider_kind=kind,
                **SAID,
            )
        )


def _child(session: Session, ref: str, name: str, age: int, **facts: Any) -> Child:
    usual: dict[str, Any] = {
        "name": name,
        "dob": born(age),
        "sex": Sex.MALE,
        "home_postcode": "YO1 1AA",
        "school_urn": "990001" if age > 4 else None,
        "school_year": max(0, age - 5),
        "legal_status": "C2",
        "uasc": Known.NO,
        "supervision": 1,
        "invented": True,
    }
    child = Child(ref=ref, **(usual | facts))
    session.add(child)
    session.flush()
    for topic in Topic:
        session.add(ChildAnswer(child_id=child.id, topic=topic, answer=Answer.NONE, **SAID))
    return child


def _children(session: Session) -> None:
    ash, birch = _child(session, "C-1", "Ash", 9), _child(session, "C-2", "Birch", 6)
    _child(session, "C-3", "Cedar", 15, sex=Sex.FEMALE, school_year=10)
    rowan = _child(session, "C-4", "Rowan", 11)
    session.add(
        SiblingRelation(
            a_id=ash.id, b_id=birch.id, relation=Relation.FULL, assessed=Together.MUST, assessed_on=TODAY, **SAID
        )
    )
    session.add(Need(child_id=ash.id, domain=NeedDomain.EMOTIONAL, level=2, essential=True, **SAID))
    bed = session.scalars(sa.select(Bed).join(Home).where(Home.ref == "H-2").order_by(Bed.id)).first()
    if bed is None:
        raise AssertionError("H-2 has beds.")
    occupancy = Occupancy(
        bed_id=bed.id, kind=OccupancyKind.PLACEMENT, starts_on=dt.date(2025, 3, 1), child_id=rowan.id, **SAID
    )
    session.add(occupancy)
    session.flush()
    session.add(
        Residence(
            child_id=rowan.id,
            starts_on=dt.date(2025, 3, 1),
            home_id=bed.home_id,
            occupancy_id=occupancy.id,
            **SAID,
        )
    )


def _referrals(session: Session) -> None:
    _referral(session, "R-1", ["C-1", "C-2"], urgency=Urgency.TONIGHT)
    _referral(session, "R-2", ["C-3"], urgency=Urgency.PLANNED)


def _referral(session: Session, ref: str, children: list[str], **facts: Any) -> None:
    usual: dict[str, Any] = {"kind": ReferralKind.NEW, "duration": Duration.SHORT, "plan": Plan.REUNIFY}
    referral = Referral(ref=ref, needed_by=NEEDED_BY, **(usual | facts), **SAID)
    session.add(referral)
    session.flush()
    for child in children:
        child_id = session.scalars(sa.select(Child.id).where(Child.ref == child)).one()
        session.add(ReferralChild(referral_id=referral.id, child_id=child_id))
        session.flush()
    session.add(KinConsidered(referral_id=referral.id, person="Aunt", outcome="ruled_out", **SAID))


def change(engine: sa.Engine, do: Callable[[Session], object]) -> None:
    """Change the town."""
    with Session(engine) as session, session.begin():
        do(session)


def constrain(session: Session, child: str, kind: ConstraintKind, value: str | None = None) -> None:
    """Add something the plan requires of a home."""
    child_id = session.scalars(sa.select(Child.id).where(Child.ref == child)).one()
    said = {"reason": "a reason", "decided_by": "Marian Invented", **SAID}
    session.add(Constraint(child_id=child_id, kind=kind, value=value, **said))
