"""What every request can reach: the settings, the record, the door, answers kept, files that wait, the menu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
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
from matching.snapshot import day_of
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from placements.repository.reference import installation_setting

HOUSE = Viewer("homeward", Role.ADMINISTRATOR)


def desk_clock(engine: sa.Engine, clock: Callable[[], dt.datetime]) -> Callable[[], dt.datetime]:
    """The clock of the desk: the present moment; in a demonstration, the same time on the day of its newest position.

    Without it every referral of a demonstration would be late. The door keeps the true clock, and where the record
    cannot be read the moment is the true one, so that an error can still be said.
    """

    def now() -> dt.datetime:
        moment = clock()
        try:
            with records_for(engine, HOUSE) as records:
                if installation_setting(records, "demonstration") != "yes":
                    return moment
                return moment + (day_of(records) - moment.astimezone(HERE).date())
        except SQLAlchemyError:
            return moment

    return now


@dataclass(frozen=True)
class House:
    """One running installation; made once by `create_app` and found at every request. `clock` is that of the desk."""

    settings: Settings
    engine: sa.Engine
    clock: Callable[[], dt.datetime]
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
