"""What homes are worth to children to come, by itself or beside the options of a referral."""

from __future__ import annotations

from api.shapes.plan import Scarcity
from api.shapes.search import OptionScarcity
from api.shapes.shape import Shape


class WeighedOption(Shape):
    """An option of a search with what its place is worth to children to come."""

    rank: int
    children: list[str]
    home: str
    status: str
    fit: float
    scarcity: OptionScarcity | None


class Outlook(Scarcity):
    """The worth of each home; options are null where no referral was given."""

    options: list[WeighedOption] | None = None
