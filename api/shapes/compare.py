"""A person's plan beside the engine's: levels, rules broken, and what each child gives up."""

from __future__ import annotations

from api.shapes.plan import Plan
from api.shapes.shape import Shape


class Reached(Shape):
    """What a plan comes to at one level."""

    name: str
    value: float


class Broken(Shape):
    """A rule that the plan breaks; where `known` is false, a fact is missing."""

    children: list[str]
    home: str
    rule: str
    because: str
    known: bool


class Place(Shape):
    """A home, its fit, and how much better the child's own best lawful home fits."""

    home: str
    fit: float
    regret: float | None


class ChildLine(Shape):
    """One child in both plans, and the best that the rules alone would allow."""

    child: str
    person: Place | None
    engine: Place | None
    best: Place | None


class PersonsPlan(Shape):
    """What the person's plan reaches and breaks."""

    levels: list[Reached]
    breaks: list[Broken]


class Comparison(Shape):
    """Both plans; neither places anybody."""

    verdict: str
    person: PersonsPlan
    engine: Plan
    children: list[ChildLine]
