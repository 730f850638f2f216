"""The desk of the invented year before: who works at it, and a moment at which something is written down as done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from placements.deciding.people import Named
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork

OFFICER = Named("Olu Invented", Role.PLACEMENT_OFFICER)
WORKER = Named("Sam Invented", Role.SOCIAL_WORKER)
MANAGER = Named("Marian Invented", Role.TEAM_MANAGER)
NOMINATED = Named("Noor Invented", Role.NOMINATED_OFFICER)
DIRECTOR = Named("Dara Invented", Role.DIRECTOR)
IRO = Named("Ira Invented", Role.IRO)
MORNING = dt.time(9, 30)


@dataclass(frozen=True)
class Desk:
    """The desk at one moment of the past: who does what is written down as done then."""

    engine: sa.Engine
    now: dt.datetime

    @contextmanager
    def work(self, by: Named) -> Iterator[UnitOfWork]:
        """One change, made and committed as somebody."""
        with UnitOfWork(self.engine, Viewer(by.name, by.role), Permission.SEE_REFERENCE, lambda: self.now) as work:
            yield work
            work.commit()

    def at(self, day: dt.date, hours: int = 0) -> Desk:
        """The desk on the morning of a day, or some hours later."""
        return Desk(self.engine, dt.datetime.combine(day, MORNING, dt.UTC) + dt.timedelta(hours=hours))
