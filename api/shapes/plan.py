"""A plan for every open referral at once: who goes where, what it is worth, and how much of that is proven."""

from __future__ import annotations

from api.shapes.shape import Shape


class Level(Shape):
    """What the plan reaches at one level, and the bound below which no plan can go."""

    name: str
    value: float
    bound: float


class Assignment(Shape):
    """A child and a home the plan suggests."""

    child: str
    home: str


class Unplaced(Shape):
    """A child for whom the plan has no home, and why."""

    child: str
    because: str
