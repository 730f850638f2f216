"""What every request can reach: the settings, the record, the door, answers kept, files that wait, the menu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import jinja2
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request

from api.answers import Answers
from api.routing import Route
from api.settings import Settings
from api.sign_on import SignOn
from api.signin import Door
from api.uploads import Uploads
from api.words import HERE
from placements.permissions import Role, Viewer
from placements.repository.audit import desk_version
from placements.repository.occupancies import position_day
from placements.repository.records import records_for
from placements.repository.reference import installation_setting

HOUSE = Viewer("homeward", Role.ADMINISTRATOR)


class DeskClock:
    """The clock of the desk: the present moment; in a demonstration, the same time on the day of its newest position.

    Without it every referral of a demonstration would be late. The door keeps the true clock. The day is looked up at
    the start of each request and then known: a clock that asked the record whenever it is read would want a second
    connection in the middle of a change, and people at once would wait for each other's.
    """

    def __init__(self, engine: sa.Engine, clock: Callable[[], dt.datetime]) -> None:
        self._engine, self._clock = engine, clock
        self._version: int | None = None
        self._day: dt.date | None = None
        self.look()

    def __call__(self) -> dt.datetime:
        """The moment now at the desk."""
        moment, day = self._clock(), self._day
        return moment if day is None else moment + (day - moment.astimezone(HERE).date())

    def look(self) -> None:
        """See whether the record has come to another day; where it cannot be read, an error can still be said."""
        with suppress(SQLAlchemyError), records_for(self._engine, HOUSE) as records:
            version = desk_version(records)
            if version != self._version:
                demonstration = installation_setting(records, "demonstration") == "yes"
                self._day, self._version = position_day(records) if demonstration else None, version


@dataclass(frozen=True)
class House:
    """One running installation; made once by `create_app` and found at every request. `clock` is that of the desk."""

    settings: Settings
    engine: sa.Engine
    clock: DeskClock
    door: Door
    answers: Answers
    pages: jinja2.Environment
    menu: tuple[Route, ...]
    sign_on: SignOn | None = None
    uploads: Uploads = field(default_factory=Uploads)

    def today(self) -> dt.date:
        """The day it is in England; in a demonstration, the day of its newest position."""
        return self.clock().astimezone(HERE).date()


def house_of(request: Request) -> House:
    """The installation that a request reached."""
    house: House = request.app.state.house
    return house
