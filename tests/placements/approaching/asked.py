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
from placements.deciding.readings import ToRead, ask_reading, let_go_by, read_paper
from placements.models.approach import Approach, ApproachReply
from placements.models.offer import Offer
from placements.models.reading import ReadingOf
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

OFFICER = Viewer("Dana Invented", Role.PLACEMENT_OFFICER)
DANA = Named("Dana Invented", Role.PLACEMENT_OFFICER)
ROBIN = Viewer("Robin Invented", Role.PLACEMENT_OFFICER)
NOW = dt.datetime(2026, 6, 5, 20, tzinfo=dt.UTC)
DUE = NOW + dt.timedelta(hours=2)


def work_at(engine: sa.Engine, at: dt.datetime = NOW, viewer: Viewer = OFFICER) -> UnitOfWork:
    return UnitOfWork(engine, viewer, Permission.MAKE_OFFERS, clock=lambda: at)


def send(engine: sa.Engine, provider: str = "P-2", referral: str = "R-1", at: dt.datetime = NOW, **how: Any) -> str:
    """Keep a paper as sent, and return its reference."""
    draft = f"A home for {referral}?"
    if not how.get("reason"):
        read(engine, draft, at)
    release = Release(**({"person": DANA} | how))
    with work_at(engine, at) as work:
        reference = next_reference(work, referral, provider)
        text = f"A home? Reference {reference}."
        due = at + (DUE - NOW)
        paper = Paper(referral, provider, reference, due, text, draft, {"reference": reference}, tier=1)
        keep_sent(work, paper, release)
        work.commit()
    return reference


def read(engine: sa.Engine, draft: str, at: dt.datetime = NOW, reader: Viewer = ROBIN) -> None:
    """Let a second person sign in, read exactly these words and say that they may go; once is enough."""
    with Session(engine) as session:
        if let_go_by(session, ReadingOf.APPROACH, draft):
            return
    with work_at(engine, at) as work:
        asked = ask_reading(work, ToRead(ReadingOf.APPROACH, "A paper", draft), DANA)
        work.commit()
    with UnitOfWork(engine, reader, Permission.READ_PAPERS, clock=lambda: at) as work:
        read_paper(work, asked.id, may_go=True)
        work.commit()


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
