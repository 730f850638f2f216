"""One provider asked about one referral, at a known moment, by a named person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.approaching.references import next_reference
from placements.approaching.replies import Reply, log_reply
from placements.approaching.sending import Paper, Release, keep_sent
from placements.deciding.people import Named
from placements.models.approach import Approach, ApproachReply
from placements.models.offer import Offer
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

OFFICER = Viewer("Dana Invented", Role.PLACEMENT_OFFICER)
DANA = Named("Dana Invented", Role.PLACEMENT_OFFICER)
NOW = dt.datetime(2026, 6, 5, 20, tzinfo=dt.UTC)
DUE = NOW + dt.timedelta(hours=2)


def work_at(engine: sa.Engine, at: dt.datetime = NOW, viewer: Viewer = OFFICER) -> UnitOfWork:
    return UnitOfWork(engine, viewer, Permission.MAKE_OFFERS, clock=lambda: at)


def send(engine: sa.Engine, provider: str = "P-2", referral: str = "R-1", at: dt.datetime = NOW, **how: Any) -> str:
    """Keep a paper as sent, and return its reference."""
    usual: dict[str, Any] = {"person": DANA, "checked_by": "Robin Invented"}
    release = Release(**(usual | how))
    with work_at(engine, at) as work:
        reference = next_reference(work, referral, provider)
        text = f"A home? Reference {reference}."
        due = at + (DUE - NOW)
        keep_sent(work, Paper(referral, provider, reference, due, text, {"reference": reference}, tier=1), release)
        work.commit()
    return reference


def answer(engine: sa.Engine, reply: Reply, at: dt.datetime = NOW + dt.timedelta(minutes=30)) -> ApproachReply | None:
    """Log a reply."""
    with work_at(engine, at) as work:
        kept = log_reply(work, reply)
        if kept is not None:
            work.commit()
    return kept


def held(engine: sa.Engine, reference: str) -> tuple[Approach, Offer]:
    """The approach and the offer it stands for."""
    with Session(engine) as session:
        approach = session.scalars(sa.select(Approach).where(Approach.reference == reference)).one()
        return approach, session.get_one(Offer, approach.offer_id)
