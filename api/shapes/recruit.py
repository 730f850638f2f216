"""Unlock, then recruit: actions in the order of what they bring."""

from __future__ import annotations

import datetime as dt

from api.shapes.shape import Shape
from api.shapes.sufficiency import Figure


class Action(Shape):
    """Something that could be done, and the children it keeps in the area in an average month, after those before it.

    `per_thousand_pounds`: weeks in a home of the area for £1,000 at the home's price; null where no price is held.
    """

    kind: str
    home: str | None
    words: str
    who: str
    places: int
    children_local: Figure
    at_the_end: float
    per_month: float
    weekly_pence: int | None
    per_thousand_pounds: float | None
    from_month: int
    because: str


class LeadFigure(Shape):
    """A figure of the recruitment funnel with its range, how many of its own stand behind it, and its source."""

    p10: float
    p50: float
    p90: float
    n: float
    source: str


class Recruitment(Shape):
    """Children short of a home in the area in an average month, and what would bring them one."""

    as_at: dt.date
    homes_as_at: dt.date
    months: list[dt.date]
    area: str
    short: Figure
    short_after: Figure
    returning: int
    considered: int
    ask_first: list[Action]
    unlock: list[Action]
    recruit_next: list[Action]
    lead: dict[str, LeadFigure]
    notes: list[str]
    replicates: int
    seed: int
    version: str
    seconds: float
