"""What stands at the desk of the demonstration today: a child who says no, and a home that a manager keeps empty."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from api.past_desk import MANAGER, WORKER, Desk
from placements.deciding.kept_empty import keep_empty
from placements.deciding.structured_wishes import Said, record_wish
from placements.models.wish import WishAbout, WishSays

CHILD, HOME = "C-9009", "R-006"
SAID = (
    Said(WishSays.VETO, WishAbout.HOME, "R-009", "Not there. Too many people, and I would never sleep."),
    Said(WishSays.WANTS, WishAbout.AREA, "York", "I want to stay in York, my college is here."),
)
KEPT_DAYS = dt.timedelta(days=21)
KEPT_BECAUSE = "Kept for two sisters of whom the second moves in at the end of the month; staff are there for her."


def set_the_desk(engine: sa.Engine, today: dt.date) -> None:
    """Write down, on the day of the newest position, what one child said and which home is kept empty."""
    desk = Desk(engine, dt.datetime.combine(today, dt.time(), dt.UTC)).at(today)
    with desk.work(WORKER) as work:
        for said in SAID:
            record_wish(work, CHILD, said, asked_by=WORKER.name, asked_on=today)
    with desk.work(MANAGER) as work:
        keep_empty(work, HOME, MANAGER, KEPT_BECAUSE, ends_on=today + KEPT_DAYS)
