"""Small pieces of a record, for tests that need a home and a child and nothing more."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.models.child import Child
from placements.models.home import Bed, Home, HomeKind
from placements.models.referral import Referral, ReferralKind, Urgency
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

MANAGER = Viewer("Marian Invented", Role.TEAM_MANAGER)
NOON = dt.datetime(2026, 6, 5, 12, 0, tzinfo=dt.UTC)


def one_bed(engine: sa.Engine, children: int = 1) -> tuple[int, list[int], int]:
    """A home with one bed, some children and a referral: their ids."""
    admin = Viewer("Ada Invented", Role.ADMINISTRATOR)
    with UnitOfWork(engine, admin, Permission.LOAD_DATA) as work:
        home = Home(ref="H-1", kind=HomeKind.FOSTERING, invented=True)
        referral = Referral(
            ref="R-1", kind=ReferralKind.NEW, needed_by=NOON, urgency=Urgency.PLANNED, as_of=NOON.date(), source="test"
        )
        people = [Child(ref=f"C-{number}", invented=True) for number in range(children)]
        work.session.add_all([home, referral, *people])
        work.session.flush()
        bed = Bed(home_id=home.id, label="1")
        work.session.add(bed)
        work.record(Event.DATA_LOADED, "test")
        work.commit()
        return bed.id, [child.id for child in people], referral.id
