"""A street of homes and two referrals: enough for every part of a search's answer to hold something."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.models.base import Known, Sex
from placements.models.child import Child, Need, NeedDomain, Relation, SiblingRelation, Together
from placements.models.contract import Provider, ProviderKind
from placements.models.home import Bed, Home, HomeKind, HomeStatus, Sharing
from placements.models.household import Approval, Basis, LivingAs, Person, Skill, Term
from placements.models.placement import Occupancy, OccupancyKind
from placements.models.reference import Authority, Postcode
from placements.models.referral import Duration, Referral, ReferralChild, ReferralKind, Urgency
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork
from tests.api.visitors import ADMINISTRATOR, Clock

NOW = Clock().now
TODAY = NOW.date()
YORK = "E06000014"
CANARY = "YO1 9ZZ"


class Said(TypedDict):
    as_of: dt.date
    source: str


SAID: Said = {"as_of": TODAY, "source": "a test"}


def settle(engine: sa.Engine) -> None:
    """Fill an empty record with the town."""
    with UnitOfWork(engine, ADMINISTRATOR, Permission.LOAD_DATA) as work:
        work.session.add_all(_places())
        own = Provider(ref="P-OWN", name="Own carers", kind=ProviderKind.OWN, registered=Known.YES)
        agency = Provider(ref="P-IFA", name="Lantern Fostering", kind=ProviderKind.IFA, registered=Known.YES)
        work.session.add_all([own, agency])
        work.session.flush()
        for number, (beds, ages) in enumerate([(2, (0, 17)), (1, (0, 17)), (2, (0, 4)), (2, None)], start=1):
            _household(work, number, own.id, beds, ages)
        _brothers(work)
        _alone(work)
        work.record(Event.DATA_LOADED, "a test's town")
        work.commit()


def _places() -> list[Authority | Postcode]:
    return [
        Authority(la_code=YORK, name="York", responsible=True, adjoining_complete=True),
        Postcode(postcode="YO11AA", easting=460000, northing=452000, la_code=YORK),
        Postcode(postcode="YO19ZZ", easting=461000, northing=452500, la_code=YORK),
    ]


def _household(work: UnitOfWork, number: int, provider: int, beds: int, ages: tuple[int, int] | None) -> None:
    home = Home(
        ref=f"H-{number}",
        kind=HomeKind.FOSTERING,
        provider_id=provider,
        postcode=CANARY,
        la_code=YORK,
        status=HomeStatus.ACTIVE,
        fsp_consent=Known.YES,
        pets=Known.NO,
        invented=True,
    )
    work.session.add(home)
    work.session.flush()
    low, high = ages or (None, None)
    approval = Approval(
        home_id=home.id,
        basis=Basis.REG27,
        starts_on=dt.date(2020, 1, 1),
        age_term=Term.LIMIT if ages else Term.UNKNOWN,
        age_min=low,
        age_max=high,
        number_term=Term.LIMIT,
        number=beds,
        sex_term=Term.NO_LIMIT,
        types_term=Term.NO_LIMIT,
        **SAID,
    )
    carer = Person(home_id=home.id, living_as=LivingAs.CARER, dob=dt.date(1980, 5, 1), sex=Sex.FEMALE, **SAID)
    skill = Skill(home_id=home.id, domain=NeedDomain.EMOTIONAL, level=2, **SAID)
    rooms = [
        Bed(home_id=home.id, label=str(bed), room=str(bed), sharing=Sharing.NO, confirmed_on=TODAY)
        for bed in range(1, beds + 1)
    ]
    work.session.add_all([approval, carer, skill, *rooms])
    work.session.flush()
    if number == 2:
        stay = Occupancy(bed_id=rooms[0].id, kind=OccupancyKind.OTHER_AUTHORITY, starts_on=dt.date(2025, 1, 1), **SAID)
        work.session.add(stay)


def _child(work: UnitOfWork, ref: str, name: str, age: int, sex: Sex) -> Child:
    born = TODAY.replace(year=TODAY.year - age, day=1)
    child = Child(ref=ref, name=name, dob=born, sex=sex, home_postcode="YO1 1AA", legal_status="C2", invented=True)
    work.session.add(child)
    work.session.flush()
    return child


def _brothers(work: UnitOfWork) -> None:
    ash, birch = _child(work, "C-1", "Ash", 9, Sex.MALE), _child(work, "C-2", "Birch", 6, Sex.MALE)
    work.session.add(
        SiblingRelation(
            a_id=ash.id, b_id=birch.id, relation=Relation.FULL, assessed=Together.MUST, assessed_on=TODAY, **SAID
        )
    )
    work.session.add(Need(child_id=birch.id, domain=NeedDomain.EMOTIONAL, level=3, essential=True, **SAID))
    _referral(work, "R-1", Urgency.TONIGHT, [ash, birch])


def _alone(work: UnitOfWork) -> None:
    _referral(work, "R-2", Urgency.PLANNED, [_child(work, "C-3", "Cedar", 15, Sex.FEMALE)])


def _referral(work: UnitOfWork, ref: str, urgency: Urgency, children: list[Child]) -> None:
    referral = Referral(
        ref=ref, kind=ReferralKind.BREAKDOWN, needed_by=NOW, urgency=urgency, duration=Duration.SHORT, **SAID
    )
    work.session.add(referral)
    work.session.flush()
    work.session.add_all(ReferralChild(referral_id=referral.id, child_id=child.id) for child in children)
