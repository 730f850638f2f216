"""The town of `tests.matching.town` with children who live outside it, written into a database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.people import Named
from placements.deciding.returns import Asked, ask
from placements.models.base import Answer, Known, Sex
from placements.models.child import Child, ChildAnswer, Topic
from placements.models.contract import PriceComponent, PriceLine, PriceUnit, ProviderKind
from placements.models.finance import BudgetLine
from placements.models.placement import Residence
from placements.models.reference import Authority, Postcode
from placements.models.referral import Referral, ReferralStatus
from placements.models.return_home import AskedOf, Said
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork
from tests.matching.town import PLACES, SAID, settle
from tests.worlds import NAMES, TODAY, YORK, born

ADMIN = Viewer("Ada Invented", Role.ADMINISTRATOR)
COMMISSIONER = Viewer("Chris Invented", Role.COMMISSIONER)
PERSON = {
    AskedOf.CHILD: Named("Wren Invented", Role.SOCIAL_WORKER),
    AskedOf.SOCIAL_WORKER: Named("Wren Invented", Role.SOCIAL_WORKER),
    AskedOf.IRO: Named("Ira Invented", Role.IRO),
}
AGENCY_WEEK = 500_000


def write(engine: sa.Engine) -> None:
    """C-11 and C-12 live with an agency in Leeds, C-13 with an own carer there, C-14 in a children's home there."""
    settle(engine)
    with Session(engine) as session, session.begin():
        for referral in session.scalars(sa.select(Referral)):
            referral.status = ReferralStatus.WITHDRAWN
        outside(session, "C-11", "Hazel", 12)
        outside(session, "C-12", "Linden", 8)
        outside(session, "C-13", "Maple", 9, provider="PR1")
        outside(session, "C-14", "Oak", 13, place="K2")
        session.add(_price())
        session.add(
            BudgetLine(
                code="C300",
                year=2026,
                name="Children's homes",
                amount_pence=1,
                settings=["childrens_home"],
                holder="Bryony Invented",
                **SAID,
            )
        )


def outside(
    session: Session, ref: str, name: str, age: int, *, place: str = "U6", provider: str = "PR4", **facts: Any
) -> Child:
    """A child who lives in Leeds since January, everything answered."""
    usual: dict[str, Any] = {
        "name": name, "dob": born(age), "sex": Sex.MALE, "home_postcode": "YO1 1AA", "school_urn": "990001",
        "school_year": age - 5, "legal_status": "C2", "uasc": Known.NO, "supervision": 1, "invented": True,
    }  # fmt: skip
    child = Child(ref=ref, **(usual | facts))
    session.add(child)
    session.flush()
    session.add_all(ChildAnswer(child_id=child.id, topic=topic, answer=Answer.NONE, **SAID) for topic in Topic)
    session.add(
        Residence(
            child_id=child.id,
            starts_on=dt.date(2026, 1, 10),
            place=place,
            place_provider=provider,
            postcode="LS1 1AA",
            place_text="With carers in Leeds",
            **SAID,
        )
    )
    session.flush()
    return child


def _price() -> PriceLine:
    return PriceLine(
        ref="L-agency", setting="mainstream_fostering", component=PriceComponent.BASE, unit=PriceUnit.CHILD_WEEK,
        amount_pence=AGENCY_WEEK, starts_on=dt.date(2025, 4, 1), provider_kind=ProviderKind.IFA, **SAID,
    )  # fmt: skip


def answers(engine: sa.Engine, child: str, /, **said: Said) -> None:
    """What each of the three said a week ago; yes where nothing else is given."""
    day = TODAY - dt.timedelta(days=7)
    moment = dt.datetime.combine(day, dt.time(10), dt.UTC)
    for of in AskedOf:
        person = PERSON[of]
        with UnitOfWork(engine, Viewer(person.name, person.role), Permission.SEE_REFERENCE, lambda: moment) as work:
            words = "I want to stay." if said.get(of.value) is Said.NO else ""
            ask(work, child, Asked(of, said.get(of.value, Said.YES), day, words), person)
            work.commit()


def only_children(engine: sa.Engine) -> None:
    """York and Leeds with one child outside, and nothing else: no homes, no prices, nobody related."""
    with Session(engine) as session, session.begin():
        for la_code, name in NAMES.items():
            session.add(Authority(la_code=la_code, name=name, responsible=la_code == YORK, adjoining_complete=True))
        for postcode, (easting, northing, la_code) in PLACES.items():
            session.add(Postcode(postcode=postcode, easting=easting, northing=northing, la_code=la_code))
        outside(session, "C-11", "Hazel", 12)
