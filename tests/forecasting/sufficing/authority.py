"""The invented authority with homes: its returns, a few households and a children's home, and who lives where."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.models.base import Known, Sex
from placements.models.care import Episode
from placements.models.child import NeedDomain
from placements.models.home import Bed, Home, HomeKind, HomeStatus, Registration, Sharing
from placements.models.household import Approval, Basis, LivingAs, Person, Skill, Term, Willing, Willingness
from placements.models.placement import Residence
from placements.models.reference import Postcode, Setting
from tests.forecasting.stored import fill
from tests.forecasting.town import CUT, LAST_DAY, YORK, years

SAID: dict[str, Any] = {"as_of": LAST_DAY, "source": "test"}
_HERE = "YO11AA"


def settle(engine: sa.Engine, households: int = 6) -> None:
    """Returns of three years, so many households for children of any age, and one children's home."""
    fill(engine, years(2023, 2025))
    with Session(engine) as session, session.begin():
        session.add(Postcode(postcode=_HERE, easting=460_000, northing=452_000, la_code=YORK))
        session.add(Setting(name="demonstration", value="yes"))
        for number in range(households):
            add_household(session, f"H-{number}")
        add_establishment(session)
        _move_in(session)


def add_household(session: Session, ref: str, beds: int = 2, **facts: Any) -> Home:
    """A household of the authority's own in the area, willing and able, with everything recorded."""
    usual: dict[str, Any] = {"kind": HomeKind.FOSTERING, "status": HomeStatus.ACTIVE}
    usual |= {"postcode": _HERE, "supervision_cap": 12}
    home = Home(ref=ref, la_code=YORK, pets=Known.NO, smokers=Known.NO, invented=True, **(usual | facts))
    session.add(home)
    session.flush()
    limits: dict[str, Any] = {"age_term": Term.LIMIT, "age_min": 0, "age_max": 12, "number_term": Term.LIMIT}
    limits |= {"number": beds, "sex_term": Term.NO_LIMIT, "types_term": Term.NO_LIMIT}
    rows: list[Any] = [
        Approval(home_id=home.id, basis=Basis.REG27, **limits, **SAID),
        Willingness(home_id=home.id, about="age", value="0-17", answer=Willing.YES, **SAID),
        Willingness(home_id=home.id, about="siblings", value="3", answer=Willing.YES, **SAID),
        Skill(home_id=home.id, domain=NeedDomain.ATTACHMENT_TRAUMA, level=3, **SAID),
        Person(home_id=home.id, living_as=LivingAs.CARER, dob=dt.date(1980, 1, 1), sex=Sex.FEMALE, **SAID),
        *(_bed(home, number) for number in range(beds)),
    ]
    session.add_all(rows)
    return home


def add_establishment(session: Session) -> None:
    """A children's home for two, registered for 10 to 17 and what such children need."""
    home = Home(ref="K-1", kind=HomeKind.CHILDRENS_HOME, la_code=YORK, status=HomeStatus.ACTIVE, postcode=_HERE)
    session.add(home)
    session.flush()
    facts: dict[str, Any] = {"status": "active", "age_min": 10, "age_max": 17, "places": 2, "grade": "good"}
    facts |= {"needs_accepted": [domain.value for domain in NeedDomain]}
    session.add_all([Registration(home_id=home.id, **facts, **SAID), _bed(home, 0), _bed(home, 1)])


def _bed(home: Home, number: int) -> Bed:
    return Bed(home_id=home.id, label=str(number), sharing=Sharing.NO, confirmed_on=LAST_DAY)


def _move_in(session: Session) -> None:
    """Two children in care at the end live in the first household."""
    home = session.scalars(sa.select(Home.id).order_by(Home.id)).first()
    here = sa.select(Episode.child_id).where(Episode.dec.is_(None), Episode.standing, Episode.place == "U6")
    for child in session.scalars(here.distinct().order_by(Episode.child_id).limit(2)):
        facts = {"starts_on": dt.date(2025, 1, 1), "home_id": home}
        session.add(Residence(child_id=child, **facts, **(SAID | {"as_of": CUT})))  # type: ignore[arg-type]
